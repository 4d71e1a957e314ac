"""What a diplomat's rooms show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only, selectinload

from network.base.clock import local, now
from network.base.database import db
from network.base.language import canonical, own_name
from network.base.web import Viewer
from network.bloggers import queries as bloggers
from network.bloggers.access import writes_on
from network.bloggers.models import Appointment, Blogger
from network.comments.models import Comment
from network.desk.forms import PostForm
from network.desk.models import Arrival
from network.posts import translations
from network.posts.listed import Listed, as_listed
from network.posts.models import Post, PostAuthor, PostVersion
from network.posts.queries import with_names

LANGUAGES = (
    "am ar az be bg bn bs cs cy da de dv dz el en es et eu fa fi fil fr ga he hi hr hu hy id is it ja ka kk km ko ky lb lo "
    "lt lv mk mn ms mt my nb ne nl pl ps pt pt-BR ro ru si sk sl so sq sr sv sw ta tg th ti tk tr uk ur uz vi zh zh-Hant"
).split()


STATES: dict[str, ColumnElement[bool]] = {
    "draft": and_(Post.published_at.is_(None), Post.publish_at.is_(None), Post.in_review_at.is_(None)),
    "in-review": and_(Post.published_at.is_(None), Post.publish_at.is_(None), Post.in_review_at.is_not(None)),
    "scheduled": and_(Post.published_at.is_(None), Post.publish_at.is_not(None)),
    "published": and_(Post.published_at.is_not(None), Post.withdrawn_at.is_(None)),
    "withdrawn": Post.withdrawn_at.is_not(None),
}
"""The states of a post, as the address of a list says them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many comments wait to be read, and since when the oldest does."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of posts, with the appointment under which each is or would be signed, and the comments that wait on it."""

    posts: Sequence[Post]
    written_as: dict[int, Appointment | None]
    groups: dict[int, list[Post]]
    waiting: dict[int, Waiting]
    next_id: int | None

    def place(self, post: Post) -> str:
        """Whose clock tells its times, in words."""
        held = self.written_as[post.id]
        return held.place.name if held and held.place else "UTC"

    def local(self, post: Post, instant: datetime) -> datetime:
        return local(instant, clock_of(self.written_as[post.id]))


