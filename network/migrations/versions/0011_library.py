"""Credit and licence of pictures, where each stands, and what of a blog's top image stays where it is cut."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

import bleach
import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

_NAMED = re.compile(r"/media/([0-9a-f]{20})/[0-9]{1,5}\.webp")
_ONE = re.compile(r'<figure\b.*?</figure>|<picture>.*?</picture>|<img((?:\s+[a-z]+="[^"]*")*)\s*/?>', re.S)
_ALT = re.compile(r'\salt="([^"]*)"')

Use = tuple[str, str, int, int | None]


def upgrade() -> None:
    for name in ("file_name", "alt", "credit", "credit_url", "licence", "licence_words", "words"):
        op.add_column("pictures", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("bloggers", sa.Column("top_image_focus", sa.String(), nullable=False, server_default=""))
    uses = op.create_table(
        "picture_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("blogger_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_uses")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_picture_uses_picture_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("place", "kind", "picture_id", name=op.f("uq_picture_uses_place_kind_picture_id")),
    )
    op.create_index("ix_picture_uses_picture_id", "picture_uses", ["picture_id"])
    op.create_index("ix_picture_uses_blogger_id", "picture_uses", ["blogger_id", "picture_id"])
    op.create_table(
        "dropped_pictures",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("widths", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_dropped_pictures")),
    )
    op.create_index(op.f("ix_dropped_pictures_due_at"), "dropped_pictures", ["due_at"])
    op.create_index(op.f("ix_post_versions_top_image_id"), "post_versions", ["top_image_id"])
    found = dict(_found(op.get_bind()))
    if found:
        names = ("place", "kind", "picture_id", "blogger_id")
        op.bulk_insert(uses, [dict(zip(names, use, strict=True)) | {"words": words} for use, words in found.items()])


def _found(connection: Any) -> Iterator[tuple[Use, str]]:
    """Where pictures stand, each with the words beside it."""
    pictures = {name: number for number, name in connection.execute(sa.text("SELECT id, name FROM pictures"))}
    if not pictures:
        return
    bloggers = "SELECT id, name, photo_id, top_image_id, top_image_alt, about_html FROM bloggers"
    for number, name, photo, top, alt, about in connection.execute(sa.text(bloggers)):
        if photo:
            yield (f"blogger-{number}", "photo", photo, number), _fold(name)
        for kind, picture, words in _of(top, alt, about, pictures):
            yield (f"blogger-{number}", kind, picture, number), words
    posts = (
        "SELECT id, blogger_id, top_image_id, top_image_alt, html FROM posts"
        " WHERE top_image_id IS NOT NULL OR html LIKE '%/media/%'"
    )
    for number, blogger, top, alt, html in connection.execute(sa.text(posts)):
        for kind, picture, words in _of(top, alt, html, pictures):
            yield (f"post-{number}", kind, picture, blogger), words
            yield (f"post-{number}", "version", picture, blogger), ""
    versions = (
        "SELECT v.post_id, p.blogger_id, v.top_image_id, v.html FROM post_versions v JOIN posts p ON p.id = v.post_id"
        " WHERE v.top_image_id IS NOT NULL OR v.html LIKE '%/media/%'"
    )
    for number, blogger, top, html in connection.execute(sa.text(versions)):
        for _kind, picture, _words in _of(top, "", html, pictures):
            yield (f"post-{number}", "version", picture, blogger), ""
    pages = "SELECT slug, html FROM site_pages s WHERE version = (SELECT max(version) FROM site_pages t WHERE t.slug = s.slug)"
    for slug, html in connection.execute(sa.text(pages)):
        for kind, picture, words in _of(None, "", html, pictures):
            yield (f"page-{slug}", kind, picture, None), words


def _of(top: int | None, alt: str, html: str, pictures: dict[str, int]) -> Iterator[tuple[str, int, str]]:
    if top:
        yield "top", top, _fold(alt)
    said: dict[str, str] = {}
    for part in _ONE.finditer(html):
        words = _fold(" ".join([*(unescape(alt) for alt in _ALT.findall(part[0])), _plain(part[0])]))
        for name in dict.fromkeys(_NAMED.findall(part[0])):
            said[name] = f"{said[name]} {words}" if name in said else words
    yield from (("text", pictures[name], words) for name, words in said.items() if name in pictures)


def _plain(markup: str) -> str:
    """The words of cleaned markup, as they were worked out on the day of this revision."""
    spaced = re.sub(r"</(td|th)>|<small role=[^>]*>", " ", " ".join(markup.split()))
    spaced = re.sub(r"</(p|h[2-4]|li|blockquote|figcaption|tr|dt|dd|pre)>|<br>|<hr>", "\n", spaced)
    return " ".join(unescape(bleach.clean(spaced, tags=(), strip=True)).split())


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def downgrade() -> None:
    op.drop_index(op.f("ix_post_versions_top_image_id"), "post_versions")
    op.drop_table("dropped_pictures")
    op.drop_table("picture_uses")
    op.drop_column("bloggers", "top_image_focus")
    for name in ("words", "licence_words", "licence", "credit_url", "credit", "alt", "file_name"):
        op.drop_column("pictures", name)
