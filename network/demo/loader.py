"""Fills an empty network with the demonstration, by the same actions as the web: all of it, or nothing."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from network.accounts import actions as accounts
from network.accounts.models import Account
from network.base.clock import now
from network.base.database import db, transaction
from network.base.html import clean_comment
from network.base.text import ascii_slug
from network.bloggers import actions as bloggers
from network.bloggers.models import Blogger
from network.comments import actions as comments
from network.comments.models import Comment, CommentDecision
from network.demo.people import DOMAIN, Person
from network.demo.reading import FOLDER, Demonstration, PostText, comments_of, moved, read
from network.media import actions as media
from network.media.models import Picture
from network.places import actions as places
from network.posts import actions as posts
from network.posts import queries, translating
from network.posts.models import Post, PostVersion

Tracked = Callable[[Iterable[Any], str, int], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What is slow, done before the transaction: texts cleaned, pictures made, places looked up, passwords hashed."""

    found: Demonstration
    places: dict[str, Any]
    pictures: dict[str, media.Made]
    written: dict[str, posts.Written]
    about: dict[str, str]
    hashes: dict[str, str]


def is_empty() -> bool:
    """Whether nobody has an account, a blog or a post here yet."""
    return all(db.session.scalar(select(kind.id).limit(1)) is None for kind in (Account, Blogger, Post))


def prepare(people: list[Person], tracked: Tracked) -> Ready:
    """Everything slow; reads the database and writes nothing."""
    found = read()
    where = {name: places.look_up(name) for name in found.places}
    hashes = {p.email: accounts.password_hash(p.password) for p in people}
    found = moved(found, where, now())
    return Ready(
        found=found,
        places=where,
        pictures=_made(found.pictures, tracked),
        written={p.key: _written(p, _at_first(found, p)) for p in tracked(found.posts, "Texts", len(found.posts))},
        about={b["handle"]: bloggers.about_markup(b.get("about", "")) for b in found.bloggers},
        hashes=hashes,
    )


def load(ready: Ready, people: list[Person], tracked: Tracked, at_last: Callable[[], Any]) -> None:
    """Write it all in one transaction; `at_last` is called before it is committed."""
    with transaction():
        writers = _Writers(ready, people)
        for text in tracked(ready.found.posts, "Posts and comments", len(ready.found.posts)):
            writers.publish(text)
        for told in ready.found.asked:
            writers.ask(told)
        at_last()


def _made(names: list[str], tracked: Tracked) -> dict[str, media.Made]:
    """Pictures in all their widths, made by several processes; no open connection may go along into them."""
    db.session.rollback()
    db.engine.dispose()
    with ProcessPoolExecutor() as pool:
        made = pool.map(media.read, [(FOLDER / "pictures" / name).read_bytes() for name in names])
        return dict(zip(names, tracked(made, "Pictures", len(names)), strict=True))


def _at_first(found: Demonstration, text: PostText) -> str:
    """A post's text before it was corrected."""
    told = found.afterwards.get(text.key, {})
    return text.source.replace(told["after"], told["before"]) if "before" in told else text.source


def _written(text: PostText, source: str) -> posts.Written:
    told = text.facts
    return posts.write(
        told["title"], told.get("standfirst", ""), source, "markdown", told.get("language", "en"), told.get("tags", "")
    )


