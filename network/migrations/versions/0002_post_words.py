"""The full-text index of posts: FTS5 on SQLite, a tsvector on PostgreSQL.

Its words come folded and parted from network/search/words.py, so neither database takes them apart again: FTS5 parts at
spaces alone (`ascii` holds all other letters for parts of words), and the tsvector is written out.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE post_words USING fts5(title, names, body, digest UNINDEXED, tokenize = 'ascii')")
        return
    op.execute(
        """
        CREATE TABLE post_words (
            post_id integer CONSTRAINT pk_post_words PRIMARY KEY
                CONSTRAINT fk_post_words_post_id REFERENCES posts (id) ON DELETE CASCADE,
            vector tsvector NOT NULL,
            digest text NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX ix_post_words_vector ON post_words USING gin (vector)")


def downgrade() -> None:
    op.execute("DROP TABLE post_words")
