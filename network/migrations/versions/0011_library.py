"""Credit and licence of pictures, where each stands, and what of a blog's top image stays where it is cut."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

_NAMED = re.compile(r"/media/([0-9a-f]{20})/")


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
    found = sorted(set(_found(op.get_bind())), key=str)
    if found:
        op.bulk_insert(
            uses,
            [dict(zip(("place", "kind", "picture_id", "blogger_id"), row, strict=True)) | {"words": ""} for row in found],
        )


def _found(connection: Any) -> Iterator[tuple[str, str, int, int | None]]:
    """Where pictures stand; `network database check --repair` puts the words beside them in."""
    pictures = {name: number for number, name in connection.execute(sa.text("SELECT id, name FROM pictures"))}
    if not pictures:
        return
    for number, photo, top, about in connection.execute(
        sa.text("SELECT id, photo_id, top_image_id, about_html FROM bloggers")
    ):
        place = f"blogger-{number}"
        yield from ((place, kind, picture, number) for kind, picture in (("photo", photo), ("top", top)) if picture)
        yield from ((place, "text", pictures[name], number) for name in _NAMED.findall(about) if name in pictures)
    posts = "SELECT id, blogger_id, top_image_id, html FROM posts WHERE top_image_id IS NOT NULL OR html LIKE '%/media/%'"
    for number, blogger, top, html in connection.execute(sa.text(posts)):
        yield from ((f"post-{number}", *use, blogger) for use in _of(top, html, pictures))
    versions = (
        "SELECT v.post_id, p.blogger_id, v.top_image_id, v.html FROM post_versions v JOIN posts p ON p.id = v.post_id"
        " WHERE v.top_image_id IS NOT NULL OR v.html LIKE '%/media/%'"
    )
    for number, blogger, top, html in connection.execute(sa.text(versions)):
        yield from ((f"post-{number}", "version", picture, blogger) for _kind, picture in _of(top, html, pictures))
    pages = "SELECT slug, html FROM site_pages s WHERE version = (SELECT max(version) FROM site_pages t WHERE t.slug = s.slug)"
    for slug, html in connection.execute(sa.text(pages)):
        yield from ((f"page-{slug}", kind, picture, None) for kind, picture in _of(None, html, pictures))


def _of(top: int | None, html: str, pictures: dict[str, int]) -> Iterator[tuple[str, int]]:
    if top:
        yield "top", top
    yield from (("text", pictures[name]) for name in _NAMED.findall(html) if name in pictures)


def downgrade() -> None:
    op.drop_index(op.f("ix_post_versions_top_image_id"), "post_versions")
    op.drop_table("dropped_pictures")
    op.drop_table("picture_uses")
    op.drop_column("bloggers", "top_image_focus")
    for name in ("words", "licence_words", "licence", "credit_url", "credit", "alt", "file_name"):
        op.drop_column("pictures", name)
