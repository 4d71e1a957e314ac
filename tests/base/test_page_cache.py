"""The page cache keeps what is for everyone, and drops a page when, and only when, something on it changes."""

import gzip
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from network.base import freshness
from network.base.changes import record
from network.base.clock import now
from network.base.database import db, transaction
from network.base.page_cache import Hear, PageCache
from network.base.web import Room, anyone
from tests.support.cast import Cast
from tests.support.site import Site

TEXT = {"Content-Type": "text/plain; charset=utf-8"}


class Silent:
    """News that the test itself tells."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str]] | None = []

    def take(self, hear: Hear) -> None:
        told, self.waiting = self.waiting, []
        if told is None or told:
            hear(told)


class Origin:
    """An application behind the cache: each page names the keys in its query, and says how often it was made."""

    def __init__(self) -> None:
        self.made = 0
        self.meanwhile: Callable[[], None] = lambda: None
        self.headers: dict[str, str] = {}
        self.status = "200 OK"
        self.body = ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.made += 1
        self.meanwhile()
        keys = environ["QUERY_STRING"].replace(",", " ")
        headers = {"Content-Type": "text/html", "Cache-Control": "public, max-age=0, must-revalidate"}
        if keys:
            headers["Surrogate-Key"] = keys
        start_response(self.status, list((headers | self.headers).items()))
        return [f"<p>{self.made} {environ['PATH_INFO']} {self.body}".encode()]


class Line:
    """A reader in front of the cache."""

    def __init__(self, megabytes: int = 1) -> None:
        self.origin, self.news = Origin(), Silent()
        self.cache = PageCache(self.origin, self.news, megabytes, "session")

    def get(self, path: str, keys: str = "posts", method: str = "GET", **environ: Any) -> tuple[str, dict[str, str], bytes]:
        said: list[Any] = []
        given = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": keys,
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
        }
        body = b"".join(self.cache(given | environ, lambda *told: said.extend(told)))
        return said[0], dict(said[1]), body

    def change(self, *keys: str) -> None:
        assert self.news.waiting is not None
        self.news.waiting.append((1, " ".join(keys)))

    def kept(self, path: str, keys: str = "posts", **environ: Any) -> bool:
        """Whether the page comes without being made."""
        before = self.origin.made
        self.get(path, keys, **environ)
        return self.origin.made == before


@pytest.fixture
def line() -> Line:
    return Line()


def test_a_page_is_made_once(line: Line) -> None:
    first = line.get("/")

    assert line.get("/") == first
    assert line.origin.made == 1
    assert (line.cache.hits, line.cache.misses, line.cache.pages) == (1, 1, 1)


keys = st.sampled_from(["posts", "post-1", "post-12", "blogger-3", "tag-1", "comments"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sets(keys, min_size=1), min_size=1, max_size=6), st.lists(st.sets(keys, min_size=1), max_size=3))
def test_a_page_goes_when_and_only_when_one_of_its_keys_moves(pages: list[set[str]], moves: list[set[str]]) -> None:
    line = Line()
    for number, page in enumerate(pages):
        line.get(f"/{number}/", ",".join(sorted(page)))
    for move in moves:
        line.change(*move)

    moved = set().union(*moves)
    for number, page in enumerate(pages):
        assert line.kept(f"/{number}/", ",".join(sorted(page))) == (not page & moved)
        assert line.kept(f"/{number}/", ",".join(sorted(page)))


def test_when_news_may_have_been_missed_all_goes(line: Line) -> None:
    line.get("/a/")
    line.get("/b/", "post-1")
    line.news.waiting = None

    assert not line.kept("/a/")
    assert not line.kept("/b/", "post-1")
    line.change("*")
    assert not line.kept("/b/", "post-1")
    assert line.cache.pages == 1


def test_a_page_that_was_made_while_its_key_moved_is_not_kept(line: Line) -> None:
    line.origin.meanwhile = lambda: line.change("posts")
    assert not line.kept("/")
    line.origin.meanwhile = lambda: None
    assert not line.kept("/")
    assert line.kept("/")


def test_a_page_that_was_made_while_another_key_moved_is_kept(line: Line) -> None:
    line.origin.meanwhile = lambda: line.change("post-9")
    line.get("/")

    assert line.kept("/")


def test_a_page_that_was_made_while_all_may_have_moved_is_not_kept(line: Line) -> None:
    def miss() -> None:
        line.news.waiting = None

    line.origin.meanwhile = miss
    line.get("/")
    line.origin.meanwhile = lambda: None

    assert not line.kept("/")


def test_two_who_make_a_page_while_it_changes_do_not_keep_the_old_one(line: Line) -> None:
    """The slow one read before the change, and is done after another reader has heard of it."""
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        if threading.current_thread().name == "slow":
            inside.set()
            go_on.wait(5)

    line.origin.meanwhile = slow
    thread = threading.Thread(target=lambda: line.get("/"), name="slow")
    thread.start()
    inside.wait(5)
    line.change("posts")
    line.get("/other/", "post-1")
    go_on.set()
    thread.join()

    assert not line.kept("/")


def test_after_very_many_moves_a_page_is_rather_made_again(line: Line) -> None:
    line.origin.meanwhile = lambda: line.change(*(f"post-{n}" for n in range(30_000)))
    line.get("/", "never-moved")
    line.origin.meanwhile = lambda: None

    assert not line.kept("/", "never-moved"), "it is not known any more what moved since"
    assert line.kept("/", "never-moved")


@pytest.mark.parametrize(
    "headers",
    [{"Set-Cookie": "a=1"}, {"Surrogate-Key": ""}],
    ids=str,
)
def test_what_is_for_one_reader_is_never_kept(line: Line, headers: dict[str, str]) -> None:
    line.origin.headers = headers
    line.get("/")

    assert not line.kept("/")
    assert line.cache.size == 0


def test_a_page_that_names_no_key_is_never_kept(line: Line) -> None:
    line.get("/", "")

    assert not line.kept("/", "")


@pytest.mark.parametrize("status", ["404 NOT FOUND", "500 INTERNAL SERVER ERROR", "302 FOUND", "422 UNPROCESSABLE ENTITY"])
def test_only_pages_that_are_there_are_kept(line: Line, status: str) -> None:
    line.origin.status = status
    line.get("/")

    assert not line.kept("/")


def test_the_reason_of_a_withdrawal_is_kept(line: Line) -> None:
    line.origin.status = "410 GONE"
    line.get("/")

    assert line.kept("/")
    assert line.get("/", HTTP_IF_NONE_MATCH="*")[0] == "410 GONE"


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_what_changes_something_goes_through(line: Line, method: str) -> None:
    line.get("/")
    line.get("/", method=method)

    assert line.origin.made == 2


def test_who_is_signed_in_goes_round_it(line: Line) -> None:
    line.get("/")

    assert not line.kept("/", HTTP_COOKIE="theme=dark; session=abc")
    assert line.kept("/", HTTP_COOKIE="theme=dark")
    assert line.cache.pages == 1


@pytest.mark.parametrize(
    "environ",
    [{"HTTP_HOST": "other.example"}, {"wsgi.url_scheme": "https"}, {"QUERY_STRING": "posts,x"}, {"HTTP_ACCEPT_ENCODING": "gzip"}],
    ids=str,
)
def test_each_host_scheme_query_and_encoding_has_a_page_of_its_own(line: Line, environ: dict[str, str]) -> None:
    line.get("/")

    assert not line.kept("/", **environ)
    assert line.kept("/", **environ)
    assert line.kept("/")


def test_no_long_query_fills_the_memory(line: Line) -> None:
    line.get("/", "posts," + "x" * 600)

    assert line.cache.pages == 0


def test_gzip_is_for_those_who_ask_for_it(line: Line) -> None:
    line.origin.body = "word " * 1000
    _, plain, whole = line.get("/")
    _, packed, small = line.get("/", HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(small) < len(whole) / 5
    assert gzip.decompress(small).split()[2:] == whole.split()[2:]
    assert plain["ETag"] != packed["ETag"]
    for head, body in ((plain, whole), (packed, small)):
        assert head["Content-Length"] == str(len(body))
        assert "Accept-Encoding" in head["Vary"]


@pytest.mark.parametrize("refusal", ["gzip;q=0", "gzip; q=0.0", "identity", "br"])
def test_who_refuses_gzip_gets_none(line: Line, refusal: str) -> None:
    _, head, _ = line.get("/", HTTP_ACCEPT_ENCODING=refusal)

    assert "Content-Encoding" not in head


def test_a_picture_is_not_compressed_again(line: Line) -> None:
    line.origin.headers = {"Content-Type": "image/webp"}
    _, head, _ = line.get("/", HTTP_ACCEPT_ENCODING="gzip")

    assert "Content-Encoding" not in head


@pytest.mark.parametrize("spelled", ["{}", "W/{}", '"x", {}', "*", " {} "])
def test_what_a_reader_has_is_not_sent_again(line: Line, spelled: str) -> None:
    etag = line.get("/")[1]["ETag"]

    status, head, body = line.get("/", HTTP_IF_NONE_MATCH=spelled.format(etag))

    assert (status, body) == ("304 Not Modified", b"")
    assert head["ETag"] == etag
    assert "Cache-Control" in head
    assert "Vary" in head
    assert "Content-Length" not in head


def test_a_page_that_was_never_kept_here_is_compared_too(line: Line) -> None:
    etag = line.get("/")[1]["ETag"]
    line.origin.made = 0
    line.change("posts")

    assert line.get("/", HTTP_IF_NONE_MATCH=etag)[0] == "304 Not Modified"


def test_another_tag_gets_the_page(line: Line) -> None:
    line.get("/")

    status, _, body = line.get("/", HTTP_IF_NONE_MATCH='"x"', HTTP_IF_MODIFIED_SINCE="Sun, 22 Nov 2099 00:00:00 GMT")

    assert status == "200 OK"
    assert body


def test_a_date_counts_only_without_a_tag(line: Line) -> None:
    line.origin.headers = {"Last-Modified": "Sun, 22 Nov 2026 12:00:00 GMT"}
    line.get("/")

    def ask(since: str) -> str:
        return line.get("/", HTTP_IF_MODIFIED_SINCE=since)[0]

    assert ask("Sun, 22 Nov 2026 12:00:00 GMT") == "304 Not Modified"
    assert ask("Sun, 22 Nov 2026 11:59:59 GMT") == "200 OK"
    for rubbish in ("yesterday", "", "Sun, 99 Nov 2026 12:00:00 GMT", "Sun, 22 Nov 99999 12:00:00 GMT", "0"):
        assert ask(rubbish) == "200 OK"


def test_only_the_head_is_sent_to_who_asks_for_it(line: Line) -> None:
    first = line.get("/", method="HEAD")
    second = line.get("/", method="HEAD")
    whole = line.get("/")

    assert first[:2] == second[:2] == whole[:2]
    assert first[2] == second[2] == b""
    assert line.origin.made == 1


def test_memory_is_bounded(line: Line) -> None:
    line.origin.body = "x" * 100_000
    for number in range(50):
        line.get(f"/{number}/", f"post-{number}")
        assert line.cache.size <= 1024 * 1024

    assert 5 < line.cache.pages < 11
    assert line.kept("/49/", "post-49")
    assert not line.kept("/0/", "post-0")
    for number in range(50):
        line.change(f"post-{number}")
    line.get("/", "", method="GET")
    assert (line.cache.size, line.cache.pages, line.cache._by_key) == (0, 0, {})


def test_the_page_that_was_asked_for_last_stays_longest(line: Line) -> None:
    line.origin.body = "x" * 100_000
    line.get("/loved/", "loved")
    for number in range(30):
        line.get(f"/{number}/", f"post-{number}")
        assert line.kept("/loved/", "loved"), f"after {number} others"


def test_a_page_larger_than_all_memory_is_not_kept(line: Line) -> None:
    line.get("/small/")
    line.origin.body = "x" * 2_000_000
    line.get("/", "post-1")

    assert not line.kept("/", "post-1")
    assert line.kept("/small/"), "and drives out no other"


def test_a_page_goes_at_its_instant(line: Line) -> None:
    line.origin.headers = {"Surrogate-Control": "max-age=60"}
    with time_machine.travel(now(), tick=False) as clock:
        line.get("/")
        clock.shift(59)
        assert line.kept("/")
        clock.shift(2)
        assert not line.kept("/")
        assert line.kept("/")


# -- behind the real application -----------------------------------------------------------------------------------------


@pytest.fixture
def pages(app: Flask) -> list[str]:
    """Pages of a probe; the list says which were made."""
    room, made = Room("probe", __name__), list[str]()

    @room.get("/hub/<key>", access=anyone)
    def page(key: str) -> Any:
        made.append(key)
        freshness.shows(key)
        if key == "soon":
            freshness.until(now() + timedelta(seconds=30))
        return f"page {len(made)}", TEXT

    @room.get("/inbox", access=anyone)
    def private() -> Any:
        made.append("private")
        return "private", TEXT

    app.register_blueprint(room)
    wait_for_news(app)
    return made


def wait_for_news(app: Flask) -> None:
    """Until the application hears of what is committed, it keeps nothing; on PostgreSQL that takes a moment."""
    silence = False

    def hear(told: Any) -> None:
        nonlocal silence
        silence = told is None

    for _ in range(500):
        silence = False
        app.extensions["news"].take(hear)
        if not silence:
            return
        time.sleep(0.01)
    raise AssertionError("no news come")


@pytest.mark.both
def test_a_change_drops_the_pages_that_show_it_and_no_others(site: Site, pages: list[str]) -> None:
    site.get("/hub/post-1")
    site.get("/hub/post-2")
    with transaction():
        record("probe", 1, {"post-1", "posts"})

    assert site.get("/hub/post-2").text == "page 2"
    assert site.get("/hub/post-1").text == "page 3"
    assert pages == ["post-1", "post-2", "post-1"]


@pytest.mark.both
def test_what_was_rolled_back_drops_nothing(site: Site, pages: list[str]) -> None:
    site.get("/hub/post-1")
    with pytest.raises(ZeroDivisionError), transaction():
        record("probe", 1, {"post-1"})
        1 / 0  # noqa: B018
    with transaction():
        record("probe", 1, {"post-2"})

    site.get("/hub/post-1")
    assert pages == ["post-1"]


@pytest.mark.both
def test_a_long_list_of_keys_drops_what_it_names(site: Site, pages: list[str]) -> None:
    """A message of PostgreSQL holds 8000 bytes; what is longer empties the cache."""
    site.get("/hub/post-777")
    with transaction():
        record("probe", 1, {f"post-{n}" for n in range(3000)})

    assert site.get("/hub/post-777").text == "page 2"


def test_public_pages_say_so_and_others_are_private(site: Site, pages: list[str], cast: Cast) -> None:
    public = site.get("/hub/post-1")
    private = site.get("/inbox")
    signed_in = site.get("/hub/post-1", as_=cast.reader)

    assert public.header("Cache-Control") == "public, max-age=0, must-revalidate"
    assert public.header("Surrogate-Key") == "post-1 site"
    assert public.header("Set-Cookie") is None
    for page in (private, signed_in):
        assert page.header("Cache-Control") == "private, no-store"
        assert page.header("Surrogate-Key") is None
    assert site.app.extensions["page_cache"].pages == 1


def test_a_page_with_an_instant_holds_until_then(site: Site, pages: list[str]) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        assert site.get("/hub/soon").header("Surrogate-Control") is None
        clock.shift(29)
        assert site.get("/hub/soon").text == "page 1"
        clock.shift(2)
        assert site.get("/hub/soon").text == "page 2"


@pytest.mark.settings(page_cache_mb=0)
def test_it_can_be_turned_off(site: Site, pages: list[str]) -> None:
    site.get("/hub/post-1")
    site.get("/hub/post-1")

    assert pages == ["post-1", "post-1"]


def test_sign_out_leads_back_to_the_pages_of_all(site: Site, pages: list[str], cast: Cast) -> None:
    site.get("/hub/post-1", as_=cast.reader)
    site.get("/hub/post-1")
    site.get("/hub/post-1")

    assert len(pages) == 2


def test_no_connection_is_held_by_a_page_from_the_cache(site: Site, pages: list[str]) -> None:
    site.get("/hub/post-1")
    db.session.remove()
    db.engine.dispose()
    for _ in range(5):
        site.app.test_client().get("/hub/post-1")

    assert db.engine.pool.checkedin() == 0  # type: ignore[attr-defined]
