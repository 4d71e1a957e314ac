"""What is typed and not saved: kept apart from the post, and shown before anything is written over."""

import pytest

from network.base.database import db
from network.desk.models import Unsaved
from network.posts import queries
from tests.desk.test_writing import sheet

SCRIPT = {"Accept": "application/json"}


def typed(site, who, post=None, *, turn=0, status=200, **fields):
    """What the script of the sheet sends, and what it is told."""
    where = f"/desk/posts/{post.id}/typed/" if post else "/desk/posts/new/typed/?blog=hale"
    return site.post(where, {"turn": turn, **fields}, as_=who, status=status, headers=SCRIPT).json


def hidden(form, name):
    """What stands in a hidden field."""
    return form.one(f"[name={name}]")["value"]


def shown(page, name):
    """What stands in a box of the sheet."""
    box = page.one(f"[name={name}]")
    return box["value"] if box.tag == "input" else box.words


@pytest.mark.both
def test_typing_changes_no_post_and_is_there_again(site, cast, make):
    post = make.post(by="hale", title="Ferry", body="As it was.")
    seen = hidden(sheet(site, cast.stephen, post), "seen")

    told = typed(site, cast.stephen, post, seen=seen, title="The ferry", body="As I", body_format="markdown")
    told = typed(site, cast.stephen, post, turn=told["turn"], seen=seen, title="The ferry", body="As I have it.")

    assert told["turn"] == 2
    assert told["words"].startswith("Kept ")
    assert queries.find(post.id).source == "As it was."
    assert "As I have it" not in site.get("/").words
    page = site.get("desk.edit", post_id=post.id, as_=cast.stephen)
    assert (shown(page, "title"), shown(page, "body"), shown(page, "turn")) == ("The ferry", "As I have it.", "2")
    assert "and did not save" in page.words
    assert "The ferry" in site.get("desk.front", as_=cast.stephen).one("section:has(> #unsaved)").words

    page.form("[data-leave]").send("save", status=303)

    assert queries.find(post.id).source == "As I have it."
    assert db.session.scalars(db.select(Unsaved)).all() == []


def test_a_new_sheet_is_found_on_the_desk_and_makes_one_post(site, cast):
    form = sheet(site, cast.stephen)
    typed(site, cast.stephen, opened=hidden(form, "opened"), title="On fog", body="It lifts.", language="en")

    page = site.get("desk.front", as_=cast.stephen).click("On fog")
    assert shown(page, "body") == "It lifts."
    assert shown(page, "opened") == hidden(form, "opened")
    page.form("[data-leave]").send("save", status=303)

    assert db.session.scalars(db.select(Unsaved)).all() == []
    assert "On fog" not in site.get("desk.new", as_=cast.stephen).words


def test_a_window_that_is_behind_writes_nothing_over(site, cast, make):
    post = make.draft(by="hale", title="Ferry")
    typed(site, cast.stephen, post, title="From the first window")

    told = typed(site, cast.stephen, post, title="From the second", status=409)

    assert told["fields"] == {"title": "From the first window"}
    assert typed(site, cast.stephen, post, title="From the first window")["turn"] == 1, "the same words are no quarrel"
    assert typed(site, cast.stephen, post, turn=told["turn"], title="From the second")["turn"] == 2


def test_a_colleague_is_told_sees_what_was_typed_and_may_take_it(site, cast, make):
    post = make.draft(by="hale", title="Ferry", body="As it was.")
    typed(site, cast.stephen, post, title="The ferry", body="## It leaves\n\nat *nine*.", body_format="markdown")

    told = typed(site, cast.editor, post, title="Boat")
    assert told["beside"].startswith("Stephen Hale is writing in this post, too")
    page = site.get("desk.edit", post_id=post.id, as_=cast.editor).click("See what they typed")
    assert page.one(".prose h2") == "It leaves"
    refused = page.form("[action$='take/']").send(status=409)
    assert "You have typed something into this post yourself." in refused.words
    site.get("desk.edit", post_id=post.id, as_=cast.editor).form("[data-leave]").send("save", status=303)
    page = page.form("[action$='take/']").send(status=303).follow()
    assert shown(page, "title") == "The ferry"

    site.post(page.one("[data-drop]")["formaction"], as_=cast.editor, status=303)
    page = site.get("desk.edit", post_id=post.id, as_=cast.editor)
    assert shown(page, "title") == "Boat"
    assert "Stephen Hale typed in this post until" in page.words


def test_the_copy_of_ones_data_holds_what_was_not_saved(site, cast, make):
    post = make.draft(by="hale", title="Ferry")
    typed(site, cast.stephen, post, title="Boat")
    typed(site, cast.editor, post, title="Theirs")

    [sheet_kept] = site.get("accounts.export", as_=cast.stephen).json["unsaved_sheets"]
    assert (sheet_kept["post"], sheet_kept["fields"]) == (post.id, {"title": "Boat"})


def test_who_saved_meanwhile_is_told_while_typing(site, cast, make):
    post = make.draft(by="hale", title="Ferry")
    seen = hidden(sheet(site, cast.stephen, post), "seen")
    sheet(site, cast.editor, post).fill(title="Ferries").send("save", status=303)

    assert typed(site, cast.stephen, post, seen=seen, title="Boat")["beside"].startswith("Somebody saved this post")


def test_what_cannot_be_kept_says_why_to_a_script(site, cast, make):
    post = make.draft(by="hale")

    assert "Divide it" in typed(site, cast.stephen, post, body="x" * 400_001, status=413)["error"]
    assert "not signed in" in typed(site, None, post, body="x", status=401)["error"]
    assert "may not" in typed(site, cast.lan, post, body="x", status=403)["error"]
    assert db.session.scalars(db.select(Unsaved)).all() == []
