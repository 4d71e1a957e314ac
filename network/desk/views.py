"""Routes of this room."""

from network.base.web import Room

room = Room("desk", __name__)
