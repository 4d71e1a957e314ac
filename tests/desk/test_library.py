"""The library of pictures: found again, credited, chosen, and deleted only when seen."""

import re
from datetime import timedelta

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import delete, select

from network.accounts.models import Account
from network.accounts.own_data import own_data
from network.base import migrations
from network.base.changes import Change
from network.base.clock import now
from network.base.database import db, transaction
from network.bloggers import actions as blogger_actions
from network.bloggers import queries as bloggers
from network.conversations import pictured
from network.desk import library
from network.media import actions as media
from network.media import queries, tasks
from network.media.models import DroppedPicture, Picture, PictureUse
from network.media.store import store
from network.posts import actions as posts
from network.posts import queries as post_queries
from network.posts.actions import TopImage
from network.posts.addresses import path_of
from network.posts.models import Post
from tests.desk.test_writing import sheet
from tests.media.pictures import picture

AGREED = {"agreed": "y", "action": "delete"}


def kept(by, width=700, file_name="harbour.jpg"):
    """A picture of somebody; each width is another."""
    made = media.read(picture(width, 350), file_name)
    with transaction():
        return media.keep(made, by)


def figure(of, alt="A quay", caption="Low water"):
    return f'<figure><img src="{of.source(1280)}" alt="{alt}"><figcaption>{caption}</figcaption></figure><p>Words.</p>'


def credit(of, **said):
    with transaction():
        given = {"alt": "", "credit": "Ada L.", "credit_url": "", "licence": "CC-BY-4.0", "licence_words": ""}
        media.describe(queries.find(of.id), **(given | said))


def files_of(name):
    return [file for file in store().names() if file.startswith(name)]


@pytest.mark.both
def test_it_shows_ones_own_pictures_with_where_they_stand(site, cast, make):
    top, within, spare, other = (kept(who, 600 + n) for n, who in enumerate((cast.stephen, cast.editor, cast.stephen, cast.lan)))
    make.post(by="hale", title="On quays", body=figure(within), body_format="html", top_image=TopImage(top.id, "A crane"))

    page = site.get("desk.pictures", as_=cast.stephen)

    assert [int(a["href"].split("/")[3]) for a in page.all(".shelf > li > a")] == [spare.id, within.id, top.id]
    cards = [item.words for item in page.all(".shelf > li")]
    assert "602 by 350" in cards[0]
    assert "Stands nowhere now" in cards[0]
    assert "In the text: On quays" in cards[1]
    assert "Top image: On quays" in cards[2]
    site.get("desk.picture", picture_id=other.id, as_=cast.stephen, status=403)
    assert len(site.get("desk.pictures", as_=cast.editor, query={"of": "all"}).all(".shelf > li")) == 4
    site.get("desk.pictures", as_=cast.stephen, query={"of": "all"}, status=403)


@pytest.mark.both
@pytest.mark.parametrize("words", ["HARBOUR.jpg", "ferry dock", "niedrig", "Ādā", "low wat"])
def test_a_picture_is_found_by_its_name_its_words_its_caption_and_its_credit(site, cast, make, words):
    found, other = kept(cast.stephen), kept(cast.stephen, 701, "lamp.png")
    make.draft(by="hale", body=figure(found, "A ferry at the dock", "Low water, Niedrigwasser"), body_format="html")
    credit(found)

    page = site.get("desk.pictures", as_=cast.stephen, query={"q": words})

    assert [a["href"] for a in page.all(".shelf > li > a")] == [f"/desk/pictures/{found.id}/"]
    assert "No picture says that" in site.get("desk.pictures", as_=cast.stephen, query={"q": "100%"})
    told = site.get("desk.pictures", as_=cast.stephen, query={"q": words}, headers={"Accept": "application/json"}).json
    assert [each["id"] for each in told["pictures"]] == [found.id]
    assert told["next"] is None
    assert other.id != found.id


