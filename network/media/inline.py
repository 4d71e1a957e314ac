"""Pictures within a text. Writers put in one size; readers are offered all of them."""

import re
from collections.abc import Callable, Mapping

from markupsafe import escape

from network.media import queries
from network.media.credits import IMG, NAMED, credited
from network.media.models import Picture

SIZES = "(min-width: 46rem) 42rem, 100vw"
MOST = 1280
"""Twice the measure of a text, for dense screens."""
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


def in_sizes(markup: str) -> str:
    """Cleaned markup with each picture of the network in its sizes and with its credit; one query at most."""
    if "<img" not in markup:
        return markup
    known = queries.all_named(NAMED.findall(markup))
    return IMG.sub(_offering(known), credited(markup, known)) if known else markup


def _offering(known: Mapping[str, Picture]) -> Callable[[re.Match[str]], str]:
    def offered(found: re.Match[str]) -> str:
        said = dict(_ATTRIBUTE.findall(found[1]))
        source = NAMED.fullmatch(said.get("src", ""))
        picture = known.get(source[1]) if source else None
        return _picture(picture, said) if picture else found[0]

    return offered


def _picture(picture: Picture, said: dict[str, str]) -> str:
    """The words are as they were cleaned: escaped already."""
    img = {"src": picture.source(MOST), "srcset": picture.srcset(most=MOST), "sizes": SIZES}
    width = int(said.get("width", "")[:5] or 0) if said.get("width", "").isdecimal() else picture.width
    height = said["height"] if said.get("height", "").isdecimal() else str(round(picture.height * width / picture.width))
    img |= {"width": str(width), "height": height, "loading": "lazy"}
    alone = f'<img alt="{said.pop("alt", "")}"{_attributes(img)}{_kept(said)}>'
    if picture.avif_at is None:
        return alone
    small = {"type": "image/avif", "srcset": picture.srcset("avif", most=MOST), "sizes": SIZES}
    return f"<picture><source{_attributes(small)}>{alone}</picture>"


def _attributes(named: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in named.items())


def _kept(said: Mapping[str, str]) -> str:
    return "".join(f' {name}="{said[name]}"' for name in ("lang", "dir") if name in said)
