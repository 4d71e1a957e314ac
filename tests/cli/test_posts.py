"""`network posts add`."""

from datetime import date

import pytest

from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as appointed
from network.clearance import actions as clearance
from network.places.actions import place_for
from network.posts import queries

HEAD = "---\ntitle: Three kinds of gravel\ndate: 2009-03-25\ntags: roads, gravel, خرائط\n---\n"
TEXT = "There are three kinds of gravel.\n\nThe **third** is for visitors.\n"


@pytest.fixture
def file(tmp_path):
    """A file to add: `file(text, "name.md")`."""

    def write(text, name="gravel.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.both
def test_a_post_from_the_past_stands_under_the_appointment_of_its_day(command, cast, site, file):
    with transaction():
        hale = appointed.by_handle("hale")
        bloggers.appoint(hale, "Ambassador", place_for("Lima, PE"), starts_on=date(2020, 1, 1))

    said = command("posts", "add", "hale", file(HEAD + TEXT))

    assert said.stdout == "/hale/2009/03/three-kinds-of-gravel/\n"
    page = site.get("/hale/2009/03/three-kinds-of-gravel/")
    assert "Posted 25 March 2009 by Stephen Hale" in page.words
    assert "Head of Engagement, Digital Diplomacy" in page.words
    assert site.get("/search/?q=gravel").links["Three kinds of gravel"]
    assert site.get("/tags/gravel/").links["Three kinds of gravel"]


def test_html_is_cleaned(command, cast, site, file):
    path = file(HEAD + "<p>Stay</p><script>alert(1)</script><p onclick=x>here</p>", "gravel.html")

    page = site.get(command("posts", "add", "hale", path).stdout.strip())

    assert "Stay" in page.words
    assert "alert" not in page.words


def test_a_clock_time_counts_on_the_clock_of_the_place(command, cast, file):
    address = command("posts", "add", "lan", file(HEAD.replace("2009-03-25", "2009-03-01T02:30") + TEXT)).stdout

    post = queries.at_address("lan", 2009, 3, "three-kinds-of-gravel")
    assert address.startswith("/lan/2009/03/")
    assert post.published_at.isoformat() == "2009-02-28T19:30:00+00:00"


def test_a_draft_is_seen_by_nobody(command, cast, site, file):
    said = command("posts", "add", "hale", file(HEAD.replace("date: 2009-03-25", "status: draft") + TEXT))

    assert said.stdout.startswith("/desk/posts/")
    assert "Three kinds" not in site.get("/hale/").words


def test_further_facts_are_kept(command, cast, file):
    facts = "title: Lo que espera|language: es|standfirst: Tres cosas.|slug: espera|tags: [uno, dos]|comments: closed|best_bit: La tercera."  # noqa: E501
    head = "\n".join(["---", *facts.split("|"), "---", ""])

    address = command(
        "posts", "add", "hale", file("\ufeff" + head.replace("\n", "\r\n") + "La primera. La tercera.")
    ).stdout.strip()

    _, handle, year, month, slug, _ = address.split("/")
    post = queries.at_address(handle, int(year), int(month), slug)
    assert (post.language, post.standfirst, post.slug, post.comments_open) == ("es", "Tres cosas.", "espera", False)
    assert [tag.name for tag in queries.tags_of(post)] == ["uno", "dos"]
    assert queries.best_bit(post, on_front=False).sentence == "La tercera."


def test_a_day_with_two_appointments_asks_which(command, cast, file):
    with transaction():
        bloggers.appoint(appointed.by_handle("hale"), "Envoy", place_for("Oslo, NO"), starts_on=date(2000, 1, 1), alongside=True)

    said = command("posts", "add", "hale", file(HEAD + TEXT))
    assert said.exit_code == 2
    assert "two appointments" in said.stderr

    told = command("posts", "add", "hale", file(HEAD.replace("---\ntitle", "---\nappointment: envoy\ntitle") + TEXT))
    assert told.exit_code == 0
    assert queries.at_address("hale", 2009, 3, "three-kinds-of-gravel").place.name == "Oslo"


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        (HEAD + TEXT, "gravel.docx", "neither Markdown (.md) nor HTML (.html)"),
        (TEXT, "a.md", "does not begin with its facts"),
        ("---\ntitle: [\n---\n" + TEXT, "a.md", "not YAML"),
        ("---\njust words\n---\n" + TEXT, "a.md", "not of the form"),
        ("---\ndate: 2009-03-25\n---\n" + TEXT, "a.md", "needs a title"),
        ("---\ntitle: A\ncolour: red\n---\n" + TEXT, "a.md", "no fact named colour"),
        ("---\ntitle: A\nstatus: perhaps\n---\n" + TEXT, "a.md", "may be published or draft"),
        ("---\ntitle: A\ndate: 2009-02-30\n---\n" + TEXT, "a.md", "not a day that exists"),
        ("---\ntitle: A\ndate: 2999-01-01\n---\n" + TEXT, "a.md", "still to come"),
        ("---\ntitle: A\nlanguage: qqqq\n---\n" + TEXT, "a.md", "not a language tag"),
        ("---\ntitle: A\n---\n", "a.md", "needs a text"),
        ("---\ntitle: A\nbest_bit: Not there\n---\n" + TEXT, "a.md", "letter for letter"),
        (b"---\ntitle: A\n---\n\xff\xfe", "a.md", "not text in UTF-8"),
        ("---\ntitle: A\n---\n" + "x" * 400_001, "a.md", "longer than 400,000 characters"),
    ],
)
def test_what_cannot_be_added_is_one_sentence_and_nothing_is_kept(command, cast, site, file, text, name, sentence):
    said = command("posts", "add", "hale", file(text, name))

    assert (said.exit_code, said.stdout) == (2, "")
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1
    assert queries.counts("months") == []


def test_no_file_and_no_blogger_are_told(command, cast, file):
    assert command("posts", "add", "hale", "/nowhere/a.md").stderr == "There is no file /nowhere/a.md.\n"
    assert "no blogger “nobody”" in command("posts", "add", "nobody", file(HEAD + TEXT)).stderr


@pytest.mark.settings(base_url="https://blogs.example")
def test_the_address_is_whole_where_the_public_one_is_known(command, cast, file):
    assert command("posts", "add", "hale", file(HEAD + TEXT)).stdout.startswith("https://blogs.example/hale/2009/03/")


def test_a_command_does_not_pass_by_clearance(command, cast, site, file):
    with transaction():
        clearance.require(appointed.by_handle("hale"), "asked")

    refused = command("posts", "add", "hale", file(HEAD + TEXT))

    assert refused.exit_code == 2
    assert "cleared before they come out" in refused.stderr
    site.get("/hale/2009/03/three-kinds-of-gravel/", status=404)
    assert command("posts", "add", "hale", file(HEAD.replace("---\n", "---\nstatus: draft\n", 1) + TEXT)).exit_code == 0
