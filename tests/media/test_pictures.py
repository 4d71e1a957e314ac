"""Pictures are checked, made anew and kept."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from network.base.database import transaction
from network.base.web import Refused
from network.media import actions, queries
from tests.media.pictures import opened, picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_is_made_anew_in_widths_that_are_never_wider_than_it_came(app, kind):
    made = actions.read(picture(1400, 700, kind))

    assert list(made.sizes) == [480, 960, 1280, 1400]
    assert (made.width, made.height) == (1400, 700)
    assert [opened(body).size for body in made.sizes.values()] == [(480, 240), (960, 480), (1280, 640), (1400, 700)]
    assert {opened(body).format for body in made.sizes.values()} == {"WEBP"}


def test_nothing_is_kept_wider_than_1920(app):
    made = actions.read(picture(4000, 1000))

    assert list(made.sizes) == [480, 960, 1280, 1920]
    assert made.height == 480


def test_a_small_picture_keeps_its_width(app):
    assert list(actions.read(picture(120, 80)).sizes) == [120]


def test_it_stands_upright_and_tells_nothing_of_the_camera(app):
    note = Image.Exif()
    note[0x0112], note[0x010F] = 6, "Camera of Stephen"

    made = actions.read(picture(800, 400, exif=note))

    image = opened(made.sizes[400])
    assert image.size == (400, 800)
    assert sum(image.convert("RGB").getpixel((200, 10))) < sum(image.convert("RGB").getpixel((200, 790)))
    assert b"Camera of Stephen" not in made.sizes[400]
    assert not dict(image.getexif())


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "CMYK")]
)
def test_every_way_of_keeping_colours_is_read(app, kind, mode):
    body = BytesIO()
    Image.new(mode, (60, 40)).save(body, kind)

    assert opened(actions.read(body.getvalue()).sizes[60]).size == (60, 40)


def test_what_was_see_through_stays_so(app):
    body = BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(body, "PNG")

    assert opened(actions.read(body.getvalue()).sizes[60]).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("body", [b"", b"I am a text.\n" * 50, b"%PDF-1.7", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused_in_words(app, body):
    with pytest.raises(Refused, match="not a picture"):
        actions.read(body)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_whose_end_is_missing_is_refused(app, kind):
    body = BytesIO()
    Image.effect_noise((600, 400), 80).save(body, kind)

    with pytest.raises(Refused, match=r"damaged|not a picture"):
        actions.read(body.getvalue()[: len(body.getvalue()) // 2])


def test_a_picture_of_30000_pixels_in_width_is_refused_before_it_is_unpacked(app):
    with pytest.raises(Refused, match="30,000 by 20 pixels"):
        actions.read(picture(30_000, 20, "PNG", "L"))


@pytest.mark.parametrize("side", [9_000, 15_000])
def test_a_small_file_with_many_pixels_is_refused(app, side):
    body = BytesIO()
    Image.new("1", (side, side)).save(body, "PNG")

    with pytest.raises(Refused, match="million pixels"):
        actions.read(body.getvalue())


def test_a_file_of_25_megabytes_is_refused(app):
    with pytest.raises(Refused, match="25 MB; at most 20 MB"):
        actions.read(b"\xff\xd8\xff" + bytes(25 * 1024 * 1024 - 3))


@pytest.mark.both
def test_the_same_picture_twice_is_kept_once(app, cast):
    made = actions.read(picture())

    with transaction():
        first = actions.keep(made, cast.stephen).id
    with transaction():
        second = actions.keep(made, cast.lan).id

    assert first == second
    assert queries.find(first).uploaded_by == cast.stephen.id


def test_a_row_never_names_a_file_that_is_not_there(app, cast, monkeypatch):
    def full(*_paths):
        raise OSError(28, "No space left on device")

    made = actions.read(picture())
    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(OSError, match="No space"), transaction():
        actions.keep(made, cast.stephen)

    assert queries.named(made.name) is None
    assert not list(app.extensions["settings"].media_folder.rglob("*.*"))


def test_a_kept_picture_is_given_for_ever(app, site, cast):
    with transaction():
        kept = actions.keep(actions.read(picture()), cast.stephen)
        address, name = kept.source(900), kept.name

    answer = site.get(address)

    assert address == f"/media/{name}/960.webp"
    assert opened(answer.bytes).size == (960, 480)
    assert answer.header("Content-Type") == "image/webp"
    assert answer.header("Cache-Control") == "public, max-age=31536000, immutable"
    assert site.get(address, headers={"If-None-Match": answer.header("ETag")}, status=304).bytes == b""


def test_what_anyone_may_keep_carries_nobodys_cookie(app, site, cast):
    with transaction():
        address = actions.keep(actions.read(picture())).source(480)

    for path in (address, f"/static/{app.extensions['release']}/css/base.css"):
        answer = site.get(path, as_=cast.stephen)
        assert "public" in answer.header("Cache-Control")
        assert answer.header("Set-Cookie") is None
        assert "Cookie" not in (answer.header("Vary") or "")


@pytest.mark.parametrize(
    "address",
    [
        "/media/0123456789abcdef0123/480.webp",
        "/media/..%2F..%2Fsecret-key/480.webp",
        "/media/%2e%2e/480.webp",
        "/media/0123456789ABCDEF0123/480.webp",
        "/media/0123456789abcdef0123/99999999999999999999999.webp",
        "/media/0123456789abcdef0123/-1.webp",
    ],
)
def test_other_addresses_have_nothing(app, address):
    assert app.test_client().get(address).status_code == 404


def test_a_width_that_was_not_made_has_nothing(site, cast):
    with transaction():
        name = actions.keep(actions.read(picture(500, 300)), cast.stephen).name

    site.get(f"/media/{name}/960.webp", status=404)