def test_it_is_paged_and_costs_the_same(site, cast, make, counting, monkeypatch):
    monkeypatch.setattr(library, "A_PAGE", 3)
    of = [kept(cast.stephen, 500 + n) for n in range(2)]
    make.draft(by="hale", body=figure(of[0]), body_format="html")
    site.get("desk.pictures", as_=cast.stephen)
    with counting() as few:
        site.get("desk.pictures", as_=cast.stephen)
    more = [kept(cast.stephen, 520 + n) for n in range(4)]
    for each in more:
        make.draft(by="hale", body=figure(each), body_format="html")
    with counting() as many:
        page = site.get("desk.pictures", as_=cast.stephen)

    assert many.count == few.count
    assert len(page.all(".shelf > li")) == 3
    page = page.click("Older pictures")
    assert len(page.all(".shelf > li")) == 3
    assert not page.has("a[rel=next]")
    site.get("desk.pictures", as_=cast.stephen, query={"before": "x"}, status=400)


@pytest.mark.both
def test_a_credit_is_told_wherever_the_picture_stands_at_once(site, cast, make):
    of = kept(cast.stephen)
    post = make.post(by="hale", title="On quays", body=figure(of), body_format="html", top_image=TopImage(of.id, "A quay"))
    assert "Picture:" not in site.get(path_of(post))

    page = site.get("desk.picture", picture_id=of.id, as_=cast.stephen)
    said = {"credit": "Ada <L.>", "credit_url": "https://ada.example/", "licence": "CC-BY-4.0"}
    page.form("[data-leave]").fill(**said).send(status=303)

    told = db.session.scalars(select(Change).order_by(Change.id.desc())).first()
    assert (told.kind, told.keys.split()) == ("picture.credited", [f"post-{post.id}"]), "caches drop the pages that show it"
    page = site.get(path_of(post))
    assert [each.words for each in page.all("figcaption")] == [
        "Picture: Ada <L.>, CC BY 4.0",
        "Low water Picture: Ada <L.>, CC BY 4.0",
    ]
    assert {a["href"] for a in page.all("figcaption a[rel=license]")} == {"https://creativecommons.org/licenses/by/4.0/"}
    assert {a["href"] for a in page.all("figcaption a:not([rel])")} == {"https://ada.example/"}
    assert "الصورة" in site.get(path_of(post), query={"ui": "ar"}).all("figcaption")[0].words
    feed = site.get("/hale/feed.atom").text
    assert '<media:license href="https://creativecommons.org/licenses/by/4.0/"' in feed
    assert "<media:credit>Ada &lt;L.&gt;, CC BY 4.0</media:credit>" in feed
    assert feed.count("rel=&quot;license&quot;") + feed.count('rel="license"') == 2
    assert "Ada <L.>, CC BY 4.0" in site.get("/feed.json").json["items"][0]["_image"]["credit"]
    assert own_data(db.session.get(Account, cast.stephen.id))["pictures"][0]["credit"] == "Ada <L.>"


def test_a_picture_outside_of_a_figure_and_one_without_caption_are_credited_too(site, cast, make):
    of = kept(cast.stephen)
    credit(of, licence="other", licence_words="By leave of the harbour")
    text = f'<p>Look <img src="{of.source(480)}" alt="A quay"></p><figure><img src="{of.source(480)}" alt="B"></figure>'
    post = make.post(by="hale", body=text, body_format="html")

    page = site.get(path_of(post))

    assert page.one(".prose p").words == "Look Picture: Ada L., By leave of the harbour"
    assert page.one(".prose figcaption").words == "Picture: Ada L., By leave of the harbour"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"credit": "a" * 201}, "at most 200"),
        ({"credit_url": "javascript:alert(1)"}, "That is no address of a page"),
        ({"credit_url": "https://"}, "That is no address of a page"),
        ({"licence": "GPL"}, "Choose one of the licences"),
        ({"licence": "other"}, "Say the terms in words"),
        ({"alt": "a" * 501}, "at most 500"),
    ],
)
def test_what_cannot_be_a_credit_is_told_and_kept_in_the_form(site, cast, typed, told):
    of = kept(cast.stephen)

    page = site.post("desk.change_picture", {"credit": "Ada", **typed}, picture_id=of.id, as_=cast.stephen, status=422)

    assert told in page
    db.session.expire_all()
    assert (queries.find(of.id).credit, queries.find(of.id).licence) == ("", "")
    assert page.one("#credit")["value"] == typed.get("credit", "Ada")


