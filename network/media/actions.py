"""Pictures are read, made anew in some widths, and kept."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy.exc import IntegrityError

from network.base.database import db
from network.base.web import Refused
from network.media import queries
from network.media.models import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 960, 1280, 1920)
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000
QUALITY = 75
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A picture made anew, in some widths, not kept yet."""

    name: str
    width: int
    height: int
    sizes: Mapping[int, bytes]


def read(data: bytes) -> Made:
    """Check a picture and make it anew; slow, so before the transaction. Refused says what is wrong with it."""
    limit = current_app.extensions["settings"].upload_mb
    if len(data) > limit * 1024 * 1024:
        raise Refused(f"The picture has {_megabytes(len(data))} MB; at most {limit} MB are possible. Save it smaller.", 422)
    image = _upright(_opened(data))
    image = _plain(image)
    sizes = {width: _encoded(image, width) for width in widths_for(image.width)}
    return Made(
        name=hashlib.sha256(b"".join(sizes.values())).hexdigest()[:20],
        width=max(sizes),
        height=_height(image, max(sizes)),
        sizes=sizes,
    )


def widths_for(width: int) -> list[int]:
    """The widths in which a picture is kept: never wider than it came."""
    return [w for w in WIDTHS[:-1] if w < width] + [min(width, WIDTHS[-1])]


def keep(made: Made, by: Any = None) -> Picture:
    """The files, then the row: a row never names a file that is not there. The same picture twice is kept once."""
    known = queries.named(made.name)
    for width, body in made.sizes.items():
        _write(queries.file(made.name, width), body)
    if known is not None:
        return known
    picture = Picture(
        name=made.name,
        width=made.width,
        height=made.height,
        widths=" ".join(map(str, made.sizes)),
        uploaded_by=getattr(by, "id", None) or None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:
        return queries.named(made.name) or picture
    return picture


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
        raise Refused("That file is not a picture that can be read here. Send a JPEG, PNG, WebP or GIF.", 422) from None
    try:
        image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        raise Refused("The picture is damaged: a part of it is missing. Send it again, or save it anew.", 422) from None
    return image


def _require_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE:
        raise Refused(f"The picture is {width:,} by {height:,} pixels; no side may have more than {LONGEST_SIDE:,}.", 422)
    if width * height > MOST_PIXELS:
        raise Refused(
            f"The picture has {width * height // 1_000_000} million pixels; at most {MOST_PIXELS // 1_000_000} are possible.", 422
        )


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


def _encoded(image: "Image", width: int) -> bytes:
    from PIL.Image import Resampling

    sized = image
    if width < image.width:
        sized = image.resize((width, _height(image, width)), Resampling.LANCZOS, reducing_gap=3)
    body = BytesIO()
    sized.save(body, "WEBP", quality=QUALITY, method=4)
    return body.getvalue()


def _height(image: "Image", width: int) -> int:
    return max(1, round(image.height * width / image.width))


def _write(path: Path, body: bytes) -> None:
    """Whole or not at all, also when the power goes."""
    if path.exists() and path.stat().st_size == len(body):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".rstrip("0").rstrip(".")
