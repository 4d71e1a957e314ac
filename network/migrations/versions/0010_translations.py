"""Posts in several languages: which of a group stands in lists, and which words of the original a translation has."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_THERE = sa.text("translation_group IS NOT NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    # The defaults stay: to take them away, SQLite makes a table anew, and that cannot be while others point to it.
    for table in ("posts", "post_tags", "post_authors"):
        op.add_column(table, sa.Column("leads", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("posts", sa.Column("worded_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posts", sa.Column("translated_version", sa.Integer(), nullable=True))
    op.create_index(
        "uq_posts_translation_group_language",
        "posts",
        ["translation_group", "language"],
        unique=True,
        sqlite_where=_THERE,
        postgresql_where=_THERE,
    )


def downgrade() -> None:
    op.drop_index("uq_posts_translation_group_language", "posts")
    op.drop_column("posts", "translated_version")
    op.drop_column("posts", "worded_version")
    for table in ("post_authors", "post_tags", "posts"):
        op.drop_column(table, "leads")
