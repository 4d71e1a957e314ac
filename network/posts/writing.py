"""What an author typed, cleaned and ready to be kept. Slow, so before the transaction."""

from dataclasses import dataclass
from datetime import datetime

from network.base.html import clean_post, plain
from network.base.language import canonical
from network.base.text import line, slug, tidy

MOST_TAGS = 20


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an author wrote, cleaned and ready to be kept."""

    title: str
    standfirst: str
    source: str
    body_format: str
    html: str
    text: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day, or a day and a time, on the clock of the place of writing."""

    at: datetime
    clock_known: bool

    def __str__(self) -> str:
        return self.at.isoformat(timespec="minutes") if self.clock_known else self.at.date().isoformat()


def write(title: str, standfirst: str, source: str, body_format: str, language: str, tags: str) -> Written:
    """Clean what was typed; slow, so before the transaction. ValueError says what is wrong with the text or the language."""
    html = clean_post(source, body_format)
    names = dict.fromkeys(filter(None, (line(name)[:60] for name in tags.replace("،", ",").replace("、", ",").split(","))))
    return Written(
        title=line(title),
        standfirst=line(standfirst),
        source=tidy(source),
        body_format=body_format,
        html=html,
        text=plain(html),
        language=canonical(language),
        tags=tuple(names)[:MOST_TAGS],
    )


def read_dated(text: str) -> Dated:
    """`2009-03-25` or `2009-03-25T18:20`; ValueError for a day or time that does not exist."""
    text = text.strip().replace(" ", "T")
    try:
        clock_known = len(text) > 10
        at = datetime.fromisoformat(text if clock_known else text + "T12:00")
    except ValueError:
        raise ValueError(f"“{text}” is not a day that exists; write it as 2009-03-25 or 2009-03-25T18:20") from None
    if at.year < 1000:
        raise ValueError("dates before the year 1000 cannot be kept")
    if at.tzinfo is not None:
        raise ValueError("leave the time zone out: the clock of the place of writing holds")
    return Dated(at=at, clock_known=clock_known)


def slug_from(text: str) -> str:
    """What a title, or a wish, becomes in an address; three words stand for doors and pages beside a post."""
    made = slug(text) or "post"
    return f"{made}-1" if made in ("feed", "comments", "history") else made
