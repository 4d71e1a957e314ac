"""Rooms stand in one order, and nothing reaches upward: not code, not templates, not styles."""

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from jinja2 import Environment, meta, nodes

from network.app import ROOMS
from network.base.web import Room
from tests.support.processes import ROOT

ORDER = (
    "shared base accounts media places bloggers posts comments search feeds clearance desk remote "
    "conversations transfer admin demo"
).split()
FILES = "changes models selection queries access actions tasks listeners views cli".split()
TEMPLATES = ROOT / "templates"


def test_a_room_imports_only_rooms_before_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)

    result = lint_imports(cache_dir=None)

    assert result == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_ground_knows_no_room() -> None:
    """Said once more without the linter, so that a slip in its settings is seen."""
    for path in (ROOT / "network" / "base").rglob("*.py"):
        for module in imported(path):
            assert not module.startswith("network.") or module.startswith("network.base"), f"{path.name} imports {module}"


def test_no_import_hides_in_a_function_to_reach_upward() -> None:
    rooms = [room for room in ORDER[1:] if (ROOT / "network" / room).is_dir()]
    for number, room in enumerate(rooms):
        for path in (ROOT / "network" / room).rglob("*.py"):
            for module in imported(path):
                parts = module.split(".")
                if parts[0] == "network" and len(parts) > 1:
                    assert parts[1] in rooms[: number + 1], f"{path.relative_to(ROOT)} imports {module}"


def test_a_file_imports_only_files_before_it_in_its_room() -> None:
    for room in (room for room in ORDER[2:] if (ROOT / "network" / room).is_dir()):
        for path in (ROOT / "network" / room).glob("*.py"):
            if path.stem in FILES:
                for module in imported(path):
                    own = module.removeprefix(f"network.{room}.").split(".")[0]
                    if module.startswith(f"network.{room}.") and own in FILES:
                        assert FILES.index(own) <= FILES.index(path.stem), f"{path.relative_to(ROOT)} imports {module}"


def imported(path: Path) -> set[str]:
    """Every module that a file names, in functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_queries_and_actions_know_no_request() -> None:
    """What is asked and what is done can be asked and done by a command and a task as well."""
    for path in (ROOT / "network").rglob("*.py"):
        if path.stem in ("models", "queries", "actions", "changes", "access"):
            names = imported(path)
            assert not names & {"flask.request", "flask.flash", "flask.render_template", "flask.session"}, path.relative_to(ROOT)


def test_a_query_writes_nothing_and_an_action_commits_nothing() -> None:
    for path in (ROOT / "network").rglob("*.py"):
        text = path.read_text("utf-8")
        if path.stem == "queries":
            assert not re.search(r"session\.(add|delete|flush|commit)|\btransaction\(", text), path.relative_to(ROOT)
        if path.parent.name != "base":
            assert "session.commit(" not in text, path.relative_to(ROOT)


def test_every_room_says_in_a_sentence_what_it_is_for() -> None:
    for path in (ROOT / "network").glob("*/__init__.py"):
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), path.parent.name


def test_routes_are_those_of_rooms() -> None:
    """Only a Room asks whether somebody may come in."""
    assert all(isinstance(module.room, Room) for module in ROOMS)
    for path in (ROOT / "network").rglob("*.py"):
        if path.name != "web.py":
            assert not re.search(r"@app\.(route|get|post)\b|\bBlueprint\(|add_url_rule\(", path.read_text("utf-8")), path


# -- templates -----------------------------------------------------------------------------------------------------------

environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
every_template = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))


def parsed(name: str) -> nodes.Template:
    return environment.parse((TEMPLATES / name).read_text("utf-8"), name)


@pytest.mark.parametrize("name", every_template)
def test_a_template_compiles_and_leans_only_downward(name: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue("app")
    app.jinja_env.get_template(name)

    room = name.partition("/")[0]
    assert room in ORDER, f"there is no room {room}"
    for other in meta.find_referenced_templates(parsed(name)):
        if other is not None:
            assert (TEMPLATES / other).is_file(), f"{name} wants {other}"
            assert ORDER.index(other.partition("/")[0]) <= ORDER.index(room), f"{name} leans upward on {other}"


@pytest.mark.parametrize("name", every_template)
def test_a_template_names_routes_that_exist(name: str, request: pytest.FixtureRequest) -> None:
    app = request.getfixturevalue("app")
    for call in parsed(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and isinstance(call.args[0], nodes.Const):
            endpoint = call.args[0].value
            assert endpoint in app.view_functions, f"{name}: {endpoint}"
            given = {keyword.key for keyword in call.kwargs}
            rules = list(app.url_map.iter_rules(endpoint))
            assert call.dyn_kwargs or any(rule.arguments <= given for rule in rules), (
                f"{name}: {endpoint} wants more than {given}"
            )


@pytest.mark.parametrize("name", every_template)
def test_a_template_marks_nothing_safe_and_asks_nothing(name: str) -> None:
    tree = parsed(name)
    text = (TEMPLATES / name).read_text("utf-8")

    assert "safe" not in {node.name for node in tree.find_all(nodes.Filter)}, "what is markup comes from base/html.py"
    assert not re.search(r"\{%-?\s*autoescape", text)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)|javascript:", text)
    assert "db.session" not in text
    assert ".query" not in text or name.startswith("conversations/"), "a template asks no database"


def test_every_file_that_a_template_shows_is_there() -> None:
    for name in every_template:
        for call in parsed(name).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "static_url" and isinstance(call.args[0], nodes.Const):
                assert (ROOT / "static" / call.args[0].value).is_file(), f"{name}: {call.args[0].value}"
