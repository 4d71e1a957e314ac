"""Routes of this room."""

from network.base.web import Room

room = Room("feeds", __name__)
