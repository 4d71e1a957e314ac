"""'Have an opinion?': what a reader may send, and what becomes of it."""

import http.client
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from sqlalchemy import func, select

from network.accounts import actions as accounts
from network.accounts.models import Account
from network.base import site as site_settings
from network.base.clock import now
from network.base.database import db, transaction
from network.comments import actions, queries
from network.comments.models import Comment
from network.posts import actions as posts
from network.posts import queries as post_queries
from tests.support.processes import start

ADDRESS = "/hale/2009/03/on-lamps/"
TYPED = {"author_name": "Ngozi Obi", "author_email": "ngozi@example.org", "body": "I had not thought of it so."}


@pytest.fixture
def post(make):
    return make.post(title="On lamps", date="2009-03-25")


def kept():
    """The comments in the database, with what readers see of each."""
    return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def send(site, status=303, as_=None, **typed):
    """Type a comment into the form of the post and press the button."""
    form = site.get(ADDRESS, as_=as_).form("form#reply")
    return form.fill(**(TYPED if as_ is None else {"body": TYPED["body"]}) | typed).send(status=status)


@pytest.mark.both
def test_a_comment_waits_is_seen_by_its_writer_alone_and_appears_when_it_was_read(site, cast, post):
    sent = send(site, body="It was *so*.\n\nSee https://example.org/a and <b>this</b>.")
    assert sent.location.startswith(f"{ADDRESS}?waiting=")
    assert sent.location.endswith("#c1")

    own = sent.follow()
    assert own.header("Cache-Control") == "private, no-store"
    assert own.header("Surrogate-Key") is None
    assert own.one("meta[name=robots]")["content"] == "noindex"
    waiting = own.one("article#c1")
    assert "Only you can see this so far. An editor reads each comment first, usually within a working day." in waiting
    assert waiting.one("h3") == "Ngozi Obi"
    assert waiting.one("a[href]")["href"] == "https://example.org/a"
    assert "ngozi@example.org" not in own.text
    public = site.get(ADDRESS)
    assert "It was" not in public.text
    assert "No comments yet." in public.words
    site.get(ADDRESS + "comments/", status=301).follow()

    with transaction():
        actions.decide(queries.find(kept()[0].id), "publish", by=cast.editor.account)
    own = sent.follow()
    assert "Your comment is published." in own.words
    assert own.form("form#reply")
    assert own.header("Cache-Control") == "private, no-store"
    public = site.get(ADDRESS)
    assert "1 comment, oldest first." in public.words
    assert public.one("article#c1 .said") == "It was *so*. See https://example.org/a and this."
    assert public.one("article#c1 .said a")["rel"] == "nofollow ugc noopener"
    assert public.one("article#c1 .said").has("p + p")
    for address in ("/", "/hale/", "/comments/", "/hale/comments/", "/comments/feed.atom", ADDRESS + "comments/feed.atom"):
        page = site.get(address)
        assert "It was *so*." in page.text, address
        assert "ngozi@example.org" not in page.text, address

    with transaction():
        actions.decide(queries.find(kept()[0].id), "remove", reason="off-subject", by=cast.editor.account)
    assert "This comment was read by a person and not published: off the subject." in sent.follow().words
    assert "It was" not in site.get(ADDRESS).text


def test_a_refused_comment_tells_its_writer_the_reason(site, cast, post):
    for n, (decision, reason, said) in enumerate(
        (
            ("refuse", "private-details", "not published: private details."),
            ("spam", "", "This comment was not published."),
        ),
        1,
    ):
        sent = send(site, body=f"Number {n}")
        with transaction():
            actions.decide(queries.find(kept()[-1].id), decision, reason=reason, by=cast.editor.account)
        assert said in sent.follow().one(f"article#c{n}").words
        assert f"Number {n}" not in site.get(ADDRESS).text