def test_nobody_says_of_anothers_picture_who_made_it(site, cast, make):
    of = kept(cast.lan)
    make.draft(by="hale", body=figure(of), body_format="html")

    page = site.get("desk.picture", picture_id=of.id, as_=cast.stephen)

    assert "Somebody else sent this picture" in page
    site.post("desk.change_picture", {"credit": "Me"}, picture_id=of.id, as_=cast.stephen, status=403)
    site.post("desk.change_picture", AGREED, picture_id=of.id, as_=cast.stephen, status=403)


@pytest.mark.both
def test_one_that_is_in_use_is_not_deleted_and_says_where_it_stands(site, cast, make):
    of = kept(cast.stephen)
    draft = make.draft(by="hale", title="On quays", body=figure(of), body_format="html")
    page = site.get("desk.picture", picture_id=of.id, as_=cast.stephen)
    assert page.one("[aria-labelledby=places] li").words == "In the text: On quays"
    assert not page.has("[name=agreed]")

    refused = site.post("desk.change_picture", AGREED, picture_id=of.id, as_=cast.stephen, status=409)
    assert "Take it out of each of the places below" in refused

    sheet(site, cast.stephen, draft).fill(body="<p>Words.</p>", body_format="html").send("save", status=303)
    page = site.get("desk.picture", picture_id=of.id, as_=cast.stephen)
    assert page.one("[aria-labelledby=places] li").words == "In an earlier version: On quays"
    again = page.form("[data-delete]").send(status=422)
    assert "tick the box" in again
    assert queries.find(of.id) is not None
    number = of.id
    again.form("[data-delete]").fill(agreed=True).send(status=303)
    db.session.expire_all()
    assert queries.find(number) is None
    assert "Picture deleted" in site.get("admin.audit", as_=cast.administrator)
    site.get("desk.versions", post_id=draft.id, as_=cast.stephen, query={"new": 1})
    assert list(pictured.differences()) == []


@pytest.mark.both
def test_what_is_typed_and_not_saved_and_a_profile_hold_a_picture(site, cast, make):
    typed, photo = kept(cast.stephen), kept(cast.stephen, 701)
    draft = make.draft(by="hale", title="On quays")
    fields = {"title": "On quays", "body": figure(typed), "body_format": "html", "turn": "0"}
    site.post("desk.keep_typed", fields, post_id=draft.id, as_=cast.stephen)
    site.get("desk.profile", as_=cast.stephen).form("[data-leave]").fill(photo_picked=str(photo.id)).send(status=303)

    for of, place in ((typed, "Typed, not saved: On quays"), (photo, "Photo:")):
        refused = site.post("desk.change_picture", AGREED, picture_id=of.id, as_=cast.stephen, status=409)
        assert place in refused.one("[aria-labelledby=places]").words


@pytest.mark.both
def test_files_go_an_hour_after_the_row_unless_the_picture_comes_again(app, site, cast):
    of = kept(cast.stephen)
    name = of.name
    site.post("desk.change_picture", {"action": "delete"}, picture_id=of.id, as_=cast.stephen, status=303)
    tasks.drop_files()
    assert files_of(name) != []

    kept(cast.stephen)
    assert db.session.get(DroppedPicture, name) is None
    with transaction():
        db.session.add(DroppedPicture(name=name, widths="700", due_at=now()))
    tasks.drop_files()
    assert files_of(name) != [], "a row names them"

    again = queries.named(name)
    site.post("desk.change_picture", {"action": "delete"}, picture_id=again.id, as_=cast.stephen, status=303)
    with transaction():
        db.session.get(DroppedPicture, name).due_at = now() - timedelta(seconds=1)
    tasks.drop_files()
    assert files_of(name) == []
    assert db.session.get(DroppedPicture, name) is None


