"""The doors as they stand in life: `network serve` with its processes, a mail program and a Micropub program."""

import http.client
import smtplib
import socket
import sqlite3
from collections.abc import Callable
from email import policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from network.base.database import transaction
from network.bloggers import queries as bloggers
from network.remote import actions
from tests.cli.serving import kill, run, serving, until
from tests.media.pictures import picture
from tests.remote.letters import letter
from tests.support.cast import Cast
from tests.support.databases import PostgreSQL, SQLite


@pytest.fixture
def told(app: Flask, cast: Cast, database: SQLite | PostgreSQL, database_url: str, tmp_path: Path) -> dict[str, str]:
    """Settings of a server on the database of this test, with a free port for email."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "NETWORK_DATABASE_URL": database_url,
        "NETWORK_MAIL_IN": f"127.0.0.1:{port}",
        "NETWORK_MAIL_IN_DOMAIN": "blogs.example",
        "NETWORK_UPLOAD_MB": "1",
    }


@pytest.fixture
def address(cast: Cast) -> str:
    hale = bloggers.by_handle("hale")
    assert hale is not None
    with transaction():
        return f"{actions.make_address(cast.stephen.account, hale).name}@blogs.example"


def connected(told: dict[str, str]) -> smtplib.SMTP:
    """To the door for email, once it is open."""
    host, port = told["NETWORK_MAIL_IN"].split(":")
    until(lambda: not socket.create_connection((host, int(port))).close())
    return smtplib.SMTP(host, int(port), timeout=60)


def send(told: dict[str, str], address: str, message: Any, sender: str = "lan@embassy.example") -> tuple[int, str]:
    """The last answer of the server."""
    with connected(told) as smtp:
        smtp.ehlo("embassy.example")
        code, words = smtp.mail(sender)
        code, words = smtp.rcpt(address)
        if code == 250:
            code, words = smtp.data(message.as_bytes(policy=policy.SMTP))
        return code, words.decode()


@pytest.mark.both
@pytest.mark.timeout(240)
def test_what_was_acknowledged_is_there_after_the_server_was_killed(
    told: dict[str, str], address: str, tmp_path: Path, app: Flask, counted: Callable[[], list[str]]
) -> None:
    with serving(tmp_path / "served", **told) as served:
        message = letter(pictures=((picture(640, 480), "harbour.jpg", ""),))
        assert send(told, address, message) == (250, "2.0.0 It is on your desk, as a draft.")
        for child in [*served.children, served.process.pid]:
            kill(child)
    assert counted() == ["On lamps"]

    with serving(tmp_path / "served", **told) as served:
        assert send(told, address, message)[0] == 250, "a server that heard no 250 sends it again"
        assert counted() == ["On lamps"]
        assert send(told, "post-nobody@blogs.example", message)[0] == 550
        assert send(told, address, message, sender="")[0] == 550, "a delivery report"
        assert send(told, address, letter(Auto_Submitted="auto-replied"))[0] == 554
        with connected(told) as smtp:
            smtp.ehlo()
            assert int(smtp.esmtp_features["size"]) < 6_000_000
            with pytest.raises(smtplib.SMTPResponseException) as refused:
                smtp.sendmail("lan@embassy.example", [address], "Subject: A\r\n\r\n" + "word word word word\r\n" * 400_000)
            assert refused.value.smtp_code == 552
        assert counted() == ["On lamps"]


@pytest.fixture
def counted(app: Flask) -> Callable[[], list[str]]:
    """The titles that are in the database now."""
    from sqlalchemy import select

    from network.base.database import db
    from network.posts.models import Post

    def titles() -> list[str]:
        db.session.rollback()
        return list(db.session.scalars(select(Post.title).order_by(Post.id)))

    return titles


def test_trouble_with_the_database_asks_to_send_it_later(
    told: dict[str, str], address: str, tmp_path: Path, app: Flask, counted: Callable[[], list[str]]
) -> None:
    file = app.extensions["settings"].database.removeprefix("sqlite:///")
    with serving(tmp_path / "served", **told):
        held = sqlite3.connect(file, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        assert send(told, address, letter())[0] == 451
        held.execute("ROLLBACK")
        held.close()
        assert send(told, address, letter())[0] == 250
    assert counted() == ["On lamps"]


def test_a_program_posts_over_http_with_pictures(
    told: dict[str, str], cast: Cast, tmp_path: Path, counted: Callable[[], list[str]]
) -> None:
    hale = bloggers.by_handle("hale")
    assert hale is not None
    with transaction():
        key = actions.make_token(cast.stephen.account, hale, "A program", {"create"})
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
        for pair in ((b"h", b"entry"), (b"name", b"On lamps"), (b"content", b"One."), (b"mp-photo-alt[]", b"A harbour"))
    )
    head = b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    body += head + picture(640, 480) + b"\r\n--b--\r\n"
    with serving(tmp_path / "served", **told) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "multipart/form-data; boundary=b"}
        connection.request("POST", "/micropub/", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201
        path = (answer.getheader("Location") or "").partition(f":{served.port}")[2]
        assert 'alt="A harbour"' in served.get(path)[1]
        connection.close()
    assert counted() == ["On lamps"]


def test_a_port_for_email_that_is_taken_is_told_at_the_start(told: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        code, words = run(tmp_path / "served", "serve", "--port", "0", **(told | {"NETWORK_MAIL_IN": at}))

    assert code == 2
    assert "Choose another in NETWORK_MAIL_IN." in words


@pytest.mark.parametrize(
    "wrong", [{"NETWORK_MAIL_IN": "8025"}, {"NETWORK_MAIL_IN_DOMAIN": ""}, {"NETWORK_MAIL_IN_DOMAIN": "a b"}]
)
def test_settings_for_email_that_cannot_be_are_told(told: dict[str, str], tmp_path: Path, wrong: dict[str, str]) -> None:
    code, words = run(tmp_path / "served", "check", **(told | wrong))

    assert (code, "NETWORK_MAIL_IN" in words) == (2, True)
