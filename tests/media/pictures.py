"""Pictures to send in tests."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture(width: int = 1400, height: int = 700, kind: str = "JPEG", mode: str = "RGB", **how: Any) -> bytes:
    """The bytes of a picture: the left half dark, the right half light."""
    image = Image.new(mode, (width, height), "navy" if mode in ("RGB", "RGBA", "P") else 20)
    image.paste("khaki" if mode in ("RGB", "RGBA", "P") else 220, (width // 2, 0, width, height))
    body = BytesIO()
    image.save(body, kind, **how)
    return body.getvalue()


def opened(body: bytes) -> Image.Image:
    image = Image.open(BytesIO(body))
    image.load()
    return image


def drawing(side: int = 900) -> bytes:
    """A see-through ground with soft colours on it."""
    image = Image.radial_gradient("L").resize((side, side))
    image = Image.merge("RGBA", (image, image, image, image.point(lambda value: 0 if value > 120 else 255)))
    body = BytesIO()
    image.save(body, "PNG")
    return body.getvalue()
