"""Routes of this room."""

from network.base.web import Room

room = Room("accounts", __name__)
