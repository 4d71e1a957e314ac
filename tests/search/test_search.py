"""Searching, on both databases: what is found, in which order, and that nothing asked can break it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError

from network.base.changes import Change
from network.base.database import db, transaction
from network.base.web import Refused
from network.posts import actions, queries
from network.posts.from_address import at
from network.posts.models import Post
from network.posts.selection import Selection
from network.search import index, keeping

pytestmark = pytest.mark.both


@pytest.fixture
def let_work(let_work):
    """Afterwards the test's own session sees what was done."""

    def work():
        let_work()
        db.session.rollback()

    return work


@pytest.fixture
def titles(app, let_work):
    """The titles that a question finds, newest first."""

    def found(question, **narrowed):
        let_work()
        with app.test_request_context():
            selection = at("/search/", {"q": question, **narrowed})
            return [post.title for post in queries.listing(selection, 50).posts]

    return found


def test_words_are_found_wherever_they_stand_in_a_post(titles, make):
    make.post(by="lan", title="On rain", standfirst="A wet season", body="Umbrellas are sold.", tags="weather, street life")
    make.post(title="On lamps")

    assert titles("rain") == ["On rain"]
    assert titles("umbrellas wet") == ["On rain"]
    assert titles("Lan Pham") == ["On rain"]
    assert titles("consul hanoi vietnam") == ["On rain"]
    assert titles("street") == ["On rain"]
    assert titles("on") == ["On lamps", "On rain"]
    assert titles("rain lamps") == []


def test_case_accents_and_endings_of_marks_make_no_difference(titles, make):
    make.post(title="Café à Đà Nẵng")

    assert titles("CAFE") == titles("café") == titles("da nang") == ["Café à Đà Nẵng"]


def test_arabic_is_found_however_it_is_spelled(titles, make):
    make.post(title="السَّلام في القاهرة", body="كتبتُ إلى أصدقائي.", language="ar")

    for question in ("السلام", "القاهره", "الى", "اصدقائي", "القـــاهرة"):
        assert titles(question) == ["السَّلام في القاهرة"], question


def test_a_word_is_found_inside_a_run_without_spaces(titles, make):
    make.post(title="日本語の手紙", body="東京タワーから。", language="ja")
    make.post(title="한국어는 어렵다", language="ko")

    for question in ("日本", "日本語", "本語", "語", "手紙", "東京", "紙", '"日本語の手紙"'):
        assert titles(question) == ["日本語の手紙"], question
    assert titles("한국") == ["한국어는 어렵다"]
    assert titles("本日") == []


def test_quoted_words_stand_side_by_side(titles, make):
    make.post(title="Fish and chips")
    make.post(title="Chips and fish")

    assert titles('"fish and chips"') == ["Fish and chips"]
    assert titles("fish chips") == ["Chips and fish", "Fish and chips"]
    assert titles("fish-and-chips") == ["Fish and chips"]


def test_what_is_excluded_is_left_out(titles, make):
    make.post(title="Tea and trade")
    make.post(title="Tea alone")

    assert titles("tea -trade") == ["Tea alone"]
    assert titles('-"tea alone"') == ["Tea and trade"]
    assert titles("tea -tea") == []


def test_it_makes_no_difference_how_many_match(titles, make, monkeypatch):
    made = [make.post(title=f"Tea {i}", tags="trade").title for i in range(4)]
    few = [titles("tea"), titles("tea", tag="trade"), titles("tea -3"), titles("tea", blogger="hale")]
    monkeypatch.setattr(index, "_MANY", 2)

    assert [titles("tea"), titles("tea", tag="trade"), titles("tea -3"), titles("tea", blogger="hale")] == few
    assert few[:2] == [made[::-1], made[::-1]]


def test_words_narrow_together_with_everything_else(titles, make):
    make.post(by="lan", title="Tea in Hanoi", tags="trade", language="vi")
    make.post(title="Tea in London", tags="trade")

    assert titles("tea", blogger="lan") == ["Tea in Hanoi"]
    assert titles("tea", place="london") == ["Tea in London"]
    assert titles("tea", tag="trade", language="vi") == ["Tea in Hanoi"]
    assert titles("tea", to="2001-01-01") == []


