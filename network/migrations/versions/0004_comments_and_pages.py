"""Comments, what was decided on them, and the network's own pages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("blogger_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("by_blogger_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("author_email", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("html_policy", sa.Integer(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_comments_post_id")),
        sa.ForeignKeyConstraint(["blogger_id"], ["bloggers.id"], name=op.f("fk_comments_blogger_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_comments_account_id")),
        sa.ForeignKeyConstraint(["by_blogger_id"], ["bloggers.id"], name=op.f("fk_comments_by_blogger_id")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_comments_post_id_number")),
    )
    for column in ("parent_id", "account_id", "author_email"):
        op.create_index(op.f(f"ix_comments_{column}"), "comments", [column])
    op.create_index("ix_comments_out", "comments", ["state", "published_at", "id"])
    op.create_index("ix_comments_out_blogger", "comments", ["blogger_id", "state", "published_at", "id"])
    op.create_index("ix_comments_queue", "comments", ["state", "sent_at", "id"])
    op.create_index("ix_comments_queue_blogger", "comments", ["blogger_id", "state", "sent_at", "id"])
    op.create_table(
        "comment_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_decisions")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_decisions_comment_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_comment_decisions_account_id")),
    )
    for column in ("comment_id", "decided_at"):
        op.create_index(op.f(f"ix_comment_decisions_{column}"), "comment_decisions", [column])
    op.create_table(
        "site_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_pages")),
        sa.ForeignKeyConstraint(["saved_by"], ["accounts.id"], name=op.f("fk_site_pages_saved_by")),
        sa.UniqueConstraint("slug", "version", name=op.f("uq_site_pages_slug_version")),
    )


def downgrade() -> None:
    for table in ("site_pages", "comment_decisions", "comments"):
        op.drop_table(table)
