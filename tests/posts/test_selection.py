"""Every list is a Selection: one address, one query, and pages that show every post once."""

import base64
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.base.clock import now
from network.base.database import db, transaction
from network.base.web import Refused
from network.bloggers import queries as bloggers
from network.places import queries as places
from network.posts import actions, queries
from network.posts.from_address import at
from network.posts.models import Post
from network.posts.queries import listing
from network.posts.selection import Cursor, Selection
from tests.support.make import Make

slow_is_fine = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def read(address: str) -> Selection | None:
    parts = urlsplit(address)
    return at(unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True)))


@pytest.fixture
def world(make: Make) -> Make:
    """Posts of two blogs on topics in two scripts, in three languages, from two places."""
    make.post(by="hale", title="On lamps", tags="trade, tea", date="2009-03-25", on_front="The first paragraph says why.")
    make.post(by="lan", title="Về mưa", tags="trade, 雨, mưa rào", language="vi", days_ago=40)
    make.post(by="lan", title="A chuva", language="pt-BR", days_ago=1)
    return make


roles = st.one_of(st.sampled_from(["Consul", "CONSUL", "Head of Engagement, Digital Diplomacy"]), st.text(max_size=210))
days = st.dates(date(1000, 1, 1), date(9998, 12, 31)) | st.sampled_from([date(2009, 1, 1), date(2009, 3, 1), date(2009, 3, 31)])
asked = st.fixed_dictionaries(
    {},
    optional={
        "blogger": st.sampled_from(["hale", "lan", "HALE"]),
        "tag": st.sampled_from(["trade", "雨", "mưa-rào", "Tea", "mưa rào"]),
        "place": st.sampled_from(["hanoi", "vietnam", "Viet Nam", "London"]),
        "role": roles,
        "language": st.sampled_from(["vi", "pt-br", "EN", "ar"]),
        "from": days.map(str),
        "to": days.map(str),
        "q": st.text(max_size=30) | st.sampled_from(["rain -lamps", '"of rain"', "雨"]),
    },
)
paths = st.sampled_from(
    [
        "/",
        "/search/",
        "/best-bits/",
        "/hale/",
        "/lan/tags/trade/",
        "/tags/雨/",
        "/places/hanoi/",
        "/archive/2009/",
        "/archive/2009/03/",
    ]
    + ["/hale/2009/", "/hale/2009/03/", "/lan/tags/mưa-rào/"]
)


@pytest.mark.usefixtures("world")
def test_an_address_read_and_written_is_one_address() -> None:
    read_some = 0

    @slow_is_fine
    @given(paths, asked)
    def holds(path: str, arguments: dict[str, str]) -> None:
        nonlocal read_some
        try:
            found = at(path, arguments)
        except Refused as why:
            assert why.status == 400
            assert why.sentence
            return
        assert found is not None
        again = read(found.url())
        assert again is not None
        assert again.url() == found.url()
        assert again == found
        assert again.keys == found.keys
        read_some += 1

    holds()
    assert read_some > 50


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/search/", "/"),
        ("/archive/", "/"),
        ("/?blogger=hale", "/hale/"),
        ("/?blogger=HALE&tag=Trade", "/hale/tags/trade/"),
        ("/tags/trade/?blogger=hale", "/hale/tags/trade/"),
        ("/?tag=trade&place=hanoi", "/tags/trade/?place=hanoi"),
        ("/places/hanoi/?tag=trade", "/tags/trade/?place=hanoi"),
        ("/places/hanoi/?role=Consul&language=VI", "/places/hanoi/?language=vi&role=Consul"),
        ("/?from=2009-03-01&to=2009-03-31", "/archive/2009/03/"),
        ("/?from=2009-01-01&to=2009-12-31", "/archive/2009/"),
        ("/archive/2009/?to=2009-03-31", "/?from=2009-01-01&to=2009-03-31"),
        ("/archive/2009/?from=2009-03-01&to=2009-03-31", "/archive/2009/03/"),
        ("/?blogger=hale&from=2009-03-01&to=2009-03-31", "/hale/2009/03/"),
        ("/tags/trade/?from=2009-03-01&to=2009-03-31", "/tags/trade/?from=2009-03-01&to=2009-03-31"),
        ("/places/hanoi/?from=2009-01-01&to=2009-12-31", "/places/hanoi/?from=2009-01-01&to=2009-12-31"),
        ("/?from=2008-02-01&to=2008-02-29", "/archive/2008/02/"),
        ("/?from=2009-02-01&to=2009-02-27", "/?from=2009-02-01&to=2009-02-27"),
        ("/hale/?q=+lamps++oil+", "/search/?blogger=hale&q=lamps+oil"),
        ("/best-bits/?language=vi", "/best-bits/?language=vi"),
        ("/best-bits/?blogger=hale", "/best-bits/?blogger=hale"),
        ("/?language=pt_BR", "/?language=pt-BR"),
        ("/?language=", "/"),
        ("/?utm_source=x&language=vi", "/?language=vi"),
        ("/tags/雨/", "/tags/%E9%9B%A8/"),
    ],
)
def test_each_list_has_one_address(address: str, canonical: str) -> None:
    found = read(address)

    assert found is not None
    assert found.url() == canonical
    assert found.url("feed.atom") == canonical.replace("/?", "/feed.atom?") if "?" in canonical else canonical + "feed.atom"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "path",
    "/nobody/ /tags/nothing/ /places/atlantis/ /hale/2009/13/ /hale/9/ /archive/0000/ /archive/9999/ /hale/2009/3/ "
    "/hale/nothing/ /hale/2009/03/25/x/ /archive/٢٠٠٩/ /tags/trade/more/ /best-bits/x/".split(),
)
def test_where_no_list_is_there_is_none(path: str) -> None:
    assert at(path, {}) is None


