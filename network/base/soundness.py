"""What is wrong with an installation, a sentence each: for a host who asks before the public does."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, InterfaceError

from network.base import migrations, settings
from network.base.changes import Change, ChangeDelivery
from network.base.clock import now
from network.base.database import db
from network.base.settings import Settings

_SHARED_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph"}
_LEAST_ROOM = 500 * 1024 * 1024


def findings(told: Settings, *, debug: bool) -> Iterator[str]:
    """Everything that is wrong."""
    yield from _public(told, debug)
    yield from _secrets(told)
    yield from _folders(told)
    yield from _database(told)


def _public(told: Settings, debug: bool) -> Iterator[str]:
    for name in settings.unknown():
        yield f"{name} is no setting; is it a slip of the pen? docs/settings.md lists all."
    if debug:
        yield "Debug mode is on: mistakes are shown to readers with the code around them. Unset FLASK_DEBUG."
    if not told.base_url:
        yield "NETWORK_BASE_URL is not set, so links in feeds follow whatever host a request names."
    elif told.base_url.startswith("http://"):
        yield "NETWORK_BASE_URL begins with http://, so passwords and cookies travel in the open."
    elif not told.proxies:
        yield "NETWORK_BASE_URL is https, but NETWORK_PROXIES is 0: all readers seem to be the proxy, and are throttled as one."
    if not told.throttle:
        yield "NETWORK_THROTTLE is off: passwords can be guessed and comments sent without limit."
    if not told.page_cache_mb:
        yield "NETWORK_PAGE_CACHE_MB is 0, so each page is made anew for each reader."


def _secrets(told: Settings) -> Iterator[str]:
    if len(told.secret_key) < 32:
        yield "NETWORK_SECRET_KEY is shorter than 32 characters, and can be guessed."
    for path in (told.instance / "secret-key", told.instance / "network.toml", told.instance / "network.db"):
        mode = _mode(path)
        if mode is not None and mode & (stat.S_IWOTH | (stat.S_IROTH if path.name != "network.db" else 0)):
            yield f"{path} can be read or changed by everyone on this machine: chmod 600 {path}."
    if (told.instance / "demo-accounts.txt").exists() and told.base_url:
        yield "The accounts of the demonstration may still sign in. End each: network accounts end editor@global.example"


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None


def _folders(told: Settings) -> Iterator[str]:
    if trouble := current_app.extensions["media"].trouble():
        yield trouble
    for name, folder in (("instance folder", told.instance), ("folder for pictures", told.media_folder)):
        there = next((p for p in (folder, *folder.parents) if p.exists()), Path("/"))
        if not os.access(there, os.W_OK):
            yield f"The {name} {folder} cannot be written."
        elif shutil.disk_usage(there).free < _LEAST_ROOM:
            yield f"The disk of the {name} {folder} has less than 500 MB left."
    if told.is_sqlite and (kind := _file_system(told.instance)) in _SHARED_FILE_SYSTEMS:
        yield f"The SQLite database lies on a network file system ({kind}), where it can break. Use a local disk, or PostgreSQL."


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder lies on, where the system tells."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    path = folder.resolve()
    return max(
        ((Path(at), kind) for at, kind in mounts if path.is_relative_to(at)), key=lambda m: len(m[0].parts), default=(path, "")
    )[1]


def _database(told: Settings) -> Iterator[str]:
    if told.redis_url and told.is_sqlite:
        yield "NETWORK_REDIS_URL is for several machines, but the database is SQLite, which is for one. Set NETWORK_DATABASE_URL."
    try:
        ready = migrations.is_current()
    except (DatabaseError, InterfaceError) as why:
        yield f"The database cannot be reached: {str(why.orig).strip().splitlines()[0].rstrip('.')}."
        return
    if not ready:
        yield "The database waits for its migrations: network database upgrade."
        return
    yield from _clock()
    yield from _tasks(told)


def _clock() -> Iterator[str]:
    if db.engine.dialect.name == "postgresql":
        there = db.session.scalar(select(func.now()))
        if there is not None and abs(there - now()) > timedelta(seconds=5):
            yield f"The clocks of this machine and of the database differ by {abs(there - now()).seconds} seconds."
    newest = db.session.scalar(select(func.max(Change.at)))
    if newest and newest > now() + timedelta(minutes=2):
        yield "Something was written down with a later time than it is now. Is the clock of this machine right?"


def _tasks(told: Settings) -> Iterator[str]:
    late = select(func.count()).select_from(ChangeDelivery)
    late = late.where(ChangeDelivery.done_at.is_(None), ChangeDelivery.due_at < now() - timedelta(minutes=10))
    if waiting := db.session.scalar(late):
        yield f"{waiting} changes wait for a task worker for more than ten minutes. Does network serve run?"
    if told.redis_url:
        from redis import Redis, RedisError

        try:
            Redis.from_url(told.redis_url, socket_timeout=3).ping()
        except (RedisError, ValueError) as why:
            yield f"NETWORK_REDIS_URL cannot be reached: {why}."
    administrators = text(
        "SELECT count(*) FROM accounts WHERE role = 'administrator'"
        " AND password_hash IS NOT NULL AND ended_at IS NULL AND suspended_at IS NULL"
    )
    if not db.session.scalar(administrators):
        yield "No administrator can sign in: network accounts create you@example.org --name “Your name” --role administrator."
