"""The full-text index behind one interface: FTS5 on SQLite, a tsvector on PostgreSQL."""