RUBBISH = [
    "blogger=nobody", "tag=nothing", "place=atlantis", "language=klingon", "language=en-XX-!!",  "from=2009-02-30",
    "from=yesterday", "to=20090325", "from=0000-01-01", "from=99999-01-01", "from=0001-01-01", "to=9999-12-31",
    "from=2010-01-01&to=2009-01-01", "before=rubbish", "before=AAAA", "before=%00", "before=" + "9" * 500, "q=" + "x" * 300,
    "ui=klingon", "ui=", "blogger=hale&blogger=lan&from=2009-02-30",
    "before=" + base64.urlsafe_b64encode(b"1.-5").decode().rstrip("="),
    "before=" + base64.urlsafe_b64encode(b"99999999999999999999999.1").decode().rstrip("="),
    "before=" + base64.urlsafe_b64encode(b"1.99999999999999999999999").decode().rstrip("="),
    "before=" + base64.urlsafe_b64encode("١.١".encode()).decode().rstrip("="),
]  # fmt: skip
CLEAR = (
    "role=nobody role=%00 language=%00 q=%00 q=%22 q=- q=* q=AND q=NEAR( q=%F0%9F%92%A1 unknown=1 =1 &&& %ff=%ff language= "
    "from=&to= q=%27%3B+DROP+TABLE+posts before="
).split()


@pytest.mark.both
@pytest.mark.usefixtures("world")
def test_rubbish_is_told_and_breaks_nothing(site: Any) -> None:
    for query in RUBBISH:
        page = site.get(f"/?{query}", status=400)
        assert page.one("main").words.count(".") >= 1, query
    for query in CLEAR:
        site.get(f"/?{query}")


@pytest.mark.usefixtures("world")
def test_whatever_is_asked_the_answer_is_no_error_of_ours(site: Any) -> None:
    client = site.app.test_client()

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        paths,
        st.dictionaries(
            st.sampled_from("blogger tag place role language from to q before sort ui".split()), st.text(max_size=20), max_size=4
        ),
    )
    def holds(path: str, query: dict[str, str]) -> None:
        assert client.get(path, query_string=query).status_code in (200, 301, 400, 404), (path, query)

    holds()


