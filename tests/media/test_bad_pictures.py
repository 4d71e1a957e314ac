"""What is sent may be anything. The answer is a sentence, and nothing of it is kept but what it shows."""

import io
import struct
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from PIL import Image

from network.base.database import db, transaction
from network.base.web import Refused
from network.media import actions, reading
from network.media.models import Picture, UnmadeSizes
from network.media.store import Folder, store
from tests.media.pictures import opened, picture


def sent(site, cast, body, name="a.jpg", status=422):
    headers = {"Accept": "application/json"}
    return site.post(
        "desk.keep_picture", {"picture": (io.BytesIO(body), name)}, as_=cast.stephen, status=status, headers=headers
    ).json


def nothing_is_kept():
    return db.session.query(Picture).count() == db.session.query(UnmadeSizes).count() == 0 and list(store().names()) == []


def png_of(width, height):
    """A file of some hundred bytes that says it is so large."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_200_megabytes_are_refused_unread_with_what_is_possible(app, cast, site, accept):
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def seek(self, *_where):
            return 0

        def readinto(self, buffer):
            self.given += len(buffer)
            buffer[:] = bytes(len(buffer))
            return len(buffer)

    stream = Endless()
    site.get("desk.front", as_=cast.stephen)
    answer = site._client(cast.stephen).post(
        "/desk/pictures/",
        input_stream=stream,
        content_type="multipart/form-data; boundary=x",
        headers={"Accept": accept, "Sec-Fetch-Site": "same-origin"},
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "a picture may have 20 MB" in answer.get_data(as_text=True)
    assert stream.given < 1024 * 1024
    assert nothing_is_kept()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (png_of(30_000, 30_000), "more than 60 million pixels"),
        (png_of(15_000, 15_000), "million pixels"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(500), "as a JPEG"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG drawings"),
        (b"<!doctype html><title>Hello</title>", "not a picture"),
        (b"PK\x03\x04" + bytes(200), "not a picture"),
        (b"%PDF-1.7\n" + bytes(200), "not a picture"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(200), "not a picture"),
        (picture()[:3000], "damaged"),
    ],
)
def test_it_is_refused_in_words(app, site, cast, body, words):
    assert words in sent(site, cast, body)["error"]
    assert nothing_is_kept()


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"<?php echo 1; ?>", "zip"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_what_hangs_on_a_picture_is_not_kept(app, site, cast, kind, tail):
    if tail == "zip":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("evil.html", "<script>")
        tail = archive.getvalue()
    told = sent(site, cast, picture(600, 300, kind) + tail, "a.html", status=201)

    for name in store().names():
        body = store().read(name)
        assert tail not in body
        assert not zipfile.is_zipfile(io.BytesIO(body))
    answer = site.get(told["src"])
    assert (answer.header("Content-Type"), answer.header("X-Content-Type-Options")) == ("image/webp", "nosniff")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_where_it_was_taken_is_told_to_nobody(app, let_work, kind):
    note = Image.Exif()
    note[0x010F] = "Camera of Stephen"
    note.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 29: "2009:03:25"})
    with transaction():
        actions.keep(actions.read(picture(700, 400, kind, exif=note)))
    before = [store().read(name) for name in store().names()]
    assert len(before) == 3
    let_work()

    for body in before + [store().read(name) for name in store().names()]:
        assert b"Camera of Stephen" not in body
        assert b"2009:03:25" not in body
        image = opened(body)
        assert not dict(image.getexif())
        assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


@pytest.mark.parametrize(("turn", "side"), [*((turn, 300) for turn in range(1, 9)), (6, 7700), (4, 7700)])
def test_it_stands_as_its_camera_noted(app, turn, side):
    """Also when it is so large that it is made smaller first."""
    note = Image.Exif()
    note[0x0112] = turn
    image = Image.new("RGB", (side, side if side > 1000 else 200), "navy")
    image.paste("khaki", (0, 0, side // 4, image.height // 4))
    body = io.BytesIO()
    image.save(body, "PNG", exif=note, compress_level=1)

    shown = opened(actions.read(body.getvalue()).whole)
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    light = [(x, y) for x in (0, 1) for y in (0, 1) if shown.getpixel((x * (shown.width - 1), y * (shown.height - 1)))[0] > 150]
    assert light == [corners[turn]]


@pytest.mark.parametrize("fails_at", [1, 2, 4])
def test_a_full_disk_is_told_and_leaves_nothing(app, site, cast, monkeypatch, fails_at):
    calls, put = [], Folder.put

    def full(self, name, body):
        calls.append(name)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        put(self, name, body)

    monkeypatch.setattr(Folder, "put", full)

    told = sent(site, cast, picture(1300, 700), status=503)
    assert "Nothing of what you sent was kept" in told["error"]
    assert nothing_is_kept()


def test_large_pictures_are_unpacked_one_at_a_time(app, monkeypatch):
    """Each thread that unpacked one of 60 million pixels would take 240 MB."""
    at_once, most, unpacked = [], [], reading._unpacked

    def watched(image):
        at_once.append(1)
        most.append(len(at_once))
        time.sleep(0.05)
        try:
            return unpacked(image)
        finally:
            at_once.pop()

    monkeypatch.setattr(reading, "_unpacked", watched)
    large, small, damaged = picture(4000, 2500, "PNG"), picture(), picture(4000, 2500)[:9000]

    def read(body):
        with app.app_context(), suppress(Refused):
            actions.read(body)

    for bodies, allowed in (([large, large, damaged, large], 1), ([small] * 4, 4)):
        most.clear()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(read, bodies))
        assert len(most) == 4
        assert max(most) <= allowed
    assert max(most) > 1
