"""What is written about settings and running it is true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from network.base.settings import Settings
from network.cli import COMMANDS
from tools import write_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def test_the_page_of_settings_is_that_of_the_code():
    assert write_settings.PAGE.read_text("utf-8") == write_settings.text(), "Write it anew: python -m tools.write_settings"


def test_the_way_to_the_public_names_settings_and_commands_that_exist():
    words = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / "deploy.md", *DEPLOY.iterdir()))

    known = {f"NETWORK_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(re.findall(r"NETWORK_[A-Z_]+", words)) <= known
    named = {
        name for name in re.findall(r"(?:`|bin/|run )network ([a-z]+)|^ +run ([a-z]+)", words, re.M) for name in name if name
    }
    assert named <= set(COMMANDS)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here to ask")
def test_systemd_takes_the_units(tmp_path):
    for unit in DEPLOY.glob("network*.*"):
        where = str(Path(sys.executable).parent)
        (tmp_path / unit.name).write_text(
            unit.read_text().replace("/opt/network/.venv/bin", where).replace("/network ", "/python ")
        )

    said = subprocess.run(["systemd-analyze", "verify", *tmp_path.iterdir()], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="no nginx here to ask")
def test_nginx_takes_its_configuration(tmp_path):
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=blogs.example", "-days", "1"]
    subprocess.run([*make, "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/network", str(tmp_path))
    (tmp_path / "site.conf").write_text(re.sub(r"listen (\[::\]:)?(80|443)", r"listen \g<1>1\g<2>", site))
    main = f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ access_log off; include {tmp_path}/site.conf; }}\n"
    (tmp_path / "nginx.conf").write_text(main)

    said = subprocess.run(
        ["nginx", "-t", "-e", tmp_path / "log", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
    )

    assert said.returncode == 0, said.stderr
