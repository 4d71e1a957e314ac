"""The full-text index behind one interface: SQLite FTS5, PostgreSQL tsvector."""
