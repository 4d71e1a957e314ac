"""Programs that speak Micropub: a key, and then posts that are made, changed and withdrawn as by hand."""

import io
import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from network.accounts import actions as accounts
from network.accounts.models import AuditEntry
from network.base.clock import now
from network.base.database import db, transaction
from network.bloggers import actions as bloggers
from network.bloggers import queries as blogger_queries
from network.posts import actions as posts
from network.posts import queries
from network.posts.models import Post
from network.remote import actions
from network.remote.models import AppToken, MailAddress
from tests.media.pictures import picture
from tests.support.cast import PASSWORD, Cast
from tests.support.make import Make
from tests.support.site import Site, apart

ALL = {"create", "update", "delete"}


class Program:
    """A program with a key. It sends what such programs send, and no cookie."""

    def __init__(self, app: Flask, key: str) -> None:
        self.app = app
        self.key = key

    def get(self, query: str, status: int = 200) -> Any:
        return self._ask("GET", f"/micropub/?{query}", status)

    def form(self, fields: dict[str, Any], status: int = 201, where: str = "/micropub/") -> Any:
        return self._ask("POST", where, status, data=fields)

    def json(self, told: Any, status: int = 201) -> Any:
        return self._ask("POST", "/micropub/", status, data=json.dumps(told), content_type="application/json")

    def _ask(self, method: str, where: str, status: int, **options: Any) -> Any:
        db.session.rollback()
        headers = {"Origin": "https://program.example", "Sec-Fetch-Site": "cross-site"}
        headers |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
        answer = apart(lambda: self.app.test_client().open(where, method=method, headers=headers, **options))
        assert answer.status_code == status, (answer.status_code, answer.text)
        return answer


def key_for(cast: Cast, chosen: set[str], handle: str = "hale", who: str = "stephen") -> str:
    blogger = blogger_queries.by_handle(handle)
    assert blogger is not None
    with transaction():
        return actions.make_token(getattr(cast, who).account, blogger, "iA Writer", chosen)


@pytest.fixture
def program(app: Flask, cast: Cast) -> Program:
    """One that may do everything on `hale`."""
    return Program(app, key_for(cast, ALL))


@pytest.fixture
def drafter(app: Flask, cast: Cast) -> Program:
    """One that may only make drafts."""
    return Program(app, key_for(cast, set()))


def newest() -> Post:
    db.session.rollback()
    post = db.session.scalar(select(Post).order_by(Post.id.desc()).limit(1))
    assert post is not None
    return post


def update(url: str, **told: Any) -> dict[str, Any]:
    return {"action": "update", "url": url} | told


@pytest.mark.both
def test_a_form_becomes_a_post_that_is_out(site: Site, cast: Cast, program: Program) -> None:
    fields = {"h": "entry", "name": "On lamps", "content": "One *lamp*.\n\nTwo lamps.", "category[]": ["Tea", "Ports"]}
    answer = program.form(fields | {"mp-slug": "lamps-of-london", "summary": "What they say.", "in-language": "fr"})

    post = newest()
    assert answer.headers["Location"].endswith("/lamps-of-london/")
    page = site.get(answer.headers["Location"].removeprefix("http://localhost"))
    assert "One lamp." in page.one("main")
    assert [tag.name for tag in queries.tags_of(post)] == ["Tea", "Ports"]
    assert (post.standfirst, post.language, post.authors[0].role) == (
        "What they say.",
        "fr",
        "Head of Engagement, Digital Diplomacy",
    )
    assert [v.saved_as for v in queries.versions(post)] == ["Stephen Hale"] * 2
    assert "Came from the program “iA Writer”" in site.get("desk.edit", post_id=post.id, as_=cast.stephen).one("main")


def test_json_says_the_same_with_html(program: Program) -> None:
    told = {"name": ["On soup"], "content": [{"html": "<p>Warm.</p><script>alert(1)</script>"}], "category": ["Tea"]}
    program.json({"type": ["h-entry"], "properties": told | {"like-of": ["https://elsewhere.example/"]}})

    post = newest()
    assert (post.title, post.body_format, post.html) == ("On soup", "html", "<p>Warm.</p>")
    assert post.is_out


def test_a_key_without_the_right_to_publish_makes_drafts_whatever_it_asks(site: Site, cast: Cast, drafter: Program) -> None:
    answer = drafter.form({"name": "On lamps", "content": "One.", "post-status": "published"})

    post = newest()
    assert post.state == "draft"
    assert answer.headers["Location"] == f"http://localhost/desk/posts/{post.id}/"
    drafter.json(update(answer.headers["Location"], replace={"name": ["Other"]}), status=403)
    drafter.form({"action": "delete", "url": answer.headers["Location"]}, status=403)
    assert drafter.get(f"q=source&url={answer.headers['Location']}", status=403).json["error"] == "insufficient_scope"


