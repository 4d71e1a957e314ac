"""Sees to a Chromium for the tests that look at pages as people do; says plainly what is left out where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    if found() or (_from_debian() and found()) or (_from_playwright() and found()):
        return 0
    print("No Chromium is to be had here, so the tests in tests/browser/ are left out. On Debian: apt-get install chromium.")
    return 1 if os.environ.get("CI") == "true" else 0


def found() -> str | None:
    """The Chromium that `CHROMIUM` names, else one of this machine, else Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _from_debian() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Getting Chromium from Debian's packages …")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"]
    return _runs(["apt-get", "update"], quietly=True) and _runs(install, quietly=True)


def _from_playwright() -> bool:
    print("Getting Playwright's own Chromium …")
    return _runs([sys.executable, "-m", "playwright", "install", "chromium", "chromium-headless-shell"], quietly=False)


def _runs(command: list[str], *, quietly: bool) -> bool:
    where = subprocess.DEVNULL if quietly else None
    told = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, stdout=where, stderr=where, env=told).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
