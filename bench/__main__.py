"""`python -m bench` prints all figures; `python -m bench questions weight` prints some. `make bench` is the first."""

import importlib
import os
import platform
import sys
from pathlib import Path

from bench.table import show

PARTS = {
    "questions": "Questions to the database, for each kind of page",
    "front_page": "One front page of 20 posts, not cached: server CPU",
    "growth": "The same pages of a small and of a large network",
    "plans": "Lists that sort more than they show",
    "hits": "A page from the page cache, over HTTP",
    "weight": "Bytes that a reader fetches",
    "writing": "The writing page: typing and bytes",
    "pictures": "A picture of 24 million pixels",
    "serving": "`network serve` as a whole",
    "durability": "What a commit costs that survives a loss of power",
}


def main(asked: list[str]) -> None:
    if unknown := [name for name in asked if name not in PARTS]:
        raise SystemExit(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
    print(machine())
    for name, title in PARTS.items():
        if not asked or name in asked:
            show(title, importlib.import_module(f"bench.{name}").figures())


def machine() -> str:
    """What this was measured on, and how busy it was."""
    model = platform.processor() or platform.machine()
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpuinfo.exists():
        told = dict(line.split("\t: ", 1) for line in cpuinfo.read_text().splitlines() if "\t: " in line)
        model = next((told[key].strip() for key in told if key.startswith("model name")), model)
    memory = f", {int(meminfo.read_text().split()[1]) / 2**20:.0f} GiB" if meminfo.exists() else ""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} × {model}{memory}, {platform.system()}, Python {platform.python_version()}{load}"


if __name__ == "__main__":
    main(sys.argv[1:])
