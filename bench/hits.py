"""A page from the page cache over HTTP, beside a bare WSGI answer of the same bytes on the same server, and beside nginx."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from psutil import Process

from bench import networks
from bench.measure import ask, cpu
from bench.processes import cpu_seconds, free_port, running
from bench.table import Figure, at_least
from network import serve

Server = tuple[str, int, AbstractContextManager[Process] | None]
_TURNS, _SECONDS, _READERS = 8, 1, 16
_SERVER, _READER = 0, 1  # cores

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 256; }}
http {{
  access_log off; gzip_static always; default_type text/html; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def figures() -> Iterator[Figure]:
    network = networks.demonstration()
    yield from _in_process(network)
    if shutil.which("wrk") is None or len(os.sched_getaffinity(0)) < 2:
        yield Figure("over HTTP (left out: needs wrk and two cores; Debian: apt install wrk)", "")
        return
    with TemporaryDirectory(prefix="network-bench-") as name, ExitStack() as block:
        folder = Path(name)
        folder.chmod(0o755)
        headers, body = _answer(network)
        (folder / "index.html.gz").write_bytes(body)
        (folder / "index.html").write_bytes(gzip.decompress(body))
        (folder / "headers.json").write_text(json.dumps([(n, v) for n, v in headers.items()]))
        servers = {
            who: (port, block.enter_context(server))
            for who, port, server in (_ours(network), _bare(folder), _nginx(folder))
            if server is not None
        }
        best = dict.fromkeys(servers, 0.0)
        for _ in range(_TURNS):
            for who, (port, tree) in servers.items():
                best[who] = max(best[who], _requests_a_second(port, tree))
    yield Figure("page cache, requests a second of the server's CPU", f"{best['ours']:,.0f}")
    yield Figure("bare WSGI answer of the same bytes, same server", f"{best['bare']:,.0f}")
    yield at_least("page cache beside the bare answer", best["ours"] / best["bare"], 0.85)
    if "nginx" in best:
        yield Figure("nginx, the same bytes from a file", f"{best['nginx']:,.0f}")
        yield Figure("page cache beside nginx", f"{best['ours'] / best['nginx']:.2f}")
    else:
        yield Figure("nginx (left out: not installed; Debian: apt install nginx-light)", "")


def _in_process(network: Path) -> Iterator[Figure]:
    """The page cache alone, without a server."""
    app = networks.of(network, page_cache_mb=16)
    ask(app, "/")
    environ = _environ()
    headers, body = _answer(network)
    listed, whole = list(headers.items()), [body]

    def bare(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", listed)
        return whole

    def many(application: Any) -> Callable[[], None]:
        def turn() -> None:
            for _ in range(1000):
                application(environ, _heard)

        return turn

    took = cpu({"ours": many(app.wsgi_app), "bare": many(bare)}, rounds=30, each=1)
    yield Figure("page cache, a hit without a server", f"{took['ours'] - took['bare']:.2f} µs")


def _heard(_status: str, _headers: list[tuple[str, str]], _why: Any = None) -> None:
    pass


def _environ() -> dict[str, Any]:
    from werkzeug.test import EnvironBuilder

    return EnvironBuilder(path="/", headers=[("Host", "localhost"), ("Accept-Encoding", "gzip")]).get_environ()


def _answer(network: Path) -> tuple[dict[str, str], bytes]:
    """The front page as it is served."""
    _status, headers, body = ask(networks.of(network, page_cache_mb=16), "/")
    return headers, body


def _ours(network: Path) -> Server:
    port = free_port()
    command = [Path(sys.executable).with_name("network"), "serve", "--workers", 1, "--port", port]
    return "ours", port, running(command, port, _SERVER, NETWORK_INSTANCE=network)


def _bare(folder: Path) -> Server:
    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", 1, "--http", 1, "--no-ws"]
    command = [*granian, "--blocking-threads", serve.THREADS, "--port", port, "--log-level", "error", "bench.same_bytes:app"]
    return "bare", port, running(command, port, _SERVER, BENCH_ANSWER=folder)


def _nginx(folder: Path) -> Server:
    if not shutil.which("nginx"):
        return "nginx", 0, None
    port, configuration = free_port(), folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port))
    return "nginx", port, running(["nginx", "-p", folder, "-c", configuration], port, _SERVER)


def _requests_a_second(port: int, tree: Process) -> float:
    """Requests that a second of the server's CPU answers, which other work on the machine disturbs least."""
    load = ["wrk", "-t1", f"-c{_READERS}", f"-d{_SECONDS}s", "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}/"]
    began = cpu_seconds(tree)
    told = subprocess.run(
        load, check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, {_READER})
    ).stdout
    found = re.search(r"(\d+) requests in", told)
    if found is None or "Non-2xx" in told:
        raise SystemExit(f"The load cannot be made: {told}")
    return int(found[1]) / (cpu_seconds(tree) - began)
