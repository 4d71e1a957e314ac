"""What stands on the list before publishing, and what it keeps from readers."""

import pytest
import time_machine

from network.desk.checklist import _scripts_of
from tests.desk.test_writing import TEXT, sheet

ENGLISH = "The lamps are lit at six, and the last of them is put out by a quarter past eight."
ARABIC = "تُضاء المصابيح في السادسة، ويُطفأ آخرها في الثامنة والربع، ولا يعرف أحد من الذي يفعل ذلك كل يوم."


def listed(page):
    """The points of the list: their words, and whether they are done."""
    points = page.all("ul.todo li")
    return {point.words.partition(":")[0]: "open" not in (point.get("class") or "") for point in points}


def test_the_list_says_what_is_done_and_what_is_not(site, cast):
    page = sheet(site, cast.stephen).page
    assert listed(page)["It has a title"] is False
    assert page.all("ul.todo")[0].words == "It has a title: not yet It has a text: not yet"

    page = sheet(site, cast.stephen).fill(title="Lamps", body=ENGLISH, tags="light").send("save", status=303).follow()

    assert listed(page) == {
        "It has a title": True,
        "It has a text": True,
        "Signed as Head of Engagement, Digital Diplomacy, London": True,
        "It is in English": True,
        "It has a standfirst": False,
        "It has topics": True,
    }


@pytest.mark.parametrize(
    ("language", "body", "done"),
    [("ar", ARABIC, True), ("en", ARABIC, False), ("ar", ENGLISH, False), ("en", ENGLISH, True), ("en", "Привет", True)],
)
def test_a_language_that_the_letters_deny_is_noticed(site, cast, language, body, done):
    page = sheet(site, cast.stephen).fill(title="T", body=body, language=language).send("save", status=303).follow()

    assert [is_done for words, is_done in listed(page).items() if words.startswith("It is ")] == [done]


def test_scripts_are_those_of_cldr():
    assert _scripts_of("ja") == {"CJK", "HIRAGANA", "KATAKANA"}
    assert (_scripts_of("sr"), _scripts_of("sr-Latn"), _scripts_of("zh-Hant")) == ({"CYRILLIC"}, {"LATIN"}, {"CJK"})
    assert _scripts_of("pt-BR") == _scripts_of("vi") == {"LATIN"}


def test_a_day_without_an_appointment_is_said_and_still_possible(site, cast, make):
    make.blogger("vera", role="")
    post = make.draft(by="vera", title="Between")
    page = sheet(site, cast.editor, post).page
    assert listed(page)["There is no appointment on that day"] is False

    assert page.form("[data-leave]").send("publish", status=303)


def test_a_picture_that_is_not_described_reaches_no_reader(site, cast):
    body = '<p>Look:</p><figure><img src="/media/{}/480.webp"{}></figure>'
    form = sheet(site, cast.stephen).fill(title="Look", body=body.format("a" * 20, ""), body_format="html")
    page = form.send("save", status=303).follow()
    assert listed(page)["Every picture in the text is described"] is False

    page = page.form("[data-leave]").send("publish", status=422)
    assert "Say what each picture in the text shows, or mark it as decoration." in page.one(".summary").words
    page.form("[data-leave]").fill(body=body.format("a" * 20, ' alt=""')).send("publish", status=303)


@pytest.mark.settings(headquarters_time_zone="Asia/Kolkata")
def test_a_plan_is_told_on_three_clocks_and_a_change_of_the_clock_is_said(site, cast):
    with time_machine.travel("2026-03-01T12:00Z", tick=True):
        form = sheet(site, cast.stephen).fill(title="Soon", body=TEXT, publish_at="2026-04-01T08:00")
        page = form.send("schedule", status=303).follow()

        assert page.one("dl.facts").words == (
            "It comes out 08:00 London, 1 April 2026 07:00 UTC, 1 April 2026 12:30 headquarters, 1 April 2026"
        )
        assert "The clock there is set forward or back before then" in page.words
        page = page.form("[data-leave]").fill(publish_at="2026-03-02T08:00").send("schedule", status=303).follow()
        assert "set forward or back" not in page.words
