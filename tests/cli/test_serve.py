"""`network serve`: real processes that are told to stop, or killed."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from network.base.clock import local, now
from network.base.database import db, transaction
from network.posts import actions as posts
from network.posts import queries as posts_found
from network.posts.addresses import path_of
from tests.cli.serving import is_alive, kill, launch, run, serving, until
from tests.support.processes import ROOT

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="children are found through /proc")

# The first time that it is told of a comment, this listener takes for ever; a lease lasts for a blink.
SLOW_LISTENER = """
import datetime, os, pathlib, time
from network.base import changes
from network.base.clock import local, now
from network.base.database import db, transaction
from network.posts import actions as posts
from network.posts import queries as posts_found
from sqlalchemy import text
changes.LEASE = datetime.timedelta(seconds=0.2)

@changes.listens_to("comment.sent")
def write_down(news):
    db.session.execute(text("INSERT INTO site_settings (name, value) VALUES ('heard-' || :n, 'yes')"), {"n": news.id})
    begun = pathlib.Path(os.environ["NETWORK_INSTANCE"]) / "begun"
    if not begun.exists():
        begun.write_text("x")
        time.sleep(100)

from network.cli import main
main()
"""


@pytest.fixture
def instance(app, make, tmp_path):
    """A folder with a blog and a post on it."""
    address = path_of(make.post(title="On lamps", body="The lamps are lit at six."))
    (tmp_path / "address").write_text(address)
    db.session.remove()
    return tmp_path


def comment(served, instance, words):
    """Send a comment on the post; gives the status."""
    return served.post(
        (instance / "address").read_text() + "comments/", author_name="Ben", author_email="ben@example.org", body=words
    )[0]


def ask(instance, sql):
    """Read the database beside the server."""
    with closing(sqlite3.connect(f"file:{instance / 'network.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_it_says_where_it_is_and_how_to_sign_in(instance):
    with serving(instance) as served:
        assert f"http://127.0.0.1:{served.port}/sign-in/" in served.words
        assert served.get("/readyz") == (200, "ready\n")
        assert "The lamps are lit at six." in served.get((instance / "address").read_text())[1]


def test_commands_know_where_it_is_for_as_long_as_it_runs(instance):
    words = ("accounts", "create", "ada@example.org", "--name", "Ada", "--role", "author")
    with serving(instance) as served:
        assert f"http://127.0.0.1:{served.port}/invitation/" in run(instance, *words)[1]
        public = run(instance, "accounts", "reset-password", "ada@example.org", NETWORK_BASE_URL="https://blogs.example")[1]
        assert "https://blogs.example/invitation/" in public

    assert "http://127.0.0.1:8000/" in run(instance, "accounts", "reset-password", "ada@example.org")[1]


def test_an_empty_folder_becomes_a_network(tmp_path):
    with serving(tmp_path / "new") as served:
        assert "network accounts create" in served.words
        assert served.get("/")[0] == 200


def test_told_to_stop_it_leaves_nobody_behind(instance):
    with serving(instance, "--workers", "2") as served:
        until(lambda: sorted(served.children.values()) == ["tasks", "web", "web"])
        children = served.children

        served.process.send_signal(signal.SIGTERM)

        assert served.process.wait(20) == 0
        assert not any(is_alive(pid) for pid in children)


def test_a_request_at_hand_is_answered_before_it_stops(instance):
    body = "author_name=Ben&author_email=ben%40example.org&body=Who+lights+them%3F"
    with serving(instance, "--workers", "1") as served:
        line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        line.putrequest("POST", (instance / "address").read_text() + "comments/")
        line.putheader("Content-Type", "application/x-www-form-urlencoded")
        line.putheader("Content-Length", str(len(body)))
        line.endheaders(body[:20].encode())
        time.sleep(0.5)

        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        line.send(body[20:].encode())

        assert line.getresponse().status == 303
        line.close()
        assert served.process.wait(20) == 0
    assert ask(instance, "SELECT source FROM comments") == [("Who lights them?",)]


def test_what_is_planned_comes_out_within_two_seconds_in_all_processes(instance, cast, make):
    post_id = make.draft(by="hale", title="Planned").id
    db.session.remove()
    with serving(instance, "--workers", "2") as served:
        assert "Planned" not in served.get("/")[1]
        plan = now() + timedelta(seconds=4)
        plan += timedelta(seconds=6 if plan.second < 4 else 0)  # The sweep of each full minute shall not be what brings it.
        with transaction():
            posts.schedule(posts_found.find(post_id), local(plan, "Europe/London").replace(tzinfo=None))
        until(lambda: now() >= plan)

        until(lambda: all("Planned" in served.get("/")[1] for _ in range(8)), seconds=2)


def test_a_killed_web_process_is_replaced_and_nothing_is_half_written(instance):
    answered, stop = [], threading.Event()

    def write(served, name):
        number = 0
        while not stop.is_set():
            number += 1
            words = f"Comment {name}.{number}"
            try:
                if comment(served, instance, words) == 303:
                    answered.append(words)
            except (OSError, http.client.HTTPException):
                pass

    with serving(instance, "--workers", "2") as served:
        writers = [threading.Thread(target=write, args=(served, name)) for name in range(3)]
        for writer in writers:
            writer.start()
        until(lambda: len(answered) > 5)
        at = len(answered)
        kill(served.child("web"))
        until(lambda: len(answered) > at + 10)
        stop.set()
        for writer in writers:
            writer.join()
        until(lambda: sorted(served.children.values()) == ["tasks", "web", "web"])
        assert served.get("/healthz")[0] == 200

    kept = {source for (source,) in ask(instance, "SELECT source FROM comments")}
    assert set(answered) <= kept
    assert ask(instance, "PRAGMA integrity_check") == [("ok",)]
    told = "SELECT subject_id FROM changes WHERE kind = 'comment.sent'"
    assert ask(instance, f"SELECT id FROM comments WHERE id NOT IN ({told})") == []
    assert run(instance, "database", "check")[0] == 0


def test_a_task_whose_worker_is_killed_is_done_by_the_next(instance):
    heard = "SELECT count(*) FROM site_settings WHERE name LIKE 'heard-%'"
    with serving(instance, "--workers", "1", program=SLOW_LISTENER) as served:
        assert comment(served, instance, "Who lights them?") == 303
        until((instance / "begun").exists)
        first = served.child("tasks")
        assert ask(instance, heard) == [(0,)]

        kill(first)

        until(lambda: ask(instance, heard) == [(1,)], seconds=70)
        assert served.child("tasks") != first
        assert ask(instance, "SELECT attempts, trouble FROM change_deliveries WHERE listener LIKE '%write_down'") == [(2, None)]


def test_a_task_at_hand_is_finished_before_it_stops(instance):
    finishing = SLOW_LISTENER.replace("time.sleep(100)", "time.sleep(3)").replace("seconds=0.2", "seconds=60")
    with serving(instance, "--workers", "1", program=finishing) as served:
        comment(served, instance, "Who lights them?")
        until((instance / "begun").exists)

        served.process.send_signal(signal.SIGTERM)

        assert served.process.wait(20) == 0
    assert ask(instance, "SELECT count(*) FROM site_settings WHERE name LIKE 'heard-%'") == [(1,)]


def test_nobody_outlives_a_killed_parent(instance):
    with serving(instance, "--workers", "2") as served:
        children = list(served.children)

        kill(served.process.pid)

        until(lambda: not any(is_alive(pid) for pid in children))


def test_a_port_that_is_taken_is_told_in_a_sentence(instance):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, said = run(instance, "serve", "--port", str(port))

    assert code == 2
    assert said == f"Port {port} on 127.0.0.1 cannot be used (Address already in use). Choose another with --port.\n"


def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")

    code, said = run(tmp_path / "file" / "instance", "serve", "--port", "0")

    assert (code, said.count("\n")) == (2, 1)


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(tmp_path):
    (tmp_path / "network.db").write_text("This is no database, and was none ever. " * 100)
    nobody = "postgresql://127.0.0.1:1/network"

    for settings in ({}, {"NETWORK_DATABASE_URL": nobody}):
        for words in (("serve", "--port", "0"), ("accounts", "list")):
            code, said = run(tmp_path, *words, **settings)
            assert (code, said.count("\n")) == (2, 1), said
            assert said.startswith("The database cannot do this: ")
        code, said = run(tmp_path, "check", **settings)
        assert (code, "The database cannot be reached" in said) == (1, True)


def test_a_database_of_another_version_is_told_in_a_sentence(instance):
    with closing(sqlite3.connect(instance / "network.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    code, said = run(instance, "serve", "--port", "0")

    assert (code, said) == (2, "The database was written by another version of the program than this one.\n")


def test_settings_that_cannot_be_are_told_in_a_sentence(instance):
    code, said = run(instance, "serve", "--port", "0", NETWORK_POSTS_PER_PAGE="many")

    assert (code, said.count("\n")) == (2, 1)
    assert "NETWORK_POSTS_PER_PAGE" in said


def test_another_wsgi_server_serves_it_too(instance):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--no-control-socket",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "network:create_app()",
        ],
        cwd=ROOT,
        env=os.environ | {"NETWORK_INSTANCE": str(instance)},
        stderr=subprocess.DEVNULL,
    )
    try:

        def answers():
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                line.request("GET", "/")
                return line.getresponse().status == 200
            finally:
                line.close()

        until(answers)
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.both
def test_it_serves_from_either_database(database_url, tmp_path):
    with serving(tmp_path / "served", NETWORK_DATABASE_URL=database_url) as served:
        assert served.get("/readyz") == (200, "ready\n")
        assert served.get("/")[0] == 200


def test_flask_finds_the_same_commands(instance):
    program = "import sys; sys.argv = ['flask', '--app', 'network', *sys.argv[1:]]; from flask.cli import main; main()"
    process = launch(instance, "accounts", "list", program=program)

    assert process.communicate(timeout=60)[0].startswith("administrator@example.org\tAda Quist")
    refused = launch(instance, "accounts", "end", "no@example.org", program=program)
    assert refused.communicate(timeout=60)[0] == "There is no account for no@example.org.\n"
    assert refused.returncode == 2
