"""Where a named city is, and what its clock says: the reference book behind a place.

The cities lie packed on disk and are read through for each question: it is asked when a place is first written down, not
when a page is shown.
"""

import gzip
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

CREDIT = "Places: GeoNames (geonames.org), CC BY 4.0"

DATA = Path(__file__).parent / "data"
CITIES = DATA / "cities.tsv.gz"
COUNTRIES = DATA / "countries.tsv"

# Letters that Unicode does not take apart, and marks that people leave out.
_PLAINER = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "-": " "}
    | dict.fromkeys("'’‘ʻʼ`|\t\n", "")
)


@dataclass(frozen=True, slots=True)
class City:
    """A city of the gazetteer, as GeoNames knows it today."""

    geoname_id: int
    name: str
    country_code: str
    latitude: float
    longitude: float
    time_zone: str
    population: int
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country; its coordinates are those of its capital, or of its largest city."""

    code: str
    name: str
    slug: str
    latitude: float
    longitude: float


def fold(name: str) -> str:
    """A name without case, accents, apostrophes or hyphens, so that "VALPARAISO" finds Valparaíso."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", " ".join(bare.casefold().translate(_PLAINER).split()))


def find(name: str, country_code: str | None = None) -> list[City]:
    """The cities of this name, most populous first: those that bear it before those that are also called so.

    The country may stand in the name: "London, CA".
    """
    wanted, code = _asked(name, country_code)
    if not wanted:
        return []
    cities = _containing(f"|{wanted}|", code)
    return sorted(cities, key=lambda city: fold(city.name) != wanted)


def bears(city: City, text: str) -> bool:
    """Whether this is a city's own name, and not one by which it is also called."""
    return fold(city.name) == _asked(text, None)[0]


def by_id(geoname_id: int) -> City | None:
    """The city that GeoNames knows by this number."""
    needle = f"\t{geoname_id}\t".encode()
    with gzip.open(CITIES) as lines:
        for line in lines:
            if needle in line and (city := _city(line.decode())).geoname_id == geoname_id:
                return city
    return None


def suggest(text: str, limit: int = 10) -> list[City]:
    """The cities with a name that begins so, most populous first, after those whose own name it is."""
    wanted, code = _asked(text, None)
    if not wanted:
        return []
    cities = _containing(f"|{wanted}", code)
    return sorted(cities, key=lambda city: fold(city.name) != wanted)[:limit]


def country(code: str) -> Country | None:
    """The country of this ISO code, in either case."""
    return countries().get(code.upper())


def country_by_slug(slug: str) -> Country | None:
    """The country whose address ends so."""
    return _countries_by_slug().get(slug)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country with a city, by ISO code."""
    found = {}
    for line in COUNTRIES.read_text(encoding="utf-8").splitlines():
        code, name, slug, latitude, longitude = line.split("\t")
        found[code] = Country(code, name, slug, float(latitude), float(longitude))
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _countries_by_slug() -> Mapping[str, Country]:
    return {country.slug: country for country in countries().values()}


def _asked(name: str, country_code: str | None) -> tuple[str, str | None]:
    """What to look for, and in which country: a code after the last comma counts, unless one was given apart."""
    before, comma, after = name.rpartition(",")
    if comma and not country_code and (named := country(after.strip())):
        return fold(before), named.code
    return fold(name), country_code.upper() if country_code else None


def _containing(key: str, country_code: str | None) -> Iterator[City]:
    """The cities whose folded names hold this key, most populous first.

    Lines are compared as bytes, and only those that match are taken apart: that is ten times as fast as reading each.
    """
    needle = key.encode()
    with gzip.open(CITIES) as lines:
        for line in lines:
            if needle in line:
                city = _city(line.decode())
                if country_code in (None, city.country_code):
                    yield city


def _city(line: str) -> City:
    _keys, geoname_id, name, code, latitude, longitude, zone, population, others = line.rstrip("\n").split("\t")
    alternates = tuple(others.split("|")) if others else ()
    return City(int(geoname_id), name, code, float(latitude), float(longitude), zone, int(population), alternates)
