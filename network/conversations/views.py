"""The pages that readers see."""

from network.base.web import Room

room = Room("conversations", __name__)
