"""What no file of the house may say."""

import re
import subprocess

import pytest
from flask import Flask

from network.base.text import HANDLE, RESERVED
from tests.support.processes import ROOT

TEXT = {
    ".py",
    ".html",
    ".md",
    ".toml",
    ".css",
    ".js",
    ".txt",
    ".lock",
    ".yaml",
    ".yml",
    ".cfg",
    ".ini",
    ".mako",
    ".sh",
    ".po",
    ".tsv",
    "",
}


def ours() -> list[str]:
    """Every file that is kept in the repository, or is about to be."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if asked.returncode:
        pytest.skip("this is no checkout, so its files are not known")
    return [name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    return [(name, (ROOT / name).read_text("utf-8")) for name in ours() if (ROOT / name).suffix in TEXT and "/data/" not in name]


def test_no_file_names_a_registry_or_a_machine() -> None:
    registry = r"(?i:https?://[^\s/\"']*(?:pypi|pythonhosted|npmjs|registry|jfrog|nexus|artifactory|mirror)[^\s\"']*)"
    strange = re.compile(registry + r"|/root/|/home/[a-z]+/|/work/|/Users/")
    for name, text in texts():
        if name != "tests/house/test_files.py":
            found = strange.search(text)
            assert not found, f"{name} names {found and found[0]}"


def test_nothing_is_left_undone() -> None:
    undone = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|[Cc]oming soon|[Ll]orem ipsum|not implemented yet")
    for name, text in texts():
        if name != "tests/house/test_files.py" and not name.endswith((".lock", "LICENSE")):
            for line in text.splitlines():
                assert not undone.search(line), f"{name}: {line.strip()[:100]}"


def test_markup_is_made_in_one_place() -> None:
    """`Markup` marks text as safe; what people wrote is made safe in base/html.py alone."""
    for name, text in texts():
        if name.startswith("network/") and name.endswith(".py") and name != "network/base/html.py":
            assert not re.search(r"\bMarkup\s*\(", text), name


def test_only_settings_read_the_environment() -> None:
    for name, text in texts():
        if name.startswith("network/") and name.endswith(".py") and name != "network/base/settings.py":
            assert not re.search(r"os\.environ\b(?!\s*\|)|os\.getenv", text), name


def test_only_the_clock_tells_the_time() -> None:
    """So that one place knows that it is aware and in UTC."""
    for name, text in texts():
        if name.startswith("network/") and name.endswith(".py") and name != "network/base/clock.py":
            assert not re.search(r"datetime\.(now|utcnow|today)\(|\bdate\.today\(", text), name


def test_styles_and_scripts_reach_out_to_nobody() -> None:
    for name, text in texts():
        if name.startswith("static/") and name.endswith((".css", ".js", ".svg")):
            bare = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.S | re.M)
            for found in re.findall(
                r"url\(\s*['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)|(?:from|import)\s*\(?['\"]([^'\"]+)", bare
            ):
                address = "".join(found)
                assert not re.match(r"(?:[a-z]+:)?//", address), f"{name} reaches out to {address}"
            if name.endswith(".js") and not name.startswith("static/vendor/"):
                assert not re.search(r"\beval\(|new Function\(|innerHTML\s*=|document\.write|\.style\.cssText", bare), name


def test_styles_name_files_that_are_there() -> None:
    for name, text in texts():
        if name.startswith("static/css/"):
            for address in re.findall(r"url\(\s*['\"]?([^)'\"#]+)", text):
                if not address.startswith("data:"):
                    assert (ROOT / name).parent.joinpath(address).resolve().is_file(), f"{name}: {address}"


def test_scripts_import_each_other_by_relative_path() -> None:
    for name, text in texts():
        if name.startswith("static/js/"):
            for address in re.findall(r"^\s*import\s[^'\"]*['\"]([^'\"]+)", text, flags=re.M):
                assert address.startswith(("./", "../")), f"{name} imports {address}"
                assert (ROOT / name).parent.joinpath(address).is_file(), f"{name} imports {address}"


def test_no_handle_can_take_a_place_of_the_networks_own(app: Flask) -> None:
    """Every first segment of an address is reserved, and so are those kept for later."""
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    plain = {first for first in firsts if HANDLE.fullmatch(first)}
    pages = {"about", "comment-policy", "privacy", "accessibility"}
    later = set("static media account desk admin moderation records hub micropub inbox users nodeinfo api ap".split())
    later |= set("feed.rss feed.atom feed.json sw.js favicon.ico sign-in sign-out follow you".split())

    assert plain | pages | later <= RESERVED


def test_a_file_is_not_too_long_to_read() -> None:
    long = {name: text.count("\n") for name, text in texts() if name.startswith("network/") and name.endswith(".py")}

    assert {name: lines for name, lines in long.items() if lines > 560} == {}


def test_each_module_says_what_it_is() -> None:
    for name, text in texts():
        if name.startswith(("network/", "tests/", "tools/", "bench/")) and name.endswith(".py") and text.strip():
            assert re.match(r'(#!.*\n)?("""|r""")', text), f"{name} has no docstring"
