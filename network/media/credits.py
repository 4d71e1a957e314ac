"""Who made a picture, and under what terms it is shown: said beneath it, wherever readers see it."""

import re
from collections.abc import Mapping

from markupsafe import escape

from network.base.language import _, direction, ui
from network.media.licences import LICENCES, OTHER, PUBLIC, RESERVED
from network.media.models import Picture

NAMED = re.compile(r"/media/([0-9a-f]{20})/[0-9]{1,5}\.webp")
IMG = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
ONE = re.compile(rf"<figure\b.*?</figure>|<picture>.*?</picture>|{IMG.pattern}", re.S)
"""A picture in a cleaned text, with all that belongs to it."""


def credit_words(picture: Picture) -> str:
    """The same without links, for feeds and programs: “Ada Lovelace, CC BY 4.0”."""
    return f"{_(',')} ".join(filter(None, (picture.credit, _terms(picture))))


def credit_line(picture: Picture) -> str:
    """“Picture: Ada Lovelace, CC BY 4.0”, as markup in the language of the interface; empty when nothing is to be said."""
    licence, terms = LICENCES.get(picture.licence), str(escape(_terms(picture)))
    if licence:
        terms = f'<a rel="license" href="{escape(licence.url)}">{terms}</a>'
    name = f"<bdi>{escape(picture.credit)}</bdi>" if picture.credit else ""
    if name and picture.credit_url:
        name = f'<a href="{escape(picture.credit_url)}">{name}</a>'
    said = f"{_(',')} ".join(filter(None, (name, terms)))
    if not said:
        return ""
    words = _("Picture: %(credit)s", credit=said)
    return f'<small class="credit" lang="{ui()}" dir="{direction(ui())}">{words}</small>'


def credited(markup: str, known: Mapping[str, Picture]) -> str:
    """Cleaned markup with the credit of each picture beneath it: in its caption, where it has one."""

    def with_credits(found: re.Match[str]) -> str:
        one = found[0]
        lines = {line: None for name in NAMED.findall(one) if name in known and (line := credit_line(known[name]))}
        if not lines:
            return one
        said = "<br>".join(lines)
        if not one.startswith("<figure"):
            return f"{one} {said}"
        caption = one.rpartition("</figcaption>")
        if caption[1]:
            return f"{caption[0]} {said}{caption[1]}{caption[2]}"
        return f"{one.removesuffix('</figure>')}<figcaption>{said}</figcaption></figure>"

    return ONE.sub(with_credits, markup) if any(picture.credit or picture.licence for picture in known.values()) else markup


def _terms(picture: Picture) -> str:
    if picture.licence in LICENCES:
        return LICENCES[picture.licence].name
    if picture.licence == OTHER:
        return picture.licence_words
    return {RESERVED: _("all rights reserved"), PUBLIC: _("public domain")}.get(picture.licence, "")
