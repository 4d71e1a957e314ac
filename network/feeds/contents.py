"""Entries: a post in full, a comment with what it answers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from network.base.clock import local
from network.base.footnotes import at_the_foot
from network.base.language import _
from network.base.web import absolute
from network.feeds import ids
from network.feeds.entries import Answered, Entry, Image, Point, Version, Writer
from network.feeds.queries import Said
from network.feeds.texts import whole
from network.media.credits import credit_line, credit_words, credited
from network.media.licences import LICENCES
from network.media.models import Picture
from network.posts.addresses import path_of
from network.posts.models import Post, PostAuthor, Tag
from network.posts.translations import Around

_WIDTH = 1200


def of_post(post: Post, tags: Sequence[Tag], around: Around | None, pictures: Mapping[str, Picture]) -> Entry:
    """A post, with the byline that was true when it was written; `pictures` are those of its text, by name."""
    url, image = absolute(path_of(post)), _image(post.top_image, post.top_image_alt)
    published = _on_its_clock(post.published_at, post)
    markup = at_the_foot(credited(post.html, pictures), _("Notes"), _("Back to note"), of=f"{post.id}-")
    return Entry(
        id=ids.post_id(post.id, post.created_at),
        url=url,
        title=post.title,
        html=whole(markup, url, language=post.language, standfirst=post.standfirst, image=image),
        summary=post.excerpt,
        published=published,
        updated=max(published, _on_its_clock(post.corrected_at or post.published_at, post)),
        language=post.language,
        writers=tuple(_writer(author) for author in post.authors),
        translators=tuple(_writer(translator) for translator in post.translators),
        topics=tuple(tag.name for tag in tags),
        place=Point(name=post.place.name, latitude=post.place.latitude, longitude=post.place.longitude) if post.place else None,
        image=image,
        replies=absolute(f"{path_of(post)}comments/"),
        versions=tuple(Version(url=absolute(path_of(o)), language=o.language) for o in (around.others if around else ())),
    )


def of_comment(said: Said) -> Entry:
    """A comment. Its writer's address is nobody's business."""
    comment, post = said.comment, said.comment.post
    thread = absolute(path_of(post))
    answers = [Answered(id=ids.post_id(post.id, post.created_at), url=thread)]
    if said.answered_id and said.answered_at:
        name = ids.comment_id(said.answered_id, said.answered_at)
        elsewhere = f"{said.answered_on}-" if said.answered_on != post.id else ""
        answers.insert(0, Answered(id=name, url=f"{thread}#c{elsewhere}{said.answered_number}"))
    url = f"{thread}#c{comment.number}"
    published = _on_its_clock(comment.published_at, post)
    return Entry(
        id=ids.comment_id(comment.id, comment.sent_at),
        url=url,
        title=_("%(name)s on “%(title)s”", name=comment.author_name, title=post.title),
        html=whole(comment.html, thread, language=""),
        summary=comment.excerpt,
        published=published,
        updated=published,
        writers=(Writer(name=comment.author_name),),
        answers=tuple(answers),
    )


def _writer(credit: PostAuthor) -> Writer:
    return Writer(
        name=credit.name,
        role=credit.role,
        organisation=credit.organisation,
        place=credit.place_name,
        url=absolute(f"/{credit.blogger.handle}/") if credit.blogger else "",
    )


def _image(picture: Picture | None, alt: str) -> Image | None:
    if picture is None:
        return None
    source = picture.source(_WIDTH)
    width = int(source.rpartition("/")[2].removesuffix(".webp"))
    licence = LICENCES.get(picture.licence)
    return Image(
        url=absolute(source),
        width=width,
        height=round(picture.height * width / picture.width),
        alt=alt,
        credit=credit_words(picture),
        licence=licence.url if licence else "",
        line=credit_line(picture),
    )


def _on_its_clock(instant: datetime | None, post: Post) -> datetime:
    return local(instant or datetime(1970, 1, 1, tzinfo=UTC), post.time_zone)
