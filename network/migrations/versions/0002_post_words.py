"""The full-text index of posts: FTS5 on SQLite, a tsvector on PostgreSQL. Its text comes folded from search/index.py."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE post_words USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '3')"
        )
        return
    op.execute(
        """
        CREATE TABLE post_words (
            post_id integer PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
            title text NOT NULL,
            body text NOT NULL,
            vector tsvector GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', left(body, 500000)), 'B')
            ) STORED
        )
        """
    )
    op.execute("CREATE INDEX ix_post_words_vector ON post_words USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE post_words")
