"""A picture of 24 million pixels: what the request makes of it, and what the task worker makes later."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

from bench.table import Figure, at_most

_CODE = """
import json, resource, sys, time
from bench.pictures import in_request, in_background
took, wall = time.process_time(), time.perf_counter()
sizes = {"request": in_request, "background": in_background}[sys.argv[1]](sys.stdin.buffer.read())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - took, time.perf_counter() - wall, peak, sizes]))
"""


def figures() -> Iterator[Figure]:
    sent = _photograph()
    yield Figure("JPEG of 6000 × 4000 as it is sent", f"{len(sent) / 1e6:.1f} MB")
    made = {}
    for where, words in (("request", "in the request, WebP"), ("background", "in the background, AVIF")):
        cpu, wall, peak, made[where] = _in_a_process(where, sent)
        yield Figure(f"{words}: CPU", f"{cpu:.1f} s")
        yield at_most(f"{words}: time", wall, 10, " s", 1)
        yield at_most(f"{words}: peak memory", peak, 400, " MiB", 0)
    for width, size in made["request"].items():
        small = made["background"][width]
        yield Figure(f"{width} wide: AVIF beside WebP of {size / 1000:.0f} KB", f"{small / 1000:.0f} KB")


def in_request(sent: bytes) -> dict[int, int]:
    """Its sizes in bytes."""
    return {width: len(body) for width, body in _read(sent).sizes.items()}


def in_background(whole: bytes) -> dict[int, int]:
    from network.media import reading

    return {width: len(body) for width, body in reading.in_avif(whole, list(reading.WIDTHS)).items()}


def _read(sent: bytes):  # type: ignore[no-untyped-def]
    from flask import Flask

    from network.base.settings import Settings
    from network.media import reading

    app = Flask("bench")
    app.extensions["settings"] = Settings(secret_key="x" * 40)
    with app.app_context():
        return reading.read(sent)


def _in_a_process(where: str, sent: bytes):  # type: ignore[no-untyped-def]
    body = _read(sent).whole if where == "background" else sent
    done = subprocess.run([sys.executable, "-c", _CODE, where], input=body, capture_output=True, check=True)
    return json.loads(done.stdout)


def _photograph() -> bytes:
    """Soft shapes and grain, as a camera gives them."""
    from PIL import Image, ImageChops

    shapes = Image.radial_gradient("L").resize((6000, 4000))
    coarse = Image.effect_noise((1500, 1000), 60).resize((6000, 4000))
    shapes = ImageChops.add(shapes, coarse, scale=2)
    bands = [ImageChops.add(shapes, Image.effect_noise((6000, 4000), 16 + 4 * n), scale=2) for n in range(3)]
    body = BytesIO()
    Image.merge("RGB", bands).save(body, "JPEG", quality=90)
    return body.getvalue()
