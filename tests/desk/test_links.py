"""Links of a draft are tried: by a real server on this machine, and never at an address that is not public."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from network.base import outward
from network.base.database import db, transaction
from network.desk import links
from network.desk.models import LinkCheck
from network.desk.tasks import ask_links, try_links
from network.posts import actions as posts
from network.posts.addresses import path_of
from tests.desk.test_checklist import listed
from tests.desk.test_writing import sheet


class Pages(BaseHTTPRequestHandler):
    """A server with every kind of page; what was asked stands in `asked`."""

    asked: list[tuple[str, str, str]]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.split("?")[0].strip("/")
        if name == "slow":
            time.sleep(3)
        if name == "drip":
            self.drip()
        elif name == "endless":
            self.endless()
        elif name == "no-head":
            self.send(200 if self.command == "GET" else 405)
        elif name.startswith("to-"):
            self.send(302, Location=self.server.leads[name])
        elif name.startswith("hop-"):
            self.send(302, Location=f"/hop-{int(name[4:]) - 1}" if name != "hop-0" else "/good")
        else:
            self.send({"good": 200, "gone": 404, "closed": 403, "broken": 500}.get(name, 200))

    def send(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        """A header each moment, without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(b"X-%d: y\r\n" % number)
            time.sleep(0.1)

    def endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 404 No\r\n\r\n" if self.command == "HEAD" else b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            self.wfile.write(b"x" * 65536)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            pass

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """The other server, at the only address beside public ones that may be reached."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    server.block_on_close = False
    server.asked, server.leads = [], {}
    rule = outward.may_reach
    monkeypatch.setattr(outward, "may_reach", lambda ip, port: (ip, port) == server.server_address or rule(ip, port))
    monkeypatch.setattr(outward, "SECONDS", 1.5)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.root = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_a_server_answers_is_kept_as_a_status_or_a_word(other):
    other.leads |= {"to-good": "/good", "to-itself": "/to-itself"}
    names = "good gone closed broken no-head slow drip endless to-good to-itself hop-4 hop-5".split()
    began = time.monotonic()

    found = outward.answers([f"{other.root}/{name}" for name in names], "Test-Link-Check (+https://blogs.example)")

    assert {url.rpartition("/")[2]: answer for url, answer in found.items()} == {
        "good": "200",
        "gone": "404",
        "closed": "403",
        "broken": "500",
        "no-head": "200",
        "slow": "time",
        "drip": "time",
        "endless": "200",
        "to-good": "200",
        "to-itself": "circle",
        "hop-4": "200",
        "hop-5": "circle",
    }
    assert time.monotonic() - began < 10
    assert {agent for _method, _path, agent in other.asked} == {"Test-Link-Check (+https://blogs.example)"}
    assert [method for method, path, _agent in other.asked if path == "/good"][:1] == ["HEAD"]


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.2/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fec0::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
    ],
)
def test_no_address_that_is_not_public_is_reached_by_a_link_or_a_redirect(other, where):
    other.leads["to-inside"] = where

    assert outward.answers([where, f"{other.root}/to-inside"], "x") == {where: "private", f"{other.root}/to-inside": "private"}


def test_a_redirect_to_another_kind_of_address_is_not_followed(other):
    other.leads |= {"to-file": "file:///etc/passwd", "to-port": f"http://127.0.0.1:{other.server_port + 1}/"}
    root = other.root

    assert outward.answers([f"{root}/to-file", f"{root}/to-port"], "x") == {
        f"{root}/to-file": "refused",
        f"{root}/to-port": "private",
    }


def test_the_address_that_was_judged_is_the_one_that_is_reached(other, monkeypatch):
    looked_up = []

    def two_faced(host, port, *others, **further):
        """A public address when it is asked first, and this machine afterwards."""
        if "two-faced" not in str(host):
            return real(host, port, *others, **further)
        looked_up.append(host)
        return real("127.0.0.1" if len(looked_up) > 1 else "192.0.2.7", port, *others, **further)

    real = outward.socket.getaddrinfo
    monkeypatch.setattr(outward.socket, "getaddrinfo", two_faced)
    judged = []
    monkeypatch.setattr(outward, "may_reach", lambda ip, _port: judged.append(ip) or True)

    outward.answers([f"http://two-faced.example:{other.server_port}/"], "x")

    assert set(judged) == {"192.0.2.7"}
    assert other.asked == []
    assert len(looked_up) == 1


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("https://Exämple.org/ä?x=ü#f", "https://xn--exmple-cua.org/%C3%A4?x=%C3%BC"),
        ("http://user:secret@example.org", "http://example.org/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("javascript:alert(1)", None),
        ("mailto:a@example.org", None),
        ("/hale/", None),
        ("http://", None),
        ("http://[x", None),
        ("http://a:b/", None),
        ("http://é..b/", None),
        ("http://example.org/" + "x" * 2000, None),
    ],
)
def test_an_address_is_asked_in_ascii_and_without_what_is_nobodys_business(text, asked):
    assert outward.plain_address(text) == asked


@pytest.mark.both
def test_the_list_tells_which_links_of_a_draft_lead_nowhere(site, cast, make, other):
    out, gone = make.post(by="lan", title="Out"), make.post(by="lan", title="Gone")
    with transaction():
        posts.withdraw(db.session.merge(gone), "A mistake.")
    body = f"""[fine]({other.root}/good), [not there]({other.root}/gone), [shut]({other.root}/closed), [out]({path_of(out)}),
        [gone]({path_of(gone)}), [never](http://localhost/lan/2020/01/never/), [mail](mailto:a@example.org)"""
    form = sheet(site, cast.stephen).fill(title="Links", body=body)
    page = form.send("save", status=303).follow()
    assert listed(page)["3 links are being tried"] is False
    assert page.has("[data-trying]")

    post_id = int(page.form("[data-leave]").action.strip("/").split("/")[-1])
    try_links(post_id=post_id, own_hosts=["localhost"])
    page = site.get("desk.edit", post_id=post_id, as_=cast.stephen)

    point = next(p for p in page.all("ul.todo li") if "lead nowhere" in p.words)
    assert point.words == (
        "3 links lead nowhere: look at this gone (that post was withdrawn) never (no post is there) not there (404)"
    )
    assert not page.has("[data-trying]")
    assert page.form("[data-leave]").send("publish", status=303)


@pytest.mark.both
def test_an_address_is_asked_once_a_day_for_all_posts(site, cast, make, other):
    first, second = (make.draft(body=f"[a]({other.root}/good)") for _ in range(2))
    for _ in range(2):
        try_links(post_id=first.id, own_hosts=[])
        try_links(post_id=second.id, own_hosts=[])
    assert len(other.asked) == 1

    with transaction():
        for check in db.session.query(LinkCheck):
            check.checked_at -= 2 * links._GOOD_FOR
    assert links.tried(f'<a href="{other.root}/good">a</a>', []).are_due
    try_links(post_id=first.id, own_hosts=[])
    assert len(other.asked) == 2

    with transaction():
        for check in db.session.query(LinkCheck):
            check.checked_at -= 2 * links.KEPT
    ask_links()
    assert db.session.query(LinkCheck).count() == 0


@pytest.mark.both
def test_a_worker_that_is_killed_forgets_no_link(make, other):
    with transaction():
        links.want(f'<a href="{other.root}/good">a</a>', [])
    with transaction():
        assert links.claim(20, -links._TRY_AGAIN) == [f"{other.root}/good"]

    ask_links()

    assert db.session.get(LinkCheck, f"{other.root}/good").answer == "200"


def test_where_no_server_answers_at_all_it_is_not_said_of_the_links(site, cast, make, other):
    post = make.draft(body="[a](http://a.example/) and [b](https://b.example/) and [c](http://127.0.0.9/)")
    with transaction():
        links.want(post.html, [])
        links.keep({"http://a.example/": "name", "https://b.example/": "time", "http://127.0.0.9/": "private"})

    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert "Links could not be tried: the network does not get through" in page.words
    assert listed(page)["1 link leads nowhere"] is False
    assert "c (not an address that readers can reach)" in page.words

    with transaction():
        links.want(f'<a href="{other.root}/good">a</a>', [])
        links.keep({f"{other.root}/good": "200"})
    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert listed(page)["3 links lead nowhere"] is False
    assert "a (no server has that name)" in page.words


@pytest.mark.settings(link_checks=False)
def test_a_host_may_switch_it_off(site, cast, make, other):
    post = make.draft(body=f"[a]({other.root}/good) [b](/lan/2020/01/never/)")

    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    try_links(post_id=post.id, own_hosts=[])

    assert "b (no post is there)" in page.words
    assert "being tried" not in page.words
    assert other.asked == []


def test_opening_a_draft_leaves_the_asking_to_the_worker_and_a_published_post_asks_nothing(site, cast, make, monkeypatch):
    left = []
    monkeypatch.setattr(try_links, "later", lambda **arguments: left.append(arguments))
    draft, post = make.draft(body="[a](http://a.example/)"), make.post(body="[a](http://a.example/)")

    for each in (draft, post):
        site.get("desk.edit", post_id=each.id, as_=cast.stephen)

    assert [arguments["post_id"] for arguments in left] == [draft.id]


def test_more_links_ask_no_more_questions(site, cast, make, counting):
    def asked(number):
        body = " ".join(f"[a](http://{n}.example/) [b](/lan/2020/01/never-{n}/)" for n in range(number))
        post = make.draft(body=body)
        with counting() as questions:
            site.get("desk.edit", post_id=post.id, as_=cast.stephen)
        return questions.count

    asked(1)
    assert asked(1) == asked(40)