class _Writers:
    """The people of the demonstration at work, in one transaction."""

    def __init__(self, ready: Ready, people: list[Person]) -> None:
        self.ready = ready
        self.pictures: dict[str, Picture] = {}
        self.posts: dict[str, Post] = {}
        self.accounts = {p.email: accounts.create(p.email, p.name, p.role, password_hash=ready.hashes[p.email]) for p in people}
        self.editor = self.accounts[f"editor@{DOMAIN}"]
        self.administrator = self.accounts[f"administrator@{DOMAIN}"]
        self.places = {name: places.keep(found) for name, found in ready.places.items()}
        self.bloggers = {told["handle"]: self._arrive(told) for told in ready.found.bloggers}

    def publish(self, text: PostText) -> None:
        """A post on its day, with what was said of it and what became of it."""
        blogger, by = self.bloggers[text.handle], self._account(text.handle)
        facts = text.facts
        shown = posts.TopImage(self._picture(facts["top_image"]), facts["top_image_alt"]) if facts.get("top_image") else None
        names = self._names(self.ready.found.together.get(text.key, []))
        post = posts.draft(blogger, self.ready.written[text.key], by=by, top_image=shown, names=names)
        for name in names:
            if name.blogger_id is not None:
                posts.answer(post, {name.blogger_id}, agrees=True, by=None)
        posts.publish(post, dated=posts.Dated(at=text.at, clock_known=True), by=by)
        self.posts[text.key] = post
        if "translates" in facts:
            translating.join(post, self.posts[facts["translates"]])
        published_at = post.published_at
        assert published_at is not None
        post.created_at = post.saved_at = published_at - timedelta(minutes=40)
        _backdate_versions(post, published_at)
        self._put_forward(post, facts)
        self._discuss(post, text.key, published_at)
        self._afterwards(post, text)

    def ask(self, told: dict[str, str]) -> None:
        """A draft that waits for a colleague’s word."""
        written = posts.write(told["title"], "", told["text"], "markdown", told["language"], "")
        names = self._names([{"handle": told["colleague"]}])
        posts.draft(self.bloggers[told["blog"]], written, by=self._account(told["blog"]), names=names)

    def _names(self, told: list[dict[str, Any]]) -> list[posts.Name]:
        """Further names: a blogger by handle, or a guest in words."""
        named = [(dict(words), self.bloggers.get(words.get("handle", ""))) for words in told]
        return [posts.Name(kind=w.get("kind", "author"), blogger_id=b.id) if b else posts.Name(**w) for w, b in named]

    def _arrive(self, told: dict[str, Any]) -> Blogger:
        """A blogger with photo, appointments and an account."""
        blogger = bloggers.create(
            told["handle"],
            told["name"],
            language=told["language"],
            description=told["description"],
            blog_title=told["blog_title"],
        )
        bloggers.describe(
            blogger,
            name=told["name"],
            blog_title=told["blog_title"],
            description=told["description"],
            about=told.get("about", ""),
            links="\n".join(told.get("links", [])),
            language=told["language"],
            about_html=self.ready.about[told["handle"]],
        )
        bloggers.show_pictures(
            blogger,
            photo_id=self._picture(told.get("portrait")),
            top_image_id=self._picture(told.get("top_image")),
            top_image_alt=told.get("top_image_alt", ""),
        )
        for a in sorted(told["appointment"], key=lambda a: str(a.get("from", ""))):
            bloggers.appoint(
                blogger,
                a["role"],
                self.places[a["place"]],
                organisation=a.get("organisation", ""),
                starts_on=a.get("from"),
                ends_on=a.get("until"),
            )
        account = self._account(told["handle"]) or accounts.create(f"{told['handle']}@{DOMAIN}", told["name"], "author")
        self.accounts[account.email] = account
        bloggers.let_write(blogger, account.id)
        return blogger

    def _account(self, handle: str) -> Account | None:
        return self.accounts.get(f"{handle}@{DOMAIN}")

    def _picture(self, name: str | None) -> int | None:
        if not name:
            return None
        if name not in self.pictures:
            self.pictures[name] = media.keep(self.ready.pictures[name], self.administrator)
        return self.pictures[name].id

    def _put_forward(self, post: Post, facts: dict[str, Any]) -> None:
        """The best bit of its author, and of the editor for the front page."""
        assert post.published_at is not None
        for on_front in (False, True) if facts.get("front") == "true" else (False,):
            if facts.get("best_bit"):
                posts.choose_best_bit(post, facts["best_bit"], on_front=on_front)
                chosen = queries.best_bit(post, on_front=on_front)
                assert chosen is not None
                chosen.chosen_at = min(now(), post.published_at + timedelta(hours=3))

    def _discuss(self, post: Post, key: str, published_at: datetime) -> None:
        known: dict[str, Comment] = {}
        for at, told in comments_of(self.ready.found, key, published_at, now()):
            comment = self._say(post, told, known)
            comment.sent_at = at
            self._decide(comment, told, at)
            if told.get("id"):
                known[told["id"]] = comment
        db.session.flush()

    def _say(self, post: Post, told: dict[str, Any], known: dict[str, Comment]) -> Comment:
        blogger = self.bloggers[told["by"]] if told.get("by") else None
        account = self._account(told["by"]) if blogger else None
        name = blogger.name if blogger else told["name"]
        return comments.send(
            post,
            author_name=name,
            author_email=account.email if account else f"{ascii_slug(name) or 'somebody'}@readers.example",
            source=told["body"],
            html=clean_comment(told["body"]),
            policy="moderated",
            parent=str(known[told["reply_to"]].number) if told.get("reply_to") else "",
            account_id=account.id if account else None,
            by_blogger_id=blogger.id if blogger else None,
        )

    def _decide(self, comment: Comment, told: dict[str, Any], at: datetime) -> None:
        """As the file says; some half an hour later, by the blog's author or, for what is refused, by the editor."""
        state = told.get("state", "published")
        decided_at = min(at + timedelta(minutes=20 + 7 * comment.number % 60), now())
        if state == "published" and comment.state != "published":
            comments.decide(comment, "publish", by=self._account(comment.post.blogger.handle))
        elif state in ("refused", "spam"):
            comments.decide(comment, "refuse" if state == "refused" else "spam", reason=told.get("reason", ""), by=self.editor)
        if comment.published_at:
            comment.published_at = at if told.get("by") else decided_at
        db.session.execute(update(CommentDecision).where(CommentDecision.comment_id == comment.id).values(decided_at=decided_at))

    def _afterwards(self, post: Post, text: PostText) -> None:
        """A correction or a withdrawal, some time later."""
        told = self.ready.found.afterwards.get(text.key)
        assert post.published_at is not None
        if told is None:
            return
        at = min(post.published_at + timedelta(hours=told["hours"]), now() - timedelta(minutes=5))
        by = self._account(text.handle)
        if "withdrawn" in told:
            posts.withdraw(post, told["withdrawn"], by=by)
            post.withdrawn_at = at
        else:
            posts.save(post, _written(text, text.source), by=by, note=told["note"])
            post.corrected_at = post.saved_at = at
        newest = select(PostVersion).where(PostVersion.post_id == post.id).order_by(PostVersion.number.desc())
        db.session.scalars(newest.limit(1)).one().saved_at = at


def _backdate_versions(post: Post, at: datetime) -> None:
    db.session.execute(update(PostVersion).where(PostVersion.post_id == post.id).values(saved_at=at))
