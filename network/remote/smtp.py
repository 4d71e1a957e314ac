"""The door for email (RFC 5321): each recipient is known, or refused at once; 250 says that the draft is on the disk."""

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from network.base.database import db
from network.remote import mail
from network.remote.letters import NotTaken

log = logging.getLogger(__name__)
MOST_RECIPIENTS = 10
_UNKNOWN = "550 5.1.1 There is no such address here. Look it up on the page of your account."
_LATER = "451 4.3.0 This cannot be kept at this moment. Send it again later."
_DONE = "250 2.0.0 It is on your desk, as a draft."


def most_bytes(app: Flask) -> int:
    """The largest message: a picture of the largest size as email writes it, and a text."""
    return int((app.extensions["settings"].upload_mb + 2) * 1024 * 1024 * 1.4)


class Door:
    """Answers what a mail server says. Slow work is done aside, two messages at a time."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.aside = ThreadPoolExecutor(2, thread_name_prefix="mail")

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if not (envelope.mail_from or "").strip("<> "):
            return "550 5.7.1 Delivery reports are not taken here."
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients."
        answer = await self._aside(lambda: self._known(address))
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        return await self._aside(lambda: self._taken(list(envelope.rcpt_tos), bytes(envelope.content)))

    async def handle_exception(self, error: Exception) -> str:
        log.error("mail: %r", error)
        return _LATER

    async def _aside(self, function: Callable[[], str]) -> str:
        return await asyncio.get_running_loop().run_in_executor(self.aside, self._answered, function)

    def _answered(self, function: Callable[[], str]) -> str:
        with self.app.app_context():
            try:
                return function()
            except mail.NoSuchAddress:
                return _UNKNOWN
            except NotTaken as why:
                return f"554 5.6.0 {why}"
            except (SQLAlchemyError, OSError) as why:
                log.error("mail could not be kept: %s", getattr(why, "orig", why))
                return _LATER
            except Exception:
                log.exception("mail could not be kept")
                return _LATER
            finally:
                db.session.remove()

    def _known(self, address: str) -> str:
        mail.require_address(address)
        return "250 2.1.5 Ok"

    def _taken(self, recipients: list[str], raw: bytes) -> str:
        for recipient in recipients:
            mail.deliver(recipient, raw)
        return _DONE


def listen(app: Flask) -> None:
    """Be the door until told to stop; SIGTERM lets the message at hand be kept."""
    asyncio.run(_listen(app))


async def _listen(app: Flask) -> None:
    from aiosmtpd.smtp import SMTP

    settings = app.extensions["settings"]
    host, _colon, port = settings.mail_in.rpartition(":")
    door, limit = Door(app), most_bytes(app)

    def answer() -> Any:
        return SMTP(
            door, data_size_limit=limit, enable_SMTPUTF8=True, hostname=settings.mail_domain, ident="Mail for drafts", timeout=120
        )

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    server = await loop.create_server(answer, host.strip("[]"), int(port))
    async with server:
        await stop.wait()
    await loop.run_in_executor(None, door.aside.shutdown)
