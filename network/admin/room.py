"""The room of editors and administrators, to which the files in `views` add their routes."""

from network.base.web import Room

room = Room("admin", __name__)
