"""A message as it came, read into what a draft needs. It may be anything: nothing in it is trusted or obeyed."""

import codecs
import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from network.base.text import line, tidy
from network.base.web import Refused
from network.media import actions as media
from network.remote import letter_html
from network.remote.pictures import figure, source_of

if TYPE_CHECKING:
    Part = Message[str, str]
else:
    Part = Message
MOST_HEAD = 256 * 1024
MOST_PARTS = 200
MOST_PICTURES = 20
_LONGEST_HEADER = 8_000
_OF_PARTS = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_PICTURE = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/heif", "image/svg+xml")
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "unicode-escape"}


class NotTaken(Exception):
    """A message that will never be taken, with the sentence for whoever sent it."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a draft needs of a message."""

    title: str
    source: str
    body_format: str
    pictures: tuple[media.Made, ...]
    left_out: tuple[str, ...]
    sender: str
    key: str


def read(raw: bytes) -> Letter:
    """Slow where it has pictures. NotTaken says why a message is none that a person wrote, or none that can be read."""
    message = _opened(raw)
    if _is_automatic(message):
        raise NotTaken("Automatic answers and delivery reports are not taken here.")
    parts, spare = _parts(message)
    shown, left_out = _pictures(parts)
    source, body_format = _body(parts, spare, shown)
    return Letter(
        title=line(_header(message, "Subject"))[:200],
        source=source,
        body_format=body_format,
        pictures=tuple(made for _part, made in shown),
        left_out=tuple(left_out),
        sender=line(parseaddr(_header(message, "From"))[1] or _header(message, "From"))[:200],
        key=_key(message, raw),
    )


def _opened(raw: bytes) -> Part:
    """Headers are bounded first, for what is read in them takes the square of their length."""
    head = _HEAD_ENDS.search(raw)
    of_parts = [len(found[0]) for found in _OF_PARTS.finditer(raw)]
    too_long = (head.start() if head else len(raw)) > MOST_HEAD or max(of_parts, default=0) > _LONGEST_HEADER
    if too_long or len(of_parts) > 5 * MOST_PARTS:
        raise NotTaken("This message has more headers or parts than any letter needs.")
    try:
        return email.message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        raise NotTaken("This message cannot be read: its parts are not as they should be.") from None


def _parts(message: Part) -> tuple[list[Part], list[Part]]:
    """What a message holds, in order, and plain texts that stand there a second time as HTML.

    A letter within a letter is one of its parts, and is not opened.
    """
    found: list[Part] = []
    spare: list[Part] = []
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        within = part.get_payload()
        if not (_kind(part).startswith("multipart/") and isinstance(within, list)):
            found.append(part)
        elif _kind(part) == "multipart/alternative" and any(_kind(each) != "text/plain" for each in within):
            spare += [each for each in within if _kind(each) == "text/plain"]
            waiting += [each for each in reversed(within) if _kind(each) != "text/plain"]
        else:
            waiting += reversed(within)
        if len(found) + len(spare) > MOST_PARTS:
            raise NotTaken("This message has more headers or parts than any letter needs.")
    return found, spare


def _pictures(parts: list[Part]) -> tuple[list[tuple[Part, media.Made]], list[str]]:
    """Pictures made anew, and a sentence for each thing that cannot be taken."""
    shown: list[tuple[Part, media.Made]] = []
    left_out: list[str] = []
    for part in parts:
        kind, name = _kind(part), _file_name(part)
        if _is_text(part):
            continue
        if not (kind in _PICTURE or (kind == "application/octet-stream" and _looks_like_picture(name))):
            left_out.append(name or kind)
        elif len(shown) >= MOST_PICTURES:
            left_out.append(f"{name or kind}: more than {MOST_PICTURES} pictures")
        else:
            try:
                shown.append((part, media.read(_bytes(part))))
            except Refused as why:
                left_out.append(f"{name or kind}: {why.sentence}")
    return shown, left_out[:50]


