"""Pictures in AVIF, what is still to be made of them, and what of a top image stays where it is cut."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pictures", sa.Column("avif_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_pictures_uploaded_by"), "pictures", ["uploaded_by"])
    op.create_index(op.f("ix_posts_top_image_id"), "posts", ["top_image_id"])
    # The default stays: to take it away, SQLite makes a table anew, and that cannot be while others point to it.
    for name in ("posts", "post_versions"):
        op.add_column(name, sa.Column("top_image_focus", sa.String(), nullable=False, server_default=""))
    unmade = op.create_table(
        "unmade_sizes",
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_unmade_sizes")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_unmade_sizes_picture_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_unmade_sizes_due_at"), "unmade_sizes", ["due_at"])
    pictures = sa.table("pictures", sa.column("id"), sa.column("uploaded_at"))
    op.execute(
        unmade.insert().from_select(
            ["picture_id", "due_at", "attempts"], sa.select(pictures.c.id, pictures.c.uploaded_at, sa.literal(0))
        )
    )


def downgrade() -> None:
    op.drop_table("unmade_sizes")
    for name in ("post_versions", "posts"):
        op.drop_column(name, "top_image_focus")
    op.drop_index(op.f("ix_posts_top_image_id"), "posts")
    op.drop_index(op.f("ix_pictures_uploaded_by"), "pictures")
    op.drop_column("pictures", "avif_at")
