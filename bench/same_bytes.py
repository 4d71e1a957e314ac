"""A bare WSGI answer: the bytes of a page, whoever asks. `granian --interface wsgi bench.same_bytes:app` serves it."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

_folder = Path(os.environ["BENCH_ANSWER"])
_headers = [(name, value) for name, value in json.loads((_folder / "headers.json").read_text())]
_body = [(_folder / "index.html.gz").read_bytes()]


def app(_environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", _headers)
    return _body
