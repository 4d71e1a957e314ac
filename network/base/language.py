"""Languages: of the interface (part of the address, `?ui=`) and of what people write (BCP 47 tags)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from markupsafe import Markup, escape

from network.base.html import attributes, isolated

CATALOGUES = Path(__file__).resolve().parents[1] / "translations"


def interface_languages() -> list[str]:
    """Tags of the languages that the interface speaks."""
    return ["en", *sorted(p.parts[-3] for p in CATALOGUES.glob("*/LC_MESSAGES/messages.mo"))]


class UnknownLanguage(ValueError):
    """A tag that is no language."""


def canonical(tag: str) -> str:
    """A language tag in its canonical case, as `pt-BR`; UnknownLanguage for what CLDR does not know."""
    try:
        return str(locale(tag.strip())).replace("_", "-")
    except (ValueError, UnknownLocaleError, TypeError) as why:
        raise UnknownLanguage(f"“{tag}” is not a language tag; write it as en, ar or pt-BR") from why


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale:
    """The CLDR data of a language tag."""
    return Locale.parse(tag, sep="_" if "_" in tag else "-")


@lru_cache(maxsize=256)
def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    return locale(tag).text_direction


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """What a language calls itself: العربية."""
    name = locale(tag).get_display_name(tag.replace("-", "_")) or tag
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def name_of(tag: str, ui_tag: str) -> str:
    """What a language is called in another: Arabic."""
    return locale(tag).get_display_name(ui_tag.replace("-", "_")) or tag


def ui() -> str:
    """The tag of the interface language of this request: of the address, else of the account, else of the site."""
    kept = g._get_current_object()  # a page asks 200 times, and the proxy takes six times as long
    chosen: str | None = kept.get("ui")
    if chosen is None:
        from network.base.web import viewer

        own = getattr(viewer(), "language", None)
        spoken = current_app.extensions["interface_languages"]
        chosen = kept.ui = str(own if own in spoken else current_app.extensions["settings"].site_language)
    return chosen


def _(message: str, **values: Any) -> str:
    """A message in the interface language, with its values. Markup among them stays markup."""
    words = _words(ui(), message)
    if any(hasattr(value, "__html__") for value in values.values()):
        return escape(words) % values
    return words % values if values else words


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """A message in the interface language, by number, with its values; `num` is the number."""
    return _words_by_number(ui(), one, many, number) % {"num": number, **values}


@lru_cache(maxsize=4096)
def _words(tag: str, message: str) -> str:
    return str(_catalogue(tag).ugettext(message))


@lru_cache(maxsize=4096)
def _words_by_number(tag: str, one: str, many: str, number: int) -> str:
    return str(_catalogue(tag).ungettext(one, many, number))


@lru_cache(maxsize=16)
def _catalogue(tag: str) -> NullTranslations:
    return Translations.load(str(CATALOGUES), [tag.replace("-", "_")], domain="messages")


@lru_cache(maxsize=8192)
def day(value: date, tag: str, pattern: str = "d MMMM y") -> str:
    """A date in words: 25 March 2009."""
    return format_date(value, pattern, locale=locale(tag))


def clock_time(value: datetime, tag: str) -> str:
    """The time of day on 24 hours: 09:20.

    Kept by hour and minute: one instant on two clocks is one key to a cache, and two times to a reader.
    """
    return _clock_time(value.hour, value.minute, tag)


@lru_cache(maxsize=4096)
def _clock_time(hour: int, minute: int, tag: str) -> str:
    return format_time(time(hour, minute), "HH:mm", locale=locale(tag))


@lru_cache(maxsize=1024)
def speaks(tag: str, ui_tag: str) -> Markup:
    """`lang`, and `dir` where it is not that of the page around it; nothing for the page's own language."""
    if tag == ui_tag:
        return attributes()
    try:
        turned = direction(tag)
    except UnknownLanguage:
        turned = "auto"
    return attributes(lang=tag) if turned == direction(ui_tag) else attributes(lang=tag, dir=turned)


def joined(parts: Sequence[Any]) -> str:
    """Words in a row, as the interface language joins them: “A, B and C”. Markup among them stays markup."""
    pattern = _row(ui(), len(parts))
    return escape(pattern).format(*parts) if any(hasattr(part, "__html__") for part in parts) else pattern.format(*parts)


def joined_names(names: Iterable[str]) -> str:
    """Names in a row, each kept from turning the direction of the others."""
    return joined([isolated(name) for name in names])


@lru_cache(maxsize=256)
def _row(tag: str, length: int) -> str:
    return format_list([f"{{{n}}}" for n in range(length)], locale=locale("en-GB" if tag == "en" else tag))


def number(value: int) -> str:
    """A number in the digits of the interface language."""
    return format_decimal(value, locale=locale(ui()))


def init_app(app: Flask) -> None:
    """Read the interface language from the address, and carry it on in every link made on such a page."""
    spoken = frozenset(interface_languages())
    app.extensions["interface_languages"] = sorted(spoken)

    @app.before_request
    def choose() -> None:
        from network.base.web import Refused

        asked = request.args.get("ui")
        if asked in spoken:
            g.ui = g.ui_asked = asked
        elif asked is not None:
            raise Refused(f"The interface does not speak “{asked[:20]}”. It speaks {', '.join(sorted(spoken))}.")

    @app.url_defaults
    def carry_on(endpoint: str, values: dict[str, Any]) -> None:
        if g and g.get("ui_asked") and endpoint not in ("base.static_file", "media.picture"):
            values.setdefault("ui", g.ui_asked)

    texts: Mapping[str, Any] = {
        "_": _,
        "ngettext": ngettext,
        "ui": ui,
        "direction": direction,
        "own_name": own_name,
        "name_of": lambda tag: name_of(tag, ui()),
        "day": lambda value, pattern="d MMMM y": day(value, ui(), pattern),
        "clock_time": lambda value: clock_time(value, ui()),
        "number": number,
        "joined": joined,
        "joined_names": joined_names,
        "interface_languages": sorted(spoken),
    }
    app.jinja_env.globals.update(texts)
