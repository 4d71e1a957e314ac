"""Versions of a post keep its address and its top image."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("post_versions") as table:
        table.add_column(sa.Column("slug", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("top_image_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("top_image_alt", sa.String(), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_post_versions_top_image_id"), "pictures", ["top_image_id"], ["id"])
    with op.batch_alter_table("post_versions") as table:
        table.alter_column("slug", server_default=None)
        table.alter_column("top_image_alt", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("post_versions") as table:
        table.drop_constraint(op.f("fk_post_versions_top_image_id"), type_="foreignkey")
        for column in ("top_image_alt", "top_image_id", "slug"):
            table.drop_column(column)
