"""Keys of programs, secret mail addresses, and how a post came that was not begun on the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_arrivals_post_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_arrivals_account_id")),
        sa.UniqueConstraint("key", name=op.f("uq_arrivals_key")),
    )
    op.create_index(op.f("ix_arrivals_post_id"), "arrivals", ["post_id"])
    op.create_index(op.f("ix_arrivals_account_id"), "arrivals", ["account_id"])
    op.create_table(
        "app_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("blogger_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_tokens")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_app_tokens_account_id")),
        sa.ForeignKeyConstraint(["blogger_id"], ["bloggers.id"], name=op.f("fk_app_tokens_blogger_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_app_tokens_token_hash")),
    )
    op.create_index(op.f("ix_app_tokens_account_id"), "app_tokens", ["account_id"])
    op.create_index(op.f("ix_app_tokens_blogger_id"), "app_tokens", ["blogger_id"])
    op.create_table(
        "mail_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("blogger_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_addresses")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mail_addresses_account_id")),
        sa.ForeignKeyConstraint(["blogger_id"], ["bloggers.id"], name=op.f("fk_mail_addresses_blogger_id")),
        sa.UniqueConstraint("name", name=op.f("uq_mail_addresses_name")),
        sa.UniqueConstraint("account_id", "blogger_id", name=op.f("uq_mail_addresses_account_id_blogger_id")),
    )
    op.create_index(op.f("ix_mail_addresses_blogger_id"), "mail_addresses", ["blogger_id"])


def downgrade() -> None:
    op.drop_table("mail_addresses")
    op.drop_table("app_tokens")
    op.drop_table("arrivals")