@pytest.mark.parametrize(
    "question",
    ["foo-bar", "it's", "c++", "(", ")", "*", '"', '""', "NOT", "NEAR(a b)", "a:b", "title:x", "-", "--", "^a", "a*",
     "'", "\\", "' OR 1=1 --", "!", "&|", "<->", ":*", "%", "_", "🙂", "a" * 200, '"' * 200, "- " * 99],
)  # fmt: skip
def test_rubbish_finds_nothing_and_breaks_nothing(titles, make, question):
    make.post(title="On lamps", body="Some text.")

    assert titles(question) == []


def test_whatever_is_asked_has_an_answer(app, make, let_work):
    make.post(title="On lamps")
    let_work()

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=60))
    def ask(question):
        with app.test_request_context():
            for sort in (lambda s: queries.listing(s, 5).posts, lambda s: index.relevant(s, 5).posts):
                found = sort(Selection(further={"q": question}))
                index.snippets(found, question)

    ask()


def test_a_correction_and_a_withdrawal_reach_the_index(titles, make, app):
    post = make.post(title="On lamps", body="Oil is dear.")
    assert titles("oil") == ["On lamps"]

    with transaction():
        written = actions.write("On lanterns", "", "Gas is dear.", "markdown", "en", "")
        actions.save(queries.find(post.id), written)
    assert titles("oil") == titles("lamps") == []
    assert titles("gas") == ["On lanterns"]

    with transaction():
        actions.withdraw(queries.find(post.id), "It was wrong.")
    assert titles("gas") == []


def test_pages_of_results_hear_of_it(make, let_work, app):
    make.post(title="On lamps")
    let_work()

    kinds = [tuple(row) for row in db.session.execute(select(Change.kind, Change.keys))]
    assert ("search.indexed", "search") in kinds
    let_work()
    assert [kind for kind, _ in db.session.execute(select(Change.kind, Change.keys))].count("search.indexed") == 1


def test_drafts_are_not_found(titles, make):
    make.draft(title="Secret plans")

    assert titles("secret") == []


def test_the_most_fitting_come_first(make, let_work, app):
    for i in range(3):
        make.post(title=f"Letter {i}", body="Something long on other things, and a word on tea, at the very end of it all. " * 3)
    make.post(title="Tea", body="Tea, and tea again.", days_ago=30)
    make.post(title="Notes", body="Nothing much.", tags="tea", days_ago=31)
    let_work()
    with app.test_request_context():
        found = index.relevant(at("/search/", {"q": "tea"}), 10)

    assert [post.title for post in found.posts][:2] == ["Tea", "Notes"]
    assert len(found.posts) == 5
    assert found.next is None


def test_results_by_relevance_are_paged_without_gap_or_repetition(make, let_work, app):
    made = {make.post(title=f"Tea {i}", body="tea " * (i % 4) + f"and {i}", days_ago=i).id for i in range(11)}
    let_work()
    seen, before = [], ""
    with app.test_request_context():
        while True:
            page = index.relevant(at("/search/", {"q": "tea"}), 3, before)
            seen += [post.id for post in page.posts]
            if page.next is None:
                break
            before = str(page.next)

    assert len(seen) == 11
    assert set(seen) == made


def test_a_page_goes_on_after_a_post_that_was_withdrawn_meanwhile(make, let_work, app):
    for i in range(5):
        make.post(title="Tea", body=f"Tea number {i}", days_ago=i)
    let_work()
    with app.test_request_context():
        first = index.relevant(at("/search/", {"q": "tea"}), 2)
        everything = [p.id for p in index.relevant(at("/search/", {"q": "tea"}), 9).posts]
        last, before = first.posts[-1].id, str(first.next)
    with transaction():
        actions.withdraw(queries.find(last), "It was wrong.")
    let_work()
    with app.test_request_context():
        second = index.relevant(at("/search/", {"q": "tea"}), 9, before)

    assert {p.id for p in second.posts} <= set(everything[2:])


@pytest.mark.parametrize("before", ["x", "AAAA", "f_gAAAAAAAAAAAAAAAAAAQ", "f_AAAAAAAAAAAAAAAAAAAQ", "💥", "A" * 22, "A" * 400])
def test_a_damaged_cursor_is_refused(app, cast, before):
    with app.test_request_context(), pytest.raises(Refused):
        index.relevant(at("/search/", {"q": "tea"}), 3, before)


def test_without_words_the_newest_come_first(make, let_work, app):
    make.post(title="Older", days_ago=2)
    make.post(title="Newer")
    let_work()
    with app.test_request_context():
        found = index.relevant(at("/search/", {"q": "-nothing"}), 1)
        rest = index.relevant(at("/search/", {"q": "-nothing"}), 1, str(found.next))

    assert [p.title for p in found.posts] + [p.title for p in rest.posts] == ["Newer", "Older"]


