"""Posting from elsewhere: programs that speak Micropub, and email."""
