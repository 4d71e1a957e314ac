"""Where on the conversation map a place stands, and where along the hour rule.

The map is an equirectangular strip: four units to a degree both ways, 180° W to 180° E, from 68° N down to 47.5° S.
The land in data/land-path.txt is drawn on the same grid by tools/draw_land.mjs.
"""

WIDTH, HEIGHT = 1440, 462
UNITS_PER_DEGREE = 4
NORTH = 68
MARGIN = 16  # a pin of the largest size stays whole


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The point of the map for these coordinates; what lies beyond an edge stands at it."""
    x = (longitude + 180) * UNITS_PER_DEGREE
    y = (NORTH - latitude) * UNITS_PER_DEGREE
    return _within(x, WIDTH), _within(y, HEIGHT)


def meridian(longitude: float) -> float:
    """How far along the hour rule a longitude lies, in percent from west to east."""
    return round((longitude + 180) / 360 * 100, 2)


def _within(position: float, size: int) -> float:
    return round(min(max(position, MARGIN), size - MARGIN), 1)
