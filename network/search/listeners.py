"""Keeps the index in step with posts."""
