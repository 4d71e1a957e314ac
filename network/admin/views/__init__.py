"""Routes of editors and administrators, one file for each thing that they see to."""

from network.admin import own_data as own_data
from network.admin.room import room as room
from network.admin.views import accounts, audit, bloggers, front, pages, settings, tags

__all__ = ["accounts", "audit", "bloggers", "front", "pages", "room", "settings", "tags"]
