"""`network accounts`."""

import pytest

from network.accounts import actions, queries
from network.cli import COMMANDS, main, own_command

PASSWORD = "four ordinary words here"


@pytest.mark.both
def test_an_account_with_a_password_signs_in(command, site):
    made = command(
        "accounts",
        "create",
        "Ada@Example.org",
        "--name",
        "Ada Quist",
        "--role",
        "editor",
        "--password-stdin",
        given=PASSWORD + "\n",
    )

    assert (made.exit_code, made.stderr) == (0, "")
    assert queries.by_email("ada@example.org").role == "editor"
    page = site.get("/sign-in/").form("Sign in").fill(email="ada@example.org", password=PASSWORD).send()
    assert page.status == 303


def test_without_a_password_the_link_lets_one_be_chosen(command, site):
    said = command("accounts", "create", "ada@example.org", "--name", "Ada Quist", "--role", "author").stdout

    link = said.split()[-1]
    assert "within 7 days" in said
    assert queries.by_email("ada@example.org").state == "invited"
    site.get(link.removeprefix("http://127.0.0.1:8000"), status=200)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ada", "--name", "Ada", "--role", "author"), "“ada” is not an email address. Write it as name@example.org."),
        (("ada@example.org", "--name", "Ada", "--role", "king"), "“king” is not a role."),
        (("ada@example.org", "--name", " ", "--role", "author"), "An account needs a name."),
        (("ada@example.org", "--role", "author"), "Missing option '--name'."),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_2(command, words, sentence):
    said = command("accounts", "create", *words)

    assert said.exit_code == 2
    assert said.stderr.startswith(sentence)
    assert said.stderr.count("\n") == 1
    assert said.stdout == ""


def test_a_weak_password_is_refused(command):
    said = command(
        "accounts", "create", "ada@example.org", "--name", "Ada", "--role", "author", "--password-stdin", given="short\n"
    )

    assert (said.exit_code, queries.by_email("ada@example.org")) == (2, None)
    assert "at least 12 characters" in said.stderr


def test_the_list_is_for_programs_too(command, cast):
    rows = [line.split("\t") for line in command("accounts", "list").stdout.splitlines()]

    assert [cast.stephen.email, "Stephen Hale", "author", "active"] in rows
    assert [cast.suspended.email, "Sven Aho", "author", "suspended"] in rows


def test_suspending_closes_the_sign_in_and_lifting_opens_it(command, cast):
    assert command("accounts", "suspend", cast.stephen.email, "--reason", "On leave").exit_code == 0
    assert cast.stephen.account.state == "suspended"

    command("accounts", "suspend", cast.stephen.email, "--lift")

    assert cast.stephen.account.state == "active"


def test_an_ended_account_is_over(command, cast):
    command("accounts", "end", cast.lan.email)

    assert cast.lan.account.state == "ended"
    assert command("accounts", "reset-password", cast.lan.email).exit_code == 2


def test_the_only_administrator_stays(command, cast):
    said = command("accounts", "end", cast.administrator.email)

    assert said.exit_code == 2
    assert "only administrator" in said.stderr


def test_a_reset_password_signs_in_and_every_act_is_written_down(command, cast):
    command("accounts", "reset-password", cast.reader.email, "--password-stdin", given=PASSWORD)

    assert actions.password_is_right(cast.reader.account, PASSWORD)
    assert [(e.who, e.act, e.subject) for e in queries.audit_entries(1)] == [
        ("network accounts", "password reset", cast.reader.email)
    ]


def test_nobody_is_nobody(command):
    assert command("accounts", "suspend", "no@example.org").stderr == "There is no account for no@example.org.\n"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_is_for(command, name):
    said = command(name, "--help")

    assert (said.exit_code, said.stderr) == (0, "")
    for below in getattr(own_command(name), "commands", {}):
        assert command(name, below, "--help").exit_code == 0


def test_flask_s_own_commands_are_there_too(command):
    said = command("--help").stdout

    assert {"routes", "shell", "accounts", "serve"} <= {line.split()[0] for line in said.splitlines() if line.startswith("  ")}
    assert main.name == "network"