def _body(parts: list[Part], spare: list[Part], shown: list[tuple[Part, media.Made]]) -> tuple[str, str]:
    """The text with its pictures, each where the text names it, else where it stands in the message."""
    sources = {_content_id(part): source_of(made) for part, made in shown}
    named: set[str] = set()
    texts: dict[int, str] = {}
    for part in parts:
        if _kind(part) == "text/html" and _is_text(part):
            texts[id(part)], more = letter_html.read(_text(part), {name: at for name, at in sources.items() if name})
            named |= more
    is_html = any(texts.values())
    for part in parts if is_html else [*parts, *spare]:
        if _kind(part) == "text/plain" and _is_text(part):
            texts[id(part)] = letter_html.paragraphs(_plain(part)) if is_html else _plain(part)
    ends = {id(part): source_of(made) for part, made in shown}
    pieces = [texts.get(id(part)) or _once(ends.get(id(part), ""), named) for part in parts]
    pieces = pieces if is_html else [*(texts.get(id(part), "") for part in spare), *pieces]
    return "\n\n".join(filter(None, pieces)), "html" if is_html else "markdown"


def _once(source: str, named: set[str]) -> str:
    """A picture that is not in the text yet."""
    if not source or source in named:
        return ""
    named.add(source)
    return figure(source, None)


def _is_text(part: Part) -> bool:
    return _kind(part) in ("text/plain", "text/html") and not _file_name(part) and not _is_attached(part)


def _plain(part: Part) -> str:
    """Plain text without the signature, its flowed lines joined (RFC 3676)."""
    text = f"\n{_text(part)}".replace("\r\n", "\n").partition("\n-- \n")[0]
    if _parameter(part, "format").lower() == "flowed":
        gone = _parameter(part, "delsp").lower() == "yes"
        text = re.sub(r"(?<=[^\n]) \n(?=[^\n>])", "" if gone else " ", text)
        text = text.replace("\n ", "\n")
    return tidy(text)


def _is_automatic(message: Part) -> bool:
    """Whether a machine wrote it: an answer to it, or a draft of it, would help nobody (RFC 3834)."""
    said = _header(message, "Auto-Submitted").strip().lower()
    machine = said not in ("", "no") or _header(message, "Precedence").strip().lower() in ("bulk", "junk", "auto_reply")
    return machine or _kind(message) in ("multipart/report", "message/delivery-status")


def _key(message: Part, raw: bytes) -> str:
    """By what a message is known again when it is delivered twice."""
    name = _header(message, "Message-ID").strip()
    return hashlib.sha256(name.encode("utf-8", "replace") if name else raw).hexdigest()


def _header(part: Part, name: str) -> str:
    """A header in words; one that is too long or too broken is passed over."""
    for given, value in part.raw_items():
        if given.lower() == name.lower():
            text = str(value)[:_LONGEST_HEADER]
            try:
                return str(make_header(decode_header(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))))
            except (ValueError, LookupError, AttributeError, TypeError):
                return text.encode("utf-8", "replace").decode()
    return ""


def _parameter(part: Part, name: str, of: str = "Content-Type") -> str:
    """A parameter of a header, as `format` of `text/plain; format=flowed`."""
    found = re.search(rf';\s*{name}\s*=\s*(?:"([^"]*)"|([^\s;]+))', _raw(part, of), re.I)
    return (found[1] or found[2] or "") if found else ""


def _raw(part: Part, name: str) -> str:
    value = next((str(value) for given, value in part.raw_items() if given.lower() == name.lower()), "")
    return " ".join(value[:_LONGEST_HEADER].split())


def _kind(part: Part) -> str:
    kind = _raw(part, "Content-Type").partition(";")[0].strip().lower()
    return kind if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind) else "text/plain"


def _is_attached(part: Part) -> bool:
    return _raw(part, "Content-Disposition").lower().startswith("attachment")


def _content_id(part: Part) -> str:
    return _raw(part, "Content-ID").strip(" <>")


def _file_name(part: Part) -> str:
    try:
        name = part.get_filename("") if len(_raw(part, "Content-Disposition")) < 2000 else ""
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        name = ""
    return line(name.encode("utf-8", "replace").decode())[:120]


def _looks_like_picture(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".avif"))


def _bytes(part: Part) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        body = None
    return body if isinstance(body, bytes) else b""


def _text(part: Part) -> str:
    """A part as text, whatever it says of its letters."""
    body, named = _bytes(part), _parameter(part, "charset").strip("'\"")
    for charset in _charsets(named):
        try:
            return body.decode(charset)
        except (ValueError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def _charsets(named: str) -> Iterator[str]:
    try:
        if (found := codecs.lookup(named).name) not in _NO_CHARSETS:
            yield found
    except (LookupError, ValueError):
        pass
    yield "utf-8"
    yield "windows-1252"
