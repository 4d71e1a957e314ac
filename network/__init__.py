"""Global Conversations: many bloggers, each with a role and a place, one front page."""

from typing import Any


def create_app(*args: Any, **kwargs: Any) -> Any:
    """The WSGI application; `gunicorn 'network:create_app()'` and `flask --app network` find it here."""
    from network.app import create_app as build
    from network.cli import attach

    app = build(*args, **kwargs)
    attach(app)
    return app
