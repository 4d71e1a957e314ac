"""A folder and an S3-compatible store keep files alike."""

import io

import pytest

from network.base import settings, soundness
from network.base.database import db, transaction
from network.media import actions, queries
from network.media.bucket import Bucket
from network.media.models import Picture
from network.media.store import Folder, store
from tests.media.pictures import opened, picture
from tests.support.bucket import KEYS, s3

NAME = f"{'a' * 20}/480.webp"


@pytest.fixture
def bucket():
    with s3() as url:
        yield url


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    return Folder(tmp_path / "media") if request.param == "folder" else Bucket(request.getfixturevalue("bucket"))


@pytest.fixture
def on_bucket(app, bucket):
    app.extensions["media"] = Bucket(bucket)
    return app


def test_what_was_put_is_read_and_listed_until_it_is_dropped(place):
    assert (place.read(NAME), place.size(NAME), list(place.names())) == (None, None, [])
    place.drop(NAME)

    place.put(NAME, b"RIFF")
    place.put(NAME, b"RIFF")
    place.put(f"{'b' * 20}/480.avif", b"")

    assert (place.read(NAME), place.size(NAME)) == (b"RIFF", 4)
    assert sorted(place.names()) == [NAME, f"{'b' * 20}/480.avif"]
    assert place.trouble() == ""
    place.drop(NAME)
    assert list(place.names()) == [f"{'b' * 20}/480.avif"]


def test_more_than_a_page_of_files_is_listed(bucket):
    place = Bucket(bucket)
    place._made.get_paginator = lambda _name, of=place._made.get_paginator: _Small(of(_name))
    for number in range(5):
        place.put(f"{number:020x}/480.webp", b"RIFF")

    assert len(list(place.names())) == 5


class _Small:
    def __init__(self, paginator):
        self.paginator = paginator

    def paginate(self, **how):
        return self.paginator.paginate(**how, PaginationConfig={"PageSize": 2})


def test_a_picture_is_kept_given_and_made_smaller_in_a_bucket(on_bucket, site, cast, let_work):
    told = site.post("desk.keep_picture", {"picture": (io.BytesIO(picture()), "a.jpg")}, as_=cast.stephen, status=201).json
    assert opened(site.get(told["src"]).bytes).size == (1280, 640)

    let_work()

    assert opened(site.get(told["src"].replace(".webp", ".avif")).bytes).size == (1280, 640)
    of = db.session.query(Picture).one()
    assert sorted(store().names()) == sorted(of.files)
    site.get("/media/0123456789abcdef0123/480.webp", status=404)


@pytest.mark.parametrize("url", ["s3://pictures?endpoint=http://127.0.0.1:9", "s3://absent/of?endpoint="])
def test_a_store_that_does_not_answer_is_told_in_a_sentence(app, site, cast, bucket, url):
    app.extensions["media"] = Bucket(url if not url.endswith("=") else url + bucket.partition("endpoint=")[2])

    answer = site.post(
        "desk.keep_picture",
        {"picture": (io.BytesIO(picture(300, 200)), "a.jpg")},
        as_=cast.stephen,
        status=503,
        headers={"Accept": "application/json"},
    )

    assert "Nothing of what you sent was kept" in answer.json["error"]
    assert db.session.query(Picture).count() == 0
    assert any("The store of pictures" in sentence for sentence in soundness.findings(app.extensions["settings"], debug=False))


def test_without_keys_it_is_told_too(app, bucket, monkeypatch):
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")

    assert "credentials" in Bucket(bucket).trouble()


@pytest.mark.parametrize(
    "url", ["s3:pictures", "s3://", "s3://b", "s3://pictures?endpoint=minio:9000", "s3://pictures?secret=1", "ftp://x"]
)
def test_an_address_that_cannot_be_is_told_at_the_start(tmp_path, url):
    with pytest.raises(settings.SettingsError, match="NETWORK_MEDIA_URL must be"):
        settings.load({}, instance=tmp_path, media_url=url)


def test_the_address_of_a_bucket_chooses_it(build, database_url, bucket):
    app = build(database_url=database_url, media_url=bucket)

    assert isinstance(app.extensions["media"], Bucket)
    assert app.extensions["media"].prefix == "of/network/"


def test_a_bucket_needs_its_library(monkeypatch):
    monkeypatch.setattr("network.media.bucket.find_spec", lambda _name: None)

    with pytest.raises(settings.SettingsError, match=r"global-conversations\[s3\]"):
        Bucket("s3://pictures")


def test_files_of_a_picture_that_was_kept_before_are_found_again(on_bucket):
    with transaction():
        first = actions.keep(actions.read(picture())).id
    store().drop(queries.find(first).files[0])
    with transaction():
        assert actions.keep(actions.read(picture())).id == first
    assert set(queries.find(first).files) < set(store().names())