@dataclass(frozen=True, slots=True)
class Beside:
    """A post and its versions in other languages in any state, the original first."""

    post: Post
    all: Sequence[Post]

    @property
    def others(self) -> list[Post]:
        return [member for member in self.all if member.id != self.post.id]

    @property
    def original(self) -> Post | None:
        return next((member for member in self.all if not member.is_translation), None)

    def is_behind(self, member: Post) -> bool:
        """Whether the original was changed after a version was last up to date."""
        return translations.is_behind(member, self.original)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a sheet: under which appointment it is written, on whose clock, and what was saved before."""

    appointments: Sequence[Appointment]
    appointment: Appointment | None
    clock: str
    versions: Sequence[PostVersion]

    @property
    def place(self) -> str:
        """Whose clock it is, in words."""
        return self.appointment.place.name if self.appointment and self.appointment.place else "UTC"

    def local(self, instant: datetime) -> datetime:
        return local(instant, self.clock)


def front(blogger_ids: Sequence[int] | None, limit: int, before_id: int | None, state: str = "") -> DeskPage:
    """Posts of some blogs, or of all (None), in any state or in one, the last begun first."""
    query = (
        select(Post)
        .options(joinedload(Post.blogger), joinedload(Post.place), joinedload(Post.appointment))
        .order_by(Post.id.desc())
    )
    if state:
        query = query.where(STATES[state])
    if blogger_ids is not None:
        query = query.where(Post.blogger_id.in_(blogger_ids))
    if before_id is not None:
        query = query.where(Post.id < before_id)
    rows = db.session.scalars(query.limit(limit + 1)).all()
    shown = rows[:limit]
    held = bloggers.present(list({post.blogger_id for post in shown}))
    written_as = {post.id: post.appointment or held.get(post.blogger_id) for post in shown}
    groups = translations.members_of_many(shown)
    return DeskPage(shown, written_as, groups, _waiting_on(shown), shown[-1].id if len(rows) > limit else None)


def beside(post: Post) -> Beside:
    """A post and its versions in other languages."""
    return Beside(post, translations.members(post))


def languages_left(beside: Beside) -> dict[str, str]:
    """Languages in which a post is not there yet, each by its own name."""
    taken = {member.language for member in beside.all if member.withdrawn_at is None}
    return {tag: name for tag, name in languages(beside.post.language).items() if tag not in taken}


def to_join(post: Post, limit: int) -> Sequence[Post]:
    """The posts of a blog of which another can be a version, the newest first."""
    query = select(Post).where(Post.blogger_id == post.blogger_id, Post.language != post.language, Post.withdrawn_at.is_(None))
    query = query.where(or_(Post.translation_group.is_(None), Post.translation_group == Post.id))
    return db.session.scalars(query.order_by(Post.id.desc()).limit(limit)).all()


def signatures(blogger_ids: Sequence[int], limit: int = 20) -> Sequence[PostAuthor]:
    """Where some bloggers stand, or are asked to stand, in the byline of somebody else’s post: what is not out first."""
    query = select(PostAuthor).join(Post, Post.id == PostAuthor.post_id)
    query = query.where(PostAuthor.blogger_id.in_(blogger_ids), PostAuthor.position > 0, Post.withdrawn_at.is_(None))
    query = query.options(contains_eager(PostAuthor.post).joinedload(Post.blogger))
    return db.session.scalars(query.order_by(Post.published_at.desc().nulls_first(), Post.id.desc()).limit(limit)).all()


def _waiting_on(posts: Sequence[Post]) -> dict[int, Waiting]:
    query = _waiting([post.blogger_id for post in posts]).add_columns(Comment.post_id)
    query = query.where(Comment.post_id.in_([post.id for post in posts])).group_by(Comment.post_id)
    return {post_id: Waiting(number, since) for number, since, post_id in db.session.execute(query)}


def waiting(blogger_ids: Sequence[int]) -> Waiting:
    """The comments that wait on some blogs."""
    number, since = db.session.execute(_waiting(blogger_ids)).one()
    return Waiting(number, since or now())


def _waiting(blogger_ids: Sequence[int]) -> Select[Any, Any]:
    query = select(func.count(), func.min(Comment.sent_at))
    return query.where(Comment.blogger_id.in_(set(blogger_ids)), Comment.state == "waiting")


def of_colleagues(blogger_ids: Sequence[int], since: datetime, limit: int = 8) -> Sequence[Listed]:
    """What others published since an instant, the newest first."""
    out = select(Post).where(Post.published_at >= since, Post.published_at.is_not(None), Post.withdrawn_at.is_(None))
    out = (
        out.where(Post.blogger_id.not_in(blogger_ids), Post.leads).order_by(Post.published_at.desc(), Post.id.desc()).limit(limit)
    )
    return with_names(db.session.scalars(as_listed(out)).all())


def here_and_now(blogger_ids: Sequence[int]) -> tuple[datetime, str] | None:
    """The time where somebody writes from, and the name of the place; None between appointments."""
    held = [a for a in bloggers.present(blogger_ids).values() if a.place]
    return (local(now(), held[0].place.time_zone), held[0].place.name) if held and held[0].place else None


def clock_at(blogger: Blogger) -> Callable[[datetime], datetime]:
    """Tells an instant on the clock of where a blogger is now."""
    zone = clock_of(bloggers.present([blogger.id]).get(blogger.id))
    return lambda instant: local(instant, zone)


def comments_to_read(blogger_ids: Sequence[int], limit: int = 3) -> Sequence[Comment]:
    """The comments on some blogs that have waited longest."""
    query = select(Comment).where(Comment.blogger_id.in_(blogger_ids), Comment.state == "waiting")
    return db.session.scalars(query.options(_with_post()).order_by(Comment.sent_at, Comment.id).limit(limit)).all()


def comments_to_answer(blogger_ids: Sequence[int], limit: int = 3) -> Sequence[Comment]:
    """Among the newest 200 published comments, those under which no blogger has answered."""
    answer = aliased(Comment)
    answered = exists().where(answer.parent_id == Comment.id, answer.by_blogger_id.is_not(None))
    newest = select(Comment.id).where(Comment.blogger_id.in_(blogger_ids), Comment.state == "published")
    newest = newest.order_by(Comment.published_at.desc(), Comment.id.desc()).limit(200)
    query = select(Comment).where(Comment.id.in_(newest.scalar_subquery()))
    query = query.where(Comment.by_blogger_id.is_(None), ~answered).join(Post, Comment.post_id == Post.id)
    query = query.where(Post.withdrawn_at.is_(None)).options(_with_post())
    return db.session.scalars(query.order_by(Comment.published_at.desc(), Comment.id.desc()).limit(limit)).all()


def around(blogger: Blogger, post: Post | None, form: PostForm) -> Around:
    """What stands around a sheet that is open."""
    appointments = bloggers.appointments(blogger.id)
    held = post.appointment if post and post.published_at else _held(blogger, post, appointments, form)
    versions = _versions(post) if post else []
    return Around(appointments, held, post.time_zone if post and post.published_at else clock_of(held), versions)


def arrival(post: Post) -> Arrival | None:
    """How a post came, if it was not begun on the desk."""
    return db.session.scalar(select(Arrival).where(Arrival.post_id == post.id))


def planned(post: Post) -> Appointment | None:
    """The appointment under which a scheduled post will come out."""
    held = bloggers.held_at(post.blogger_id, post.publish_at)
    return post.appointment or (held[0] if held else None)


def zone_of(post: Post) -> str:
    """The time zone whose clock tells of a post: of where it was published, else of where its blogger is now."""
    return post.time_zone if post.published_at else clock_of(bloggers.present([post.blogger_id]).get(post.blogger_id))


def clock_of(appointment: Appointment | None) -> str:
    """The time zone of an appointment's place."""
    return appointment.time_zone if appointment else "UTC"