def test_more_results_ask_no_more_questions(make, let_work, app, counting):
    def questions():
        let_work()
        db.session.expunge_all()
        with app.test_request_context(), counting() as asked:
            page = index.relevant(at("/search/", {"q": "tea"}), 20)
            index.snippets(page.posts, "tea")
        return asked.count

    make.post(title="Tea")
    few = questions()
    for i in range(8):
        make.post(by=make.blogger(place="Lima, PE"), title=f"Tea {i}", tags=f"tag{i}")

    assert questions() == few <= 6


def test_a_snippet_shows_the_words_marked(make, let_work, app):
    post = make.post(
        title="Long", body="Padding words. " * 60 + "Here <b>green tea</b> & cake were *served*. " + "More padding. " * 60
    )
    let_work()
    with app.test_request_context():
        snippet = index.snippets([post], '"green tea" served cake')[post.id]

    assert "<mark>green tea</mark>" in snippet
    assert "<mark>served</mark>" in snippet
    assert "&amp; <mark>cake</mark>" in snippet
    assert "<b>" not in snippet
    assert snippet.startswith("…")
    assert len(snippet.striptags()) < 300


def test_a_snippet_marks_inside_a_run_without_spaces(make, app):
    post = make.post(title="x", body="これは日本語の手紙です。", language="ja")
    with app.test_request_context():
        assert "これは<mark>日本</mark>語の" in index.snippets([post], "日本")[post.id]
        assert "<mark>語</mark>" in index.snippets([post], "語")[post.id]


def test_a_post_found_by_its_title_is_shown_by_its_beginning(make, app):
    post = make.post(title="On lamps", body="Oil is dear.")
    with app.test_request_context():
        assert index.snippets([post], "lamps")[post.id] == "Oil is dear."


def test_the_index_knows_what_it_lacks_and_can_be_made_anew(make, titles, app):
    posts = [make.post(title=f"Lamp {i}") for i in range(4)]
    assert keeping.differences() == sorted(post.id for post in posts)
    assert len(titles("lamp")) == 4
    assert keeping.differences() == []

    draft = make.draft(title="Ghost")
    with transaction():
        keeping._drop([posts[0].id])
        queries.find(posts[1].id).title = "Lantern"
        keeping._put(draft.id, keeping.Words(["ghost"], [], []))
    assert keeping.differences() == [posts[0].id, posts[1].id, draft.id]

    told = []
    assert keeping.rebuild(told.append) == 4
    assert told == [4]
    assert keeping.differences() == []
    assert titles("lantern") == ["Lantern"]


def test_a_text_at_the_limit_of_length_is_indexed(make, titles):
    words = " ".join(f"{a}{b}слово{c}" for a in "абвгдежзиклмнопрст" for b in "абвгдежзиклмнопрст" for c in range(100))
    make.post(title="Very long", body=words[:380_000])
    hanzi = "".join(chr(0x4E00 + i * 7919 % 20000) for i in range(390_000))
    make.post(title="Even longer", body=hanzi)

    assert titles("аа слово0".replace(" ", "")) == ["Very long"]
    assert titles(hanzi[:3]) == ["Even longer"]


@pytest.fixture
def other_worker(app, database_url):
    """A second connection to the database of the test."""
    engine = create_engine(app.extensions["settings"].database)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_two_workers_index_a_post_one_after_the_other(make, other_worker):
    number = make.post(title="On lamps").id
    with transaction():
        keeping.keep(number)
        with pytest.raises(OperationalError):
            if other_worker.dialect.name == "postgresql":
                other_worker.execute(select(Post.id).where(Post.id == number).with_for_update(nowait=True, key_share=True))
            else:
                other_worker.exec_driver_sql("PRAGMA busy_timeout = 10")
                other_worker.exec_driver_sql("BEGIN IMMEDIATE")


@pytest.mark.both
def test_a_post_is_found_by_the_present_name_of_its_topic(app, make, let_work):
    from network.posts import topics
    from network.posts.queries import tag_by_slug

    make.post(by="hale", title="On lamps", tags="oil")
    make.post(by="hale", title="On soup", tags="kettles")
    let_work()
    with transaction():
        topics.rename(tag_by_slug("oil"), "Petroleum")
        topics.merge(tag_by_slug("kettles"), tag_by_slug("oil"))
    let_work()

    assert keeping.differences() == []
