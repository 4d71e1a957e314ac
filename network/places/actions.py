"""Places come into being when an appointment names them."""

from collections import Counter

from sqlalchemy import select

from network.base.database import db
from network.base.text import ascii_slug
from network.base.web import Refused
from network.places import gazetteer
from network.places.models import Place


class PlaceUnclear(Refused):
    """No place of that name, or several: the sentence says which there are."""


def place_for(text: str) -> Place:
    """The place that `City, CC`, a slug (`london`) or a GeoNames number names, made from the gazetteer when it is new.

    PlaceUnclear when there is none, or when two cities share the name.
    """
    return keep(look_up(text))


def look_up(text: str) -> Place | gazetteer.City:
    """The same without writing anything; slow enough to come before the transaction."""
    text = text.strip()
    known = db.session.scalar(select(Place).where(Place.slug == text))
    if known:
        return known
    if text.isascii() and text.isdecimal() and (city := gazetteer.by_id(int(text))):
        return city
    cities = gazetteer.find(text)
    cities = [city for city in cities if gazetteer.bears(city, text)] or cities
    if not cities:
        raise PlaceUnclear(f"The gazetteer knows no place “{text}”. Write it as London, GB.", 422)
    if len(cities) > 1:
        raise PlaceUnclear(_which(text, cities), 422)
    return cities[0]


def keep(found: Place | gazetteer.City) -> Place:
    """The row of what was looked up, made when it is new."""
    return found if isinstance(found, Place) else _made(found)


def _which(text: str, cities: list[gazetteer.City]) -> str:
    """Ask which of several places is meant, each in words that can be typed: `London, CA`, or a number."""
    in_country = Counter(city.country_code for city in cities)
    names = []
    for city in cities[:8]:
        name = f"{city.name}, {city.country_code}"
        north, east = "N" if city.latitude >= 0 else "S", "E" if city.longitude >= 0 else "W"
        far = f"{abs(city.latitude):.1f}° {north} {abs(city.longitude):.1f}° {east}"
        names.append(f"{city.geoname_id} ({name}, {far})" if in_country[city.country_code] > 1 else name)
    return f"There are {len(cities)} places “{text}”. Type the one that you mean, or its number: {'; '.join(names)}."


def _made(city: gazetteer.City) -> Place:
    known = db.session.scalar(select(Place).where(Place.geoname_id == city.geoname_id))
    if known:
        return known
    country = gazetteer.country(city.country_code)
    slug = ascii_slug(city.name) or str(city.geoname_id)
    if gazetteer.country_by_slug(slug) or db.session.scalar(select(Place.id).where(Place.slug == slug)):
        slug = f"{slug}-{city.country_code.lower()}"
    if db.session.scalar(select(Place.id).where(Place.slug == slug)):
        slug = f"{slug}-{city.geoname_id}"
    place = Place(
        slug=slug,
        name=city.name,
        country_code=city.country_code.lower(),
        country_name=country.name if country else city.country_code,
        latitude=city.latitude,
        longitude=city.longitude,
        time_zone=city.time_zone,
        geoname_id=city.geoname_id,
    )
    db.session.add(place)
    db.session.flush()
    return place
