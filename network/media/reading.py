"""A picture that was sent is checked and made anew: nothing of the file that came is kept but what it shows."""

import hashlib
import os
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from network.base.text import line
from network.base.web import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 960, 1280, 1920)
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000
QUALITY = 75
AVIF_QUALITY = 50
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_LARGE = 8_000_000
_LONGEST_NAME = 200
_one_at_a_time = Lock()


@dataclass(frozen=True, kw_only=True)
class Made:
    """A picture made anew, in some widths, not kept yet. `whole` is the widest of them without loss."""

    name: str
    width: int
    height: int
    sizes: Mapping[int, bytes]
    whole: bytes
    file_name: str = ""


def read(data: bytes, file_name: str | None = "") -> Made:
    """Check a picture and make it anew; slow, so before the transaction. Refused says what is wrong with it.

    Large ones one at a time in each process: unpacked, the largest takes 240 MB.
    """
    limit = current_app.extensions["settings"].upload_mb
    if len(data) > limit * 1024 * 1024:
        raise Refused(f"The picture has {_megabytes(len(data))} MB; at most {limit} MB are possible. Save it smaller.", 422)
    image = _opened(data)
    with _one_at_a_time if image.width * image.height > _LARGE else nullcontext():
        return _made(image, name_of(file_name))


def name_of(file_name: str | None) -> str:
    """What somebody called a file, to be shown and never used as a path."""
    return line((file_name or "").replace("\\", "/").rpartition("/")[2].replace("\ufffd", ""))[:_LONGEST_NAME]


def _made(image: "Image", file_name: str) -> Made:
    image = _plain(_upright(_reduced(_unpacked(image))))
    widths = widths_for(image.width)
    image = _sized(image, widths[-1])
    sizes = {width: _encoded(_sized(image, width), "WEBP") for width in widths}
    return Made(
        name=hashlib.sha256(b"".join(sizes.values())).hexdigest()[:20],
        width=image.width,
        height=image.height,
        sizes=sizes,
        whole=_encoded(image, "PNG"),
        file_name=file_name,
    )


def widths_for(width: int) -> list[int]:
    """The widths in which a picture is kept: never wider than it came."""
    return [w for w in WIDTHS[:-1] if w < width] + [min(width, WIDTHS[-1])]


def in_avif(body: bytes, widths: list[int]) -> dict[int, bytes]:
    """A picture that was made here, in these widths in AVIF: seconds of a core, in which whoever reads comes first."""
    with ThreadPoolExecutor(1, initializer=_step_back) as aside:
        return aside.submit(_in_avif, body, widths).result()


def _step_back() -> None:
    """Linux gives each thread a priority of its own; elsewhere it would be that of the process, and nothing is done."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)


def _in_avif(body: bytes, widths: list[int]) -> dict[int, bytes]:
    from PIL import Image

    with Image.open(BytesIO(body), formats=["PNG", "WEBP"]) as image:
        image.load()
        return {width: _encoded(_sized(image, width), "AVIF") for width in widths}


def _opened(data: bytes) -> "Image":
    """Pillow is loaded only here: most processes never see a picture."""
    from PIL import Image, UnidentifiedImageError, features

    formats = [name for name in _FORMATS if name != "AVIF" or features.check("avif")]
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(BytesIO(data), formats=formats)
        _require_size(*image.size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels. Save it smaller.", 422) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise _other(data) from None
    return image


def _unpacked(image: "Image") -> "Image":
    try:
        image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        raise Refused("The picture is damaged: a part of it is missing. Send it again, or save it anew.", 422) from None
    return image


def _other(data: bytes) -> Refused:
    """What to do with a file that is not read here."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return Refused(
            "That is a HEIC picture, as telephones keep them. Send it as a JPEG: "
            "on an iPhone, choose Settings, Camera, Formats, “Most Compatible”; on a computer, open it and save it as JPEG.",
            422,
        )
    if b"<svg" in data[:4096].lower():
        return Refused("SVG drawings are not taken, since they can hold programs. Save it as a PNG.", 422)
    return Refused("That file is not a picture that can be read here. Send a JPEG, PNG, WebP or GIF.", 422)


def _require_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE:
        raise Refused(f"The picture is {width:,} by {height:,} pixels; no side may have more than {LONGEST_SIDE:,}.", 422)
    if width * height > MOST_PIXELS:
        raise Refused(
            f"The picture has {width * height // 1_000_000} million pixels; at most {MOST_PIXELS // 1_000_000} are possible.", 422
        )


def _reduced(image: "Image") -> "Image":
    """About twice as wide as it will be kept, so that what follows needs no second picture of 60 million pixels."""
    factor = min(image.size) // (2 * WIDTHS[-1])
    if factor < 2 or image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        return image
    return image.reduce(factor)


def _upright(image: "Image") -> "Image":
    """Turned as its camera noted, since the note is dropped with all other metadata."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def _plain(image: "Image") -> "Image":
    """In sRGB, with transparency if it has any, and nothing beside the pixels."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    see_through = image.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    turned = _in_srgb(image, profile) if profile and image.mode in ("RGB", "CMYK") and not see_through else None
    image = turned or image.convert(mode)
    image.info.clear()
    return image


def _in_srgb(image: "Image", profile: bytes) -> "Image | None":
    """None where the profile is no use: then the numbers are taken as they are."""
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _sized(image: "Image", width: int) -> "Image":
    from PIL.Image import Resampling

    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Resampling.LANCZOS, reducing_gap=3)


_HOW: Mapping[str, Mapping[str, int]] = {
    "WEBP": {"quality": QUALITY, "method": 4},
    "AVIF": {"quality": AVIF_QUALITY, "speed": 7, "max_threads": 1},
    "PNG": {"compress_level": 1},
}


def _encoded(image: "Image", kind: str) -> bytes:
    body = BytesIO()
    image.save(body, kind, **_HOW[kind])
    return body.getvalue()


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".rstrip("0").rstrip(".")