def twin(blogger: Blogger, form: PostForm) -> Post | None:
    """The post that this very sheet became already: people click twice, and mean it once."""
    if form.opened_at is None or form.written is None:
        return None
    db.session.scalar(select(Blogger.id).where(Blogger.id == blogger.id).with_for_update())
    since = select(Post).where(Post.blogger_id == blogger.id, Post.created_at > form.opened_at, Post.title == form.written.title)
    same = (post for post in db.session.scalars(since) if post.source == form.written.source)
    return next(same, None)


def blog_to_write_on(viewer: Viewer, handle: str | None) -> Blogger | None:
    """The blog of a handle, else one's own when there is just one."""
    own = bloggers.of_account(viewer.id)
    if handle is None:
        return own[0] if len(own) == 1 else None
    asked = bloggers.by_handle(handle)
    return asked if asked and writes_on(viewer, asked.id) else None


def languages(chosen: str) -> dict[str, str]:
    """Languages to choose from, each by its own name."""
    tags = {*LANGUAGES, chosen} if _is_known(chosen) else set(LANGUAGES)
    return dict(sorted(((tag, own_name(tag)) for tag in tags), key=lambda each: each[1].casefold()))


def _is_known(tag: str) -> bool:
    try:
        return bool(canonical(tag))
    except ValueError:
        return False


def _held(blogger: Blogger, post: Post | None, appointments: Sequence[Appointment], form: PostForm) -> Appointment | None:
    """The appointment that was chosen, else that of the day or of the plan, else the present one."""
    chosen = next((a for a in appointments if str(a.id) == form.appointment.data), None)
    if chosen is None and form.dated:
        chosen = next((a for a in appointments if a.holds_on(form.dated.at.date())), None)
    if chosen is None and post and post.publish_at:
        chosen = planned(post)
    return chosen or bloggers.present([blogger.id]).get(blogger.id)


def _versions(post: Post, limit: int = 30) -> Sequence[PostVersion]:
    light = load_only(PostVersion.number, PostVersion.kind, PostVersion.note, PostVersion.saved_at, PostVersion.saved_as)
    query = select(PostVersion).where(PostVersion.post_id == post.id).options(light)
    return db.session.scalars(query.order_by(PostVersion.number.desc()).limit(limit)).all()


def _with_post() -> Any:
    return joinedload(Comment.post).options(joinedload(Post.blogger), selectinload(Post.credits))
