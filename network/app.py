"""Builds the house. This file alone knows all rooms."""

from dataclasses import replace
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from network.accounts import session
from network.accounts import views as accounts
from network.admin import views as admin
from network.base import database, errors, freshness, headers, language, news, settings, spelling, static, tasks, web
from network.base import presentation as base_presentation
from network.base import views as base
from network.base.page_cache import PageCache
from network.base.settings import Settings
from network.bloggers import listeners as _bloggers_listeners  # noqa: F401  (registers its listeners)
from network.clearance import gate as _clearance_gate  # noqa: F401  (stands at the gate of posts)
from network.clearance import tasks as _clearance_tasks  # noqa: F401  (registers its tasks)
from network.comments import views as comments
from network.conversations import finding, presentation, thread  # noqa: F401  (the routes of these join the room)
from network.conversations import views as conversations
from network.desk import (  # the routes of these join the room
    export,  # noqa: F401
    languages,  # noqa: F401
    pictures,  # noqa: F401
    reviews,  # noqa: F401
    sheets,  # noqa: F401
    signatures,  # noqa: F401
    versions,  # noqa: F401
)
from network.desk import views as desk
from network.feeds import views as feeds
from network.media import listeners as _media_listeners  # noqa: F401  (registers its listeners and tasks)
from network.media import store
from network.media import views as media
from network.posts import addresses
from network.posts import listeners as _posts_listeners  # noqa: F401  (registers its listeners)
from network.posts import tasks as _posts_tasks  # noqa: F401  (registers its tasks)
from network.posts.selection import Selection
from network.remote import micropub
from network.remote import own_data as _remote_own_data  # noqa: F401  (registers its part of the copy)
from network.remote import views as remote
from network.search import listeners as _search_listeners  # noqa: F401  (registers its listeners)
from network.search.narrowing import WORDS

ROOMS = (base, accounts, media, comments, feeds, desk, remote, micropub, admin, conversations)
"""Rooms with routes. The last one holds the addresses at the root, `/<handle>/…`."""

SLOTS = {"bar": ("desk/_bar.html",), "account": ("remote/_account.html",)}
"""Places in the layout that upper rooms fill."""


def create_app(given: Settings | None = None, **told: Any) -> Flask:
    """The application under these settings, or under those of the environment."""
    told_settings = given or settings.load(**told)
    app = Flask("network", template_folder=str(static.folder("templates")), static_folder=None)
    app.extensions["settings"] = told_settings
    app.extensions["with_other_settings"] = lambda **other: create_app(replace(told_settings, **other))
    app.secret_key = told_settings.secret_key
    app.config["MAX_CONTENT_LENGTH"] = (told_settings.upload_mb + 2) * 1024 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 4 * 1024 * 1024
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["slots"] = SLOTS
    _ground(app, told_settings)
    addresses.init_app(app)
    presentation.init_app(app)
    Selection.register(WORDS)
    for room in ROOMS:
        app.register_blueprint(room.room)
    _page_cache(app, told_settings)
    if told_settings.proxies:
        n = told_settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    return app


def _ground(app: Flask, told: Settings) -> None:
    database.init_app(app, told)
    tasks.init_app(app, told)
    web.init_app(app)
    session.init_app(app, told)
    language.init_app(app)
    static.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    freshness.init_app(app)
    base_presentation.init_app(app)
    spelling.init_app(app)
    store.init_app(app, told)


def _page_cache(app: Flask, told: Settings) -> None:
    """The cache before the application, and what a commit tells it and the task worker."""
    source = news.source(told)
    if told.page_cache_mb:
        cache = PageCache(app.wsgi_app, source, told.page_cache_mb, app.config["SESSION_COOKIE_NAME"])
        app.extensions["page_cache"] = cache
        app.wsgi_app = cache  # type: ignore[method-assign]

    def heard(committed: list[tuple[int, str]], deliveries: bool) -> None:
        if isinstance(source, news.PostgresNews):
            source.tell(committed)
        if deliveries:
            tasks.deliver_changes.later()

    app.extensions["heard"] = heard
    app.extensions["news"] = source
