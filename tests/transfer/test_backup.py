"""A backup is taken while people write, and goes back whole or not at all."""

import gzip
import hashlib
import io
import itertools
import json
import os
import sqlite3
import tarfile
import threading
from contextlib import closing

import pytest
from alembic import command as alembic
from PIL import Image
from sqlalchemy import create_engine, inspect, select

from network.base import lock, migrations
from network.base.database import Model, db, transaction
from network.comments.models import Comment
from network.media import actions as media
from network.media.bucket import Bucket
from network.media.store import Folder
from network.posts import actions as posts
from network.posts.models import Post
from tests.cli.serving import until
from tests.conftest import take_down
from tests.support.bucket import s3


def picture():
    """A small picture, kept."""
    body = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(body, "PNG")
    made = media.read(body.getvalue())
    with transaction():
        return media.keep(made).id


@pytest.fixture
def network(make):
    """A network with something of most tables: a picture, a correction, topics of which one was merged, a thread."""
    from network.posts import topics
    from network.posts.models import Tag

    post = make.post(tags="trade, tea, Tees", title="On lamps", date="2009-03-25", best_bit="The first paragraph says why.")
    top = picture()
    with transaction():
        post = db.session.get_one(Post, post.id)
        posts.save(post, top_image=posts.TopImage(top, "A teal field"))
        posts.save(
            post, posts.write("On lamps", "", "Another text, with lanterns.", "markdown", "en", "trade, tea, Tees"), note="Better"
        )
        tag = {t.name: t for t in db.session.scalars(select(Tag))}
        topics.merge(tag["Tees"], tag["tea"])
    first = make.comment(post, state="published")
    make.comment(post, state="published", parent=first)
    make.comment(post, state="waiting")
    make.post("lan", title="Về trà", body="Trà và **bánh**.", language="vi")
    return post


def state():
    """Every row of every table."""
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in Model.metadata.sorted_tables
    }


def members(path):
    with tarfile.open(path) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar.getmembers()}


def rewrite(path, changed):
    """The same backup with some members changed; None leaves one out."""
    held = members(path)
    with tarfile.open(path, "w") as tar:
        for name, body in (held | changed).items():
            if body is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                tar.addfile(entry, io.BytesIO(body))


def columns_at_first(folder):
    """The columns of each table under the first migration."""
    engine = create_engine(f"sqlite:///{folder / 'first.db'}")
    with engine.begin() as connection:
        made = migrations.config()
        made.attributes["connection"] = connection
        alembic.upgrade(made, "0001")
        told = inspect(connection)
        found = {name: {c["name"] for c in told.get_columns(name)} for name in told.get_table_names()}
    engine.dispose()
    return found


@pytest.fixture
def another(request, tmp_path):
    """Another database, of either kind: `another("postgresql")` gives its address, or nothing for a file in the folder."""
    made = []

    def make(kind):
        if kind == "sqlite":
            return ""
        server = request.getfixturevalue("postgres")
        made.append((server, server.new("void", lambda url: None, tmp_path)))
        return made[-1][1]

    yield make
    for server, url in made:
        server.drop(url)


@pytest.mark.both
@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_what_was_taken_from_either_database_is_the_same_in_either(command, elsewhere, network, another, into, tmp_path, build):
    file, folder, url = tmp_path / "all.backup", tmp_path / "new", another(into)
    before = state()
    assert command("backup", file).exit_code == 0

    said = elsewhere(folder, "restore", file, url=url)

    assert (said.exit_code, said.stderr) == (0, "")
    assert sorted(p.name for p in (folder / "media").rglob("*.webp")) == ["480.webp", "600.webp"]
    app = build(instance=folder, database_url=url, media_url="")
    with app.app_context():
        after = state()
        db.session.remove()
    assert after == before
    answer = app.test_client().get("/search/?q=lanterns")
    assert "On lamps" in answer.text
    take_down(app)
    assert elsewhere(folder, "database", "check", url=url).exit_code == 0
    # New ids begin after the old ones.
    written = elsewhere(folder, "accounts", "create", "new@example.org", "--name", "New", "--role", "reader", url=url)
    assert written.exit_code == 0


