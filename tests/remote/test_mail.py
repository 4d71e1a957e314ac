"""Posts by email: a message to a secret address becomes a draft, once, and never anything more."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from network.accounts import actions as accounts
from network.base.database import db, transaction
from network.bloggers import queries as blogger_queries
from network.desk.models import Arrival
from network.posts.models import Post
from network.remote import actions, letters, mail
from network.remote.letters import NotTaken
from tests.media.pictures import picture
from tests.remote.letters import letter
from tests.support.cast import Cast
from tests.support.site import Site, apart


@pytest.fixture
def address(cast: Cast) -> str:
    """The secret address of Stephen Hale on `hale`."""
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    with transaction():
        return f"{actions.make_address(cast.stephen.account, hale).name}@blogs.example"


def posts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Post)) or 0


def delivered(address: str, message: Any) -> Post:
    number = mail.deliver(address, message if isinstance(message, bytes) else bytes(message))
    db.session.rollback()
    post = db.session.get(Post, number)
    assert post is not None
    return post


@pytest.mark.both
def test_a_message_becomes_a_draft_of_whoever_has_the_address(site: Site, cast: Cast, address: str) -> None:
    post = delivered(address, letter(subject="Trois lampes à Hà Nội", text="One *lamp*.\n\nTwo.\n\n-- \nLan Pham\nConsul"))

    assert (post.title, post.source, post.state) == ("Trois lampes à Hà Nội", "One *lamp*.\n\nTwo.", "draft")
    assert (post.blogger.handle, post.language) == ("hale", "en")
    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert "Came by email from lan@embassy.example on" in page.one("main")
    site.get("/hale/", status=200)
    assert "lampes" not in site.get("/hale/").text


@pytest.mark.both
def test_a_message_that_is_sent_again_makes_no_second_draft(app: Flask, cast: Cast, address: str) -> None:
    first = delivered(address, letter()).id
    assert delivered(address, letter(text="Sent again.")).id == first
    assert delivered(address, letter(message_id="<2@mail.example>")).id != first
    nameless = bytes(letter()).replace(b"Message-ID: <1@mail.example>\n", b"")
    assert delivered(address, nameless).id == delivered(address, nameless).id

    def at_once(_number: int) -> int:
        def deliver() -> int:
            with app.app_context():
                return mail.deliver(address, bytes(letter(message_id="<3@mail.example>")))

        return apart(deliver)

    with ThreadPoolExecutor(4) as several:
        assert len(set(several.map(at_once, range(4)))) == 1
    assert posts() == 4


def test_pictures_stand_where_they_were_put_and_wait_for_their_words(site: Site, cast: Cast, address: str) -> None:
    html = '<div dir="ltr">One.<div>Two.</div><div><img src="cid:a@b" alt="image.png" width="9"></div><div><br></div>Three.</div>'
    shown = ((picture(), "IMG_1.jpg", "a@b"), (picture(320, 200), "IMG_2.jpg", ""))
    post = delivered(address, letter(html=html, pictures=shown))

    order = re.sub(r"/media/[0-9a-f]{20}/\d+\.webp", "#", post.html)
    assert re.sub(r"\s+", " ", order) == (
        '<p>One.</p><p>Two.</p><figure><img src="#"></figure><p>Three.</p> <figure><img src="#"></figure>'
    )
    sheet = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert "Every picture in the text is described: not yet" in sheet.one("main")
    answer = sheet.form("Publish").send("publish", status=422)
    assert "Say what each picture in the text shows, or mark it as decoration." in answer.one("main")


def test_what_cannot_be_taken_is_named_to_the_author(site: Site, cast: Cast, address: str) -> None:
    message = letter(pictures=((b"no picture", "broken.jpg", ""),))
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="rapport très long.pdf")
    message.add_attachment(letter(subject="Inside"))

    post = delivered(address, message)

    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert "rapport très long.pdf" in page.one("main")
    assert "broken.jpg: That file is not a picture that can be read here." in page.one("main")
    assert "message/rfc822" in page.one("main")
    assert post.title == "On lamps"


def test_a_text_with_a_picture_in_its_middle_loses_neither_half(address: str) -> None:
    mixed, around = MIMEMultipart("mixed"), MIMEMultipart("alternative")
    around.attach(MIMEText("Before.", "plain"))
    around.attach(MIMEText("<p>Before.</p>", "html"))
    for part in (around, MIMEImage(picture(320, 200), "jpeg"), MIMEText("After, plain.\n\n<b> & more.", "plain")):
        mixed.attach(part)
    mixed["Subject"] = "On lamps"

    made = delivered(address, mixed).html

    assert re.sub(r"/media/[0-9a-f/]+\.webp", "#", made).replace("\n", "") == (
        '<p>Before.</p><figure><img src="#"></figure><p>After, plain.</p><p>&lt;b&gt; &amp; more.</p>'
    )


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>A<script>alert(1)</script> <b onclick=x>b</b></p>", "<p>A <b>b</b></p>"),
        ('<div>A</div><div class="gmail_signature">Lan<br>Consul</div>', "<p>A</p>"),
        ("<div>A</div><div>-- <br></div><div>Lan</div>", "<p>A</p>"),
        ('<p>A</p><img src="https://track.example/p.gif" width="1" height="1">', "<p>A</p>"),
        ('<p>A <img src="https://x.example/a.png" alt="a lamp"></p>', '<p>A <a href="https://x.example/a.png">a lamp</a></p>'),
        ("<div>A <i>b</i><ul><li>c</li></ul>d</div>", "<p>A <i>b</i></p><ul><li>c</li></ul><p>d</p>"),
        ("<h1>H</h1><p style='color:red'>A</p>", "<h2>H</h2><p>A</p>"),
        ('<blockquote type="cite"><div>They said.</div></blockquote>', "<blockquote><p>They said.</p></blockquote>"),
        ("", "<p>One <em>lamp</em>.</p>"),
        ("<div><br></div>", "<p>One <em>lamp</em>.</p>"),
    ],
)
def test_html_is_cleaned_and_its_lines_are_paragraphs(address: str, html: str, kept: str) -> None:
    assert re.sub(r"\s*\n\s*", "", delivered(address, letter(html=html)).html) == kept


def test_flowed_lines_are_joined(address: str) -> None:
    raw = (
        b"Subject: =?utf-8?B?2YXYsdit2KjYpw==?=\nContent-Type: text/plain; format=flowed; charset=iso-8859-1\n\n"
        b"A long line that the \nprogram broke.\n\n> quoted \n> too\n\nCaf\xe9.\n-- \nLan\n"
    )
    post = delivered(address, raw)

    assert post.title == "مرحبا"
    assert "A long line that the program broke." in post.source
    assert post.source.endswith("Café.")


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Content_Type": "multipart/report; boundary=x"}],
)
def test_a_machine_is_not_taken_for_an_author(address: str, headers: dict[str, str]) -> None:
    raw = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items()).encode()

    with pytest.raises(NotTaken):
        mail.deliver(address, raw + b"Subject: Away\n\nI am away.\n")
    assert posts() == 0


def test_an_address_that_was_ended_remade_or_invented_takes_nothing(cast: Cast, address: str) -> None:
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    with transaction():
        remade = actions.make_address(cast.stephen.account, hale).name
    for recipient in (address, "post-nobody@blogs.example", "", "@", "<>", "x" * 500):
        with pytest.raises(mail.NoSuchAddress):
            mail.deliver(recipient, bytes(letter()))
    assert delivered(remade.upper() + "@BLOGS.EXAMPLE", letter()).title == "On lamps"

    with transaction():
        accounts.suspend(cast.stephen.account)
    with pytest.raises(mail.NoSuchAddress):
        mail.deliver(f"{remade}@blogs.example", bytes(letter(message_id="<9@x>")))


@pytest.mark.settings(mail_in="127.0.0.1:8025", mail_in_domain="blogs.example")
def test_an_address_is_made_remade_and_taken_away_by_its_owner(site: Site, cast: Cast) -> None:
    page = site.get("/account/elsewhere/", as_=cast.stephen)
    made = page.form("/account/elsewhere/mail/").send("make", status=303).follow()
    first = made.one("[id^=address-]")["value"]
    assert first.endswith("@blogs.example")
    assert delivered(first, letter()).title == "On lamps"

    again = made.form("/account/elsewhere/mail/").send("make", status=303).follow()
    assert again.one("[id^=address-]")["value"] != first
    ended = again.form("/account/elsewhere/mail/").send("end", status=303).follow()
    assert "There is no address yet." in ended.one("main")
    site.post("/account/elsewhere/mail/", {"blog": "hale", "action": "make"}, as_=cast.lan, status=422)
    site.post("/account/elsewhere/mail/", {"blog": "hale", "action": "burn"}, as_=cast.stephen, status=422)


HOSTILE = {
    "nothing": b"",
    "no headers": b"\n\nA text.",
    "headers without end": b"X: y\n" * 100_000,
    "one header without end": b"Subject: " + b"a" * 5_000_000,
    "a folded header without end": b"Subject: a\n" + b" b\n" * 100_000 + b"\nA",
    "a type of comments": b"Content-Type: " + b"(" * 7_000 + b"\n\nA",
    "a type that is long": b"Content-Type: multipart/mixed; " + b";" * 1_000_000 + b"\n\nA",
    "deep": b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(1_000)) + b"\nA",
    "wide": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nA\n" * 5_000,
    "parts without types": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nA\n" * 5_000,
    "an unknown charset": b"Content-Type: text/plain; charset=klingon\n\nCaf\xc3\xa9",
    "a charset that is none": b"Content-Type: text/plain; charset=hex\n\nzz",
    "an undefined charset": b"Content-Type: text/plain; charset=undefined\n\nzz",
    "a broken subject": b"Subject: =?utf-8?B?!!!!?= =?x?Q?=ZZ?= \xff\xfe\n\nA",
    "a broken name": b"Subject: A\nContent-Disposition: attachment; filename*=klingon''%FF%FE\n\nA",
    "broken base64": b"Subject: A\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n!!!A",
    "uuencoded": b"Subject: A\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nzzzz",
    "deep html": b"Subject: A\nContent-Type: text/html\n\n" + b"<div>" * 50_000 + b"A",
    "unclosed html": b"Subject: A\nContent-Type: text/html\n\n<div <img src='cid:" + b"<" * 1_000,
    "no text": b"Content-Type: multipart/mixed\n\n",
    "surrogates": b"Subject: \xed\xa0\x80\xff\nFrom: \xff\n\n\xed\xa0\x80",
    "nothing but zeros": b"\0" * 10_000,
    "too long a text": b"Subject: A\n\n" + b"word " * 100_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_message_is_a_draft_or_a_refusal(address: str, case: str) -> None:
    try:
        post = delivered(address, HOSTILE[case])
    except NotTaken as why:
        assert str(why).endswith(".")
    else:
        assert post.state == "draft"


_HEADERS = st.sampled_from(
    [
        b"Subject",
        b"From",
        b"Message-ID",
        b"Content-Type",
        b"Content-Transfer-Encoding",
        b"Content-Disposition",
        b"Content-ID",
        b"X",
    ]
)
_ODD = [
    b"text/html",
    b"text/plain; format=flowed; charset=utf-16",
    b"multipart/mixed; boundary=b",
    b"multipart/related;boundary='b'",
    b'image/png; name="=?utf-8?q?a?="',
    b"base64",
    b"quoted-printable",
    b"inline; filename=a.png",
    b"message/rfc822",
    b"<a@b>",
]
_VALUES = st.one_of(st.binary(max_size=60), st.sampled_from(_ODD))
_PART = st.tuples(st.lists(st.tuples(_HEADERS, _VALUES), max_size=5), st.binary(max_size=200)).map(
    lambda part: b"".join(name + b": " + value.replace(b"\n", b" ") + b"\n" for name, value in part[0]) + b"\n" + part[1]
)


@given(parts=st.lists(_PART, min_size=1, max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_gives_a_traceback(app: Flask, parts: list[bytes]) -> None:
    try:
        read = letters.read(b"\n--b\n".join(parts))
    except NotTaken:
        return
    assert isinstance(read.title, str)
    read.source.encode()
    read.sender.encode()


def test_a_mail_server_may_hand_messages_to_a_command(address: str, command: Callable[..., Any]) -> None:
    assert command("mail", "receive", "nobody@blogs.example", given="Subject: A\n\nA").exit_code == 67
    assert command("mail", "receive", address, given="Subject: A\nAuto-Submitted: auto-generated\n\nA").exit_code == 65
    assert command("mail", "receive", address, given="Subject: A\n\nA").stdout.startswith("/desk/posts/")
    assert db.session.scalars(select(Arrival.channel)).all() == ["mail"]
