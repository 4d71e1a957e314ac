"""What links answer, and the desk's lists of posts that are not out."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_checks",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link_checks")),
    )
    op.create_index(op.f("ix_link_checks_checked_at"), "link_checks", ["checked_at"])
    op.create_index(op.f("ix_link_checks_due_at"), "link_checks", ["due_at"])
    for name, which in (("unpublished", "published_at IS NULL"), ("withdrawn", "withdrawn_at IS NOT NULL")):
        op.create_index(f"ix_posts_{name}", "posts", ["id"], sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def downgrade() -> None:
    op.drop_index("ix_posts_withdrawn", "posts")
    op.drop_index("ix_posts_unpublished", "posts")
    op.drop_table("link_checks")