def test_it_is_of_one_instant_though_people_write(command, make, app, tmp_path):
    """Each comment has its change; a backup between the two would lack one."""
    post_id, stop = make.post().id, threading.Event()

    def write():
        with app.app_context():
            for number in itertools.count():
                if stop.is_set():
                    break
                make.comment(db.session.get_one(Post, post_id), f"The {number}th thought.", state="published")
            db.session.remove()

    def comments_now():
        db.session.rollback()
        return db.session.scalar(db.select(db.func.count(Comment.id)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = comments_now()
            assert command("backup", tmp_path / f"{number}.backup").exit_code == 0
            until(lambda before=before: comments_now() > before)
    finally:
        stop.set()
        writer.join()

    sizes = []
    for number in range(5):
        held = members(tmp_path / f"{number}.backup")
        rows = {
            n: [json.loads(line) for line in gzip.decompress(held[f"data/{n}.jsonl.gz"]).splitlines()]
            for n in ("comments", "posts", "changes")
        }
        published = [c for c in rows["comments"] if c["state"] == "published"]
        assert rows["posts"][0]["comments_count"] == len(published)
        assert len([c for c in rows["changes"] if c["kind"] == "comment.published"]) == len(published)
        sizes.append(len(published))
    assert sizes[-1] > sizes[0]


def test_a_network_with_something_in_it_is_given_up_only_when_told(command, elsewhere, network, tmp_path):
    file, folder = tmp_path / "all.backup", tmp_path / "new"
    command("backup", file)
    elsewhere(folder, "accounts", "create", "old@example.org", "--name", "Old", "--role", "reader")

    said = elsewhere(folder, "restore", file)
    assert said.exit_code == 2
    assert "--replace" in said.stderr
    assert "old@example.org" in elsewhere(folder, "accounts", "list").stdout

    assert elsewhere(folder, "restore", "--replace", file).exit_code == 0
    listed = elsewhere(folder, "accounts", "list").stdout
    assert "old@example.org" not in listed
    assert "stephen@example.org" in listed


def test_pictures_that_nobody_shows_any_more_go(command, elsewhere, network, tmp_path):
    file, folder = tmp_path / "all.backup", tmp_path / "new"
    command("backup", file)
    stray = folder / "media" / ("0" * 20) / "480.webp"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    theirs = folder / "media" / "letters" / "480.webp"
    theirs.parent.mkdir()
    theirs.write_bytes(b"x")

    elsewhere(folder, "restore", file)

    assert not stray.parent.exists()
    assert theirs.read_bytes() == b"x", "what is no picture of ours stays"


def _changed(member, change):
    """A damage: one member is changed, or taken away where nothing is left of it."""

    def damage(path):
        rewrite(path, {member: change(members(path)[member])})

    return damage


DAMAGES = {
    "cut off": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "something else": lambda path: path.write_bytes(b"Not a backup. " * 100),
    "a flipped bit": _changed("data/posts.jsonl.gz", lambda body: body[:-30] + bytes([body[-30] ^ 1]) + body[-29:]),
    "a table missing": _changed("data/comments.jsonl.gz", lambda body: None),
    "no list": _changed("manifest.json", lambda body: None),
    "an empty list": _changed("manifest.json", lambda body: b"{}"),
    "another format": _changed("manifest.json", lambda body: body.replace(b'"format": 2', b'"format": 9')),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_refused_before_anything_is_touched(command, elsewhere, network, tmp_path, damage):
    file, folder = tmp_path / "all.backup", tmp_path / "new"
    command("backup", file)
    elsewhere(folder, "accounts", "create", "old@example.org", "--name", "Old", "--role", "reader")
    damage(file)

    said = elsewhere(folder, "restore", "--replace", file)

    assert (said.exit_code, said.stderr.count("\n")) == (2, 1)
    assert "Nothing was changed" in said.stderr
    assert "old@example.org" in elsewhere(folder, "accounts", "list").stdout
    assert not (folder / "media").exists()


def test_a_member_that_would_leave_its_folder_is_refused(command, elsewhere, network, tmp_path):
    file = tmp_path / "all.backup"
    command("backup", file)
    held = members(file)
    told = json.loads(held.pop("manifest.json"))
    told["hashes"]["media/../../escaped"] = hashlib.sha256(b"x").hexdigest()
    with tarfile.open(file, "w") as tar:
        for name, body in (held | {"media/../../escaped": b"x", "manifest.json": json.dumps(told).encode()}).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            tar.addfile(entry, io.BytesIO(body))

    said = elsewhere(tmp_path / "new", "restore", file)

    assert said.exit_code == 2
    assert not (tmp_path / "escaped").exists()


def test_a_backup_of_a_later_version_is_refused(command, elsewhere, network, tmp_path):
    file = tmp_path / "all.backup"
    command("backup", file)
    told = json.loads(members(file)["manifest.json"]) | {"revision": "9999"}
    rewrite(file, {"manifest.json": json.dumps(told).encode()})

    said = elsewhere(tmp_path / "new", "restore", file)

    assert said.exit_code == 2
    assert "newer version" in said.stderr


@pytest.mark.both
def test_what_breaks_in_the_middle_leaves_all_as_it_was(command, elsewhere, network, another, tmp_path, database, monkeypatch):
    file, folder, url = tmp_path / "all.backup", tmp_path / "new", another(database.name)
    command("backup", file)
    elsewhere(folder, "accounts", "create", "old@example.org", "--name", "Old", "--role", "reader", url=url)
    from network.search import keeping

    class Killed(BaseException):
        """As a kill would: nothing of ours runs any more."""

    def killed(_post_id):
        raise Killed

    monkeypatch.setattr(keeping, "keep", killed)
    with pytest.raises(Killed):
        elsewhere(folder, "restore", "--replace", file, url=url)
    monkeypatch.undo()

    assert "old@example.org" in elsewhere(folder, "accounts", "list", url=url).stdout


def test_a_picture_whose_file_is_gone_is_told_and_the_rest_is_kept(command, elsewhere, network, app, tmp_path):
    file = tmp_path / "all.backup"
    gone = next(app.extensions["settings"].media_folder.rglob("480.webp"))
    gone.unlink()

    said = command("backup", file)

    assert said.exit_code == 1
    assert gone.parent.name in said.stderr
    assert elsewhere(tmp_path / "new", "restore", file).exit_code == 0


def test_pictures_go_from_a_folder_into_a_bucket_and_back(command, elsewhere, network, app, let_work, tmp_path):
    file, again = tmp_path / "all.backup", tmp_path / "again.backup"
    let_work()
    before = {name: app.extensions["media"].read(name) for name in app.extensions["media"].names()}
    assert {name.rpartition(".")[2] for name in before} == {"webp", "avif"}
    command("backup", file)

    with s3() as bucket:
        stray = Bucket(bucket)
        stray.put(f"{'f' * 20}/480.webp", b"RIFF")
        assert elsewhere(tmp_path / "new", "restore", file, media=bucket).exit_code == 0
        assert {name: stray.read(name) for name in stray.names()} == before
        assert not (tmp_path / "new" / "media").exists()
        assert elsewhere(tmp_path / "new", "backup", again, media=bucket).exit_code == 0
        others = stray._client.get_object(Bucket="pictures", Key="others/file.txt")
        assert others["Body"].read() == b"Not ours."
    assert elsewhere(tmp_path / "third", "restore", again).exit_code == 0

    folder = Folder(tmp_path / "third" / "media")
    assert {name: folder.read(name) for name in folder.names()} == before


def test_nothing_is_restored_beside_a_server(command, elsewhere, network, tmp_path):
    file, folder = tmp_path / "all.backup", tmp_path / "new"
    command("backup", file)
    held = lock.share(folder)
    try:
        assert elsewhere(folder, "restore", file).stderr == "A server runs here. Stop it, then restore.\n"
    finally:
        os.close(held)


def test_nothing_is_restored_while_somebody_has_the_database_open(command, elsewhere, network, tmp_path):
    file, folder = tmp_path / "all.backup", tmp_path / "new"
    command("backup", file)
    elsewhere(folder, "bloggers", "list")
    with closing(sqlite3.connect(folder / "network.db")) as other:
        other.execute("SELECT count(*) FROM posts").fetchone()

        said = elsewhere(folder, "restore", file)

    assert said.exit_code == 2
    assert "Somebody has the database open" in said.stderr


def _rows(held, table):
    return [json.loads(line) for line in gzip.decompress(held[f"data/{table}.jsonl.gz"]).splitlines()]


@pytest.mark.both
def test_a_backup_of_an_older_version_is_brought_up_to_date(command, elsewhere, network, another, tmp_path, database):
    """As it would have been under 0001: what later versions added is not in it."""
    file, url = tmp_path / "all.backup", another(database.name)
    command("backup", file)
    held = members(file)
    told = json.loads(held["manifest.json"]) | {"revision": "0001"}
    first = columns_at_first(tmp_path)
    changed = {}
    blogs = {row["id"]: row["blogger_id"] for row in _rows(held, "posts")}
    for table in list(told["tables"]):
        columns = first.get(table)
        member = f"data/{table}.jsonl.gz"
        if columns is None:
            told["tables"].pop(table)
            told["hashes"].pop(member)
            changed[member] = None
            continue
        rows = _rows(held, table)
        if table == "post_tags":  # Then, a topic of a post knew the blog.
            rows = [row | {"blogger_id": blogs[row["post_id"]]} for row in rows]
        body = "".join(json.dumps({n: v for n, v in row.items() if n in columns}) + "\n" for row in rows)
        changed[member] = gzip.compress(body.encode())
        told["hashes"][member] = hashlib.sha256(changed[member]).hexdigest()
    rewrite(file, changed | {"manifest.json": json.dumps(told).encode()})

    said = elsewhere(tmp_path / "new", "restore", file, url=url)

    assert (said.exit_code, said.stderr) == (0, "")
    assert elsewhere(tmp_path / "new", "database", "upgrade", url=url).stdout.endswith("already.\n")
    checked = elsewhere(tmp_path / "new", "database", "check", url=url).stdout
    assert "counts of posts: right" in checked
    assert "search index: right" in checked


@pytest.mark.parametrize("name", ["nowhere/all.backup", "."])
def test_a_place_that_cannot_be_written_is_told(command, cast, name, tmp_path):
    said = command("backup", tmp_path / name)

    assert (said.exit_code, said.stderr.count("\n")) == (2, 1)


def test_a_file_that_is_there_is_given_up_only_when_told(command, network, tmp_path):
    file = tmp_path / "all.backup"
    file.touch()
    assert command("backup", file).exit_code == 0
    before = file.read_bytes()

    said = command("backup", file)

    assert (said.exit_code, said.stderr.count("\n")) == (2, 1)
    assert "--overwrite" in said.stderr
    assert file.read_bytes() == before
    assert command("backup", file, "--overwrite").exit_code == 0


def test_a_backup_in_the_making_has_no_name(command, network, tmp_path, monkeypatch):
    from network.transfer.archive import Writer

    def broken(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writer, "picture", broken)
    folder = tmp_path / "out"
    folder.mkdir()

    said = command("backup", folder / "all.backup")

    assert (said.exit_code, said.stderr) == (2, "No space left on device.\n")
    assert list(folder.iterdir()) == []