def test_on_a_blog_whose_posts_are_cleared_a_program_leaves_a_draft_to_be_read(cast: Cast, program: Program) -> None:
    with transaction():
        blogger = db.session.merge(blogger_queries.by_handle("hale"))
        blogger.clearance = "editors"

    said = program.form({"h": "entry", "name": "On bread", "content": "Words."})

    assert "/desk/posts/" in said.headers["Location"]
    assert db.session.scalars(select(Post)).one().state == "draft"


def test_a_draft_is_asked_for_and_published_later(program: Program) -> None:
    draft = program.form({"name": "On lamps", "content": "One.", "post-status": "draft"}).headers["Location"]
    assert newest().state == "draft"

    answer = program.json(update(draft, replace={"post-status": ["published"]}))

    assert newest().is_out
    assert program.get(f"q=source&url={answer.headers['Location']}").json["properties"]["post-status"] == ["published"]
    program.json(update(draft, replace={"post-status": ["draft"]}), status=400)


def test_a_time_to_come_is_a_plan_and_a_time_gone_is_the_day_of_the_post(program: Program) -> None:
    later = (now() + timedelta(days=3)).isoformat()
    program.form({"name": "Planned", "content": "One.", "published": later})
    planned = newest()
    assert planned.state == "scheduled"
    assert planned.publish_at is not None
    assert abs(planned.publish_at - now() - timedelta(days=3)) < timedelta(minutes=2)
    program.form({"action": "delete", "url": f"http://localhost/desk/posts/{planned.id}/"}, status=204)
    assert newest().state == "draft"

    program.form({"name": "Old", "content": "One.", "published": "2009-03-25T23:30:00-05:00"})
    assert str(newest().local_date) == "2009-03-26", "on the clock of London"

    program.form({"name": "Now", "content": "One.", "published": now().isoformat()})
    assert newest().clock_known
    program.form({"name": "Never", "content": "One.", "published": "the day after"}, status=400)


@pytest.mark.both
def test_an_update_replaces_adds_and_takes_away_all_or_nothing(program: Program) -> None:
    url = program.form({"name": "On lamps", "content": "One.", "category[]": ["Tea", "Ports"]}).headers["Location"]

    program.json(
        update(
            url, replace={"content": ["Two."], "name": ["On lights"]}, add={"category": ["Rain"]}, delete={"category": ["tea"]}
        ),
        status=204,
    )
    post = newest()
    assert (post.title, post.source, [t.name for t in queries.tags_of(post)]) == ("On lights", "Two.", ["Ports", "Rain"])
    assert post.corrected_at is not None

    program.json(update(url, replace={"name": ["Lost"], "content": [""]}), status=400)
    program.json(update(url, replace={"name": "not a list"}), status=400)
    program.json(update(url, add={"content": ["more"]}), status=400)
    program.json(update(url), status=400)
    assert newest().title == "On lights", "nothing is half done"
    program.json(update(url, delete=["category", "summary"]), status=204)
    assert queries.tags_of(newest()) == []


def test_deleting_withdraws_with_a_reason_for_readers(site: Site, program: Program) -> None:
    url = program.form({"name": "On lamps", "content": "One."}).headers["Location"]
    program.form({"action": "delete", "url": url, "mp-reason": "The lamps went out."}, status=204)
    assert "The lamps went out." in site.get(url.removeprefix("http://localhost"), status=410).one("main")
    assert program.form({"action": "undelete", "url": url}, status=400).json["error"] == "invalid_request"

    other = program.json({"type": ["h-entry"], "properties": {"name": ["B"], "content": ["B."]}}).headers["Location"]
    program.json({"action": "delete", "url": other}, status=204)
    assert newest().withdrawn_reason == "Withdrawn by its author."
    program.json(update(other, replace={"name": ["C"]}), status=400)


def test_a_reason_is_as_short_as_on_the_desk(program: Program) -> None:
    url = program.form({"name": "On lamps", "content": "One."}).headers["Location"]
    for told in ({"mp-reason": "x" * 501}, {"mp-reason": ["x" * 501]}):
        refused = program.json({"action": "delete", "url": url} | told, status=400).json
        assert refused["error"] == "invalid_request"
        assert "501 characters; at most 500" in refused["error_description"]
    program.form({"action": "delete", "url": url, "mp-reason": "x" * 501}, status=400)
    assert newest().state == "published"
    program.form({"action": "delete", "url": url, "mp-reason": "x" * 500}, status=204)


