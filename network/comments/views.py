"""Routes of this room."""

from network.base.web import Room

room = Room("comments", __name__)