@pytest.mark.both
def test_a_picture_of_the_library_becomes_the_top_image_without_a_script(site, cast, make):
    of, other = kept(cast.stephen), kept(cast.lan, 701)
    credit(of, alt="A quay at low water")
    form = sheet(site, cast.stephen).fill(title="On quays", body="Words.", sought="harbour")

    page = form.send("pictures", status=200)
    assert page.one("[name=title]").words == "On quays", "what was typed stays"
    assert [box["value"] for box in page.all("[name=picked]")] == ["", str(of.id)]
    page = page.form("[data-leave]").fill(picked=str(of.id)).send("publish", status=303).follow()

    post = db.session.scalars(select(post_queries.Post)).one()
    assert (post.top_image_id, post.top_image_alt, post.is_out) == (of.id, "A quay at low water", True)
    refused = sheet(site, cast.stephen, post).fill(title="Quays")
    sent = site.post("desk.update", {"picked": str(other.id), "title": "Quays"}, post_id=post.id, as_=cast.stephen, status=422)
    assert "not in your library" in sent
    assert refused is not None


@pytest.mark.both
def test_a_version_brings_its_top_image_back(site, cast, make):
    first, second = kept(cast.stephen), kept(cast.stephen, 701)
    post = make.draft(by="hale", title="On quays", top_image=TopImage(first.id, "A crane", "0 75"))
    with transaction():
        posts.save(post_queries.find(post.id), top_image=TopImage(second.id, "A lamp"))
        posts.save(post_queries.find(post.id), top_image=TopImage(None, ""))

    def take(number):
        page = site.get("desk.versions", post_id=post.id, as_=cast.stephen, query={"new": number})
        page = page.form("[data-take]").send(str(number), status=303).follow()
        assert page.has("[data-shown] img") == (number < 3)
        page.form("[data-leave]").send("save", status=303)
        db.session.expire_all()
        kept = post_queries.find(post.id)
        return kept.top_image_id, kept.top_image_alt, kept.top_image_focus

    assert take(1) == (first.id, "A crane", "0 75")
    assert take(2) == (second.id, "A lamp", "")
    site_of_none = site.get("desk.versions", post_id=post.id, as_=cast.stephen, query={"new": 3})
    site_of_none.form("[data-take]").send("3", status=303).follow().form("[data-leave]").send("save", status=303)
    db.session.expire_all()
    assert post_queries.find(post.id).top_image_id is None


def test_the_top_image_of_a_blog_keeps_what_matters_in_sight(site, cast):
    of = kept(cast.stephen)
    page = site.get("desk.profile", as_=cast.stephen)

    page.form("[data-leave]").fill(top_image_picked=str(of.id), top_image_alt="A quay", focus_x="0", focus_y="80").send(
        status=303
    )

    assert site.get("/hale/").one("img.band")["class"].endswith(" fx-0 fy-75")
    wrong = site.get("desk.profile", as_=cast.stephen).form("[data-leave]").fill(focus_x="left").send(status=422)
    assert wrong.one("#focus_x")["value"] == "left"