@pytest.mark.both
def test_a_plan_that_comes_out_while_it_is_deleted_is_withdrawn(app: Flask, program: Program, make: Make) -> None:
    draft = make.draft(by="hale", title="On lamps")
    with transaction():
        posts.schedule(draft, now() + timedelta(days=1))
    answers = []

    def ask() -> None:
        told = {"action": "delete", "url": f"/desk/posts/{draft.id}/"}
        headers = {"Authorization": f"Bearer {program.key}"}
        answers.append(app.test_client().post("/micropub/", data=told, headers=headers).status_code)

    asking = threading.Thread(target=ask)
    number = draft.id
    with transaction():
        posts.publish(db.session.get_one(Post, number, with_for_update=True), at=now())
        db.session.flush()
        asking.start()
        asking.join(0.5)
        assert answers == []
    asking.join()

    assert answers == [204]
    assert newest().state == "withdrawn"


@pytest.mark.both
def test_pictures_come_as_files_from_the_media_endpoint_and_are_described(site: Site, program: Program) -> None:
    files = {
        "name": "A",
        "content": "A.",
        "photo[]": [(io.BytesIO(picture()), "a.jpg"), (io.BytesIO(picture(320, 200)), "b.jpg")],
    }
    program.form(files | {"mp-photo-alt[]": ["A harbour", "A lamp"]})
    post = newest()
    assert post.is_out
    assert post.top_image_alt == "A harbour"
    assert 'alt="A lamp"' in post.html

    kept = program.form({"file": (io.BytesIO(picture(640, 480)), "c.jpg")}, where="/micropub/media/").headers["Location"]
    assert site.get(kept.removeprefix("http://localhost")).header("Content-Type") == "image/webp"
    photo = {"value": kept, "alt": "A third"}
    program.json({"type": ["h-entry"], "properties": {"name": ["B"], "content": ["B."], "photo": [photo]}})
    assert (newest().is_out, newest().top_image_alt) == (True, "A third")

    refused = program.json({"type": ["h-entry"], "properties": {"name": ["C"], "content": ["C."], "photo": [kept]}}, status=400)
    assert "Say in words what the top image shows" in refused.json["error_description"]
    assert newest().title == "B"
    url = f"http://localhost/desk/posts/{newest().id}/"
    program.json(update(url, delete={"photo": [kept]}))
    assert newest().top_image_id is None


def test_a_picture_elsewhere_is_a_link_and_never_fetched(program: Program) -> None:
    program.form({"name": "A", "content": "A.", "photo": "http://127.0.0.1:1/secret.jpg"})

    assert '<a href="http://127.0.0.1:1/secret.jpg">' in newest().html
    assert "<img" not in newest().html


