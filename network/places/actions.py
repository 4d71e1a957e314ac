"""Places come into being when an appointment names them."""

from sqlalchemy import select

from network.base.database import db
from network.base.text import ascii_slug
from network.base.web import Refused
from network.places import gazetteer
from network.places.models import Place


class PlaceUnclear(Refused):
    """No place of that name, or several: the sentence says which there are."""


def place_for(text: str) -> Place:
    """The place that `City, CC` or a slug names, made from the gazetteer when it is new.

    PlaceUnclear when there is none, or when two cities of one country share the name.
    """
    text = text.strip()
    known = db.session.scalar(select(Place).where(Place.slug == text.lower()))
    if known:
        return known
    cities = gazetteer.find(text)
    if not cities:
        raise PlaceUnclear(f"The gazetteer knows no place “{text}”. Write it as London, GB.", 422)
    countries = {city.country_code for city in cities}
    if len(cities) > 1:
        if len(countries) == 1 and "," in text:
            many = "; ".join(f"{c.name}, {c.country_code} ({c.latitude:.1f}, {c.longitude:.1f}): {c.geoname_id}" for c in cities[:6])
            raise PlaceUnclear(f"There are {len(cities)} places “{text}”. Give the number of the one that you mean: {many}.", 422)
        if len(countries) > 1:
            many = "; ".join(sorted({f"{c.name}, {c.country_code}" for c in cities[:8]}))
            raise PlaceUnclear(f"There are several places “{text}”. Which one: {many}?", 422)
    return _made(cities[0])


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
