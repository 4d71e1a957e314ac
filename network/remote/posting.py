"""A program's request, done by the same actions as the buttons of the desk."""

from dataclasses import dataclass, field
from datetime import datetime

from network.accounts.models import Account
from network.base.clock import from_local, now
from network.base.database import db
from network.base.language import _
from network.base.web import absolute
from network.bloggers import queries as bloggers
from network.media import actions as media
from network.posts import actions as posts
from network.posts import queries, translations
from network.posts.access import may_date
from network.posts.actions import TwoAppointments
from network.posts.addresses import path_of
from network.posts.models import Post
from network.remote import actions
from network.remote.entries import Asked, Photo, Wrong, body_of, day_of, text_of
from network.remote.models import AppToken
from network.remote.pictures import IN_TEXT, figure, link, own_path

_LONGEST = {"name": 200, "summary": 500, "mp-slug": 100, "mp-reason": 500}


@dataclass(kw_only=True)
class Fields:
    """The words of a post before a request."""

    language: str
    title: str = ""
    standfirst: str = ""
    source: str = ""
    body_format: str = "markdown"
    tags: list[str] = field(default_factory=list)
    has_top: bool = False


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Words that are cleaned, and the picture for the head of the post. Slow to make, so before the transaction."""

    written: posts.Written
    top: Photo | None
    version: int = 0


def ready(token: AppToken, asked: Asked) -> Ready | None:
    """What a request will write; None where it writes no words."""
    if asked.action == "create":
        return _ready(Fields(language=token.blogger.language), asked)
    if asked.action == "update":
        return _changed(post_at(token, asked.url), asked)
    return None


def create(token: AppToken, asked: Asked, made: Ready) -> Post:
    """A new post: published only by a key that may, and only where nothing else is asked for."""
    _keep(asked, token.account)
    if not (made.written.title or made.written.text):
        raise Wrong(_("Write a title or a text first."))
    top = _top_image(made.top)
    post = posts.draft(token.blogger, made.written, by=token.account, slug_wish=asked.text("mp-slug") or "", top_image=top)
    actions.note_arrival(post, token.account, "app", token.name)
    day = _day(post, asked)
    if token.allows("create") and _status(asked, "published") == "published":
        try:
            _bring_out(post, day, token)
        except posts.Held:  # It waits on the desk to be read by somebody else, rather than be lost to a program that cannot ask.
            posts.set_day(post, day)
    else:
        posts.set_day(post, day)
    return post


def update(token: AppToken, asked: Asked, made: Ready) -> Post:
    """Change what is said of a post, all of it or nothing."""
    require(token, "update")
    post = _locked(post_at(token, asked.url))
    if post.withdrawn_at:
        raise Wrong(_("This post was withdrawn. It can be read here, and not changed any more."))
    if post.version != made.version:
        made = _changed(post, asked)
    _keep(asked, token.account)
    top = _top_image(made.top) or (posts.TopImage(None, "") if _loses_top(post, asked) else None)
    posts.save(post, made.written, by=token.account, slug_wish=asked.text("mp-slug") or "", top_image=top)
    _restate(post, asked, token)
    return post


def delete(token: AppToken, asked: Asked) -> None:
    """Withdraw what is out, with a reason for readers; a plan is taken back."""
    require(token, "delete")
    if len(asked.reason) > _LONGEST["mp-reason"]:
        raise Wrong(f"“mp-reason” has {len(asked.reason)} characters; at most {_LONGEST['mp-reason']} are possible.")
    post = _locked(post_at(token, asked.url))
    if post.publish_at and post.published_at is None:
        posts.unschedule(post)
    else:
        posts.withdraw(post, asked.reason or _("Withdrawn by its author."), by=token.account)


def post_at(token: AppToken, url: str) -> Post:
    """The post of the key's own blog at an address for readers, or at that of its sheet."""
    path = own_path(url).strip("/").split("/")
    post = None
    if len(path) == 3 and path[:2] == ["desk", "posts"] and _is_number(path[2], 10):
        post = queries.find(int(path[2]))
    elif len(path) == 4 and _is_number(path[1], 5) and _is_number(path[2], 5):
        post = queries.at_address(path[0], int(path[1]), int(path[2]), path[3])
    if post is None or post.blogger_id != token.blogger_id:
        raise Wrong(_("There is no such post on the blog of this key."))
    return post


def _locked(post: Post) -> Post:
    """A post as it is now, held as the desk and its clock hold it, so that what is decided here is not overtaken."""
    translations.lock(post)
    return db.session.get_one(Post, post.id, with_for_update=True, populate_existing=True)


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < digits


def address_of(post: Post) -> str:
    """Where readers find it; of what is not out, its sheet."""
    return absolute(path_of(post) if post.published_at else f"/desk/posts/{post.id}/")


def require(token: AppToken, scope: str) -> None:
    """Wrong where a key does not allow something."""
    if not token.allows(scope):
        words = _("This key may not do that. Make another one on the page of your account.")
        raise Wrong(words, "insufficient_scope", 403)


def _changed(post: Post, asked: Asked) -> Ready:
    """The words of a post after an update."""
    fields = Fields(
        language=post.language,
        title=post.title,
        standfirst=post.standfirst,
        source=post.source,
        body_format=post.body_format,
        tags=[tag.name for tag in queries.tags_of(post)],
        has_top=post.top_image_id is not None,
    )
    return _ready(fields, asked, version=post.version)


