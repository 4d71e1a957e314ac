"""What others made and we serve is what it says it is."""

import hashlib
import json

from tests.support.processes import ROOT

FOLDERS = sorted(path.parent for path in (ROOT / "static" / "vendor").glob("*/SHA256SUMS"))


def test_each_file_of_others_has_its_sum_and_its_licence() -> None:
    assert [folder.name for folder in FOLDERS] == sorted(path.name for path in (ROOT / "static" / "vendor").iterdir())
    for folder in FOLDERS:
        told = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
        there = {path.name: path for path in folder.iterdir() if path.name != "SHA256SUMS"}
        assert told == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
        assert "LICENSES.txt" in there


def test_the_licences_name_the_versions_that_are_asked_for() -> None:
    wanted = json.loads((ROOT / "tools" / "editor" / "package.json").read_text())["devDependencies"]
    licences = (ROOT / "static" / "vendor" / "prosemirror" / "LICENSES.txt").read_text()
    for name, version in wanted.items():
        assert name == "esbuild" or f"{name} {version} (MIT)" in licences