WRONG = {
    "nothing": ({"body": ""}, "Write your comment first."),
    "blanks": ({"body": " \n\t "}, "Write your comment first."),
    "what nobody can see": ({"body": "\u200b \u2060\u00ad"}, "it has no words outside its markup"),
    "a name that nobody can see": ({"author_name": "\u200b\u2060"}, "Type the name that shall stand over your comment."),
    "100 KB": ({"body": "word " * 20_000}, "This has 99999 characters; at most 10000 are possible."),
    "only markup": ({"body": "<p><b></b><img src=x></p><!-- nothing -->"}, "it has no words outside its markup"),
    "only a script": ({"body": "<script>alert(1)</script>"}, "it has no words outside its markup"),
    "10,000 characters of nested tags": ({"body": "<blockquote>" * 833}, "it has no words outside its markup"),
    "500 links": ({"body": "https://example.org/" + " https://e.org/1" * 500}, "At most 20 links are possible in one comment."),
    "damaged characters": ({"body": "caf\ufffd"}, "Some characters arrived damaged"),
    "no name": ({"author_name": "  "}, "Type the name that shall stand over your comment."),
    "a name of overrides alone": ({"author_name": "\u202e\u2066"}, "Type the name that shall stand over your comment."),
    "a name of 200 characters": ({"author_name": "n" * 200}, "This has 200 characters; at most 80 are possible."),
    "no email": ({"author_email": ""}, "Type your email address; it is never shown."),
    "an email without @": ({"author_email": "ngozi.example.org"}, "“ngozi.example.org” is not an email address."),
    "an email with a control character": ({"author_email": "a\x00b"}, "“ab” is not an email address."),
    "a parent that is no number": ({"parent": "<b>\x00"}, "The comment that you answer cannot be found."),
    "a parent that is too large": ({"parent": "9" * 30}, "The comment that you answer cannot be found."),
    "a parent that is not there": ({"parent": "77"}, "The comment that you answer is not on this post any more."),
}


@pytest.mark.both
def test_what_cannot_be_taken_is_said_beside_its_field_and_what_was_typed_is_still_there(site, post):
    for what, (wrong, sentence) in WRONG.items():
        typed = TYPED | {"parent": ""} | wrong
        page = site.post(ADDRESS + "comments/", typed, status=422)
        form = page.form("form#reply")
        assert page.title.startswith("Error: "), what
        assert sentence in form.one(".summary").words, what
        name = next(iter(wrong)) if "parent" not in wrong else "body"
        box = form.one(f"[name={name}]")
        assert box["aria-invalid"] == "true", what
        assert sentence in form.one(f"#{name}-error").words, what
        assert box["aria-describedby"] == f"{name}-error"
        for key in ("body", "author_name", "author_email"):
            there = dict(form.values)[key].lstrip("\n")
            if key not in wrong or what in ("100 KB", "500 links", "an email without @", "only markup"):
                assert there == typed[key].strip(), (what, key)
        assert page.header("Cache-Control") == "private, no-store"
        assert kept() == [], what
        if "parent" in wrong:
            assert form.send().status == 303
            with transaction():
                db.session.execute(Comment.__table__.delete())
                post_queries.find(post.id).last_comment_number = 0


