"""Posts become translations of one another: begun beside the original, joined to it, taken out again, brought up to date."""

from typing import Any

from network.base.changes import record
from network.base.database import db
from network.base.language import UnknownLanguage, _, canonical, own_name
from network.base.web import Refused
from network.posts import bylines, counts, leads, topics, translations, versions
from network.posts.changes import TRANSLATIONS_CHANGED
from network.posts.models import Post
from network.posts.shown_on import list_keys, own_keys
from network.posts.writing import slug_from


def begin(original: Post, language: str, *, by: Any = None) -> tuple[Post, bool]:
    """A draft in another language beside a post, or the one that is there already; gives whether it is new.

    It takes over what holds in any language. The description of the picture is words, so it is to be written anew; and
    colleagues who sign the original are asked whether they sign this, too.
    """
    language = _language(language)
    home = _original_of(original)
    _require_there(home)
    there = _speaking(home, language)
    if there:
        return there, False
    home.translation_group = home.id
    made = Post(
        blogger=home.blogger,
        blogger_id=home.blogger_id,
        slug=slug_from(""),
        title="",
        source="",
        html="",
        body_format="markdown",
        language=language,
        appointment_id=home.appointment_id,
        top_image_id=home.top_image_id,
        top_image_focus=home.top_image_focus,
        comments_open=home.comments_open,
        translation_group=home.id,
        translated_version=home.version,
    )
    db.session.add(made)
    db.session.flush()
    topics.put_on(made, topics.names_on(home))
    bylines.put(made, [name for name in bylines.names_on(home) if name.kind == "author"], by)
    versions.keep(made, "saved", by)
    leads.settle([home.id])
    return made, True


def join(post: Post, other: Post) -> None:
    """Make a post a translation of another one on the same blog, which is or has the original."""
    home = _original_of(other)
    if post.id == home.id or (post.translation_group is not None and post.translation_group == home.translation_group):
        return
    if post.blogger_id != home.blogger_id:
        raise Refused(_("That post is on another blog. A translation stands on the blog of its original."), 422)
    if post.translation_group is not None:
        raise Refused(_("This post belongs to others already. Take it out there first."), 422)
    _require_there(home)
    _require_there(post)
    if _speaking(home, post.language):
        raise Refused(_("There is one of these posts in %(language)s already.", language=own_name(post.language)), 422)
    keys = list_keys(post) | list_keys(home)
    with counts.counted_anew(post, home):
        home.translation_group = post.translation_group = home.id
        post.translated_version = home.version
        post.comments_open = home.comments_open
    record(TRANSLATIONS_CHANGED, post.id, keys)


def leave(post: Post) -> None:
    """Let a translation be a post of its own again; an original that is left by the last one stands alone, too."""
    if not post.is_translation:
        raise Refused(_("This is the original, or a post of its own. Take its translations out, one by one."), 422)
    keys = list_keys(post)
    others = [member for member in translations.members(post) if member.id != post.id]
    with counts.counted_anew(post):
        post.translation_group = post.translated_version = None
        if len(others) == 1:
            others[0].translation_group = others[0].translated_version = None
    record(TRANSLATIONS_CHANGED, post.id, keys)


def confirm(post: Post) -> None:
    """Say that a translation is in step with the words of its original as they are now."""
    home = _original_of(post)
    if home.id == post.id:
        raise Refused(_("This is the original, or a post of its own: there is nothing with which it could be in step."), 422)
    if post.translated_version != home.version:
        post.translated_version = home.version
        record(TRANSLATIONS_CHANGED, post.id, own_keys(post))


def require_free(post: Post, language: str) -> None:
    """Refused where a post shall be in a language in which there is one of its group already."""
    if post.translation_group is not None and post.language != language and _speaking(post, language):
        raise Refused(_("There is one of these posts in %(language)s already.", language=own_name(language)), 422)


def _original_of(post: Post) -> Post:
    if not post.is_translation:
        return post
    return db.session.get_one(Post, post.translation_group)


def _speaking(post: Post, language: str) -> Post | None:
    """The one of a group that is in a language; one that was withdrawn does not stand in the way."""
    there = (member for member in translations.members(post) if member.withdrawn_at is None)
    return next((member for member in there if member.language == language), None)


def _language(text: str) -> str:
    try:
        return canonical(text)
    except UnknownLanguage as why:
        raise Refused(_("Choose a language."), 422) from why


def _require_there(post: Post) -> None:
    if post.withdrawn_at is not None:
        raise Refused(
            _("“%(title)s” was withdrawn, so nothing is translated from it. Take this post out first.", title=post.title), 422
        )