@pytest.mark.parametrize("file", [b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_a_file_that_is_no_picture_is_refused_in_words(program: Program, file: bytes) -> None:
    answer = program.form({"file": (io.BytesIO(file), "x.jpg")}, status=400, where="/micropub/media/")

    assert answer.json["error_description"].endswith(".")


def test_the_program_is_told_how_and_what(program: Program, make: Make) -> None:
    url = program.form({"name": "On lamps", "content": "One *lamp*.", "category": "Tea"}).headers["Location"]
    make.post(by="lan", title="On rain", tags="rain")

    config = program.get("q=config").json
    assert config["media-endpoint"] == "http://localhost/micropub/media/"
    assert (config["syndicate-to"], config["categories"]) == ([], ["Tea"])
    assert program.get("q=syndicate-to").json == {"syndicate-to": []}
    assert program.get("q=category&filter=te").json == {"categories": ["Tea"]}
    assert program.get(f"q=source&url={url}&properties[]=content&properties[]=category").json == {
        "properties": {"content": ["One *lamp*."], "category": ["Tea"]}
    }
    [item] = program.get("q=source&limit=5").json["items"]
    assert (item["type"], item["properties"]["url"]) == (["h-entry"], [url])
    assert program.get("q=everything", status=400).json["error"] == "invalid_request"
    assert program.get("q=source&limit=x", status=400).json["error"] == "invalid_request"


def test_a_list_of_posts_asks_no_more_questions_when_it_is_longer(program: Program, make: Make, counting: Any) -> None:
    make.posts(2, by="hale", tags="tea, ports")
    program.get("q=source")
    with counting() as few:
        program.get("q=source")
    make.posts(5, by="hale", tags="tea, rain")
    with counting() as many:
        program.get("q=source")

    assert many.count <= few.count


def test_a_key_is_for_one_blog_alone(app: Flask, program: Program, make: Make) -> None:
    other = make.post(by="lan", title="On rain")
    assert other.local_date is not None
    url = f"http://localhost/lan/{other.local_date:%Y/%m}/on-rain/"

    strange = ("https://elsewhere.example/hale/", "nonsense", "http://[", "/hale/2026/13/x/", "/hale/2026/11/%00/")
    for asked in (url, f"http://localhost/desk/posts/{other.id}/", *strange):
        assert program.json(update(asked, replace={"name": ["Mine"]}), status=400).json["error"] == "invalid_request"
        program.form({"action": "delete", "url": asked}, status=400)


def test_without_a_good_key_nothing_is_done(app: Flask, site: Site, cast: Cast, program: Program) -> None:
    for bad in ("", "gc_wrong", program.key[:-1]):
        answer = Program(app, bad).form({"name": "A", "content": "A."}, status=401)
        assert answer.json["error"] == "unauthorized"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        Program(app, bad).get("q=config", status=401)
    site.post("/micropub/", {"h": "entry", "content": "A."}, as_=cast.stephen, status=401)
    assert db.session.scalar(select(Post.id)) is None

    Program(app, "").form({"name": "A", "content": "A.", "access_token": program.key})
    program.form({"name": "A", "content": "A.", "access_token": program.key}, status=400)


def test_a_key_ends_with_its_account_and_does_not_come_back(app: Flask, cast: Cast, program: Program, make: Make) -> None:
    with transaction():
        accounts.suspend(cast.stephen.account, "Away.")
    program.get("q=config", status=401)
    with transaction():
        accounts.lift_suspension(cast.stephen.account)
    program.get("q=config", status=401)

    second = Program(app, key_for(cast, ALL))
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    with transaction():
        bloggers.let_write_no_more(hale, cast.stephen.id)
    second.get("q=config", status=401)


@pytest.mark.both
@pytest.mark.parametrize("way", ["changed", "chosen by a link"])
def test_a_new_password_ends_keys_and_addresses(cast: Cast, program: Program, way: str) -> None:
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    account = cast.stephen.account
    with transaction():
        actions.make_address(account, hale)
        other = actions.make_address(cast.lan.account, hale).id
    with transaction():
        if way == "changed":
            accounts.change_password(account, "x")
        else:
            invitation = accounts.invitation(accounts.invite(account))
            assert invitation is not None
            accounts.accept(invitation, "x")

    program.get("q=config", status=401)
    assert [row.id for row in db.session.scalars(select(MailAddress))] == [other]


def test_the_page_says_that_a_new_password_ends_keys(site: Site, cast: Cast, program: Program) -> None:
    assert "Changing it ends" not in site.get("/account/", as_=cast.reader).one("main")
    page = site.get("/account/", as_=cast.stephen)
    assert "Changing it ends your keys for programs" in page.one("main")
    new = "four ordinary words here"
    page.form("Change the password").fill(old_password=PASSWORD, password=new, password_again=new).send(status=303)
    assert "Your keys for programs and your secret mail addresses have ended." in site.get("/account/", as_=cast.stephen)
    program.get("q=config", status=401)


@pytest.mark.both
def test_who_is_put_on_a_blog_again_has_no_key_of_before(app: Flask, cast: Cast, program: Program, make: Make) -> None:
    hale, second = blogger_queries.by_handle("hale"), make.blogger("second")
    assert hale is not None
    with transaction():
        bloggers.let_write(second, cast.stephen.id)
        actions.make_address(cast.stephen.account, hale)
        kept = actions.make_address(cast.stephen.account, second).id
    elsewhere = Program(app, key_for(cast, ALL, handle="second"))
    for change in (bloggers.let_write_no_more, bloggers.let_write):
        with transaction():
            change(hale, cast.stephen.id)

    program.get("q=config", status=401)
    elsewhere.get("q=config")
    assert [row.id for row in db.session.scalars(select(MailAddress))] == [kept]


@pytest.mark.settings(throttle=True)
def test_guesses_at_keys_are_limited_and_good_keys_are_not_in_their_way(app: Flask, program: Program) -> None:
    for _ in range(60):
        Program(app, "gc_guess").get("q=config", status=401)

    Program(app, "gc_guess").get("q=config", status=429)
    program.get("q=config")


BAD = {
    "no JSON": "{",
    "a list": "[]",
    "nested too deep": "[" * 200_000,
    "another kind": json.dumps({"type": ["h-event"], "properties": {}}),
    "no lists": json.dumps({"type": ["h-entry"], "properties": {"content": "A"}}),
    "empty": json.dumps({"type": ["h-entry"], "properties": {}}),
    "numbers for objects": json.dumps({"type": ["h-entry"], "properties": {"content": [{"html": {"a": 1}}], "name": [[]]}}),
    "a photo that is a number": json.dumps({"type": ["h-entry"], "properties": {"content": ["A"], "photo": [7]}}),
    "an unknown action": json.dumps({"action": "explode", "url": "x"}),
    "no url": json.dumps({"action": "delete"}),
    "a list for an action": json.dumps({"action": ["delete"], "url": "x"}),
    "a language that is none": json.dumps({"type": ["h-entry"], "properties": {"content": ["A"], "in-language": ["tlhx1"]}}),
    "too long": json.dumps({"type": ["h-entry"], "properties": {"name": ["A"], "content": ["x" * 400_001]}}),
    "a title without end": json.dumps({"type": ["h-entry"], "properties": {"name": ["A" * 201], "content": ["A"]}}),
    "half a letter": '{"type": ["h-entry"], "properties": {"post-status": ["\\ud800"]}}',
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_in_words(program: Program, case: str) -> None:
    answer = program._ask("POST", "/micropub/", 400, data=BAD[case], content_type="application/json")

    assert answer.json["error"] == "invalid_request"
    assert answer.json["error_description"]
    assert db.session.scalar(select(Post.id)) is None


def test_a_day_with_two_appointments_is_not_guessed(program: Program, make: Make) -> None:
    hale = blogger_queries.by_handle("hale")
    assert hale is not None
    with transaction():
        bloggers.appoint(hale, "Envoy", make.place("Hanoi, VN"), alongside=True)

    answer = program.form({"name": "A", "content": "A."}, status=400)

    assert "two appointments" in answer.json["error_description"]
    assert db.session.scalar(select(Post.id)) is None
    program.form({"name": "A", "content": "A.", "post-status": "draft"})


def test_pages_of_other_sites_may_ask_with_a_key(app: Flask, program: Program) -> None:
    preflight = program._ask("OPTIONS", "/micropub/", 200)
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    assert program.get("q=config").headers["Cache-Control"] == "private, no-store"


def test_a_blog_says_where_programs_find_the_door(site: Site, cast: Cast) -> None:
    assert site.get("/hale/").one("link[rel=micropub]")["href"] == "/micropub/"


def test_a_key_is_made_with_the_password_shown_once_and_ended(app: Flask, site: Site, cast: Cast) -> None:
    form = site.get("/account/", as_=cast.stephen).click("Set it up").form("Make a key")
    refused = form.fill(name="iA Writer", password="not mine at all").send(status=422)
    assert refused.one(".msg") == "That is not your password."
    assert refused.one("[name=name]")["value"] == "iA Writer", "what was typed is still there"

    made = form.fill(name="iA Writer", create=True, password=PASSWORD).send(status=201)
    key = made.one("#secret")["value"]
    kept = db.session.scalars(select(AppToken)).one()
    assert key not in (kept.token_hash, kept.name)
    assert (kept.scopes, kept.used_at) == ("draft media create", None)
    Program(app, key).form({"name": "A", "content": "A."})
    page = site.get("/account/elsewhere/", as_=cast.stephen)
    assert key not in page.text
    assert "may publish" in page.one("main")
    assert "Last used on" in page.one("main")

    page.form("/account/elsewhere/ended/").send(str(kept.id), status=303)
    Program(app, key).get("q=config", status=401)
    site.post("/account/elsewhere/ended/", {"end": str(kept.id)}, as_=cast.stephen, status=422)
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert [act for act in acts if act.startswith("app key")] == ["app key made", "app key ended"]


def test_nobody_ends_the_key_of_another(site: Site, cast: Cast, program: Program) -> None:
    [token] = db.session.scalars(select(AppToken)).all()

    site.post("/account/elsewhere/ended/", {"end": str(token.id)}, as_=cast.lan, status=422)
    site.post("/account/elsewhere/keys/", {"name": "A", "blog": "hale", "password": PASSWORD}, as_=cast.lan, status=422)
    program.get("q=config")


def test_the_copy_of_ones_data_names_keys_but_not_their_secret(site: Site, cast: Cast, program: Program) -> None:
    program.form({"name": "A", "content": "A."})

    told = site.get("/account/export.json", as_=cast.stephen)

    data = json.loads(told.text)
    assert data["app_keys"][0]["program"] == "iA Writer"
    assert data["arrivals"][0]["from"] == "iA Writer"
    assert program.key not in told.text
