"""The way from a feed back to the first post (RFC 5005): its newest posts, then a document for each month that has any.

A month is that of each post's own place, while a list stands in the order of instants. Where the two differ, around
midnight at a month's end, the later month is looked at first, so that the chain reaches every post.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from network.base.clock import now
from network.feeds import queries
from network.posts.models import Post
from network.posts.selection import Selection

_EARLIEST_CLOCK, _LATEST_CLOCK = timedelta(hours=12), timedelta(hours=14)
"""How far clocks on Earth lie behind and before UTC."""


def month_of(selection: Selection) -> date | None:
    """The first day of the month that a Selection is narrowed to; None when it is not."""
    first, last = selection.since, selection.until
    if not first or not last or first.day != 1 or (first.year, first.month) != (last.year, last.month):
        return None
    return first if (last + timedelta(days=1)).day == 1 else None


def in_month(selection: Selection, day: date) -> Selection:
    """A Selection in the month of a day."""
    first = day.replace(day=1)
    return replace(selection, since=first, until=_next(first) - timedelta(days=1))


def without_period(selection: Selection) -> Selection:
    """A Selection at all times."""
    return replace(selection, since=None, until=None)


def over_at(month: date) -> datetime:
    """The instant at which a month is over everywhere on Earth."""
    after = _next(month)
    return datetime(after.year, after.month, 1, tzinfo=UTC) + _EARLIEST_CLOCK


def is_over(month: date) -> bool:
    return over_at(month) <= now()


def first_archive(selection: Selection, oldest: Post, next_at: datetime) -> Selection:
    """The month of the oldest post shown; or a later one, if a post not shown can be of it by a clock far ahead."""
    assert oldest.local_date is not None
    return in_month(selection, max(oldest.local_date, _latest_day(next_at)))


def archive_before(selection: Selection, month: date) -> Selection | None:
    """The month before this one that has posts of a Selection; None when this is the first."""
    last_day = month - timedelta(days=1)
    newest = queries.newest(replace(selection, since=None, until=last_day))
    if newest is None or newest.published_at is None or newest.local_date is None:
        return None
    own = in_month(selection, newest.local_date)
    later = in_month(selection, min(_latest_day(newest.published_at), last_day))
    return later if later != own and queries.newest(later) else own


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _latest_day(instant: datetime) -> date:
    """The latest day that any clock on Earth shows at an instant."""
    return (instant + _LATEST_CLOCK).date()