def _ready(fields: Fields, asked: Asked, version: int = 0) -> Ready:
    source, kind = _body(fields, asked)
    top, further = _photos(fields, asked)
    said = "\n\n".join(filter(None, [source, *(_in_text(photo) for photo in further)]))
    title, standfirst = _one(asked, "name", fields.title), _one(asked, "summary", fields.standfirst)
    language = _one(asked, "in-language", fields.language) or fields.language
    tags = ", ".join(" ".join(tag.replace(",", " ").split()) for tag in _tags(fields, asked))
    try:
        return Ready(written=posts.write(title, standfirst, said, kind, language, tags), top=top, version=version)
    except ValueError as why:
        raise Wrong(f"{str(why)[:1].upper()}{str(why)[1:]}.") from None


def _one(asked: Asked, name: str, present: str) -> str:
    """A property that has one value, after a request."""
    text = asked.text(name)
    if text is None and name in asked.added:
        if present:
            raise Wrong(f"“{name}” has a value. Replace it.")
        text = text_of(name, next(iter(asked.added[name]), ""))
    if name in asked.emptied or present in asked.taken.get(name, []):
        text = ""
    if text and len(text) > _LONGEST.get(name, len(text)):
        raise Wrong(f"“{name}” has {len(text)} characters; at most {_LONGEST[name]} are possible.")
    return present if text is None else text


def _body(fields: Fields, asked: Asked) -> tuple[str, str]:
    if "content" in asked.added and fields.source:
        raise Wrong("“content” has a value. Replace it.")
    values = asked.given.get("content", asked.added.get("content"))
    if "content" in asked.emptied:
        values = []
    return (fields.source, fields.body_format) if values is None else body_of(values)


def _tags(fields: Fields, asked: Asked) -> list[str]:
    named = asked.given.get("category", [] if "category" in asked.emptied else fields.tags)
    gone = {text_of("category", tag).casefold() for tag in asked.taken.get("category", [])}
    tags = [text_of("category", tag) for tag in [*named, *asked.added.get("category", [])]]
    return [tag for tag in tags if tag.casefold() not in gone]


def _photos(fields: Fields, asked: Asked) -> tuple[Photo | None, list[Photo]]:
    """The picture for the head of the post, where one is given, and those for its text."""
    photos = [*asked.given.get("photo", []), *asked.added.get("photo", [])]
    at_head = "photo" in asked.given or not fields.has_top
    if photos and at_head and (photos[0].made or photos[0].kept):
        return photos[0], photos[1:]
    return None, photos


def _in_text(photo: Photo) -> str:
    if photo.made:
        return figure(photo.address, photo.alt)
    kept = photo.kept
    return figure(kept.source(IN_TEXT), photo.alt) if kept else link(photo.address, photo.alt or "")


def _keep(asked: Asked, by: Account) -> None:
    """The pictures that came along."""
    for photo in [*asked.given.get("photo", []), *asked.added.get("photo", [])]:
        if photo.made:
            media.keep(photo.made, by)


def _top_image(photo: Photo | None) -> posts.TopImage | None:
    kept = photo.kept if photo else None
    return posts.TopImage(kept.id, (photo.alt if photo else "") or "") if kept else None


def _loses_top(post: Post, asked: Asked) -> bool:
    """Whether a request takes the picture at the head away."""
    gone = [photo.kept for photo in asked.taken.get("photo", [])]
    return "photo" in asked.emptied or asked.given.get("photo") == [] or any(p and p.id == post.top_image_id for p in gone)


def _status(asked: Asked, otherwise: str) -> str:
    status = asked.text("post-status") or otherwise
    if status not in ("published", "draft"):
        raise Wrong("The post-status may be published or draft.")
    return status


def _day(post: Post, asked: Asked) -> posts.Dated | None:
    """The day that a program gives; those that say “now” mean none."""
    text = asked.text("published")
    return day_of(text, lambda at: _zone_at(post, at), now()) if text else None


def _zone_at(post: Post, instant: datetime) -> str:
    held = bloggers.held_at(post.blogger_id, instant)
    return held[0].time_zone if held else "UTC"


def _bring_out(post: Post, day: posts.Dated | None, token: AppToken) -> None:
    """Publish it, or plan that."""
    held = bloggers.held_on(post.blogger_id, day.at.date()) if day else []
    try:
        if day and day.clock_known and from_local(day.at, held[0].time_zone if held else "UTC") > now():
            posts.schedule(post, day.at, by=token.account)
        else:
            posts.publish(post, dated=day, by=token.account)
    except TwoAppointments as why:
        raise Wrong(f"{why.sentence} {_('Send it as a draft, and choose on the desk.')}") from None


def _restate(post: Post, asked: Asked, token: AppToken) -> None:
    """Another state, or another day."""
    day, status = _day(post, asked), _status(asked, "draft" if post.state in ("draft", "in review") else "published")
    if post.is_out:
        if status == "draft":
            raise Wrong(_("A published post does not become a draft again. Withdraw it."))
        if day and str(day) != str(posts.day_of(post)):
            if not may_date(token.account, post):
                raise Wrong(_("Only an editor can give a published post another day."))
            posts.redate(post, day, by=token.account)
    elif status == "published" and "post-status" in asked.given:
        require(token, "create")
        posts.unschedule(post)
        _bring_out(post, day or posts.day_of(post), token)
    elif status == "draft":
        posts.unschedule(post)
        if day:
            posts.set_day(post, day)
    elif day:
        require(token, "create")
        posts.schedule(post, day.at, by=token.account)
