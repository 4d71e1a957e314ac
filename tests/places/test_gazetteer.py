"""A typed name finds its city, and a city its point on the map."""

import re
from zoneinfo import available_timezones

import pytest

from network.places import gazetteer, projection
from network.places.gazetteer import City, find, suggest


def whereabouts(cities: list[City]) -> list[tuple[str, str]]:
    return [(city.name, city.country_code) for city in cities]


def test_a_city_tells_where_it_is_and_what_its_clock_says() -> None:
    [city] = find("Reykjavík")

    assert (city.country_code, city.time_zone) == ("IS", "Atlantic/Reykjavik")
    assert (city.latitude, city.longitude) == pytest.approx((64.135, -21.895), abs=0.01)
    assert city.population > 100_000
    assert city.geoname_id == 3413829


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("Reykjavik", "Reykjavík", "IS"),
        ("VALPARAISO", "Valparaíso", "CL"),
        ("  valparaíso ", "Valparaíso", "CL"),
        ("Tromso", "Tromsø", "NO"),
        ("lodz", "Łódź", "PL"),
        ("N’Djamena", "N'Djamena", "TD"),
        ("port au prince", "Port-au-Prince", "HT"),
        ("القاهرة", "Cairo", "EG"),
        ("Москва", "Moscow", "RU"),
        ("東京", "Tokyo", "JP"),
        ("서울", "Seoul", "KR"),
        ("Ginebra", "Geneva", "CH"),
        ("Le Caire", "Cairo", "EG"),
        ("New York", "New York City", "US"),
        ("Roma", "Rome", "IT"),
    ],
)
def test_case_accents_and_other_languages_do_not_matter(typed: str, name: str, code: str) -> None:
    assert whereabouts(find(typed))[0] == (name, code)


def test_the_larger_of_two_namesakes_comes_first() -> None:
    assert whereabouts(find("London")) == [("London", "GB"), ("London", "CA")]


def test_the_country_may_be_said_apart_or_in_the_name() -> None:
    assert whereabouts(find("London, CA")) == [("London", "CA")]
    assert find("London", "ca") == find("london , ca") == find("London, CA")
    assert find("London", "FR") == []


def test_many_places_may_share_a_name_in_one_country() -> None:
    springfields = find("Springfield, US")

    assert len(springfields) >= 5
    assert {city.country_code for city in springfields} == {"US"}
    assert [city.population for city in springfields] == sorted((city.population for city in springfields), reverse=True)


def test_a_city_that_bears_the_name_stands_before_those_also_called_so() -> None:
    assert whereabouts(find("Monaco"))[0] == ("Monaco", "MC")
    for name in ("Santiago", "Washington", "Córdoba", "San José"):
        found = find(name)
        order = [(gazetteer.fold(city.name) != gazetteer.fold(name), -city.population) for city in found]
        assert order == sorted(order)


@pytest.mark.parametrize("typed", ["Atlantis-on-Sea", "", "   ", "|", ", CA", "London, ZZ", "Lond"])
def test_what_is_not_a_place_finds_nothing(typed: str) -> None:
    assert find(typed) == []


def test_a_picker_is_offered_what_begins_so_largest_first() -> None:
    offered = suggest("valpa")

    assert offered[0].name == "Valparaíso"
    assert len(suggest("san", limit=3)) == 3
    assert whereabouts(suggest("lon"))[0] == ("London", "GB")
    assert suggest("القاه")[0].name == "Cairo"
    assert suggest("york")[0].name == "York"
    assert {city.country_code for city in suggest("lond, ca")} == {"CA"}
    assert suggest(" ") == []


def test_every_city_can_be_found_again_by_each_of_its_names() -> None:
    for name in ("Cairo", "Montevideo", "Wellington", "Tbilisi"):
        city = find(name)[0]
        for alternate in city.alternates:
            assert city in find(alternate), alternate


def test_every_city_is_in_a_known_country_and_time_zone() -> None:
    cities = list(gazetteer._containing("|", None))

    assert len(cities) > 30_000
    assert {city.country_code for city in cities} == set(gazetteer.countries())
    assert {city.time_zone for city in cities} <= available_timezones()
    assert all(-90 <= city.latitude <= 90 and -180 <= city.longitude <= 180 for city in cities)
    assert max(len(city.alternates) for city in cities) <= 12


def test_countries_are_known_by_code_and_by_address() -> None:
    chile = gazetteer.country("cl")

    assert chile is not None
    assert (chile.code, chile.name, chile.slug) == ("CL", "Chile", "chile")
    assert gazetteer.country_by_slug("chile") is chile
    assert gazetteer.country("ZZ") is None
    assert gazetteer.country_by_slug("atlantis") is None


def test_country_slugs_are_plain_and_each_its_own() -> None:
    slugs = [country.slug for country in gazetteer.countries().values()]

    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


# Where the drawing of the front page puts its pins.
PINS = {
    "Valparaíso, CL": (434, 404, 30.11),
    "Tbilisi": (899, 105, 62.44),
    "Nairobi": (867, 277, 60.22),
    "Hanoi": (1143, 188, 79.39),
    "Amman": (864, 144, 59.97),
    "Reykjavík": (632, 16, 43.92),
    "Montevideo": (495, 412, 34.39),
    "Accra": (719, 250, 49.94),
    "Wellington, NZ": (1419, 437, 98.56),
    "Kathmandu": (1061, 161, 73.69),
}


@pytest.mark.parametrize("name", PINS)
def test_a_city_stands_where_the_drawing_has_it(name: str) -> None:
    city = find(name)[0]
    x, y, percent = PINS[name]

    assert projection.project(city.latitude, city.longitude) == pytest.approx((x, y), abs=1)
    assert projection.meridian(city.longitude) == pytest.approx(percent, abs=0.02)


@pytest.mark.parametrize("name", ["Suva", "Wellington, NZ", "Reykjavík", "Nuku‘alofa", "Ushuaia", "Longyearbyen"])
def test_pins_at_the_edge_stay_whole(name: str) -> None:
    city = find(name)[0]
    x, y = projection.project(city.latitude, city.longitude)

    assert projection.MARGIN <= x <= projection.WIDTH - projection.MARGIN
    assert projection.MARGIN <= y <= projection.HEIGHT - projection.MARGIN


def test_the_hour_rule_runs_from_west_to_east() -> None:
    assert [projection.meridian(longitude) for longitude in (-180, 0, 180)] == [0, 50, 100]


def test_the_land_is_dots_on_the_same_grid() -> None:
    path = (gazetteer.DATA / "land-path.txt").read_text(encoding="utf-8")
    runs = [(int(x), int(y), float(length)) for x, y, length in re.findall(r"M(\d+) (\d+)h([\d.]+)", path)]
    dots = {(x + step, y) for x, y, length in runs for step in range(0, int(length) + 1, 10)}

    assert re.fullmatch(r"(M\d+ \d+h[\d.]+)+", path)
    assert all(0 <= x <= projection.WIDTH and 0 <= y <= projection.HEIGHT for x, y in dots)
    assert has_land_near(dots, 46.5, 8.0)  # the Alps
    assert has_land_near(dots, -1.28, 36.82)  # Nairobi
    assert not has_land_near(dots, 0.0, -30.0)  # the Atlantic
    assert not has_land_near(dots, 0.0, -150.0)  # the Pacific


def has_land_near(dots: set[tuple[int, int]], latitude: float, longitude: float) -> bool:
    x, y = projection.project(latitude, longitude)
    return any(abs(dot_x - x) <= 10 and abs(dot_y - y) <= 9 for dot_x, dot_y in dots)