def test_bytes_that_are_no_text_and_bodies_beyond_all_measure_get_an_answer_in_words(site, post):
    client = site.app.test_client()
    broken = BytesIO(b"--x\r\nContent-Disposition: form-data; name=body\r\n\r\ncaf\xe9 \xc3(\r\n--x--\r\n")
    answer = client.post(
        ADDRESS + "comments/", input_stream=broken, content_type="multipart/form-data; boundary=x", content_length=65
    )
    assert answer.status_code == 422
    assert "Some characters arrived damaged" in answer.text
    assert "caf\ufffd" in answer.text
    for body, status in ((b"body=" + b"x" * 5_000_000, 413), (b"body=caf\xe9", 422), (b"\x00\xff" * 100, 422), (b"", 422)):
        answer = client.post(ADDRESS + "comments/", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == status
        assert "<h1" in answer.text
    answer = client.post(ADDRESS + "comments/", data=TYPED | {"body": "<blockquote>" * 87_382})
    assert answer.status_code == 422
    assert "This has 1048584 characters; at most 10000 are possible." in answer.text
    assert "&lt;blockquote&gt;" * 87_382 in answer.text
    answer = client.post(ADDRESS + "comments/", data=b'{"body": 1}', content_type="application/json")
    assert answer.status_code == 422
    assert kept() == []


def test_control_characters_are_dropped_and_overrides_turn_nothing_outside_of_the_comment(site, make, post):
    sent = send(site, author_name="\u202eNgo\x00zi\u2066", body="be\x00fore \u202eover\u2067ridden\r\nnext\x1b line")
    comment = kept()[0]
    assert comment.author_name == "Ngozi"
    assert comment.source == "before \u202eover\u2067ridden\nnext line"
    with transaction():
        actions.decide(queries.find(comment.id), "publish")

    page = site.get(ADDRESS)
    assert page.one("#c1h").has("bdi")
    assert page.one("#c1h") == "Comment 1 by Ngozi"
    said = page.one("article#c1 .said")
    assert (said.tag, said["dir"]) == ("div", "auto")
    assert said.one("p").element.getparent().get("class") == "said"
    assert said.words == "before over\u2067ridden next line", "every page and feed tells the same words"
    for address in ("/", "/hale/", ADDRESS):
        recent = site.get(address).one("section:has(> h2#recent)")
        assert not {"\u202e", "\u2067", "\u2066"} & set(recent.words), address
        assert "before overridden" in recent.words
    assert sent.status == 303


def test_hostile_markup_becomes_harmless_words(site, post):
    body = (
        '<a href="javascript:alert(1)" onclick=x>one</a> <svg onload=x>two</svg> <style>*{}</style><iframe src=//x>three</iframe>'
    )
    send(site, body=body)
    with transaction():
        actions.decide(queries.find(kept()[0].id), "publish")

    said = site.get(ADDRESS).one("article#c1 .said")
    assert "one" in said
    assert "two" in said
    assert {part.tag for part in said.all("*")} <= {"div", "p", "a"}
    assert not said.has("[onclick], [onload], a[href]")


@pytest.mark.both
def test_the_same_words_twice_are_one_comment_but_not_as_answers_to_two_people(site, make, post):
    first, second = make.comment(post, "One"), make.comment(post, "Two", name="Other")
    one, again = send(site), send(site)
    assert again.location == one.location
    for parent in (first, second, second):
        form = site.get(f"{ADDRESS}?reply={parent.number}").form("form#reply")
        assert "Answer comment" in form.one("h3").words
        form.fill(**TYPED).send(status=303)
    send(site, body="Other words")
    send(site, author_email="another@example.org")
    assert [(c.number, c.parent_id) for c in kept()] == [
        (1, None), (2, None), (3, None), (4, first.id), (5, second.id), (6, None), (7, None),
    ]  # fmt: skip
    with time_machine.travel(now() + timedelta(minutes=11)):
        send(site)
    assert len(kept()) == 8


@pytest.mark.both
def test_the_same_comment_sent_by_two_threads_at_once_is_kept_once(site, post, app, tmp_path):
    told = app.extensions["settings"]
    (tmp_path / "other").mkdir()
    db.session.rollback()
    process = start("tests.support.server", tmp_path / "other", told.database, NETWORK_SECRET_KEY=told.secret_key)
    try:
        port, together, answers = int(process.stdout.readline()), Barrier(4), []

        def press(n):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.connect()
            together.wait()
            body = urlencode(TYPED | {"body": "At once." if n < 3 else "Something else."})
            line.request("POST", ADDRESS + "comments/", body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = line.getresponse()
            answers.append((answer.status, answer.headers["Location"]))
            line.close()

        threads = [Thread(target=press, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert {status for status, _where in answers} == {303}
    assert len({where for _status, where in answers}) == 2
    assert sorted(c.source for c in kept()) == ["At once.", "Something else."]
    assert sorted(c.number for c in kept()) == [1, 2]


def test_a_post_that_takes_no_comments_says_why(site, cast, make, post):
    with transaction():
        posts.switch_comments(post_queries.find(post.id), False)
    page = site.get(ADDRESS)
    assert "Comments on this post are closed." in page.words
    assert not page.has("form#reply")
    assert "Add yours" not in page.links
    for as_ in (None, cast.reader, cast.stephen):
        page = site.post(ADDRESS + "comments/", TYPED, as_=as_, status=403)
        assert "Comments on this post are closed." in page.words

    with transaction():
        posts.withdraw(post_queries.find(post.id), "A mistake.")
    page = site.post(ADDRESS + "comments/", TYPED, status=403)
    assert "This post was withdrawn, so it takes no more comments." in page.words

    draft = make.draft(title="Not out")
    site.post(f"/hale/2026/01/{draft.slug}/comments/", TYPED, status=404)
    site.post("/hale/2009/03/nothing/comments/", TYPED, status=404)
    assert kept() == []


def test_an_answer_goes_to_a_published_comment_of_the_same_post(site, make, post):
    other = make.post(title="Other", date="2009-03-26")
    for n in range(2):
        make.comment(other, f"On the other post {n}")
    waiting = make.comment(post, "Waits", state="waiting")
    refused = make.comment(post, "Refused", state="refused")
    out = make.comment(post, "Out")
    assert (waiting.number, refused.number, out.number) == (1, 2, 3)
    for number in (1, 2, 4):
        page = site.post(ADDRESS + "comments/", TYPED | {"parent": str(number)}, status=422)
        assert "The comment that you answer is not on this post any more." in page.words
    assert len(kept()) == 5

    page = site.get(ADDRESS).click("Reply to comment 3 by Ngozi")
    assert page.form("form#reply").one("h3") == "Answer comment 3"
    page.form("form#reply").fill(**TYPED | {"body": "An answer"}).send()
    with transaction():
        actions.decide(queries.find(kept()[-1].id), "publish")
    answer = site.get(ADDRESS).one("div.re article#c4")
    assert "in reply to Ngozi" in answer
    assert answer.one("a[href='#c3']")
    for rubbish in ("x", "-1", "1e3", "9" * 40, "%00"):
        assert site.get(f"{ADDRESS}?reply={rubbish}", status=400).has("h1")


def test_a_preview_shows_how_it_will_look_and_writes_nothing(site, cast, post):
    for as_ in (None, cast.reader):
        form = site.get(ADDRESS, as_=as_).form("form#reply")
        page = form.fill(**(TYPED if as_ is None else {}) | {"body": "One <b>bold</b>\n\nhttps://example.org/x"}).send(
            "Preview", status=200
        )
        shown = page.one("form#reply .note")
        assert "How it will look. It is not sent yet." in shown
        assert shown.one("a")["href"] == "https://example.org/x"
        assert page.header("Cache-Control") == "private, no-store"
        assert dict(page.form("form#reply").values)["body"].strip() == "One <b>bold</b>\n\nhttps://example.org/x"
        assert kept() == []
        site.post(ADDRESS + "comments/", TYPED | {"body": "", "preview": "1"}, as_=as_, status=422)
    sent = page.form("form#reply").send("Send for reading", status=303)
    assert sent.status == 303
    assert len(kept()) == 1


def test_a_form_of_another_site_is_refused(site, post):
    elsewhere = [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
    ]  # fmt: skip
    client = site.app.test_client()
    for headers in elsewhere:
        answer = client.post(ADDRESS + "comments/", data=TYPED, headers={k: v for k, v in headers.items() if v})
        assert answer.status_code == 403
        assert "This form was sent from another site, so nothing was done." in answer.text
    assert kept() == []
    assert client.get(ADDRESS + "comments/", data=TYPED).status_code == 301
    assert client.put(ADDRESS + "comments/", data=TYPED).status_code == 405


def test_only_the_token_of_this_very_comment_shows_it(site, make, post):
    make.post(title="Other", date="2009-03-26")
    token = parse_qs(urlsplit(send(site).location).query)["waiting"][0]
    other = parse_qs(urlsplit(send(site, body="Another").location).query)["waiting"][0]
    site.get(f"{ADDRESS}?waiting={token}")
    value, signature = token.split(".", 1)
    forged = [
        f"{other.split('.')[0]}.{signature}",
        f"{value}.{'A' * 27}",
        value,
        "1",
        "",
        "x",
        "%00",
        "é",
        "." * 50,
        token[:-1],
        token + "A",
    ]
    for wrong in forged:
        page = site.get(f"{ADDRESS}?waiting={wrong}", status=404)
        assert TYPED["body"] not in page.text
    site.get(f"/hale/2009/03/other/?waiting={token}", status=404)
    assert site.get(ADDRESS + f"?waiting={token}").has("article#c1")


def test_too_often_is_429_and_keeps_the_words(site, post, app):
    for n in range(10):
        send(site, body=f"Number {n}")
    page = send(site, status=429, body="One too many")
    assert "That was often in a short time. Wait ten minutes; your text is kept here." in page.one("#body-error").words
    assert dict(page.form("form#reply").values)["body"].strip() == "One too many"
    assert len(kept()) == 10
    site.post(ADDRESS + "comments/", TYPED | {"preview": "1"}, status=200)
    site.post(ADDRESS + "comments/", TYPED | {"body": ""}, status=422)
    with time_machine.travel(now() + timedelta(minutes=11)):
        send(site, body="After a while")
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 11


@pytest.mark.settings(throttle=False)
def test_without_throttle_there_is_no_limit(site, post):
    for n in range(12):
        send(site, body=f"Number {n}")


@pytest.mark.both
def test_the_blogger_answers_at_once_and_marked_and_a_reader_with_an_account_types_words_alone(site, cast, make, post):
    question = make.comment(post, "Why lamps?")
    form = site.get(f"{ADDRESS}?reply={question.number}", as_=cast.stephen).form("form#reply")
    assert {box.get("name") for box in form.all("[name]")} == {"parent", "body", "preview"}
    assert "Signed as Stephen Hale." in form
    sent = form.fill(body="Because of the dark.").send()
    assert sent.location == f"{ADDRESS}#c2"
    answer = site.get(ADDRESS).one("div.re article#c2")
    assert "author" in answer["class"]
    assert answer.one(".pill") == "Author"
    assert answer.one("h3 > bdi") == "Stephen Hale"
    listed = site.get("/comments/").one("article:has(.pill)")
    assert (listed.one("h2 > bdi").words, listed.one(".pill").words) == ("Stephen Hale", "Author")
    assert listed.one("p a")["href"] == f"{ADDRESS}#c2"

    for who in (cast.reader, cast.lan, cast.editor):
        sent = send(site, as_=who)
        assert "waiting=" in sent.location
        assert f"{who.name}" in sent.follow(as_=None).words
    last = kept()[-1]
    assert (last.author_name, last.author_email, last.account_id) == (cast.editor.name, cast.editor.email, cast.editor.id)
    assert last.by_blogger_id is None
    forged = site.post(ADDRESS + "comments/", TYPED | {"body": "In another's name"}, as_=cast.reader)
    assert forged.status == 303
    assert kept()[-1].author_name == "Rosa Lind"


def test_policies_open_publishes_at_once_and_trusted_those_who_were_published_before(site, make, post):
    with transaction():
        site_settings.change(comments="trusted")
    sent = send(site)
    assert "waiting=" in sent.location
    with transaction():
        actions.decide(queries.find(kept()[0].id), "publish")
    sent = send(site, body="My second", author_email="NGOZI@example.org")
    assert sent.location == f"{ADDRESS}#c2"
    assert "My second" in sent.follow().one("article#c2").words
    assert "waiting=" in send(site, body="A stranger", author_email="b@example.org").location
    refused = make.comment(post, "Not so", email="ngozi@example.org", state="refused")
    assert refused.state == "refused"
    assert "waiting=" in send(site, body="My third").location

    with transaction():
        site_settings.change(comments="open")
    page = site.get(ADDRESS)
    assert "An editor reads" not in page.form("form#reply").words
    assert send(site, body="Open to all", author_email="c@example.org").location == f"{ADDRESS}#c6"
    assert "Open to all" in site.get(ADDRESS).words


def test_a_blogger_answers_under_the_name_that_readers_know(site, cast, post):
    """That of the account is for colleagues."""
    with transaction():
        accounts.describe(db.session.get(Account, cast.stephen.id), "Stephen H., press office")

    assert "Signed as Stephen Hale." in site.get(ADDRESS, as_=cast.stephen).words
    send(site, as_=cast.stephen)

    assert [comment.author_name for comment in kept()] == ["Stephen Hale"]
    assert "press office" not in site.get(ADDRESS).words
    send(site, as_=cast.editor, body="And I?")
    assert kept()[1].author_name == "Edith Marsh"
