"""Pictures come in AVIF once the worker has made it, and in WebP till then."""

from datetime import timedelta

import pytest

from network.base.clock import now
from network.base.database import db, transaction
from network.media import actions, queries, tasks
from network.media.inline import in_sizes
from network.media.models import UnmadeSizes
from network.media.store import store
from network.posts.actions import TopImage
from network.posts.addresses import path_of as post_address
from tests.media.pictures import drawing, opened, picture


def kept(body=None, by=None):
    with transaction():
        return actions.keep(actions.read(body or picture()), by).id


@pytest.mark.both
def test_a_picture_is_there_in_webp_at_once_and_in_avif_later(app, site, let_work):
    number = kept()
    of = queries.find(number)
    assert of.avif_at is None
    assert len(list(store().names())) == len(of.files) + 1

    let_work()

    of = queries.find(number)
    assert of.avif_at is not None
    assert db.session.get(UnmadeSizes, number) is None
    assert sorted(store().names()) == sorted(of.files)
    for width in (480, 960, 1280, 1400):
        answer = site.get(f"/media/{of.name}/{width}.avif")
        assert answer.header("Content-Type") == "image/avif"
        assert opened(answer.bytes).size == (width, width // 2)
    sizes = [sum(store().size(name) for name in of.files if name.endswith(kind)) for kind in ("avif", "webp")]
    assert sizes[0] < sizes[1]


def test_the_same_picture_again_is_not_made_again(app, let_work):
    number = kept()
    let_work()

    assert kept() == number
    assert db.session.get(UnmadeSizes, number) is None
    assert not any(name.endswith("whole.png") for name in store().names())


def test_one_that_is_no_smaller_in_avif_is_given_in_webp_alone(app, let_work, monkeypatch):
    monkeypatch.setattr(actions.reading, "in_avif", lambda _body, widths: dict.fromkeys(widths, bytes(100_000)))
    number = kept()
    let_work()

    assert queries.find(number).avif_at is None
    assert db.session.get(UnmadeSizes, number) is None
    assert sorted(store().names()) == sorted(queries.find(number).files)


def test_what_a_killed_worker_dropped_is_made_when_its_lease_runs_out(app, let_work, monkeypatch):
    class Killed(BaseException):
        """As if the process ended here."""

    def kill(*_arguments):
        raise Killed

    number = kept()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(actions, "made_in_avif", kill)
        tasks.make_sizes()
    db.session.rollback()

    let_work()
    assert queries.find(number).avif_at is None
    with transaction():
        db.session.get(UnmadeSizes, number).due_at = now() - timedelta(seconds=1)
    let_work()
    assert queries.find(number).avif_at is not None


def test_one_that_cannot_be_made_says_why_and_waits_longer_each_time(app, let_work):
    number = kept()
    for name in list(store().names()):
        store().drop(name)

    let_work()
    row = db.session.get(UnmadeSizes, number)
    assert "FileNotFoundError" in row.trouble
    first = row.due_at - now()
    with transaction():
        db.session.get(UnmadeSizes, number).due_at = now()
    let_work()
    assert db.session.get(UnmadeSizes, number).due_at - now() > first


@pytest.mark.both
def test_pages_offer_avif_once_it_is_there(app, site, make, let_work):
    number = kept()
    post = make.post(by="hale", title="On lamps", body="Words.", top_image=TopImage(number, "A lamp"))
    page = site.get(post_address(post))
    assert page.one("picture img.top").get("width") == "1400"
    assert page.all("picture source") == []

    let_work()
    let_work()  # tells caches of what the first made

    for address in (post_address(post), "/"):
        source = site.get(address).all("picture source")[0]
        name = queries.find(number).name
        assert source.get("type") == "image/avif"
        assert source.get("srcset").split(", ")[0] == f"/media/{name}/480.avif 480w"
        assert source.get("sizes")


def test_a_picture_in_a_text_comes_in_its_sizes(app, site, make, counting, let_work):
    name = queries.find(kept()).name
    text = f'<p>Look.</p><figure><img src="/media/{name}/1280.webp" alt="A &quot;lamp&quot; > a light"></figure>'
    post = make.post(by="hale", title="On lamps", body=text, body_format="html")
    img = site.get(post_address(post)).one(".prose img")
    assert img.get("alt") == 'A "lamp" > a light'
    assert (img.get("width"), img.get("height"), img.get("loading")) == ("1400", "700", "lazy")
    assert img.get("srcset") == ", ".join(f"/media/{name}/{w}.webp {w}w" for w in (480, 960, 1280))

    let_work()
    source = in_sizes(text)
    assert f'<source type="image/avif" srcset="/media/{name}/480.avif 480w, ' in source


def test_many_pictures_in_a_text_ask_once(app, counting):
    name = queries.find(kept()).name
    text = f'<p><img alt="" src="/media/{name}/480.webp" width="200"></p>' * 30
    with counting() as asked:
        shown = in_sizes(text)
    assert asked.count == 1
    assert shown.count('width="200" height="100"') == 30
    with counting() as asked:
        assert in_sizes("<p>No picture.</p>") == "<p>No picture.</p>"
    assert asked.count == 0


def test_a_picture_that_is_not_here_stays_as_it_was_written(app):
    text = '<p><img src="/media/aaaaaaaaaaaaaaaaaaaa/480.webp" alt="Gone"></p>'

    assert in_sizes(text) == text


def test_what_is_see_through_stays_so_in_avif(app, let_work):
    number = kept(drawing())
    let_work()
    of = queries.find(number)

    if of.avif_at:
        assert opened(store().read(f"{of.name}/{of.width}.avif")).getpixel((1, 1))[3] == 0
