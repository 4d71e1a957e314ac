"""What was typed and not saved."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsaved_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("blogger_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("opened", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsaved_sheets")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_unsaved_sheets_account_id")),
        sa.ForeignKeyConstraint(["blogger_id"], ["bloggers.id"], name=op.f("fk_unsaved_sheets_blogger_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_unsaved_sheets_post_id")),
        sa.UniqueConstraint("account_id", "post_id", name=op.f("uq_unsaved_sheets_account_id_post_id")),
        sa.UniqueConstraint("account_id", "opened", name=op.f("uq_unsaved_sheets_account_id_opened")),
    )
    op.create_index(op.f("ix_unsaved_sheets_post_id"), "unsaved_sheets", ["post_id"])


def downgrade() -> None:
    op.drop_table("unsaved_sheets")
