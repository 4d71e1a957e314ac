"""Every state of a post that was kept, and who kept it."""

from typing import Any

from network.base.database import db
from network.base.text import line
from network.bloggers.access import writes_on
from network.media import uses
from network.posts.models import Post, PostVersion
from network.posts.topics import names_on


def keep(post: Post, kind: str, by: Any, note: str = "", *, signed: str = "") -> None:
    """One more version, as the post now stands; `signed` names somebody who has no account."""
    post.version += 1
    db.session.add(
        PostVersion(
            post_id=post.id,
            number=post.version,
            kind=kind,
            note=line(note),
            title=post.title,
            standfirst=post.standfirst,
            source=post.source,
            body_format=post.body_format,
            html=post.html,
            language=post.language,
            tags=", ".join(names_on(post)),
            byline=post.byline,
            translators="\n".join(translator.line for translator in post.translators),
            slug=post.slug,
            top_image_id=post.top_image_id,
            top_image_alt=post.top_image_alt,
            top_image_focus=post.top_image_focus,
            saved_by=getattr(by, "id", None) or None,
            saved_as=signed or _signature(post, by),
        )
    )
    db.session.flush()
    note_pictures(post)


def note_pictures(post: Post) -> None:
    """Keep in mind which pictures a post shows, and those of its earlier versions, which can be taken back."""
    top = (post.top_image_id, post.top_image_alt)
    uses.note(f"post-{post.id}", shown={"top": top}, markup=post.html, blogger_id=post.blogger_id, keeps_versions=True)


def _signature(post: Post, by: Any) -> str:
    """Who saved it, for the history; somebody who is not on the blog is named as what they are."""
    name = getattr(by, "name", "")
    return name if not name or writes_on(by, post.blogger_id) else f"{name}, editor"
