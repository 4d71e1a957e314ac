"""Where people write from, looked up."""

from sqlalchemy import select

from network.base.database import db
from network.base.text import ascii_slug, tidy
from network.places.gazetteer import Country, country_by_slug
from network.places.models import Place


def by_slug(slug: str) -> Place | Country | None:
    """A city from which somebody wrote, or a country, by the last part of its address."""
    place = db.session.scalar(select(Place).where(Place.slug == slug))
    return place or country_by_slug(slug)


def named(text: str) -> Place | Country | None:
    """The same for what a person types: `hanoi`, `Hanoi`, `Viet Nam`."""
    return by_slug(tidy(text).lower()) or by_slug(ascii_slug(text)) or by_slug(ascii_slug(text).replace("-", ""))
