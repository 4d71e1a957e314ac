"""Routes of this room."""

from network.base.web import Room

room = Room("media", __name__)