@pytest.mark.both
def test_what_is_kept_of_places_is_checked_and_put_right(app, site, cast, make):
    of, other = kept(cast.stephen), kept(cast.stephen, 701)
    post = make.draft(by="hale", body=figure(of), body_format="html", top_image=TopImage(other.id, "A crane"))
    sheet(site, cast.stephen, post).fill(no_top_image=True).send("save", status=303)
    assert list(pictured.differences()) == []
    before = sorted((u.place, u.kind, u.picture_id, u.words) for u in db.session.scalars(select(PictureUse)))

    with transaction():
        db.session.delete(db.session.scalars(select(PictureUse)).first())
        db.session.add(PictureUse(place="post-999", kind="text", picture_id=of.id))
    assert len(list(pictured.differences())) == 2
    with transaction():
        pictured.note_again()

    assert list(pictured.differences()) == []
    assert sorted((u.place, u.kind, u.picture_id, u.words) for u in db.session.scalars(select(PictureUse))) == before


@pytest.mark.parametrize("called", ["../../etc/passwd", "C:\\fakepath\\passwd", "pass\u202ewd\x00"])
def test_a_files_name_is_shown_and_never_a_path(app, called):
    assert re.fullmatch("passwd", media.reading.name_of(called))


def test_a_text_with_a_picture_that_is_gone_is_shown(site, make):
    post = make.post(
        by="hale", body=f'<p>Look.</p><figure><img src="/media/{"b" * 20}/480.webp" alt="Gone"></figure>', body_format="html"
    )

    assert site.get(path_of(post)).one(".prose img")["alt"] == "Gone"
    assert db.session.scalars(select(Picture)).all() == []


def test_a_photo_and_a_top_image_are_taken_away_from_a_blog(site, cast):
    chosen = str(kept(cast.stephen).id)
    form = site.get("desk.profile", as_=cast.stephen).form("[data-leave]")
    form.fill(photo_picked=chosen, top_image_picked=chosen, top_image_alt="A quay").send(status=303)

    form = site.get("desk.profile", as_=cast.stephen).form("[data-leave]")
    form.fill(no_photo=True, no_top_image=True, top_image_alt="").send(status=303)

    assert not site.get("/hale/").has("img.band")
    freed = site.post("desk.change_picture", AGREED, picture_id=int(chosen), as_=cast.stephen, status=303)
    assert freed.location.endswith("/desk/pictures/")


@pytest.mark.both
def test_a_picture_that_came_with_a_refused_form_is_not_lost(site, cast):
    refused = (
        sheet(site, cast.stephen).fill(title="Quay", body="Words.", top_image=(picture(), "quay.jpg")).send("publish", status=422)
    )

    assert "Choose the picture again" not in refused.words
    refused.form("[data-leave]").fill(top_image_alt="A quay").send("publish", status=303)

    post = db.session.scalar(select(Post).where(Post.title == "Quay"))
    assert post.is_out
    assert post.top_image.file_name == "quay.jpg"


@pytest.mark.both
def test_after_an_upgrade_pictures_are_kept_with_the_words_beside_them(site, cast, make):
    of, other = kept(cast.stephen), kept(cast.stephen, 701)
    body = figure(of, "Café &amp; quay", "Low <em>water</em>") + figure(of, "A ferry", "At the dock")
    post = make.draft(by="hale", body=body, body_format="html", top_image=TopImage(other.id, "Ein Kran"))
    sheet(site, cast.stephen, post).fill(no_top_image=True).send("save", status=303)
    make.post(by="hale", body=figure(of), body_format="html", top_image=TopImage(other.id, "Straße"))
    with transaction():
        blogger = bloggers.by_handle("hale")
        blogger.about_html = figure(other, "A crane")
        blogger_actions.show_pictures(blogger, photo_id=of.id, top_image_id=other.id, top_image_alt="Übersee")
    assert list(pictured.differences()) == []

    found = ScriptDirectory.from_config(migrations.config()).get_revision("0011").module._found
    with transaction():
        db.session.execute(delete(PictureUse))
        for (place, kind, picture_id, blogger_id), words in dict(found(db.session.connection())).items():
            row = {"place": place, "kind": kind, "picture_id": picture_id, "blogger_id": blogger_id, "words": words}
            db.session.add(PictureUse(**row))

    assert list(pictured.differences()) == []
