"""Commands about posts."""

from pathlib import Path
from typing import Any

import click
import yaml

from network.base.cli import Group, Trouble, needs_database, public, sentence, writing
from network.base.text import line
from network.bloggers import queries as appointed
from network.bloggers.cli import by_handle
from network.bloggers.models import Blogger
from network.posts import actions
from network.posts.addresses import path_of
from network.posts.models import Post

FORMATS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
WORDS = ("title", "standfirst", "date", "tags", "language", "status", "slug", "best_bit", "comments", "appointment")


@click.group("posts", cls=Group)
def posts() -> None:
    """What bloggers write."""


@posts.command()
@click.argument("handle")
@click.argument("file", type=click.Path(path_type=Path))
@needs_database
def add(handle: str, file: Path) -> None:
    """Publish a post on HANDLE from FILE, or keep it as a draft.

    FILE is Markdown (.md) or HTML (.html) and begins with its facts as YAML between two lines of ---:
    title, date, tags (comma separated), language, status (published or draft); also standfirst, slug, best_bit,
    comments (open or closed) and, for a day with two appointments, appointment (the role held).
    """
    facts, source = read(file)
    try:
        written = actions.write(
            facts["title"], facts["standfirst"], source, FORMATS[file.suffix.lower()], facts["language"] or "en", facts["tags"]
        )
        dated = actions.read_dated(facts["date"]) if facts["date"] else None
    except ValueError as why:
        raise Trouble(f"{file.name}: {sentence(why)}") from None
    with writing():
        blogger = by_handle(handle)
        post = actions.draft(blogger, written, slug_wish=facts["slug"])
        actions.choose_appointment(post, _appointment(blogger, facts["appointment"]))
        if facts["best_bit"]:
            actions.choose_best_bit(post, facts["best_bit"], on_front=False)
        actions.switch_comments(post, facts["comments"] != "closed")
        address = _draft(post, dated) if facts["status"] == "draft" else _publish(post, dated)
    click.echo(public(address))


def read(file: Path) -> tuple[dict[str, str], str]:
    """The facts at the head of a file, each as text, and what follows them."""
    if file.suffix.lower() not in FORMATS:
        raise Trouble(f"{file.name} is neither Markdown (.md) nor HTML (.html).")
    try:
        text = file.read_text("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Trouble(f"{file.name} is not text in UTF-8.") from None
    except (FileNotFoundError, IsADirectoryError):
        raise Trouble(f"There is no file {file}.") from None
    return facts_and_text(text, file.name)


def facts_and_text(text: str, name: str) -> tuple[dict[str, str], str]:
    """Front matter, each value as text, and what follows it; Trouble says what is wrong with it."""
    head, fence, source = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        raise Trouble(f"{name} does not begin with its facts between two lines of ---.")
    try:
        told = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506  (BaseLoader makes text, lists and dictionaries alone)
    except yaml.YAMLError as why:
        raise Trouble(f"{name}: the facts at its head are not YAML: {' '.join(str(why).split())[:200]}.") from None
    if not isinstance(told, dict):
        raise Trouble(f"{name}: the facts at its head are not of the form “title: Three kinds of gravel”.")
    strange = sorted(set(told) - set(WORDS))
    if strange:
        raise Trouble(f"{name}: there is no fact named {', '.join(strange)}. There are {', '.join(WORDS)}.")
    facts = {word: _text(told.get(word, "")) for word in WORDS}
    if not facts["title"]:
        raise Trouble(f"{name} needs a title.")
    if facts["status"] not in ("", "published", "draft"):
        raise Trouble(f"{name}: its status is “{facts['status']}”, but may be published or draft.")
    if facts["comments"] not in ("", "open", "closed"):
        raise Trouble(f"{name}: its comments are “{facts['comments']}”, but may be open or closed.")
    return facts, source.strip("\n")


def _text(value: Any) -> str:
    return ", ".join(_text(v) for v in value) if isinstance(value, list) else line(str(value))


def _draft(post: Post, dated: actions.Dated | None) -> str:
    post.dated = str(dated) if dated else None
    return f"/desk/posts/{post.id}/"


def _publish(post: Post, dated: actions.Dated | None) -> str:
    actions.publish(post, dated=dated)
    return path_of(post)


def _appointment(blogger: Blogger, role: str) -> int | None:
    """The appointment with that role, when the facts name one."""
    if not role:
        return None
    held = [a for a in appointed.appointments(blogger.id) if line(a.role).casefold() == role.casefold()]
    if len(held) != 1:
        raise Trouble(f"{blogger.name} has {'no' if not held else 'several'} appointments as “{role}”.")
    return held[0].id
