"""Asking an application, and timing it beside others in one run: on a busy machine only such ratios hold."""

import time
from collections.abc import Callable, Mapping

from flask import Flask
from werkzeug.test import EnvironBuilder

from network import serve

ROUNDS = 150


def ask(app: Flask, address: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    """An answer, straight from WSGI: status, headers, body."""
    told = {"Host": "localhost", "Accept-Encoding": "gzip"} | {k.replace("_", "-"): v for k, v in headers.items()}
    heard: list[tuple[str, dict[str, str]]] = []
    environ = EnvironBuilder(path=address, headers=list(told.items())).get_environ()
    chunks = app(environ, lambda status, named, _why=None: heard.append((status, dict(named))))  # type: ignore[arg-type]
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    return *heard[0], body


def asking(app: Flask, address: str) -> Callable[[], object]:
    """A function that asks, made ready beforehand, so that the asking is measured alone."""
    environ = EnvironBuilder(path=address, headers=[("Host", "localhost"), ("Accept-Encoding", "gzip")]).get_environ()
    status, _headers, _body = ask(app, address)
    if not status.startswith("200"):
        raise SystemExit(f"{address} answers {status}")

    def once() -> None:
        chunks = app(dict(environ), lambda *_told: None)  # type: ignore[arg-type]
        b"".join(chunks)
        getattr(chunks, "close", lambda: None)()

    return once


def cpu(cases: Mapping[str, Callable[[], object]], rounds: int = ROUNDS, each: int = 3) -> dict[str, float]:
    """Milliseconds of CPU that each takes: the best of many short turns, with memory settled as when serving."""
    for case in cases.values():
        for _ in range(10):
            case()
    serve.settle()
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(rounds):
        for name, case in cases.items():
            began = time.thread_time()
            for _ in range(each):
                case()
            best[name] = min(best[name], (time.thread_time() - began) / each * 1000)
    return best
