"""News of the index."""

SEARCH_INDEXED = "search.indexed"
