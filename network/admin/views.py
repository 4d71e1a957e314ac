"""Routes of this room."""

from network.base.web import Room

room = Room("admin", __name__)
