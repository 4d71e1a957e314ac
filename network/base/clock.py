"""The one clock of the house."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """An IANA time zone by its name."""
    return ZoneInfo(name)


def local(instant: datetime, zone_name: str) -> datetime:
    """An instant as the clock of a place shows it."""
    return instant.astimezone(zone(zone_name))


def from_local(naive: datetime, zone_name: str) -> datetime:
    """The instant at which a place's clock shows `naive`, in UTC.

    A time that the clock skips in spring is taken as the one an hour later; one that it shows twice in autumn is the
    first of the two (PEP 495, fold 0).
    """
    return naive.replace(tzinfo=zone(zone_name), fold=0).astimezone(UTC)
