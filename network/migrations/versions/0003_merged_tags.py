"""A topic that was merged into another leads there."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In SQL that both databases read alike: SQLite would copy the whole table for Alembic's own operation."""
    op.execute("ALTER TABLE tags ADD COLUMN merged_into_id INTEGER CONSTRAINT fk_tags_merged_into_id REFERENCES tags (id)")
    op.create_index("ix_tags_merged_into_id", "tags", ["merged_into_id"])


def downgrade() -> None:
    op.drop_index("ix_tags_merged_into_id", "tags")
    op.drop_column("tags", "merged_into_id")