@given(st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1)), st.integers(1, 2**61))
def test_a_cursor_is_read_as_it_was_written(instant: datetime, number: int) -> None:
    cursor = Cursor(instant.replace(tzinfo=UTC), number)

    assert Cursor.read(str(cursor)) == cursor
    assert set(str(cursor)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@pytest.mark.usefixtures("app")
def test_a_cursor_that_was_tampered_with_is_refused() -> None:
    @settings(max_examples=300, deadline=None)
    @given(st.text(max_size=40) | st.binary(max_size=20).map(lambda b: base64.urlsafe_b64encode(b).decode()))
    def holds(text: str) -> None:
        try:
            cursor = Cursor.read(text)
        except Refused as why:
            assert why.status == 400
        else:
            assert str(cursor) == text

    holds()


def walk(found: Selection, limit: int, oldest_first: bool = False, between: Any = lambda: None) -> list[int]:
    """The ids on all pages of a list."""
    ids, before = [], ""
    for _ in range(200):
        page = listing(found, limit, before=before, oldest_first=oldest_first)
        ids += [post.id for post in page.posts]
        if page.next is None:
            return ids
        assert len(page.posts) == limit
        before = str(page.next)
        between()
    raise AssertionError("the list has no end")


@pytest.mark.both
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_show_every_post_once(make: Make, limit: int) -> None:
    instant = now() - timedelta(days=2)
    for number in range(12):
        make.post(by="hale", tags="trade", at=instant + timedelta(seconds=number // 4))
    lan = make.post(by="lan", tags="trade", at=instant)
    make.draft(by="hale", tags="trade")

    every = [
        post.id
        for post in db.session.query(Post)
        .filter(Post.published_at.is_not(None))
        .order_by(Post.published_at.desc(), Post.id.desc())
    ]
    assert walk(Selection(), limit) == every
    assert walk(Selection(tag=queries.tag_by_slug("trade")), limit) == every
    assert walk(Selection(), limit, oldest_first=True) == every[::-1]
    assert walk(Selection(blogger=bloggers.by_handle("hale")), limit) == [i for i in every if i != lan.id]


@pytest.mark.both
def test_posts_that_come_meanwhile_move_no_other(make: Make) -> None:
    before = [make.post(days_ago=n + 1, tags="trade").id for n in range(10)]

    def meanwhile() -> None:
        make.post(tags="trade")
        make.post(days_ago=0.5, tags="trade")

    for found in (Selection(), Selection(tag=queries.tag_by_slug("trade"))):
        seen = walk(found, 4, between=meanwhile)
        assert len(seen) == len(set(seen))
        assert [i for i in seen if i in before] == before


@pytest.mark.both
def test_a_post_that_is_withdrawn_meanwhile_takes_no_other_with_it(make: Make) -> None:
    posts = [make.post(days_ago=n + 1) for n in range(8)]
    ids = [post.id for post in posts]
    left = iter([posts[1], posts[6]])

    def meanwhile() -> None:
        if post := next(left, None):
            with transaction():
                actions.withdraw(post, "It was wrong.")

    seen = walk(Selection(), 2, between=meanwhile)
    assert seen == [i for i in ids if i != ids[6]]


@pytest.mark.both
def test_each_narrowing_shows_just_its_own(world: Make) -> None:
    def titles(address: str) -> list[str]:
        found = read(address)
        assert found is not None
        return [post.title for post in listing(found, 10).posts]

    assert titles("/") == ["A chuva", "Về mưa", "On lamps"]
    assert titles("/hale/") == titles("/tags/tea/") == titles("/places/united-kingdom/") == titles("/best-bits/") == ["On lamps"]
    assert titles("/places/hanoi/") == titles("/places/vietnam/") == titles("/?role=consul") == ["A chuva", "Về mưa"]
    assert titles("/tags/trade/") == ["Về mưa", "On lamps"]
    assert titles("/lan/tags/trade/") == titles("/?language=vi") == titles("/tags/雨/") == ["Về mưa"]
    assert titles("/archive/2009/") == titles("/hale/2009/03/") == titles("/?from=2009-03-25&to=2009-03-25") == ["On lamps"]
    assert titles("/archive/2009/04/") == titles("/?to=2009-03-24") == titles("/best-bits/?blogger=lan") == []


@pytest.mark.both
@pytest.mark.parametrize(
    ("place", "at_utc", "day"),
    [("Apia, WS", "2026-03-31T11:30", "2026-04-01"), ("Honolulu, US", "2026-04-01T09:30", "2026-03-31")],
)
def test_a_month_is_that_of_the_place_of_writing(make: Make, place: str, at_utc: str, day: str) -> None:
    blogger = make.blogger("far", place=place)
    make.post(by=blogger, title="At the edge", at=datetime.fromisoformat(at_utc).replace(tzinfo=UTC))

    for month in (3, 4):
        found = read(f"/archive/2026/{month:02}/")
        assert found is not None
        assert len(listing(found, 5).posts) == (month == int(day[5:7]))
    one_day = read(f"/?from={day}&to={day}")
    assert one_day is not None
    assert len(listing(one_day, 5).posts) == 1


@pytest.mark.usefixtures("world")
def test_its_name_is_said_in_words(site: Any) -> None:
    assert site.get("/tags/trade/?place=hanoi&language=vi").one("h1") == "Posts from Hanoi about trade in Vietnamese"


@pytest.mark.usefixtures("world")
def test_what_it_narrows_can_be_taken_away() -> None:
    whole = read("/search/?q=rain&blogger=hale&tag=trade&place=hanoi&role=Consul&language=vi&from=2009-01-01&to=2010-01-01")
    assert whole is not None
    for name in whole.parts:
        assert name not in whole.without(name).parts
        assert len(whole.without(name).parts) == len(whole.parts) - 1
    for name in list(whole.parts):
        whole = whole.without(name)
    assert whole.is_all


def test_the_keys_of_a_list_move_when_a_post_comes_or_goes(world: Make) -> None:
    """Each list names a key that the change of such a post names too."""
    from network.base.changes import Change

    addresses = (
        "/ /lan/ /tags/trade/ /lan/tags/trade/ /places/hanoi/ /places/vietnam/ /?role=Consul /?language=vi /archive/2026/ "
        "/?from=2009-01-01 /?place=hanoi&role=Consul /lan/?language=vi"
    ).split()
    lists = {address: read(address) for address in addresses}
    post = world.post(by="lan", tags="trade", language="vi")
    with transaction():
        actions.withdraw(post, "It was wrong.")

    for change in list(db.session.query(Change).filter(Change.subject_id == post.id)):
        for address, found in lists.items():
            assert found is not None
            assert found.keys & set(change.keys.split()), (address, change.kind)


def test_a_place_is_found_by_what_people_type(world: Make) -> None:
    assert {type(places.named(text)).__name__ for text in ("hanoi", "Hanoi", "HANOI")} == {"Place"}
    assert {type(places.named(text)).__name__ for text in ("vietnam", "Vietnam")} == {"Country"}
