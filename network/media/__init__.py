"""Pictures: upload, checks, sizes, alternative text."""
