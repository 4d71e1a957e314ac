"""Bylines of several names: on whose blogs a post stands, who agreed to sign it, who translated it, and all that in versions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The defaults stay: to take them away, SQLite would make a table anew.
    op.add_column("post_authors", sa.Column("kind", sa.String(), nullable=False, server_default="author"))
    op.add_column("post_authors", sa.Column("consent", sa.String(), nullable=False, server_default=""))
    op.add_column("post_authors", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    for name in ("byline", "translators"):
        op.add_column("post_versions", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _fill()
    op.drop_index(op.f("ix_post_authors_blogger_id"), "post_authors")
    op.create_index("ix_post_authors_listed", "post_authors", ["blogger_id", "published_at", "post_id"])
    op.drop_index("ix_posts_out_blogger", "posts")
    op.drop_index("ix_post_tags_blogger_id", "post_tags")
    op.drop_index("ix_post_tags_listed_blogger", "post_tags")
    with op.batch_alter_table("post_tags") as batch:
        batch.drop_constraint(op.f("fk_post_tags_blogger_id"), type_="foreignkey")
        batch.drop_column("blogger_id")


def _fill() -> None:
    op.execute(
        """UPDATE post_authors SET consent = 'agreed', published_at =
           (SELECT p.published_at FROM posts p WHERE p.id = post_authors.post_id AND p.withdrawn_at IS NULL)"""
    )
    words = " || ".join(f"CASE WHEN a.{part} = '' THEN '' ELSE ', ' || a.{part} END" for part in ("role", "organisation", "place_name"))
    signed = f"SELECT a.name || {words} FROM post_authors a WHERE a.post_id = post_versions.post_id AND a.position = 0"  # noqa: S608
    named = "SELECT b.name FROM posts p JOIN bloggers b ON b.id = p.blogger_id WHERE p.id = post_versions.post_id"
    op.execute(f"UPDATE post_versions SET byline = COALESCE(({signed}), ({named}), '')")  # noqa: S608


def downgrade() -> None:
    with op.batch_alter_table("post_tags") as batch:
        batch.add_column(sa.Column("blogger_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_post_tags_blogger_id"), "bloggers", ["blogger_id"], ["id"])
    op.execute("UPDATE post_tags SET blogger_id = (SELECT p.blogger_id FROM posts p WHERE p.id = post_tags.post_id)")
    with op.batch_alter_table("post_tags") as batch:
        batch.alter_column("blogger_id", existing_type=sa.Integer(), nullable=False)
    op.create_index("ix_post_tags_listed_blogger", "post_tags", ["tag_id", "blogger_id", "published_at", "post_id"])
    op.create_index("ix_post_tags_blogger_id", "post_tags", ["blogger_id"])
    out = sa.text("published_at IS NOT NULL AND withdrawn_at IS NULL")
    op.create_index(
        "ix_posts_out_blogger", "posts", ["blogger_id", "published_at", "id"], sqlite_where=out, postgresql_where=out
    )
    op.drop_index("ix_post_authors_listed", "post_authors")
    op.create_index(op.f("ix_post_authors_blogger_id"), "post_authors", ["blogger_id"])
    for name in ("translators", "byline"):
        op.drop_column("post_versions", name)
    for name in ("published_at", "consent", "kind"):
        op.drop_column("post_authors", name)
