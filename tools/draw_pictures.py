"""Draw the pictures of the demonstration: scenes for posts, and portraits.

    python tools/draw_pictures.py OUT_DIR [NAME…]
    python tools/draw_pictures.py --icons OUT_DIR

Everything is drawn by this file, with no photograph and no one else's art, in
the manner of a screen print: few inks, flat shapes, dots for shade, some grain.
The same command gives the same pictures. Needs numpy and Pillow.

Places on a sheet are given in the pixels of the finished picture; the sheet
itself is twice as large, so that edges come out smooth.
"""

import math
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Ink = tuple[int, int, int]
Point = tuple[float, float]
Shade = Callable[[np.ndarray, np.ndarray], np.ndarray]

INK = (21, 40, 52)
NIGHT = (14, 30, 41)
DEEP = (27, 84, 99)
SEA = (70, 124, 138)
MID = (110, 154, 163)
MIST = (170, 198, 202)
SHOAL = (207, 224, 225)
BUFF = (234, 222, 190)
SAND = (214, 192, 152)
EARTH = (160, 128, 84)
PAPER = (250, 249, 244)
MAGENTA = (163, 25, 91)
ROSE = (208, 94, 140)
BLUSH = (243, 215, 196)
MARIGOLD = (224, 164, 70)
LAMP = (246, 220, 160)
GREEN = (74, 112, 92)
MOSS = (42, 78, 68)
LEAF = (124, 152, 110)

WIDE = (1600, 900)
TALL = (640, 720)
FINER = 2
HEAVIEST = 106_000


# The printing shop


class Sheet:
    """A sheet being printed, ink upon ink."""

    def __init__(self, paper: Ink = PAPER, size: tuple[int, int] = WIDE):
        self.width, self.height = size
        self.image = Image.new("RGB", (self.width * FINER, self.height * FINER), paper)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: Iterable[Point], ink: Ink) -> None:
        """A filled shape with corners."""
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=ink)

    def blob(self, points: list[Point], ink: Ink) -> None:
        """A filled shape without corners, through all the points."""
        self.shape(smooth(points, closed=True), ink)

    def box(self, x0, y0, x1, y1, ink: Ink, round: float = 0) -> None:
        """An upright rectangle."""
        corners = [value * FINER for value in (x0, y0, x1, y1)]
        self.pen.rounded_rectangle(corners, round * FINER, fill=ink)

    def disc(self, x, y, rx, ink: Ink, ry: float | None = None) -> None:
        """A filled circle, or an ellipse if `ry` is given."""
        ry = rx if ry is None else ry
        self.pen.ellipse([v * FINER for v in (x - rx, y - ry, x + rx, y + ry)], fill=ink)

    def wedge(self, x, y, rx, ink: Ink, start, end, ry: float | None = None) -> None:
        """A slice of a disc, in degrees clockwise from three o'clock."""
        ry = rx if ry is None else ry
        self.pen.pieslice([v * FINER for v in (x - rx, y - ry, x + rx, y + ry)], start, end, fill=ink)

    def ring(self, x, y, r, ink: Ink, width, start=0, end=360, ry: float | None = None) -> None:
        """A circle, or a part of one, drawn as a line."""
        ry = r if ry is None else ry
        corners = [v * FINER for v in (x - r, y - ry, x + r, y + ry)]
        self.pen.arc(corners, start, end, fill=ink, width=thick(width))

    def line(self, points: Iterable[Point], ink: Ink, width: float) -> None:
        """A line through the points, with round joints and ends."""
        points = [(x * FINER, y * FINER) for x, y in points]
        self.pen.line(points, fill=ink, width=thick(width))
        half = width * FINER / 2
        if half > 1.5:
            for x, y in points:
                self.pen.ellipse((x - half, y - half, x + half, y + half), fill=ink)

    def stroke(self, points: list[Point], ink: Ink, width: float) -> None:
        """A line without corners, through all the points."""
        self.line(smooth(points), ink, width)

    def sky(self, *stops: tuple[float, Ink], top: float = 0, bottom: float | None = None) -> None:
        """Colours passing into each other from `top` to `bottom`."""
        bottom = self.height if bottom is None else bottom
        rows = range(int(top * FINER), int(bottom * FINER))
        for row in rows:
            ink = between(stops, (row - rows.start) / max(1, len(rows) - 1))
            self.pen.line([(0, row), (self.width * FINER, row)], fill=ink)

    def dots(self, shade: Shade, ink: Ink, cell: float = 9, over: bool = False) -> None:
        """A screen of dots, larger where `shade` (of x and y in 0 to 1) is darker.

        The ink darkens what is below it, as on paper, or covers it if `over`.
        """
        mask = screen(self.image.size, shade, cell * FINER)
        flat = Image.new("RGB", self.image.size, ink)
        layer = flat if over else ImageChops.multiply(self.image, flat)
        self.image.paste(layer, (0, 0), mask)

    @contextmanager
    def within(self, points: Iterable[Point]) -> Iterator[None]:
        """Whatever is drawn meanwhile shows only inside the shape."""
        before = self.image.copy()
        yield
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon([(x * FINER, y * FINER) for x, y in points], fill=255)
        before.paste(self.image, (0, 0), mask)
        self.image.paste(before)

    @contextmanager
    def thin(self, strength: float) -> Iterator[None]:
        """Whatever is drawn meanwhile shows through by so much."""
        before = self.image.copy()
        yield
        self.image.paste(Image.blend(before, self.image, strength))

    def finished(self, grain: float = 5.0) -> Image.Image:
        """The picture at its own size, with the grain of the paper."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        noise = np.random.default_rng(7).normal(0, 40, (self.height, self.width))
        soft = Image.fromarray((noise + 128).clip(0, 255).astype(np.uint8))
        soft = np.asarray(soft.filter(ImageFilter.GaussianBlur(1.0)), dtype=np.float32) - 128
        tones = np.asarray(small, dtype=np.float32) + soft[:, :, None] * grain / 12
        return Image.fromarray(tones.clip(0, 255).astype(np.uint8))


def thick(width: float) -> int:
    """A line width in the sheet's own pixels."""
    return max(1, round(width * FINER))


def mix(one: Ink, other: Ink, part: float) -> Ink:
    """The first ink with so much of the other in it."""
    part = min(1, max(0, part))
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))


def between(stops: tuple[tuple[float, Ink], ...], place: float) -> Ink:
    """The ink at a place along a row of inks."""
    for (start, ink), (end, next_ink) in zip(stops, stops[1:], strict=False):
        if place <= end:
            return mix(ink, next_ink, (place - start) / (end - start))
    return stops[-1][1]


def smooth(points: list[Point], closed: bool = False, steps: int = 12) -> list[Point]:
    """Many points along a soft curve through a few."""
    if closed:
        row = [points[-1], *points, points[0], points[1]]
    else:
        row = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(row, row[1:], row[2:], row[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )
    return curve if closed else [*curve, points[-1]]


def screen(size: tuple[int, int], shade: Shade, cell: float) -> Image.Image:
    """Dots on a slanted grid as a mask."""
    width, height = size
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    dark = shade(columns / width, rows / height).clip(0, 1)
    slant = math.pi / 6
    across = (columns * math.cos(slant) + rows * math.sin(slant)) * (2 * math.pi / cell)
    down = (rows * math.cos(slant) - columns * math.sin(slant)) * (2 * math.pi / cell)
    wave = (np.cos(across) + np.cos(down)) / 4 + 0.5
    return Image.fromarray(((wave < dark) * 255).astype(np.uint8))


def around(x: float, y: float, r: float, degrees: float, ry: float | None = None) -> Point:
    """The point of a circle at an angle, clockwise from three o'clock."""
    turn = math.radians(degrees)
    return x + r * math.cos(turn), y + (r if ry is None else ry) * math.sin(turn)


def ridge(seed: int, base: float, height: float, waves: int = 7, width: int = 1600) -> list[Point]:
    """A line of hills from edge to edge."""
    rng = np.random.default_rng(seed)
    x = np.arange(0, width + 4, 4)
    y = np.full(len(x), float(base))
    for wave in range(1, waves):
        pace, shift = rng.uniform(0.6, 1.4), rng.uniform(0, 6.3)
        y += height / wave**1.15 * np.sin(x / width * 2 * math.pi * wave * pace + shift)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def ground(line: list[Point], height: float = 900) -> list[Point]:
    """A line of hills as a shape down to the foot of the sheet."""
    return [(line[0][0], height), *line, (line[-1][0], height)]


# Things that stand in several scenes


def glints(sheet: Sheet, rng: random.Random, top: float, inks: list[Ink], many: int = 170) -> None:
    """Short strokes of light on water, longer the nearer they are."""
    deep = sheet.height - top
    for _ in range(many):
        y = top + 6 + rng.random() ** 1.4 * deep
        length = rng.uniform(20, 120) * (0.4 + (y - top) / deep)
        x = rng.uniform(-60, sheet.width)
        sheet.box(x, y, x + length, y + 2 + (y - top) / deep * 3, rng.choice(inks), 2)


def glitter(sheet: Sheet, rng: random.Random, x: float, top: float, inks: list[Ink]) -> None:
    """The path which a low sun lays on water."""
    deep = sheet.height - top
    for step in range(150):
        y = top + 4 + (step / 150) ** 1.4 * deep
        half = rng.uniform(8, 32) * (1 + (y - top) / 300)
        middle = x + rng.gauss(0, 34 + (y - top) * 0.3)
        sheet.box(middle - half, y, middle + half, y + 3 + (y - top) / 100, rng.choice(inks), 2)


def stars(sheet: Sheet, rng: random.Random, many: int, low: float, ink: Ink = BUFF) -> None:
    """Stars above a height."""
    for _ in range(many):
        x, y = rng.uniform(0, sheet.width), rng.random() ** 1.3 * low
        sheet.disc(x, y, rng.choice((1.2, 1.2, 1.7, 2.4)), ink)


def person(sheet: Sheet, x: float, foot: float, tall: float, coat: Ink, skin: Ink = EARTH, hair: Ink = INK) -> None:
    """Someone standing, seen from behind or from afar."""
    u = tall / 100

    def shape(points: list[Point], ink: Ink) -> None:
        sheet.shape([(x + a * u, foot + b * u) for a, b in points], ink)

    for side in (-1, 1):
        shape([(side * 2, -42), (side * 10, -42), (side * 8, -3), (side * 3, -3)], INK)
        shape([(side * 2, -4), (side * 9, -4), (side * 11, 0), (side * 2, 0)], NIGHT)
        sheet.stroke(
            [(x + side * 12 * u, foot - 76 * u), (x + side * 16 * u, foot - 60 * u),
             (x + side * 14.5 * u, foot - 44 * u)],
            mix(coat, INK, 0.22), 6 * u,
        )  # fmt: skip
        sheet.disc(x + side * 14.5 * u, foot - 40 * u, 3 * u, skin)
    sheet.box(x - 3.4 * u, foot - 90 * u, x + 3.4 * u, foot - 78 * u, skin)
    body = [(-5, -83), (5, -83), (12, -79), (13, -60), (12, -34), (-12, -34), (-13, -60), (-12, -79)]
    shape(body, coat)
    for side in (-1, 1):
        sheet.disc(x + side * 6.4 * u, foot - 91 * u, 1.6 * u, skin, 2.4 * u)
    sheet.disc(x, foot - 93 * u, 6.5 * u, hair, 8 * u)


def pine(sheet: Sheet, x: float, foot: float, tall: float, ink: Ink) -> None:
    """A fir of four skirts."""
    sheet.box(x - tall * 0.03, foot - tall * 0.15, x + tall * 0.03, foot, ink)
    for step in range(4):
        top = foot - tall * (1 - step * 0.2)
        half = tall * (0.1 + step * 0.055)
        sheet.shape([(x, top), (x + half, top + tall * 0.32), (x - half, top + tall * 0.32)], ink)


def bird(sheet: Sheet, x: float, y: float, span: float, ink: Ink) -> None:
    """A bird on the wing."""
    left = [(x - span, y - span * 0.2), (x - span * 0.5, y - span * 0.42), (x, y)]
    right = [(x, y), (x + span * 0.5, y - span * 0.42), (x + span, y - span * 0.2)]
    sheet.stroke(left, ink, span * 0.13)
    sheet.stroke(right, ink, span * 0.13)


def panes(sheet: Sheet, rng: random.Random, x0, y0, x1, y1, lit: float, inks: list[Ink], w=20, h=30) -> None:
    """Rows of windows on a wall, some of them lit."""
    columns = int((x1 - x0 - 16) // (w * 1.9))
    rows = int((y1 - y0 - 20) // (h * 1.8))
    if columns < 1:
        return
    gap = (x1 - x0 - columns * w) / (columns + 1)
    for column in range(columns):
        for row in range(rows):
            if rng.random() < lit:
                x, y = x0 + gap + column * (w + gap), y0 + 20 + row * h * 1.8
                sheet.box(x, y, x + w, y + h, rng.choice(inks))


# Scenes


def harbour() -> Sheet:
    """A ferry leaving a container quay as the sun comes up."""
    rng = random.Random(4)
    sheet = Sheet()
    sheet.sky((0, (186, 212, 216)), (0.8, (238, 228, 200)), (1, BLUSH), bottom=530)
    sheet.disc(1120, 360, 112, MAGENTA)
    for seed, base, high, ink in (
        (3, 430, 30, (150, 182, 188)),
        (8, 474, 22, (98, 142, 152)),
        (5, 506, 15, (52, 104, 118)),
    ):
        sheet.shape(ground(ridge(seed, base, high)), ink)
    sheet.box(0, 520, 1600, 900, (112, 158, 166))
    sheet.dots(lambda x, y: np.where(y > 0.58, (y - 0.55) * 0.8, 0), (104, 152, 166), 10)
    glitter(sheet, rng, 1120, 520, [(214, 160, 170), (240, 216, 198), (186, 70, 120)])
    glints(sheet, rng, 520, [(84, 134, 146), (96, 146, 156), (150, 188, 193)])
    containers(sheet, rng, 20, 546)
    sheet.box(0, 546, 560, 592, INK)
    sheet.box(0, 592, 560, 600, DEEP)
    crane(sheet, 120, 546, 1.05)
    crane(sheet, 350, 546, 1.3)
    ferry(sheet, 760, 640)
    return sheet


def containers(sheet: Sheet, rng: random.Random, x: float, foot: float) -> None:
    """Three uneven layers of boxes on a quay."""
    inks = [MAGENTA, BUFF, DEEP, MARIGOLD, SEA]
    for layer, (first, last) in enumerate(((0, 14), (2, 10), (3, 7))):
        for place in range(first, last):
            left, top = x + place * 37, foot - 24 * (layer + 1)
            sheet.box(left, top, left + 35, top + 23, rng.choice(inks))


def crane(sheet: Sheet, x: float, foot: float, s: float) -> None:
    """A gantry crane with its arm over the water."""

    def at(a: float, b: float) -> Point:
        return x + a * s, foot - b * s

    for leg in (0, 46):
        sheet.shape([at(leg, 150), at(leg + 10, 150), at(leg + 10, 0), at(leg, 0)], INK)
    sheet.line([at(6, 8), at(50, 140)], INK, 4 * s)
    sheet.shape([at(-8, 152), at(64, 152), at(64, 140), at(-8, 140)], INK)
    sheet.shape([at(-70, 178), at(150, 176), at(150, 169), at(-70, 166)], INK)
    sheet.shape([at(22, 232), at(32, 232), at(40, 150), at(14, 150)], INK)
    for end in (148, -68):
        sheet.line([at(27, 230), at(end, 174)], INK, 2.5 * s)
    sheet.line([at(112, 170), at(112, 96)], INK, 2)
    left, top = at(100, 96)
    sheet.box(left, top, left + 26 * s, top + 13 * s, MARIGOLD)


def ferry(sheet: Sheet, x: float, y: float) -> None:
    """A small white ferry with its wake."""
    for step in range(9):
        left, right, low = x + 10 - step * 34, x + 410 + step * 8, y + 60 + step * 7
        for a, b in ((left, left + 90 + step * 10), (right - 130, right)):
            sheet.box(a, low, b, low + 3.5, SHOAL, 2)
    sheet.shape([(x - 20, y), (x + 424, y), (x + 382, y + 64), (x + 38, y + 64)], INK)
    sheet.shape([(x - 14, y + 9), (x + 418, y + 9), (x + 413, y + 17), (x - 9, y + 17)], MAGENTA)
    sheet.box(x + 40, y - 44, x + 350, y, PAPER)
    sheet.box(x + 90, y - 82, x + 290, y - 44, PAPER)
    sheet.box(x + 284, y - 44, x + 350, y, SHOAL)
    sheet.box(x + 244, y - 82, x + 290, y - 44, SHOAL)
    for window in range(14):
        sheet.box(x + 54 + window * 21, y - 32, x + 66 + window * 21, y - 16, DEEP)
    for window in range(8):
        sheet.box(x + 104 + window * 23, y - 70, x + 118 + window * 23, y - 56, DEEP)
    sheet.box(x + 204, y - 134, x + 246, y - 82, MAGENTA)
    sheet.box(x + 204, y - 116, x + 246, y - 106, PAPER)
    sheet.line([(x + 130, y - 82), (x + 130, y - 140)], INK, 4)
    sheet.blob([(x + 224, y - 140), (x + 170, y - 170), (x + 90, y - 168), (x + 150, y - 186),
                (x + 215, y - 176)], SHOAL)  # fmt: skip


def ridges() -> Sheet:
    """Mountains behind mountains, and the lights of one village."""
    rng = random.Random(8)
    sheet = Sheet()
    sheet.sky((0, (230, 222, 196)), (0.45, BLUSH), (1, (214, 222, 218)), bottom=620)
    sheet.disc(430, 190, 92, (250, 244, 226))
    far, near = (186, 206, 208), (19, 44, 56)
    for layer in range(7):
        part = layer / 6
        sheet.shape(ground(peaks(layer, 330 + part * 470, 150 - 80 * part)), mix(far, near, part))
        if layer < 6:
            top = 0.42 + part * 0.5
            shade = lambda x, y, top=top: 0.75 - np.abs(y - top) * 9  # noqa: E731
            sheet.dots(shade, mix(mix(far, near, part), PAPER, 0.28), 10, over=True)
    for _ in range(70):
        x, y = rng.gauss(1120, 130), rng.gauss(800, 26)
        sheet.box(x, y, x + 7, y + 9, rng.choice((MARIGOLD, LAMP, LAMP, MAGENTA)))
    for x, y in ((640, 250), (700, 226), (742, 262)):
        bird(sheet, x, y, 18, (90, 112, 118))
    return sheet


def peaks(seed: int, base: float, height: float) -> list[Point]:
    """A mountain line with sharp tops and straight flanks."""
    rng = random.Random(seed * 7 + 3)
    points = [(-20.0, base + rng.uniform(-0.3, 0.6) * height)]
    while points[-1][0] < 1620:
        x = points[-1][0]
        up = len(points) % 2
        y = base - rng.uniform(0.5, 1.1) * height if up else base + rng.uniform(0, 0.5) * height
        next_x = x + rng.uniform(70, 210)
        for part in (0.35, 0.7):
            middle = points[-1][1] + (y - points[-1][1]) * part + rng.uniform(-0.1, 0.1) * height
            points.append((x + (next_x - x) * part, middle))
            up = not up
        points.append((next_x, y))
        if len(points) % 2 == 0:
            points.append((next_x + 4, y + 2))
    return points


def arches() -> Sheet:
    """One person in a coat, small in a long corridor of arches."""
    sheet = Sheet((208, 196, 164))
    floor = 632.0
    for step in range(8):
        part = step / 7
        half = (1560 * (1 - part * 0.86) + 60) / 2
        foot = 900 - part * (900 - floor)
        spring = foot - (980 * (1 - part * 0.8) + 60) * 0.5
        ink = mix(DEEP, (246, 236, 208), part**0.8)
        sheet.box(860 - half, spring, 860 + half, 900, ink)
        sheet.wedge(860, spring, half, ink, 180, 360, half * 0.75)
        edge = mix(ink, PAPER, 0.35)
        sheet.ring(860, spring, half, edge, 3, 180, 360, half * 0.75)
    sheet.shape([(-60, 900), (1740, 900), (980, floor), (740, floor)], (214, 196, 158))
    for step in range(1, 12):
        y = floor + (900 - floor) * (step / 11) ** 2
        spread = (y - floor) / (900 - floor)
        left, right = 740 - 800 * spread, 980 + 760 * spread
        sheet.line([(left, y), (right, y)], (186, 164, 126), 1 + 2 * spread)
    for part in np.linspace(0.08, 0.92, 8):
        sheet.line([(740 + 240 * part, floor), (-60 + 1800 * part, 900)], (196, 176, 138), 1.5)
    sheet.shape([(850, 792), (876, 792), (1060, 884), (990, 890)], (164, 142, 108))
    person(sheet, 862, 796, 184, MAGENTA)
    sheet.box(884, 700, 902, 742, EARTH, 4)
    sheet.dots(lambda x, y: 0.6 * (np.abs(x - 0.54) * 1.5 - 0.24), (150, 182, 186), 15)
    return sheet


def buoy() -> Sheet:
    """Three buoys with lamps, on the sea before dawn."""
    rng = random.Random(9)
    sheet = Sheet()
    sheet.sky((0, (20, 50, 64)), (0.75, (90, 140, 152)), (1, (232, 218, 196)), bottom=478)
    sheet.sky((0, (64, 116, 130)), (1, (16, 44, 58)), top=478)
    sheet.dots(lambda x, y: (0.42 - y) * 1.3, (60, 104, 120), 11)
    stars(sheet, rng, 60, 300)
    glints(sheet, rng, 480, [(40, 92, 106), (96, 144, 156), (24, 66, 80), (150, 184, 188)], 220)
    for x, size, ink in ((1395, 0.26, MAGENTA), (1130, 0.5, MARIGOLD), (520, 1.25, MAGENTA)):
        buoy_with_lamp(sheet, x, 478 + size * 235, size, ink)
    return sheet


def buoy_with_lamp(sheet: Sheet, x: float, y: float, s: float, ink: Ink) -> None:
    """A lattice buoy, its lamp on, and its light on the water."""
    with sheet.thin(0.35):
        sheet.disc(x, y - 240 * s, 74 * s, LAMP)
        sheet.disc(x, y - 240 * s, 40 * s, LAMP)
    for step in range(7):
        half = (58 - step * 6) * s
        low = y + (66 + step * 17) * s
        sheet.box(x - half, low, x + half, low + 4 * s, mix(ink, DEEP, 0.25 + step * 0.08), 2)
    hull = [(x - 74 * s, y), (x + 74 * s, y), (x + 48 * s, y + 62 * s), (x - 48 * s, y + 62 * s)]
    sheet.shape(hull, ink)
    with sheet.within(hull):
        sheet.box(x + 16 * s, y, x + 90 * s, y + 80 * s, mix(ink, INK, 0.25))
        sheet.box(x - 90 * s, y + 24 * s, x + 90 * s, y + 32 * s, PAPER)
    for step in range(5):
        a, b = 34 - step * 4.4, 34 - (step + 1) * 4.4
        low, high = y - step * 38 * s, y - (step + 1) * 38 * s
        sheet.line([(x - a * s, low), (x + b * s, high)], INK, 5 * s)
        sheet.line([(x + a * s, low), (x - b * s, high)], INK, 5 * s)
    for side in (-1, 1):
        sheet.line([(x + side * 34 * s, y), (x + side * 12 * s, y - 190 * s)], INK, 8 * s)
    sheet.box(x - 24 * s, y - 226 * s, x + 24 * s, y - 186 * s, ink)
    sheet.disc(x, y - 240 * s, 13 * s, (255, 240, 196))


def seeds() -> Sheet:
    """Seeds, husks and first leaves, laid out as in a drawer."""
    rng = random.Random(5)
    ground_ink = (238, 233, 214)
    sheet = Sheet(ground_ink)
    inks = [INK, DEEP, GREEN, MAGENTA, EARTH, DEEP, MID]
    kinds = [pod, blossom, sprout, ear, eye, kernel, key, bean]
    last = None
    for row in range(7):
        for column in range(14):
            x, y = column * 128 - 30 + row % 2 * 64, row * 144 + 22
            kind = rng.choice([each for each in kinds if each is not last])
            kind(sheet, x, y, rng.choice(inks), ground_ink)
            last = kind
    sheet.dots(lambda x, y: 0.45 * (x - 0.56), (204, 220, 218), 15)
    return sheet


def pod(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """A seed with one seam."""
    sheet.disc(x, y, 24, ink, 42)
    sheet.line([(x, y - 32), (x, y + 32)], ground_ink, 3)


def blossom(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """Six petals."""
    for turn in range(0, 360, 60):
        sheet.disc(*around(x, y, 29, turn), 14.5, ink)
    sheet.disc(x, y, 13, MARIGOLD)


def sprout(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """Two leaves on a stalk."""
    sheet.line([(x, y - 6), (x, y + 44)], ink, 5)
    for side in (-1, 1):
        leaf = [(x, y), (x + side * 20, y - 34), (x + side * 42, y - 38), (x + side * 30, y - 8)]
        sheet.blob(leaf, ink)


def ear(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """An ear of grain."""
    sheet.line([(x, y - 46), (x, y + 50)], ink, 4)
    for step in range(5):
        for side in (-1, 1):
            low = y - 34 + step * 19
            sheet.blob([(x + side * 3, low + 10), (x + side * 12, low - 9), (x + side * 25, low - 12),
                        (x + side * 19, low + 4)], ink)  # fmt: skip
    sheet.disc(x, y - 50, 6, ink, 10)


def eye(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """A round husk and its kernel."""
    sheet.ring(x, y, 36, ink, 9)
    sheet.disc(x, y, 13, ink)


def kernel(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """A pointed kernel."""
    drop = [(x, y - 48), (x + 22, y - 4), (x + 20, y + 28), (x, y + 44), (x - 20, y + 28),
            (x - 22, y - 4)]  # fmt: skip
    sheet.blob(drop, ink)
    sheet.disc(x - 5, y + 14, 5, ground_ink, 9)


def key(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """A maple key: two wings."""
    for side in (-1, 1):
        wing = [(x + side * 2, y - 22), (x + side * 26, y - 14), (x + side * 42, y + 20),
                (x + side * 34, y + 40), (x + side * 16, y + 12)]  # fmt: skip
        sheet.blob(wing, ink)
        sheet.disc(x + side * 9, y - 18, 9, mix(ink, INK, 0.35))
    sheet.line([(x, y - 22), (x, y - 46)], ink, 4)


def bean(sheet: Sheet, x: float, y: float, ink: Ink, ground_ink: Ink) -> None:
    """A bean with its eye."""
    sheet.blob([(x - 14, y - 38), (x + 20, y - 30), (x + 28, y), (x + 16, y + 36), (x - 14, y + 34),
                (x - 8, y)], ink)  # fmt: skip
    sheet.disc(x + 1, y, 4, ground_ink, 9)


def stairs() -> Sheet:
    """A painted stairway between stone houses, with books for sale on it."""
    rng = random.Random(14)
    sheet = Sheet()
    sheet.sky((0, (190, 212, 212)), (1, (246, 226, 196)), bottom=420)
    sheet.disc(800, 250, 70, (252, 244, 220))
    for x, top, width, shade in (
        (-60, -20, 175, 0.5), (115, 60, 185, 0.2), (300, 130, 170, 0.4), (470, 220, 130, 0.15), (600, 290, 90, 0.02),
        (910, 300, 90, 0.05), (1000, 200, 130, 0.25), (1130, 96, 170, 0.45), (1300, 24, 185, 0.2), (1485, -20, 175, 0.5),
    ):  # fmt: skip
        stone_house(sheet, rng, x, top, width, mix((238, 220, 186), (186, 158, 116), shade))
    inks = [MAGENTA, DEEP, MARIGOLD, MID, INK, ROSE, GREEN, BUFF]
    steps = 15
    for step in range(steps):
        y, low = (380 + 530 * (part / steps) ** 1.2 for part in (step, step + 1))
        half = 105 + 480 * (step / steps) ** 1.1
        sheet.box(800 - half, y, 800 + half, low, inks[step % 8])
        sheet.box(800 - half, y, 800 + half, y + (low - y) * 0.3, mix(inks[step % 8], PAPER, 0.6))
    for step in range(1, steps):
        y = 380 + 530 * (step / steps) ** 1.2
        half = 105 + 480 * (step / steps) ** 1.1
        for side in (-1, 1):
            if rng.random() < 0.8:
                books(sheet, rng, 800 + side * half * rng.uniform(0.62, 0.86), y + 6, 0.5 + step / 14)
    person(sheet, 770, 560, 120, DEEP)
    sheet.dots(lambda x, y: 0.9 * (0.36 - x), (160, 176, 172), 11)
    return sheet


def stone_house(sheet: Sheet, rng: random.Random, x, top, width, wall: Ink) -> None:
    """A house front with arched windows in rows."""
    sheet.box(x, top, x + width, 900, wall)
    sheet.box(x - 5, top - 8, x + width + 5, top + 6, mix(wall, INK, 0.18))
    columns = max(1, int(width // 74))
    gap = width / columns
    for column in range(columns):
        for row in range(7):
            middle, y = x + gap * (column + 0.5), top + 52 + row * 104
            if y > 820 or rng.random() < 0.12:
                continue
            glass = rng.choice((DEEP, INK, DEEP, SEA))
            sheet.box(middle - 15, y, middle + 15, y + 44, glass)
            sheet.wedge(middle, y, 15, glass, 180, 360, 17)
            sheet.box(middle - 20, y + 44, middle + 20, y + 50, mix(wall, INK, 0.25))


def books(sheet: Sheet, rng: random.Random, x: float, foot: float, s: float) -> None:
    """A pile of books, lying."""
    inks = [MAGENTA, DEEP, MARIGOLD, MID, ROSE, GREEN, BUFF]
    for place in range(rng.randint(2, 5)):
        low = foot - place * 11 * s
        shift = rng.uniform(-4, 4) * s
        sheet.box(x - 27 * s + shift, low - 11 * s, x + 27 * s + shift, low, INK, 1)
        sheet.box(x - 25 * s + shift, low - 9.5 * s, x + 25 * s + shift, low - 1.5 * s, rng.choice(inks))
        sheet.box(x + 17 * s + shift, low - 9.5 * s, x + 20 * s + shift, low - 1.5 * s, PAPER)


def tram() -> Sheet:
    """A red tram below lit windows at night."""
    rng = random.Random(21)
    sheet = Sheet()
    sheet.sky((0, NIGHT), (1, (40, 92, 106)))
    sheet.dots(lambda x, y: y * 0.55 - 0.1, (70, 120, 132), 11, over=False)
    stars(sheet, rng, 50, 300)
    sheet.disc(1225, 135, 48, (240, 226, 190))
    walls = [(20, 48, 61), (26, 62, 76), (33, 76, 90), (17, 40, 52)]
    x = -20.0
    while x < 1600:
        width, top = rng.randint(120, 220), 900 - rng.randint(360, 680)
        if rng.random() < 0.5:
            sheet.box(x + width * 0.3, top - 28, x + width * 0.42, top, walls[0])
        sheet.box(x, top, x + width, 900, rng.choice(walls))
        panes(sheet, rng, x, top, x + width, 800, 0.45, [LAMP] * 5 + [MARIGOLD] * 2 + [ROSE])
        x += width
    sheet.box(0, 806, 1600, 900, (11, 26, 36))
    with sheet.thin(0.3):
        sheet.shape([(1010, 770), (1010, 800), (1420, 868), (1420, 806)], LAMP)
    tramcar(sheet, 420, 706)
    sheet.line([(0, 600), (1600, 566)], (140, 166, 172), 3)
    for low in (856, 880):
        sheet.box(0, low, 1600, low + 4, (112, 142, 150))
    return sheet


def tramcar(sheet: Sheet, x: float, y: float) -> None:
    """The tram, with people in its windows."""
    rng = random.Random(2)
    for wheel in (100, 200, 410, 510):
        sheet.disc(x + wheel, y + 126, 21, NIGHT)
        sheet.disc(x + wheel, y + 126, 9, MID)
    sheet.box(x, y, x + 610, y + 124, MAGENTA, 24)
    sheet.box(x, y + 82, x + 610, y + 92, PAPER)
    sheet.box(x + 18, y + 96, x + 592, y + 124, mix(MAGENTA, INK, 0.3), 10)
    sheet.box(x + 60, y - 12, x + 550, y + 2, mix(MAGENTA, INK, 0.45), 6)
    for window in range(8):
        left = x + 24 + window * 71
        sheet.box(left, y + 18, left + 58, y + 72, LAMP, 6)
        if rng.random() < 0.6:
            head = left + rng.uniform(18, 40)
            sheet.disc(head, y + 46, 9, INK)
            sheet.box(head - 14, y + 56, head + 14, y + 72, rng.choice((DEEP, INK, GREEN)), 4)
    sheet.disc(x + 598, y + 106, 8, PAPER)
    sheet.line([(x + 280, y - 10), (x + 322, y - 64), (x + 298, y - 132)], (140, 166, 172), 5)


def market() -> Sheet:
    """A covered street market: awnings, lamps, heaps of fruit, people choosing."""
    rng = random.Random(31)
    sheet = Sheet((236, 222, 190))
    sheet.sky((0, (226, 206, 166)), (1, (244, 230, 200)), bottom=600)
    for x, top, width, part in ((-20, 90, 330, 0.2), (310, 30, 300, 0.05), (610, 120, 360, 0.25),
                                (970, 50, 300, 0.1), (1270, 110, 360, 0.22)):  # fmt: skip
        wall = mix((226, 206, 166), (176, 148, 108), part)
        sheet.box(x, top, x + width, 700, wall)
        panes(sheet, rng, x, top, x + width, 380, 0.9, [DEEP, SEA, DEEP, INK], 34, 52)
    sheet.box(0, 640, 1600, 900, (190, 168, 130))
    stalls = ((-60, MAGENTA, PAPER), (350, DEEP, BUFF), (760, MARIGOLD, PAPER), (1170, MAGENTA, BUFF))
    for x, one, other in stalls:
        stall(sheet, rng, x, one, other)
    sheet.line(smooth([(-20, 150), (400, 230), (800, 160), (1200, 235), (1620, 150)]), INK, 3)
    for step in range(17):
        x = 40 + step * 96
        y = 193 - 40 * math.cos(x / 800 * 2 * math.pi) + 6
        with sheet.thin(0.4):
            sheet.disc(x, y + 16, 26, LAMP)
        sheet.disc(x, y + 16, 11, PAPER)
    for x, tall, coat, skin in ((262, 300, INK, EARTH), (700, 330, GREEN, (112, 74, 52)),
                                (812, 215, ROSE, EARTH), (1270, 320, DEEP, (222, 178, 144))):  # fmt: skip
        person(sheet, x, 884, tall, coat, skin)
    sheet.dots(lambda x, y: 0.5 * (0.3 - y) + 0.6 * (y - 0.82), (170, 180, 172), 11)
    return sheet


def stall(sheet: Sheet, rng: random.Random, x: float, one: Ink, other: Ink) -> None:
    """A striped awning over a slope of boxes with fruit."""
    sheet.box(x + 30, 430, x + 370, 700, (58, 60, 58))
    for post in (30, 362):
        sheet.box(x + post, 420, x + post + 8, 840, INK)
    fruits = [MAGENTA, MARIGOLD, GREEN, ROSE, LEAF, (226, 120, 70), (110, 40, 80)]
    for row in range(3):
        y, depth = 640 + row * 62, 46
        for box in range(4):
            left, fruit = x + 22 + box * 90 - row * 4, rng.choice(fruits)
            for heap in range(2):
                for place in range(5 - heap):
                    sheet.disc(left + 14 + place * 15 + heap * 7, y - heap * 11, 10, fruit)
                    sheet.disc(left + 11 + place * 15 + heap * 7, y - 3 - heap * 11, 3, mix(fruit, PAPER, 0.5))
            sheet.box(left, y + 2, left + 86, y + depth, (150, 116, 76), 3)
            sheet.box(left, y + 2, left + 86, y + 12, (178, 142, 98), 3)
    for stripe in range(10):
        ink = one if stripe % 2 else other
        a, b = x + stripe * 40, x + stripe * 40 + 40
        c, d = x + 40 + stripe * 32, x + 72 + stripe * 32
        sheet.shape([(c, 330), (d, 330), (b, 452), (a, 452)], ink)
        sheet.wedge((a + b) / 2, 452, 20, mix(ink, INK, 0.12), 0, 180, 22)


def library() -> Sheet:
    """A wall of books around a tall window; a reader on the ladder."""
    rng = random.Random(17)
    sheet = Sheet((38, 52, 54))
    for column in range(6):
        x = 20 + column * 262
        if column == 3:
            continue
        shelf(sheet, rng, x, 250)
    shelf(sheet, rng, 806, 250)
    tall_window(sheet, 700, 40)
    sheet.box(0, 850, 1600, 900, (112, 78, 52))
    sheet.box(0, 850, 1600, 858, (150, 110, 74))
    for side in (0, 62):
        sheet.line([(1190 + side, 866), (1130 + side, 60)], MARIGOLD, 8)
    for rung in range(12):
        y = 830 - rung * 64
        x = 1190 - (866 - y) * 60 / 806
        sheet.line([(x, y), (x + 62, y)], MARIGOLD, 6)
    person(sheet, 1190, 520, 230, MAGENTA, EARTH)
    sheet.box(1204, 366, 1252, 402, PAPER)
    sheet.line([(1228, 366), (1228, 402)], MID, 2)
    table(sheet, 180, 700)
    return sheet


def shelf(sheet: Sheet, rng: random.Random, x: float, width: float) -> None:
    """One bay of shelves, seven high."""
    inks = [DEEP, MAGENTA, BUFF, MARIGOLD, SEA, (120, 60, 70), GREEN, MID, (184, 150, 104), INK]
    sheet.box(x - 8, 0, x + width + 8, 860, (94, 66, 46))
    for row in range(7):
        top = 14 + row * 122
        sheet.box(x, top, x + width, top + 110, (44, 36, 34))
        at = x + 3
        while at < x + width - 10:
            thickness, tall = rng.choice((12, 16, 20, 26)), rng.uniform(66, 102)
            if rng.random() < 0.07:
                at += rng.uniform(14, 30)
                continue
            right = min(at + thickness, x + width - 2)
            ink = mix(rng.choice(inks), (60, 44, 40), 0.18)
            sheet.box(at, top + 110 - tall, right - 1.5, top + 110, ink)
            if thickness > 14:
                sheet.box(at, top + 122 - tall, right - 1.5, top + 128 - tall, mix(ink, PAPER, 0.45))
            at = right
        sheet.box(x, top + 110, x + width, top + 118, (130, 94, 64))


def tall_window(sheet: Sheet, x: float, top: float) -> None:
    """A round-headed window looking out on hills and a low sun."""
    width, foot = 300, 760
    middle, half = x + width / 2, width / 2
    frame = [around(middle, top + half + 24, half + 26, turn) for turn in range(180, 361, 6)]
    sheet.shape([(x - 26, foot + 26), *frame, (x + width + 26, foot + 26)], (150, 110, 74))
    arch = [around(middle, top + half + 24, half, turn) for turn in range(180, 361, 4)]
    opening = [(x, foot), *arch, (x + width, foot)]
    with sheet.within(opening):
        sheet.box(x, top, x + width, foot, BLUSH)
        sheet.box(x, top, x + width, 260, (238, 228, 200))
        sheet.disc(middle + 40, 430, 74, MAGENTA)
        for seed, base, ink in ((2, 470, (176, 200, 202)), (6, 540, MID), (9, 620, DEEP)):
            sheet.shape(ground(ridge(seed, base, 26)), ink)
        for bar in (1, 2):
            sheet.box(x + bar * 100 - 4, top, x + bar * 100 + 4, foot, (150, 110, 74))
        for bar in range(5):
            sheet.box(x, top + 150 + bar * 120, x + width, top + 157 + bar * 120, (150, 110, 74))


def table(sheet: Sheet, x: float, y: float) -> None:
    """A reading table with a lamp and open books."""
    with sheet.thin(0.42):
        sheet.shape([(x + 200, y - 150), (x + 300, y - 150), (x + 430, y), (x + 70, y)], LAMP)
    sheet.box(x, y, x + 520, y + 22, (150, 110, 74), 4)
    for leg in (24, 476):
        sheet.box(x + leg, y + 22, x + leg + 20, y + 170, (112, 78, 52))
    sheet.box(x + 244, y - 150, x + 256, y - 6, INK)
    sheet.box(x + 214, y - 10, x + 286, y, INK, 4)
    shade = [(x + 206, y - 190), (x + 294, y - 190), (x + 322, y - 140), (x + 178, y - 140)]
    sheet.shape(shade, GREEN)
    for left in (50, 350):
        pages = [(x + left, y - 6), (x + left + 56, y - 18), (x + left + 112, y - 6), (x + left + 112, y),
                 (x + left, y)]  # fmt: skip
        sheet.shape(pages, PAPER)
        sheet.line([(x + left + 56, y - 17), (x + left + 56, y)], MID, 2)


def lighthouse() -> Sheet:
    """A lighthouse on its rock, sweeping two beams over an evening sea."""
    rng = random.Random(12)
    sheet = Sheet()
    sheet.sky((0, (24, 54, 72)), (0.6, (96, 132, 150)), (1, (240, 190, 170)), bottom=610)
    stars(sheet, rng, 90, 380)
    x, lamp = 1050.0, 232.0
    with sheet.thin(0.42):
        sheet.shape([(x, lamp - 8), (-60, 20), (-60, 330), (x, lamp + 10)], LAMP)
        sheet.shape([(x, lamp - 8), (1680, 90), (1680, 300), (x, lamp + 10)], LAMP)
    sheet.sky((0, (58, 106, 124)), (1, (14, 42, 56)), top=610)
    inks = [(36, 84, 100), (104, 150, 162), (24, 66, 80), (214, 160, 150)]
    glints(sheet, rng, 612, inks, 190)
    cliff = [(620, 910), (680, 800), (740, 790), (800, 716), (880, 700), (930, 664), (1160, 656),
             (1230, 690), (1300, 700), (1380, 790), (1450, 812), (1540, 910)]  # fmt: skip
    sheet.shape(cliff, NIGHT)
    with sheet.within(cliff):
        for face in ([(740, 790), (880, 700), (860, 910), (700, 910)],
                     [(930, 664), (1160, 656), (1080, 760), (960, 910)],
                     [(1230, 690), (1380, 790), (1330, 910), (1240, 910)]):  # fmt: skip
            sheet.shape(face, (32, 62, 74))
    house(sheet, 1160, 600, 130, 66)
    banded_tower(sheet, x, lamp, 664)
    for low in range(5):
        for _ in range(9):
            left = rng.uniform(560, 1500)
            sheet.box(left, 850 + low * 11, left + rng.uniform(30, 130), 854 + low * 11, SHOAL, 2)
    for left, top in ((300, 470), (380, 430), (250, 400)):
        bird(sheet, left, top, 22, PAPER)
    return sheet


def house(sheet: Sheet, x: float, y: float, width: float, tall: float) -> None:
    """A low white house with a lit window."""
    sheet.box(x, y, x + width, y + tall, SHOAL)
    roof = [(x - 10, y + 2), (x + 20, y - 40), (x + width - 20, y - 40), (x + width + 10, y + 2)]
    sheet.shape(roof, mix(MAGENTA, INK, 0.35))
    sheet.box(x + 24, y + 18, x + 50, y + 44, LAMP)
    sheet.box(x + 80, y + 18, x + 104, y + tall, DEEP)


def banded_tower(sheet: Sheet, x: float, lamp: float, foot: float) -> None:
    """The tower in its bands, with gallery and lantern."""
    top = lamp + 34
    tower = [(x - 36, top), (x + 36, top), (x + 66, foot), (x - 66, foot)]
    sheet.shape(tower, PAPER)
    with sheet.within(tower):
        for band in range(4):
            low = top + 40 + band * 96
            sheet.box(x - 80, low, x + 80, low + 48, MAGENTA)
        sheet.shape([(x + 12, top), (x + 90, top), (x + 90, foot), (x + 22, foot)], SHOAL)
        for band in range(4):
            low = top + 40 + band * 96
            edge = x + 12 + band * 2.5
            sheet.box(edge, low, x + 90, low + 48, mix(MAGENTA, INK, 0.3))
    for window in range(3):
        sheet.box(x - 8, top + 104 + window * 96, x + 8, top + 128 + window * 96, INK, 6)
    sheet.box(x - 56, top - 10, x + 56, top + 4, INK)
    for post in range(-54, 55, 18):
        sheet.line([(x + post, top - 10), (x + post, top - 28)], INK, 2)
    sheet.line([(x - 56, top - 29), (x + 56, top - 29)], INK, 3)
    sheet.box(x - 30, lamp - 34, x + 30, top - 10, (255, 240, 196))
    for bar in (-30, -10, 10, 30):
        sheet.line([(x + bar, lamp - 34), (x + bar, top - 10)], INK, 3)
    sheet.wedge(x, lamp - 34, 38, MAGENTA, 180, 360, 40)
    sheet.line([(x, lamp - 74), (x, lamp - 100)], INK, 4)


def bridge() -> Sheet:
    """A long suspension bridge coming out of the mist."""
    rng = random.Random(16)
    sheet = Sheet()
    sheet.sky((0, (196, 216, 216)), (0.6, (242, 226, 200)), (1, BLUSH), bottom=640)
    sheet.disc(560, 400, 130, (236, 150, 120))
    for seed, base, high, ink in ((4, 520, 40, (186, 206, 204)), (9, 580, 28, (140, 174, 178))):
        sheet.shape(ground(ridge(seed, base, high)), ink)
    sheet.sky((0, (150, 184, 188)), (1, (52, 104, 120)), top=640)
    glitter(sheet, rng, 560, 644, [(236, 170, 150), (246, 214, 190), (220, 130, 120)])
    glints(sheet, rng, 644, [(84, 134, 146), (176, 204, 206), (62, 112, 126)], 130)
    deck = 600.0
    for near, far in ((-560, 250), (250, 1060), (1060, 1870)):
        cable(sheet, near, far, 170, deck - 24)
    sheet.box(-20, deck, 1620, deck + 9, mix(MAGENTA, INK, 0.3))
    sheet.box(-20, deck - 12, 1620, deck, MAGENTA)
    for step in range(54):
        x = step * 30
        sheet.line([(x, deck + 9), (x + 15, deck + 27), (x + 30, deck + 9)], (112, 20, 66), 3)
    sheet.box(-20, deck + 26, 1620, deck + 31, (112, 20, 66))
    for x in (250, 1060):
        bridge_tower(sheet, x, 150, 700)
    for x, ink in ((420, INK), (640, PAPER), (690, DEEP), (880, INK), (1240, PAPER), (1420, DEEP)):
        sheet.box(x, deck - 27, x + 40, deck - 13, ink, 4)
        sheet.box(x + 8, deck - 35, x + 30, deck - 22, ink, 4)
    mist = lambda x, y: 0.95 - np.abs(y - 0.71) * 14 - x * 0.2  # noqa: E731
    sheet.dots(mist, (232, 228, 212), 12, over=True)
    sail(sheet, 760, 800, 1.2)
    sail(sheet, 1330, 742, 0.6)
    return sheet


def cable(sheet: Sheet, start: float, end: float, top: float, low: float) -> None:
    """A hanging cable between two towers, with its hangers."""

    def height(x: float) -> float:
        part = (x - start) / (end - start) * 2 - 1
        return low - (low - top) * part**2

    steps = np.linspace(start, end, 60)
    sheet.line([(x, height(x)) for x in steps], MAGENTA, 7)
    for x in np.arange(start + 27, end, 27):
        sheet.line([(x, height(x)), (x, low + 14)], (176, 70, 116), 2)


def bridge_tower(sheet: Sheet, x: float, top: float, foot: float) -> None:
    """A tower of two legs and four braces."""
    dark = mix(MAGENTA, INK, 0.35)
    for left, ink in ((-30, MAGENTA), (14, dark)):
        legs = [(x + left, top), (x + left + 18, top), (x + left + 22, foot), (x + left - 4, foot)]
        sheet.shape(legs, ink)
    for y in (top + 6, top + 110, top + 220, top + 340):
        sheet.box(x - 30, y, x + 32, y + 22, MAGENTA)
        sheet.box(x - 12, y + 22, x + 14, y + 28, dark)
    sheet.box(x - 54, foot, x + 58, foot + 44, (70, 84, 90), 6)
    sheet.box(x - 54, foot + 30, x + 58, foot + 44, (46, 66, 76), 6)


def sail(sheet: Sheet, x: float, y: float, s: float) -> None:
    """A small sailing boat."""
    sheet.shape([(x - 4 * s, y - 110 * s), (x - 4 * s, y - 12 * s), (x - 62 * s, y - 12 * s)], PAPER)
    sheet.shape([(x + 4 * s, y - 96 * s), (x + 4 * s, y - 12 * s), (x + 44 * s, y - 12 * s)], BUFF)
    hull = [(x - 66 * s, y - 4 * s), (x + 60 * s, y - 4 * s), (x + 40 * s, y + 18 * s), (x - 46 * s, y + 18 * s)]
    sheet.shape(hull, INK)
    for step in range(3):
        low = y + (26 + step * 10) * s
        sheet.box(x - (50 - step * 8) * s, low, x + (34 - step * 8) * s, low + 4 * s, SHOAL, 2)


def kites() -> Sheet:
    """Children on a hill, and a sky of kites."""
    rng = random.Random(23)
    sheet = Sheet()
    sheet.sky((0, (168, 200, 208)), (0.7, (226, 230, 216)), (1, (246, 230, 200)))
    for x, y, s in ((240, 190, 1.2), (1180, 120, 1.5), (760, 330, 0.8), (1450, 380, 1.0)):
        cloud(sheet, x, y, s)
    sheet.shape(ground(ridge(6, 700, 20)), (150, 182, 168))
    for x in range(20, 1600, 64):
        if rng.random() < 0.6:
            sheet.disc(x, 706 + rng.uniform(-14, 14), rng.uniform(14, 28), (122, 160, 146))
    hill = [(-20.0, 800.0), (260, 730), (560, 700), (860, 716), (1200, 770), (1620, 840)]
    sheet.shape(ground(smooth(hill)), GREEN)
    sheet.shape(ground(smooth([(-20, 868), (420, 800), (900, 806), (1300, 860), (1620, 890)])), MOSS)
    for _ in range(240):
        x, y = rng.uniform(0, 1600), rng.uniform(812, 898)
        sheet.line([(x, y), (x + rng.uniform(-5, 5), y - rng.uniform(8, 20))], (58, 98, 82), 2)
    flyers = (
        (300, 734, 116, MAGENTA, (210, 250), 1.2, DEEP),
        (470, 712, 96, MARIGOLD, (520, 120), 1.0, MAGENTA),
        (610, 706, 128, INK, (800, 210), 1.5, MARIGOLD),
        (820, 716, 100, ROSE, (1060, 330), 0.9, INK),
        (960, 732, 84, DEEP, (1330, 190), 1.25, MAGENTA),
        (1110, 756, 110, BUFF, (1420, 500), 0.8, DEEP),
    )
    for x, foot, tall, coat, (kx, ky), size, ink in flyers:
        hand = (x + tall * 0.18, foot - tall * 0.66)
        middle = ((hand[0] + kx) / 2 + 20, (hand[1] + ky) / 2 + 60)
        sheet.stroke([hand, middle, (kx, ky)], INK, 1.6)
        sheet.line([(x + tall * 0.1, foot - tall * 0.74), hand], coat, tall * 0.06)
        person(sheet, x, foot, tall, coat)
        kite(sheet, kx, ky, size, ink)
    sheet.dots(lambda x, y: 0.45 * (0.3 - y), (140, 184, 196), 13)
    return sheet


def kite(sheet: Sheet, x: float, y: float, s: float, ink: Ink) -> None:
    """A four-cornered kite with a tail of bows."""
    tip, right, foot, left = ((x, y - 70 * s), (x + 50 * s, y - 10 * s), (x, y + 80 * s), (x - 50 * s, y - 10 * s))
    tail = [foot, (x - 24 * s, y + 120 * s), (x + 20 * s, y + 160 * s), (x - 14 * s, y + 210 * s)]
    sheet.stroke(tail, INK, 2)
    for place, (bx, by) in enumerate(smooth(tail)[8::9]):
        bow = MAGENTA if place % 2 else MARIGOLD
        sheet.shape([(bx - 12 * s, by - 7 * s), (bx + 12 * s, by + 7 * s), (bx + 12 * s, by - 7 * s),
                     (bx - 12 * s, by + 7 * s)], bow)  # fmt: skip
    sheet.shape([tip, right, foot, left], ink)
    sheet.shape([tip, right, (x, y - 10 * s)], mix(ink, PAPER, 0.7))
    sheet.shape([(x, y - 10 * s), foot, left], mix(ink, PAPER, 0.45))
    sheet.line([tip, foot], PAPER, 2)
    sheet.line([left, right], PAPER, 2)


def cloud(sheet: Sheet, x: float, y: float, s: float) -> None:
    """A flat-bottomed cloud."""
    for a, b, r in ((-70, 0, 34), (-30, -26, 44), (24, -36, 52), (72, -6, 38)):
        sheet.wedge(x + a * s, y + 10 * s, r * s, (240, 242, 234), 180, 360, (r - b * 0.6) * s)
    sheet.box(x - 120 * s, y + 4 * s, x + 126 * s, y + 18 * s, (240, 242, 234), 8 * s)


def radio() -> Sheet:
    """An old radio on a window sill at night, and what comes out of it."""
    rng = random.Random(33)
    sheet = Sheet((52, 40, 46))
    sheet.box(120, 40, 1480, 660, (120, 84, 60))
    sheet.box(150, 70, 1450, 640, NIGHT)
    glass = [(150, 70), (1450, 70), (1450, 640), (150, 640)]
    with sheet.within(glass):
        sheet.sky((0, (16, 36, 56)), (1, (60, 110, 124)), top=70, bottom=640)
        stars(sheet, rng, 120, 420)
        for step in range(9):
            ink = mix((160, 60, 104), (40, 84, 104), step / 9)
            sheet.ring(560, 560, 210 + step * 92, ink, 8 - step * 0.6)
        sheet.shape(ground(ridge(13, 520, 40)), (30, 66, 80))
        for _ in range(60):
            x, y = rng.gauss(1080, 140), rng.gauss(590, 22)
            sheet.box(x, y, x + 6, y + 8, rng.choice((LAMP, LAMP, MARIGOLD, ROSE)))
        mast(sheet, 1200, 520)
    sheet.box(786, 60, 812, 650, (120, 84, 60))
    sheet.box(0, 690, 1600, 900, (92, 60, 48))
    sheet.box(0, 680, 1600, 712, (160, 116, 80))
    sheet.dots(lambda x, y: np.where(y > 0.8, 0.3 + (y - 0.8), 0), (110, 80, 70), 13)
    receiver(sheet, 300, 400)
    cup(sheet, 1010, 620)
    curtain(sheet, -20, 1)
    curtain(sheet, 1620, -1)
    return sheet


def mast(sheet: Sheet, x: float, foot: float) -> None:
    """A far radio mast with a red lamp."""
    for side in (-1, 1):
        sheet.line([(x + side * 22, foot), (x, foot - 260)], INK, 4)
    for step in range(8):
        half, low = 22 - step * 2.7, foot - step * 32
        sheet.line([(x - half, low), (x + half - 2.7, low - 32)], INK, 3)
    sheet.disc(x, foot - 264, 8, ROSE)


def receiver(sheet: Sheet, x: float, y: float) -> None:
    """The radio itself: cloth, dial, three knobs."""
    sheet.line([(x + 470, y + 10), (x + 640, y - 190)], SHOAL, 5)
    sheet.disc(x + 640, y - 190, 8, SHOAL)
    sheet.box(x, y, x + 520, y + 286, (112, 20, 62), 40)
    sheet.box(x, y, x + 508, y + 276, MAGENTA, 40)
    sheet.box(x + 26, y + 28, x + 270, y + 248, BUFF, 24)
    for row in range(11):
        for column in range(12):
            sheet.disc(x + 48 + column * 18.4, y + 48 + row * 18.2, 5, (150, 116, 84))
    sheet.box(x + 296, y + 36, x + 486, y + 138, (255, 236, 186), 14)
    for step in range(17):
        left = x + 310 + step * 10
        sheet.line([(left, y + 64), (left, y + (94 if step % 4 == 0 else 80))], INK, 2)
    sheet.line([(x + 404, y + 44), (x + 404, y + 130)], MAGENTA, 5)
    for place, r in ((326, 24), (392, 30), (458, 24)):
        sheet.disc(x + place, y + 198, r, INK)
        sheet.disc(x + place, y + 198, r - 8, (60, 84, 96))
        sheet.line([(x + place, y + 198), (x + place + 8, y + 198 - r + 12)], LAMP, 4)
    for foot in (50, 420):
        sheet.box(x + foot, y + 276, x + foot + 50, y + 292, INK, 6)


def cup(sheet: Sheet, x: float, foot: float) -> None:
    """A cup of tea, steaming."""
    sheet.disc(x + 50, foot + 66, 92, SHOAL, 14)
    sheet.ring(x + 106, foot + 20, 24, PAPER, 9)
    sheet.shape([(x - 4, foot - 22), (x + 104, foot - 22), (x + 84, foot + 62), (x + 16, foot + 62)], PAPER)
    sheet.shape([(x + 64, foot - 22), (x + 104, foot - 22), (x + 84, foot + 62), (x + 58, foot + 62)], SHOAL)
    sheet.disc(x + 50, foot - 22, 54, (150, 90, 50), 10)
    for step in (26, 62):
        top = [(x + step, foot - 40), (x + step - 14, foot - 76), (x + step + 12, foot - 108),
               (x + step, foot - 146)]  # fmt: skip
        with sheet.thin(0.5):
            sheet.stroke(top, SHOAL, 5)


def curtain(sheet: Sheet, edge: float, way: int) -> None:
    """A curtain drawn aside."""
    for fold in range(5):
        ink = mix(DEEP, INK, 0.2 + 0.3 * (fold % 2))
        near, far = edge + way * (200 - fold * 44), edge + way * (150 - fold * 38)
        sheet.shape([(edge, -10), (near, -10), *smooth([(near, 0), (far, 420), (near - way * 10, 700)]),
                     (edge, 700)], ink)  # fmt: skip


def delta() -> Sheet:
    """A river delta from the air, its arms dividing towards the sea."""
    rng = random.Random(41)
    sheet = Sheet((92, 132, 108))
    fields(sheet, rng)
    arms: list[tuple[list[Point], float]] = []
    grow(rng, arms, (-40.0, 430.0), -60, 960, 64.0)
    for ink, more in ((MOSS, 22), ((206, 204, 170), 9)):
        channels(sheet, arms, ink, more)
    coast = [(1210, -10), (1180, 120), (1250, 240), (1330, 330), (1300, 450), (1360, 560), (1270, 660),
             (1220, 770), (1240, 910)]  # fmt: skip
    for step, ink in enumerate(((214, 206, 168), SHOAL, (170, 202, 206), (126, 172, 182), SEA)):
        edge = [(x + step * (22 + step * 9), y) for x, y in smooth(coast)]
        sheet.shape([*edge, (1620, 910), (1620, -10)], ink)
    for ink, more in (((126, 172, 182), 0), ((150, 190, 196), -14)):
        channels(sheet, arms, ink, more)
    for x, y, turn in ((190, 436, 0.1), (1450, 250, 0.5), (1500, 640, -0.3)):
        barge(sheet, x, y, turn)
    for x, y in ((420, 700), (450, 724), (480, 692), (512, 720), (640, 150), (670, 128), (702, 156)):
        sheet.box(x, y, x + 18, y + 14, MAGENTA)
        sheet.box(x, y + 14, x + 18, y + 19, INK)
    for x, y in ((1470, 420), (1510, 396), (1540, 430)):
        bird(sheet, x, y, 24, PAPER)
    return sheet


def channels(sheet: Sheet, arms: list[tuple[list[Point], float]], ink: Ink, more: float) -> None:
    """All arms of the river in one ink, so much wider or narrower than the water."""
    for points, width in arms:
        if width + more > 2:
            sheet.stroke(points, ink, max(2, width + more * min(1, width / 26)))


def fields(sheet: Sheet, rng: random.Random) -> None:
    """Patches of tilled land with their furrows."""
    inks = [(106, 146, 112), (84, 124, 100), (124, 152, 110), (150, 166, 112), (70, 108, 92)]
    for _ in range(90):
        x, y, turn = rng.uniform(-50, 1300), rng.uniform(-30, 900), rng.uniform(-0.5, 0.5)
        w, h = rng.uniform(60, 170), rng.uniform(50, 110)
        corners = [(-w, -h), (w, -h), (w, h), (-w, h)]
        c, s = math.cos(turn), math.sin(turn)
        patch = [(x + (a * c - b * s) / 2, y + (a * s + b * c) / 2) for a, b in corners]
        ink = rng.choice(inks)
        sheet.shape(patch, ink)
        if rng.random() < 0.6:
            for part in np.linspace(0.1, 0.9, 8):
                start = [mixed(a, b, part) for a, b in zip(patch[0], patch[1], strict=True)]
                end = [mixed(a, b, part) for a, b in zip(patch[3], patch[2], strict=True)]
                sheet.line([tuple(start), tuple(end)], mix(ink, MOSS, 0.35), 2)


def mixed(a: float, b: float, part: float) -> float:
    """The number so far between two."""
    return a + (b - a) * part


def grow(rng, arms, start: Point, north: float, south: float, width: float) -> None:
    """One arm of the river, and those it divides into to reach its stretch of coast."""
    x, y = start
    last = south - north < rng.uniform(90, 190)
    reach = 1372 - x if last else max(110.0, (1330 - x) * rng.uniform(0.22, 0.42))
    aim = (north + south) / 2
    points = [start]
    for step in range(1, 6):
        part = step / 5
        bend = math.sin(part * math.pi * 2 + x) * min(26, reach * 0.08)
        points.append((x + reach * part, mixed(y, aim, part**0.8 * (1 if last else 0.62)) + bend))
    arms.append((points, width))
    if not last:
        cut = mixed(north, south, rng.uniform(0.3, 0.7))
        grow(rng, arms, points[-1], north, cut, max(8, width * rng.uniform(0.5, 0.84)))
        grow(rng, arms, points[-1], cut, south, max(8, width * rng.uniform(0.5, 0.84)))


def barge(sheet: Sheet, x: float, y: float, turn: float) -> None:
    """A long boat from above, with its wake."""
    c, s = math.cos(turn), math.sin(turn)

    def at(a: float, b: float) -> Point:
        return x + a * c - b * s, y + a * s + b * c

    for side in (-1, 1):
        sheet.line([at(-20, side * 5), at(-96, side * 20)], PAPER, 2)
    sheet.blob([at(-26, -9), at(16, -9), at(38, 0), at(16, 9), at(-26, 9)], INK)
    sheet.shape([at(-16, -5), at(8, -5), at(8, 5), at(-16, 5)], MAGENTA)


def savanna() -> Sheet:
    """Giraffes and acacias against a great low sun."""
    rng = random.Random(19)
    sheet = Sheet()
    sheet.sky((0, (236, 196, 150)), (0.6, (246, 220, 170)), (1, (250, 232, 190)), bottom=700)
    sheet.disc(980, 470, 250, MAGENTA)
    for y in (410, 470, 520, 562, 600):
        left = 700 + rng.uniform(-40, 40)
        sheet.box(left, y, left + 560 + rng.uniform(-90, 60), y + 7, (240, 204, 156), 4)
    sheet.shape(ground(ridge(5, 640, 24)), (206, 150, 110))
    sheet.shape(ground(ridge(7, 690, 16)), (150, 102, 72))
    for x, foot, s in ((1420, 690, 0.42), (700, 700, 0.34), (1250, 705, 0.3), (520, 690, 0.24)):
        acacia(sheet, x, foot, s, (96, 62, 52))
    sheet.shape(ground(ridge(2, 750, 12)), (74, 52, 46))
    for x, foot, s, way in ((1060, 760, 0.92, 1), (880, 770, 0.7, -1), (1240, 764, 0.52, 1)):
        giraffe(sheet, x, foot, s, way)
    acacia(sheet, 330, 800, 1.25, INK)
    sheet.shape(ground(ridge(8, 812, 14)), INK)
    for _ in range(460):
        x, y = rng.uniform(-10, 1610), rng.uniform(800, 910)
        lean = rng.uniform(-14, 14)
        ink = rng.choice((INK, NIGHT, (54, 44, 46)))
        sheet.line([(x, y), (x + lean * 0.4, y - 20), (x + lean, y - rng.uniform(30, 52))], ink, 2.4)
    for x, y in ((620, 200), (690, 168), (748, 214), (1290, 150)):
        bird(sheet, x, y, 26, INK)
    sheet.dots(lambda x, y: 0.55 * (0.36 - y), (236, 178, 130), 13)
    return sheet


def acacia(sheet: Sheet, x: float, foot: float, s: float, ink: Ink) -> None:
    """A flat-topped thorn tree."""
    trunk = [(x - 16 * s, foot), (x - 6 * s, foot - 170 * s), (x - 4 * s, foot - 200 * s)]
    sheet.stroke(trunk, ink, 24 * s)
    for a, b in ((-210, -330), (-110, -360), (20, -390), (130, -360), (220, -340)):
        branch = [(x - 4 * s, foot - 180 * s), (x + a * 0.4 * s, foot - 260 * s), (x + a * s, foot + b * s)]
        sheet.stroke(branch, ink, 9 * s)
    for a, b, w, h in ((-200, -352, 150, 34), (-60, -392, 170, 40), (120, -398, 160, 38), (236, -362, 120, 30),
                       (20, -352, 210, 22)):  # fmt: skip
        sheet.wedge(x + a * s, foot + b * s, w * s, ink, 180, 360, h * 1.6 * s)
        sheet.disc(x + a * s, foot + b * s, w * s, ink, h * 0.45 * s)


def giraffe(sheet: Sheet, x: float, foot: float, s: float, way: int) -> None:
    """A giraffe, as a cut-out."""

    def at(a: float, b: float) -> Point:
        return x + way * a * s, foot - b * s

    ink = (44, 36, 42)
    for a, knee in ((-64, -70), (-46, -40), (44, 50), (60, 62)):
        sheet.line([at(a, 170), at(knee, 90), at(knee - 2, 0)], ink, 11 * s)
    body = [(-76, 212), (-20, 232), (40, 250), (76, 300), (108, 410), (128, 458), (146, 466), (186, 440),
            (190, 426), (160, 426), (144, 424), (122, 330), (98, 236), (70, 180), (0, 160), (-66, 164)]  # fmt: skip
    sheet.blob([at(a, b) for a, b in body], ink)
    for a in (134, 146):
        sheet.line([at(a, 458), at(a - 2, 486)], ink, 5 * s)
    sheet.shape([at(126, 462), at(104, 470), at(128, 448)], ink)
    sheet.line([at(-74, 206), at(-88, 150), at(-86, 120)], ink, 5 * s)


def snowfield() -> Sheet:
    """A cabin with one lit window, ski tracks, and northern lights."""
    rng = random.Random(27)
    sheet = Sheet()
    sheet.sky((0, (16, 38, 58)), (1, (84, 128, 148)), bottom=560)
    stars(sheet, rng, 130, 420, PAPER)
    for place, ink in enumerate(((86, 168, 148), (128, 190, 160), ROSE)):
        aurora(sheet, 150 + place * 66, 150 + place * 12, ink, place)
    sheet.shape(ground(peaks(4, 500, 150)), (112, 148, 166))
    sheet.shape(ground(peaks(11, 560, 80)), (160, 188, 198))
    for _ in range(70):
        x = rng.uniform(-20, 1620)
        pine(sheet, x, 620 + rng.uniform(-8, 10), rng.uniform(40, 96), mix(INK, DEEP, rng.random() * 0.7))
    sheet.shape(ground(smooth([(-20, 610), (400, 600), (900, 632), (1620, 590)])), (226, 234, 236))
    sheet.shape(ground(smooth([(-20, 760), (500, 690), (1000, 700), (1620, 780)])), (240, 244, 242))
    sheet.shape(ground(smooth([(-20, 800), (380, 842), (900, 790), (1620, 880)])), (216, 228, 232))
    for side in (0, 20):
        track = [(250 + side * 2.4, 910), (520 + side * 1.6, 800), (820 + side, 760), (1010 + side, 706),
                 (1070 + side * 0.6, 664)]  # fmt: skip
        sheet.stroke(track, (166, 192, 204), 5)
    with sheet.thin(0.5):
        sheet.shape([(1140, 676), (1340, 676), (1180, 770), (960, 780)], LAMP)
    cabin(sheet, 1080, 560)
    for x, foot, tall in ((1370, 700, 260), (1470, 730, 340), (1560, 716, 220), (90, 720, 330), (190, 700, 220)):
        pine(sheet, x, foot, tall, INK)
        for step in range(4):
            top = foot - tall * (1 - step * 0.2)
            half = tall * (0.05 + step * 0.035)
            cap = [(x, top), (x + half, top + tall * 0.14), (x, top + tall * 0.09), (x - half, top + tall * 0.14)]
            sheet.shape(cap, (226, 234, 236))
    person(sheet, 700, 792, 110, MAGENTA)
    for side in (-1, 1):
        sheet.line([(700 + side * 17, 744), (700 + side * 30, 796)], INK, 2.5)
    sheet.line([(672, 794), (748, 784)], INK, 4)
    sheet.dots(lambda x, y: np.where(y > 0.7, 0.5 * (y - 0.74) + 0.3 * x - 0.2, 0), (196, 212, 220), 13)
    return sheet


def aurora(sheet: Sheet, y: float, deep: float, ink: Ink, seed: int) -> None:
    """A curtain of light."""
    rng = np.random.default_rng(seed + 5)
    x = np.arange(-20, 1640, 14)
    shift = rng.uniform(0, 6)
    fold = y + 60 * np.sin(x / 260 + shift) + 26 * np.sin(x / 97 + shift * 2)
    for part, strength in ((1.0, 0.16), (0.66, 0.22), (0.34, 0.3)):
        with sheet.thin(strength):
            upper = [(a, b - deep * part) for a, b in zip(x, fold, strict=True)]
            sheet.shape([*upper, *reversed(list(zip(x, fold, strict=True)))], ink)


def cabin(sheet: Sheet, x: float, y: float) -> None:
    """A red cabin under snow."""
    sheet.box(x, y, x + 230, y + 120, MAGENTA)
    for plank in range(1, 12):
        sheet.line([(x + plank * 19, y), (x + plank * 19, y + 120)], (132, 18, 72), 2)
    sheet.box(x + 156, y - 120, x + 186, y - 40, (60, 56, 62))
    sheet.box(x + 152, y - 128, x + 190, y - 116, PAPER, 4)
    sheet.shape([(x - 30, y + 10), (x + 40, y - 86), (x + 190, y - 86), (x + 260, y + 10)], PAPER)
    sheet.shape([(x - 30, y + 10), (x + 260, y + 10), (x + 250, y + 20), (x - 20, y + 20)], (196, 212, 220))
    for left in (34, 146):
        sheet.box(x + left, y + 44, x + left + 48, y + 88, PAPER)
        sheet.box(x + left + 5, y + 49, x + left + 43, y + 83, LAMP)
        sheet.line([(x + left + 24, y + 46), (x + left + 24, y + 86)], PAPER, 4)
    sheet.box(x + 94, y + 40, x + 134, y + 120, INK)
    sheet.blob([(x + 170, y - 140), (x + 190, y - 180), (x + 168, y - 216), (x + 206, y - 260),
                (x + 214, y - 214), (x + 206, y - 170)], (190, 206, 214))  # fmt: skip


def garden() -> Sheet:
    """A walled garden with beds, a path, and a gardener."""
    rng = random.Random(37)
    sheet = Sheet()
    sheet.sky((0, (190, 212, 206)), (1, (244, 232, 204)), bottom=420)
    for x, r in ((80, 120), (240, 90), (1330, 130), (1520, 150), (1180, 80), (420, 70)):
        sheet.disc(x, 330, r, (126, 160, 132))
        sheet.disc(x - r * 0.3, 310, r * 0.6, (146, 176, 142))
    sheet.box(0, 330, 1600, 470, (206, 166, 128))
    for row in range(6):
        for brick in range(27):
            x, y = brick * 62 - row % 2 * 31, 336 + row * 23
            sheet.box(x, y, x + 57, y + 19, rng.choice(((196, 150, 112), (188, 138, 104), (210, 170, 132))))
    sheet.box(0, 322, 1600, 336, (230, 206, 170))
    gate(sheet, 720, 470)
    sheet.box(0, 470, 1600, 900, (108, 144, 100))
    sheet.shape([(752, 470), (848, 470), (1130, 910), (470, 910)], (232, 214, 176))
    for row in range(7):
        y = 470 + 440 * (row / 7) ** 1.5
        half = 48 + 282 * (y - 470) / 440
        sheet.line([(800 - half, y), (800 + half, y)], (206, 184, 142), 2)
    for row, y in enumerate((496, 556, 634, 732, 852)):
        s = 0.55 + row * 0.27
        bed(sheet, rng, -40, 716 - (y - 470) * 0.66, y, s, row)
        bed(sheet, rng, 884 + (y - 470) * 0.66, 1640, y, s, row + 2)
    person(sheet, 830, 668, 200, MAGENTA, EARTH)
    sheet.disc(830, 478, 34, MARIGOLD, 9)
    sheet.wedge(830, 476, 18, MARIGOLD, 180, 360, 22)
    can(sheet, 872, 596)
    for x, y in ((560, 250), (610, 228), (1020, 200)):
        bird(sheet, x, y, 18, INK)
    sheet.dots(lambda x, y: 0.6 * (y - 0.62) * np.abs(x - 0.5) * 2, (120, 150, 120), 13)
    return sheet


def gate(sheet: Sheet, x: float, foot: float) -> None:
    """A round-topped gate, open on the hills."""
    sheet.box(x - 14, foot - 196, x + 174, foot, (230, 206, 170))
    sheet.wedge(x + 80, foot - 190, 94, (230, 206, 170), 180, 360)
    arch = [(x, foot), *(around(x + 80, foot - 180, 80, turn) for turn in range(180, 361, 6)), (x + 160, foot)]
    with sheet.within(arch):
        sheet.box(x, foot - 270, x + 160, foot, (240, 230, 206))
        sheet.disc(x + 104, foot - 120, 34, MAGENTA)
        sheet.shape(ground([(x + a, b - 96 + foot) for a, b in ridge(3, 0, 10, width=200)], foot), MID)
        sheet.shape(ground([(x + a, b - 50 + foot) for a, b in ridge(4, 0, 8, width=200)], foot), SEA)


def bed(sheet: Sheet, rng: random.Random, x0, x1, y, s, kind) -> None:
    """A row of one sort of plant on dark soil."""
    sheet.box(x0, y, x1, y + 44 * s, (92, 70, 54), 8)
    x = x0 + 20
    while x < x1 - 16 * s:
        foot = y + 26 * s
        if kind % 4 == 0:
            sheet.disc(x, foot - 14 * s, 24 * s, (86, 128, 92))
            sheet.disc(x, foot - 16 * s, 15 * s, (150, 180, 126))
        elif kind % 4 == 1:
            sheet.line([(x, foot), (x, foot - 56 * s)], MOSS, 3 * s)
            sheet.disc(x, foot - 60 * s, 15 * s, rng.choice((MAGENTA, MAGENTA, ROSE)))
            sheet.disc(x, foot - 60 * s, 5 * s, MARIGOLD)
        elif kind % 4 == 2:
            for lean in (-18, -8, 2, 12, 20):
                sheet.line([(x, foot), (x + lean * s, foot - 56 * s)], rng.choice((GREEN, LEAF)), 4 * s)
            sheet.disc(x, foot - 4 * s, 9 * s, (224, 120, 60))
        else:
            sheet.line([(x, foot), (x, foot - 76 * s)], (150, 116, 76), 3 * s)
            for step in range(4):
                sheet.disc(x + (-1) ** step * 11 * s, foot - (20 + step * 16) * s, 12 * s, GREEN)
            sheet.disc(x + 7 * s, foot - 42 * s, 7 * s, (204, 60, 60))
        x += 56 * s


def can(sheet: Sheet, x: float, y: float) -> None:
    """A watering can, pouring."""
    sheet.line([(x + 36, y + 26), (x + 84, y - 2)], DEEP, 8)
    sheet.box(x, y, x + 44, y + 46, DEEP, 6)
    sheet.ring(x + 10, y + 8, 22, DEEP, 6, 120, 300)
    for drop in range(5):
        sheet.line([(x + 86 + drop * 5, y + 4), (x + 96 + drop * 9, y + 60 + drop * 4)], SHOAL, 2)


def observatory() -> Sheet:
    """An open dome on a hill, and the stars turning above it."""
    rng = random.Random(45)
    sheet = Sheet()
    sheet.sky((0, (12, 26, 40)), (0.7, (28, 70, 90)), (1, (110, 120, 136)), bottom=760)
    for step in range(120):
        r = 20 + step * 9.4 + rng.uniform(-3, 3)
        start = rng.uniform(0, 360)
        ink = rng.choice(((120, 150, 166), (80, 116, 136), (80, 116, 136), LAMP, (190, 110, 150)))
        for turn in range(rng.randint(2, 4)):
            begin = start + turn * 100 + rng.uniform(0, 40)
            sheet.ring(500, 330, r, ink, 2 if step % 5 else 3.4, begin, begin + rng.uniform(20, 64))
    sheet.disc(500, 330, 4, PAPER)
    sheet.shape(ground(ridge(14, 700, 34)), (30, 62, 76))
    hill = [(-20, 830), (400, 780), (760, 700), (980, 664), (1240, 664), (1420, 716), (1620, 800)]
    sheet.shape(ground(smooth(hill)), (17, 38, 50))
    dome(sheet, 1100, 560)
    path = smooth([(1086, 676), (1010, 740), (1110, 800), (960, 910)])
    for place, (x, y) in enumerate(path[::4]):
        sheet.disc(x, y, 3 + place * 0.35, LAMP)
    for x, foot, tall in ((1340, 720, 120), (1390, 730, 160), (1450, 750, 130), (800, 712, 90), (250, 812, 120),
                          (190, 822, 170), (120, 830, 140)):  # fmt: skip
        pine(sheet, x, foot, tall, NIGHT)
    person(sheet, 930, 716, 66, ROSE)
    return sheet


def dome(sheet: Sheet, x: float, y: float) -> None:
    """The dome, its slit open towards the pole."""
    sheet.box(x - 130, y, x + 130, y + 116, BUFF)
    sheet.box(x + 40, y, x + 130, y + 116, SAND)
    sheet.box(x - 142, y - 8, x + 142, y + 12, INK)
    sheet.wedge(x, y - 4, 132, PAPER, 180, 360, 138)
    with sheet.within([around(x, y - 4, 132, turn, 138) for turn in range(180, 361, 4)]):
        sheet.disc(x + 90, y - 4, 118, (196, 206, 206), 170)
        slit = [(x - 130, y - 118), (x - 66, y - 150), (x - 10, y - 30), (x - 52, y - 10)]
        sheet.shape(slit, INK)
        sheet.line([(x - 20, y - 6), (x - 84, y - 112)], MAGENTA, 22)
    for rib in (20, 66, 104):
        sheet.stroke([(x + rib * 0.3, y - 140 + rib * 0.14), (x + rib, y - 80), (x + rib * 1.1, y - 8)], MID, 2)
    sheet.box(x - 24, y + 44, x + 20, y + 116, DEEP, 4)
    for left in (-104, -66, 66, 100):
        sheet.box(x + left, y + 46, x + left + 18, y + 76, LAMP, 3)


def rainroofs() -> Sheet:
    """Tiled roofs in the rain, and one umbrella crossing the lane."""
    rng = random.Random(51)
    sheet = Sheet()
    sheet.sky((0, (96, 122, 134)), (1, (176, 192, 192)), bottom=420)
    for seed, base, ink in ((5, 250, (128, 152, 160)), (8, 300, (108, 136, 146))):
        sheet.shape(ground(ridge(seed, base, 24)), ink)
    for x, y, width, tall, ink in (
        (-120, 330, 520, 90, (88, 112, 122)), (340, 300, 430, 84, (96, 118, 126)),
        (760, 330, 460, 88, (84, 108, 120)), (1180, 296, 520, 92, (94, 116, 126)),
        (-60, 440, 620, 130, (58, 90, 104)), (900, 430, 760, 136, (62, 94, 106)),
    ):  # fmt: skip
        roof(sheet, rng, x, y, width, tall, ink)
    sheet.shape([(640, 440), (900, 440), (1060, 910), (480, 910)], (150, 170, 174))
    for _ in range(90):
        y = rng.uniform(470, 890)
        half = 120 + (y - 440) * 0.36
        x = 770 + rng.uniform(-half, half)
        sheet.box(x - 30, y, x + 30, y + 5, rng.choice(((176, 194, 196), (126, 150, 158), LAMP)), 2)
    roof(sheet, rng, -140, 590, 720, 190, DEEP)
    roof(sheet, rng, 960, 600, 780, 190, (24, 70, 86))
    umbrella(sheet, 800, 760, 1.0)
    roof(sheet, rng, -200, 800, 640, 190, INK)
    roof(sheet, rng, 1130, 806, 640, 190, (18, 48, 62))
    for _ in range(420):
        x, y, fall = rng.uniform(-20, 1640), rng.uniform(-40, 900), rng.uniform(26, 70)
        sheet.line([(x, y), (x - fall * 0.28, y + fall)], rng.choice((SHOAL, MIST, MIST)), 1.4)
    return sheet


def roof(sheet: Sheet, rng: random.Random, x, y, width, tall, ink: Ink) -> None:
    """A roof of rounded tiles above a wall with windows."""
    sheet.box(x + 40, y + tall - 6, x + width - 40, y + tall + 130, mix(ink, BUFF, 0.55))
    for left in range(int(x) + 84, int(x + width) - 110, 92):
        lit = rng.random() < 0.5
        sheet.box(left, y + tall + 30, left + 42, y + tall + 84, LAMP if lit else mix(ink, INK, 0.4))
        sheet.box(left + 19, y + tall + 30, left + 23, y + tall + 84, mix(ink, BUFF, 0.3))
    slope = [(x + 60, y), (x + width - 60, y), (x + width, y + tall), (x, y + tall)]
    sheet.shape(slope, mix(ink, INK, 0.35))
    size = max(15.0, tall / 6.5)
    with sheet.within(slope):
        rows = int(tall / (size * 0.8)) + 2
        for row in range(rows):
            low = y + row * size * 0.8
            for place in range(int(width / (size * 1.5)) + 2):
                left = x + place * size * 1.5 + row % 2 * size * 0.75
                tile = mix(ink, rng.choice((INK, PAPER, MID)), rng.uniform(0, 0.2))
                sheet.disc(left, low - size * 0.4, size * 0.74, mix(ink, INK, 0.35), size * 1.08)
                sheet.disc(left, low - size * 0.5, size * 0.68, tile, size)
    sheet.box(x + 54, y - 8, x + width - 54, y + 6, mix(ink, PAPER, 0.2), 6)
    sheet.box(x - 8, y + tall - 4, x + width + 8, y + tall + 6, mix(ink, INK, 0.5), 4)


def umbrella(sheet: Sheet, x: float, foot: float, s: float) -> None:
    """Someone under a large umbrella, and its colour on the wet stones."""
    with sheet.thin(0.45):
        for step in range(8):
            half = (92 - step * 9) * s
            low = foot + (12 + step * 12) * s
            sheet.box(x - half, low, x + half, low + 6 * s, MAGENTA, 3)
    person(sheet, x, foot, 170 * s, INK)
    top = foot - 178 * s
    sheet.line([(x, top - 60 * s), (x, top + 30 * s)], INK, 4 * s)
    sheet.wedge(x, top + 26 * s, 112 * s, MAGENTA, 180, 360, 92 * s)
    sheet.wedge(x, top + 26 * s, 112 * s, (196, 52, 118), 228, 270, 92 * s)
    sheet.wedge(x, top + 26 * s, 112 * s, (124, 16, 70), 316, 360, 92 * s)
    for place in (-84, -28, 28, 84):
        sheet.wedge(x + place * s, top + 27 * s, 28 * s, (150, 170, 174), 180, 360, 12 * s)
    sheet.line([(x, top - 66 * s), (x, top - 80 * s)], INK, 4 * s)


def desertroad() -> Sheet:
    """A straight road through dunes, a small bus, and telegraph poles."""
    rng = random.Random(61)
    sheet = Sheet()
    sheet.sky((0, (150, 190, 200)), (0.6, (238, 222, 190)), (1, (246, 206, 176)), bottom=480)
    sheet.disc(420, 330, 84, PAPER)
    for layer, ink in enumerate(((204, 160, 140), (186, 130, 118))):
        mesas(sheet, rng, 470 - layer * 6, ink, layer)
    sheet.box(0, 468, 1600, 900, (226, 176, 124))
    for base, seed, light, dark in (
        (520, 3, (232, 186, 134), (206, 148, 104)), (590, 6, (228, 174, 120), (192, 130, 92)),
        (690, 2, (222, 164, 110), (180, 116, 82)),
    ):  # fmt: skip
        dune(sheet, seed, base, light, dark)
    horizon, middle = 478.0, 900.0
    sheet.shape([(middle - 5, horizon), (middle + 5, horizon), (1330, 910), (330, 910)], (78, 84, 90))
    sheet.shape([(middle - 5, horizon), (middle - 4, horizon), (380, 910), (330, 910)], (232, 214, 176))
    sheet.shape([(middle + 4, horizon), (middle + 5, horizon), (1330, 910), (1284, 910)], (232, 214, 176))
    for step in range(11):
        a, b = (step / 11) ** 2.1, ((step + 0.5) / 11) ** 2.1
        y0, y1 = horizon + 430 * a + 4, horizon + 430 * b + 4
        x0, x1 = middle - 66 * a, middle - 66 * b
        sheet.shape([(x0 - 9 * a, y0), (x0 + 9 * a, y0), (x1 + 9 * b, y1), (x1 - 9 * b, y1)], MARIGOLD)
    poles = []
    for step in range(9):
        near = 0.62**step
        x, foot, tall = middle + 30 + 560 * near, horizon + 350 * near, 560 * near
        sheet.line([(x, foot), (x, foot - tall)], INK, max(1.5, 13 * near))
        sheet.line([(x - 60 * near, foot - tall * 0.92), (x + 60 * near, foot - tall * 0.92)], INK, max(1, 9 * near))
        poles.append((x, foot - tall * 0.93, near))
    for (x0, y0, n0), (x1, y1, n1) in zip(poles, poles[1:], strict=False):
        for side in (-54, 54):
            sag = (y0 + y1) / 2 + 34 * n0
            wire = [(x0 + side * n0, y0), ((x0 + x1) / 2 + side * n1, sag), (x1 + side * n1, y1)]
            sheet.stroke(wire, INK, max(1, 2.4 * n0))
    small_bus(sheet, 806, 566)
    for x, foot, s in ((180, 760, 1.2), (90, 640, 0.6), (520, 600, 0.36), (1380, 610, 0.5)):
        cactus(sheet, x, foot, s)
    sheet.dots(lambda x, y: 0.6 * (y - 0.7) * (1 - x), (200, 140, 100), 13)
    return sheet


def mesas(sheet: Sheet, rng: random.Random, foot: float, ink: Ink, layer: int) -> None:
    """Flat-topped hills along the horizon."""
    x = -80.0 + layer * 130
    while x < 1600:
        width, tall = rng.uniform(130, 260), rng.uniform(36, 110) - layer * 24
        if not 700 < x + width / 2 < 1050:
            sheet.shape([(x, foot + 8), (x + 30, foot - tall * 0.4), (x + 40, foot - tall),
                         (x + width - 44, foot - tall), (x + width - 30, foot - tall * 0.5),
                         (x + width, foot + 8)], ink)  # fmt: skip
        x += width + rng.uniform(20, 220)


def dune(sheet: Sheet, seed: int, base: float, light: Ink, dark: Ink) -> None:
    """A dune with a sunlit and a shaded side."""
    rng = random.Random(seed)
    crest = smooth([(-30, base + 30), (rng.uniform(200, 420), base - 50), (rng.uniform(640, 860), base + 20),
                    (rng.uniform(1080, 1280), base - 40), (1640, base + 26)])  # fmt: skip
    sheet.shape(ground(crest), light)
    for start in (4, 28):
        ridge_line = crest[start : start + 16]
        fall = [(x + 120 + i * 6, y + 26 + i * 5) for i, (x, y) in enumerate(ridge_line)]
        sheet.shape([*ridge_line, *reversed(fall)], dark)


def small_bus(sheet: Sheet, x: float, foot: float) -> None:
    """A bus coming along the road, seen from the front."""
    sheet.disc(x + 40, foot + 2, 62, (60, 64, 70), 8)
    for wheel in (8, 60):
        sheet.box(x + wheel, foot - 18, x + wheel + 14, foot, NIGHT, 4)
    sheet.box(x, foot - 92, x + 82, foot - 10, MAGENTA, 10)
    sheet.box(x + 7, foot - 82, x + 75, foot - 48, INK, 6)
    sheet.box(x + 12, foot - 78, x + 38, foot - 52, MID, 4)
    sheet.box(x + 44, foot - 78, x + 70, foot - 52, MID, 4)
    sheet.box(x, foot - 40, x + 82, foot - 34, PAPER)
    for lamp in (14, 68):
        sheet.disc(x + lamp, foot - 24, 7, LAMP)
    for left, top, wide, ink in ((8, 112, 26, MARIGOLD), (34, 106, 22, DEEP), (56, 110, 20, BUFF)):
        sheet.box(x + left, foot - top, x + left + wide, foot - 92, ink, 3)


def cactus(sheet: Sheet, x: float, foot: float, s: float) -> None:
    """A tall cactus with two arms."""
    for ink, shift in ((MOSS, 0), (GREEN, -4)):
        sheet.line([(x + shift * s, foot), (x + shift * s, foot - 150 * s)], ink, (30 + shift * 4) * s)
        for way, low, high in ((-1, 60, 116), (1, 84, 134)):
            arm = [(x, foot - low * s), (x + way * 44 * s, foot - low * s), (x + way * 48 * s, foot - high * s)]
            sheet.line([(a + shift * s, b) for a, b in arm], ink, (20 + shift * 3) * s)


def nightbus() -> Sheet:
    """The lit side of a night bus, and who is awake in it."""
    rng = random.Random(71)
    sheet = Sheet()
    sheet.sky((0, NIGHT), (1, (32, 66, 86)), bottom=620)
    stars(sheet, rng, 140, 250)
    sheet.disc(1390, 110, 44, LAMP)
    sheet.disc(1408, 100, 40, (17, 36, 48))
    sheet.shape(ground(ridge(15, 270, 44)), (22, 50, 64))
    sheet.box(0, 740, 1600, 900, (24, 40, 50))
    for x in range(-40, 1640, 220):
        sheet.box(x, 846, x + 120, 856, BUFF)
    with sheet.thin(0.35):
        sheet.shape([(1440, 660), (1640, 620), (1640, 810), (1440, 700)], LAMP)
    sheet.box(60, 790, 1460, 812, NIGHT, 10)
    sheet.box(70, 230, 1450, 760, MAGENTA, 46)
    sheet.box(70, 560, 1450, 586, PAPER)
    sheet.box(70, 640, 1450, 760, (126, 18, 70), 30)
    sheet.box(90, 224, 1400, 244, (126, 18, 70), 10)
    for x in (300, 1180):
        sheet.wedge(x, 764, 104, NIGHT, 180, 360)
        sheet.disc(x, 764, 84, (10, 20, 28))
        sheet.disc(x, 764, 44, MID)
        for turn in range(0, 360, 60):
            sheet.disc(*around(x, 764, 26, turn), 6, INK)
    people = (
        ("asleep", (168, 116, 82), DEEP, (30, 26, 30)), ("reading", (112, 74, 52), MARIGOLD, INK),
        ("two", (222, 178, 144), GREEN, (120, 84, 50)), ("scarf", (206, 160, 122), INK, DEEP),
        (None, EARTH, INK, INK), ("phone", (140, 92, 64), ROSE, (40, 28, 28)),
    )  # fmt: skip
    for place, (what, skin, coat, hair) in enumerate(people):
        bus_window(sheet, 110 + place * 196, 290, what, skin, coat, hair)
    sheet.box(1292, 290, 1424, 720, INK, 14)
    sheet.box(1300, 298, 1354, 712, (110, 150, 160), 10)
    sheet.box(1362, 298, 1416, 712, (110, 150, 160), 10)
    sheet.box(1436, 662, 1456, 706, LAMP, 8)
    sheet.box(66, 662, 80, 706, ROSE, 6)
    return sheet


def bus_window(sheet: Sheet, x: float, y: float, what, skin: Ink, coat: Ink, hair: Ink) -> None:
    """One window, with or without someone in it."""
    corners = [(x, y), (x + 178, y), (x + 178, y + 238), (x, y + 238)]
    sheet.box(x - 8, y - 8, x + 186, y + 246, INK, 22)
    with sheet.within(corners):
        sheet.box(x, y, x + 178, y + 238, (248, 216, 150))
        sheet.box(x, y, x + 178, y + 34, (255, 238, 196))
        sheet.box(x + 112, y + 120, x + 190, y + 250, (60, 96, 108), 24)
        if what:
            rider(sheet, x + 84, y + 238, what, skin, coat, hair)
        sheet.line([(x + 20, y + 40), (x + 20, y + 240)], MID, 5)
        with sheet.thin(0.25):
            sheet.shape([(x + 120, y), (x + 160, y), (x + 60, y + 240), (x + 20, y + 240)], PAPER)


def rider(sheet: Sheet, x: float, foot: float, what: str, skin: Ink, coat: Ink, hair: Ink) -> None:
    """Someone in a seat, from the side of the road."""
    lean = -26 if what == "asleep" else 0
    drop = 12 if what == "asleep" else 0
    head = (x + lean, foot - 128 + drop)
    sheet.box(x - 56, foot - 82, x + 56, foot + 60, coat, 40)
    sheet.shape([(x - 14, foot - 100), (x + 16, foot - 100), (x + 18, foot - 66), (x - 16, foot - 66)], mix(skin, INK, 0.2))
    if what == "scarf":
        sheet.disc(head[0], head[1], 46, hair, 54)
        sheet.shape([(x - 46, foot - 120), (x + 46, foot - 120), (x + 58, foot - 50), (x - 58, foot - 50)], hair)
    sheet.disc(*head, 34, skin, 42)
    if what == "scarf":
        sheet.wedge(head[0], head[1] - 12, 37, hair, 180, 360, 36)
    else:
        sheet.wedge(head[0], head[1] - 6, 38, hair, 170, 370, 42)
    for side in (-14, 14):
        eye_at = (head[0] + side, head[1] + 6)
        if what in ("asleep", "reading", "phone"):
            sheet.ring(*eye_at, 6, INK, 2.5, 10, 170)
        else:
            sheet.disc(*eye_at, 3.4, INK)
    sheet.ring(head[0], head[1] + 16, 10, mix(skin, INK, 0.5), 2.5, 30, 150)
    if what == "reading":
        sheet.shape([(x - 52, foot - 52), (x, foot - 40), (x + 52, foot - 52), (x + 52, foot + 10), (x - 52, foot + 10)], PAPER)
        sheet.line([(x, foot - 40), (x, foot + 10)], MID, 3)
    if what == "phone":
        sheet.box(x + 22, foot - 66, x + 48, foot - 24, INK, 5)
        sheet.disc(x + 36, foot - 24, 12, skin)
    if what == "two":
        sheet.box(x + 34, foot - 46, x + 100, foot + 40, ROSE, 26)
        sheet.disc(x + 66, foot - 72, 25, skin, 29)
        sheet.wedge(x + 66, foot - 76, 28, hair, 170, 370, 30)
        for side in (-9, 9):
            sheet.disc(x + 66 + side, foot - 68, 2.6, INK)


def teahills() -> Sheet:
    """Rows of tea following the hills, and three people picking."""
    rng = random.Random(81)
    sheet = Sheet()
    sheet.sky((0, (222, 228, 212)), (1, (246, 232, 204)), bottom=360)
    sheet.disc(1210, 180, 80, (236, 150, 120))
    for layer, ink in enumerate(((188, 208, 200), (156, 188, 180))):
        sheet.shape(ground(peaks(layer + 15, 290 + layer * 60, 120 - layer * 30)), ink)
    hills = (
        (360, 60, 3, (136, 172, 140), (112, 152, 124), 13), (450, 74, 9, (112, 156, 116), (84, 132, 100), 17),
        (570, 84, 5, (92, 140, 96), (64, 112, 84), 23), (720, 80, 12, (72, 122, 82), (44, 90, 70), 31),
    )  # fmt: skip
    for number, (base, high, seed, light, dark, gap) in enumerate(hills):
        tea_hill(sheet, seed, base, high, light, dark, gap)
        mist = lambda x, y, top=base / 900 + 0.17: 0.7 - np.abs(y - top) * 12  # noqa: E731
        if number < 2:
            sheet.dots(mist, mix(light, PAPER, 0.3), 12, over=True)
    tea_house(sheet, 420, 372)
    for x, foot, tall, coat in ((980, 676, 96, MAGENTA), (1120, 700, 104, MARIGOLD), (560, 800, 150, MAGENTA)):
        picker(sheet, x, foot, tall, coat)
    for x, foot, tall in ((1380, 520, 120), (1440, 540, 90), (170, 600, 140)):
        sheet.line([(x, foot), (x, foot - tall * 0.6)], (84, 70, 58), tall * 0.05)
        for a, b, r in ((0, 0.78, 0.24), (-0.16, 0.62, 0.17), (0.18, 0.6, 0.18)):
            sheet.disc(x + a * tall, foot - b * tall, r * tall, MOSS, r * tall * 0.8)
    for _ in range(3):
        bird(sheet, rng.uniform(500, 900), rng.uniform(120, 210), 18, MOSS)
    return sheet


def tea_hill(sheet: Sheet, seed: int, base, high, light: Ink, dark: Ink, gap: float) -> None:
    """One hill combed with rows of bushes."""
    rng = np.random.default_rng(seed)
    x = np.arange(-20, 1640, 6)
    a, b = rng.uniform(0, 6.3, 2)
    top = base + high * (np.sin(x / 330 + a) * 0.7 + np.sin(x / 150 + b) * 0.25)
    sheet.shape(ground(list(zip(x, top, strict=True))), dark)
    for row in range(16):
        down = row * gap * (1 + row * 0.06)
        swell = 1 + 0.16 * np.sin(x / 210 + a + row * 0.12)
        upper = top + down * swell + 3
        bumps = np.abs(np.sin(x / (gap * 0.62) + row * 1.7)) * gap * 0.16
        lower = upper + gap * 0.72
        points = list(zip(x, upper - bumps + gap * 0.16, strict=True))
        sheet.shape([*points, *reversed(list(zip(x, lower, strict=True)))], light)


def tea_house(sheet: Sheet, x: float, y: float) -> None:
    """A low house among the rows."""
    sheet.box(x, y, x + 120, y + 56, PAPER)
    sheet.shape([(x - 16, y + 4), (x + 20, y - 36), (x + 100, y - 36), (x + 136, y + 4)], (150, 70, 60))
    for left in (16, 50, 84):
        sheet.box(x + left, y + 18, x + left + 20, y + 40, DEEP)


def picker(sheet: Sheet, x: float, foot: float, tall: float, coat: Ink) -> None:
    """Someone picking leaves, a basket on the back, waist deep in the bushes."""
    u = tall / 100
    sheet.box(x + 6 * u, foot - 78 * u, x + 36 * u, foot - 32 * u, (178, 138, 88), 5 * u)
    for line in range(3):
        y = foot - (66 - line * 12) * u
        sheet.line([(x + 8 * u, y), (x + 34 * u, y)], (140, 102, 62), 2 * u)
    sheet.disc(x + 21 * u, foot - 78 * u, 16 * u, LEAF, 7 * u)
    sheet.shape([(x - 14 * u, foot - 76 * u), (x + 12 * u, foot - 78 * u), (x + 20 * u, foot), (x - 22 * u, foot)], coat)
    sheet.stroke([(x - 10 * u, foot - 70 * u), (x - 26 * u, foot - 50 * u), (x - 40 * u, foot - 44 * u)], coat, 8 * u)
    sheet.disc(x - 42 * u, foot - 44 * u, 4.5 * u, EARTH)
    sheet.disc(x - 4 * u, foot - 86 * u, 8 * u, EARTH, 10 * u)
    sheet.shape([(x - 30 * u, foot - 90 * u), (x - 4 * u, foot - 110 * u), (x + 22 * u, foot - 90 * u)], BUFF)
    for step in range(7):
        sheet.disc(x - 34 * u + step * 11 * u, foot + 2 * u, 12 * u, (72, 122, 82), 10 * u)


def archive() -> Sheet:
    """An aisle of boxes and folders, with lamps, and someone at the end of it."""
    rng = random.Random(91)
    sheet = Sheet((40, 48, 54))
    vx, vy = 800.0, 400.0
    sheet.shape([(0, 900), (1600, 900), (vx + 90, vy + 66), (vx - 90, vy + 66)], (120, 104, 84))
    sheet.shape([(560, 900), (1040, 900), (vx + 36, vy + 66), (vx - 36, vy + 66)], (150, 130, 102))
    sheet.shape([(0, 0), (1600, 0), (vx + 90, vy - 84), (vx - 90, vy - 84)], (30, 40, 48))
    inks = [BUFF, SAND, (196, 170, 128), DEEP, MAGENTA, SEA, (178, 150, 108), MARIGOLD, GREEN, BUFF, SAND]
    for side in (-1, 1):
        archive_wall(sheet, rng, vx, vy, side, inks)
    sheet.box(vx - 92, vy - 86, vx + 92, vy + 68, (228, 208, 164))
    sheet.box(vx - 60, vy - 60, vx + 60, vy + 68, LAMP)
    for depth in (1.0, 0.55, 0.3):
        y = vy - 420 * depth
        with sheet.thin(0.2):
            sheet.shape([(vx - 50 * depth, y + 96 * depth), (vx + 50 * depth, y + 96 * depth),
                         (vx + 330 * depth, vy + 500 * depth), (vx - 330 * depth, vy + 500 * depth)], LAMP)  # fmt: skip
        sheet.line([(vx, y - 60 * depth), (vx, y + 60 * depth)], NIGHT, 5 * depth)
        shade = [(vx - 26 * depth, y + 56 * depth), (vx + 26 * depth, y + 56 * depth),
                 (vx + 80 * depth, y + 100 * depth), (vx - 80 * depth, y + 100 * depth)]  # fmt: skip
        sheet.shape(shade, MOSS)
        sheet.disc(vx, y + 100 * depth, 60 * depth, (255, 240, 200), 13 * depth)
    person(sheet, vx + 10, vy + 74, 116, MAGENTA)
    trolley(sheet, rng, 900, 842)
    return sheet


def archive_wall(sheet: Sheet, rng: random.Random, vx, vy, side: int, inks: list[Ink]) -> None:
    """One side of the aisle: shelves running away from us."""

    def at(depth: float, height: float) -> Point:
        scale = 1 / depth
        return vx + side * 900 * scale, vy + height * scale

    levels = [-640, -470, -300, -130, 40, 210, 380, 550, 660]
    depths = [0.8]
    while depths[-1] < 9:
        depths.append(depths[-1] + rng.uniform(0.034, 0.085) * (1 + depths[-1] * 0.4))
    for top, low in zip(levels, levels[1:], strict=False):
        sheet.shape([at(0.8, top), at(9.7, top), at(9.7, low), at(0.8, low)], (34, 36, 38))
        for near, far in zip(depths, depths[1:], strict=False):
            if rng.random() < 0.06:
                continue
            ink = mix(rng.choice(inks), (40, 48, 54), min(0.62, 0.16 + abs(near - 4) * 0.06))
            tall = low - 22 - (low - top - 26) * rng.uniform(0.72, 0.96)
            sheet.shape([at(near, tall), at(far, tall), at(far, low - 18), at(near, low - 18)], ink)
            edge = mixed(near, far, 0.86)
            sheet.shape([at(edge, tall), at(far, tall), at(far, low - 18), at(edge, low - 18)], mix(ink, INK, 0.45))
            if near > 3:
                continue
            label = mixed(tall, low, 0.34), mixed(tall, low, 0.52)
            a, b = mixed(near, far, 0.22), mixed(near, far, 0.66)
            sheet.shape([at(a, label[0]), at(b, label[0]), at(b, label[1]), at(a, label[1])], mix(ink, PAPER, 0.55))
        sheet.shape([at(0.8, low - 18), at(9.7, low - 18), at(9.7, low), at(0.8, low)], (128, 98, 70))
    for depth in (0.98, 1.3, 1.8, 2.6, 4.0, 6.2):
        sheet.shape([at(depth, -660), at(depth * 1.03, -660), at(depth * 1.03, 660), at(depth, 660)], (96, 72, 54))


def trolley(sheet: Sheet, rng: random.Random, x: float, foot: float) -> None:
    """A trolley with folders on two shelves."""
    for y in (foot - 150, foot - 40):
        at = x + 10
        while at < x + 190:
            wide, tall = rng.uniform(12, 26), rng.uniform(56, 88)
            sheet.box(at, y - tall, at + wide - 2, y, rng.choice((MAGENTA, BUFF, DEEP, MARIGOLD, SAND, SEA)), 2)
            at += wide
        sheet.box(x, y, x + 210, y + 10, INK, 3)
    for side in (0, 202):
        sheet.box(x + side, foot - 250, x + side + 8, foot - 14, INK, 3)
        sheet.disc(x + side + 4, foot - 8, 13, NIGHT)
    sheet.line([(x + 206, foot - 248), (x + 240, foot - 256)], INK, 8)


def windmills() -> Sheet:
    """Three mills beyond striped fields of flowers."""
    rng = random.Random(101)
    sheet = Sheet()
    sheet.sky((0, (158, 196, 206)), (0.75, (228, 232, 220)), (1, (246, 234, 206)), bottom=500)
    for x, y, s in ((330, 140, 1.5), (960, 90, 1.1), (1330, 230, 1.7), (640, 270, 0.8)):
        cloud(sheet, x, y, s)
    sheet.box(0, 476, 1600, 500, (120, 158, 140))
    for x in range(-10, 1620, 34):
        sheet.disc(x, 478, rng.uniform(8, 20), (120, 158, 140))
    sheet.box(0, 498, 1600, 900, GREEN)
    inks = [MAGENTA, LEAF, MARIGOLD, GREEN, ROSE, LEAF, PAPER, GREEN, MAGENTA, LEAF, (226, 120, 80), GREEN]
    vx, horizon = 620.0, 496.0
    edges = [vx + (place - 15) * 168 for place in range(31)]
    for place, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
        ink = inks[place % len(inks)]
        a, b = vx + (left - vx) * 0.075, vx + (right - vx) * 0.075
        sheet.shape([(a, horizon), (b, horizon), (right, 900), (left, 900)], ink)
        if ink not in (LEAF, GREEN):
            blooms(sheet, rng, (a, b), (left, right), horizon, ink)
    canal_strip = [(1180, 496), (1230, 496), (1640, 700), (1640, 860), (1480, 740)]
    sheet.shape([(1168, 496), (1240, 496), (1640, 676), (1640, 880)], LEAF)
    sheet.shape(canal_strip, (120, 168, 180))
    for step in range(12):
        x, y = 1240 + step * 30, 520 + step * 19
        sheet.box(x, y, x + 26 + step * 3, y + 2.5, SHOAL, 2)
    mill(sheet, 480, 500, 0.62, 20)
    mill(sheet, 820, 500, 0.42, 50)
    mill(sheet, 1160, 560, 1.25, 33)
    for x, y in ((220, 330), (262, 310), (300, 336)):
        bird(sheet, x, y, 20, INK)
    return sheet


def blooms(sheet: Sheet, rng: random.Random, far, near, horizon: float, ink: Ink) -> None:
    """Flower heads along a stripe, larger the nearer."""
    for step in range(24):
        part = (step / 24) ** 1.9
        y = mixed(horizon + 6, 900, part)
        left, right = mixed(far[0], near[0], part), mixed(far[1], near[1], part)
        if right < -20 or left > 1620:
            continue
        size = 1.5 + 9 * part
        for _ in range(4):
            x = rng.uniform(left, right)
            sheet.disc(x, y, size, mix(ink, rng.choice((PAPER, INK)), 0.22), size * 1.1)


def mill(sheet: Sheet, x: float, foot: float, s: float, turn: float) -> None:
    """A tower mill with four lattice sails."""
    body = [(x - 44 * s, foot - 210 * s), (x + 44 * s, foot - 210 * s), (x + 76 * s, foot), (x - 76 * s, foot)]
    sheet.shape(body, (120, 74, 62))
    with sheet.within(body):
        sheet.box(x + 18 * s, foot - 220 * s, x + 90 * s, foot, (92, 54, 52))
        sheet.box(x - 90 * s, foot - 64 * s, x + 90 * s, foot, PAPER)
        sheet.box(x + 22 * s, foot - 64 * s, x + 90 * s, foot, SHOAL)
    sheet.box(x - 96 * s, foot - 76 * s, x + 96 * s, foot - 66 * s, INK)
    for post in range(-92, 93, 23):
        sheet.line([(x + post * s, foot - 76 * s), (x + post * s, foot - 94 * s)], INK, 2.4 * s)
    sheet.line([(x - 94 * s, foot - 95 * s), (x + 94 * s, foot - 95 * s)], INK, 3 * s)
    cap = [(x - 52 * s, foot - 206 * s), (x - 40 * s, foot - 244 * s), (x, foot - 266 * s), (x + 40 * s, foot - 244 * s),
           (x + 52 * s, foot - 206 * s)]  # fmt: skip
    sheet.blob(cap, INK)
    sheet.box(x - 16 * s, foot - 48 * s, x + 16 * s, foot, DEEP, 4 * s)
    for row in (0, 1):
        sheet.box(x - 12 * s, foot - (180 - row * 44) * s, x + 8 * s, foot - (154 - row * 44) * s, LAMP)
    hub = (x, foot - 226 * s)
    for arm in range(4):
        mill_sail(sheet, hub, s, turn + arm * 90)
    sheet.disc(*hub, 11 * s, MAGENTA)


def mill_sail(sheet: Sheet, hub: Point, s: float, turn: float) -> None:
    """One sail: spar, cloth and lattice."""
    c, n = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(out: float, across: float) -> Point:
        return hub[0] + (out * c - across * n) * s, hub[1] + (out * n + across * c) * s

    sheet.shape([at(48, 3), at(214, 3), at(214, 42), at(48, 42)], BUFF)
    for bar in range(48, 215, 24):
        sheet.line([at(bar, -8), at(bar, 42)], INK, 2.2 * s)
    for across in (3, 22, 42):
        sheet.line([at(48, across), at(214, across)], INK, 2.2 * s)
    sheet.line([hub, at(222, 0)], INK, 6 * s)


def islands() -> Sheet:
    """Islands as on a chart: rings of depth in the water, rings of height on land."""
    rng = random.Random(111)
    sheet = Sheet(SEA)
    height = island_heights()
    depths = ((-0.34, (84, 138, 150)), (-0.22, (108, 158, 168)), (-0.12, (142, 184, 190)), (-0.04, (184, 212, 212)),
              (0.03, (238, 228, 196)), (0.09, (214, 202, 150)), (0.2, (158, 176, 124)), (0.32, (112, 146, 106)),
              (0.46, (80, 118, 94)), (0.62, (54, 92, 80)))  # fmt: skip
    shadow_level = 0.03
    for level, ink in depths:
        mask = Image.fromarray(((height > level) * 255).astype(np.uint8))
        if level > shadow_level:
            dark = Image.new("RGB", sheet.image.size, mix(ink, INK, 0.3))
            sheet.image.paste(dark, (0, 0), ImageChops.offset(mask, 5, 6))
        sheet.image.paste(Image.new("RGB", sheet.image.size, ink), (0, 0), mask)
    sheet.pen = ImageDraw.Draw(sheet.image)
    routes = ([(120, 760), (420, 700), (700, 560), (860, 500), (1010, 420)],
              [(760, 900), (900, 740), (1240, 690), (1440, 560), (1640, 520)])  # fmt: skip
    for route in routes:
        path = smooth(route)
        for a, b in zip(path[::3], path[1::3], strict=False):
            sheet.line([a, b], MAGENTA, 4)
    for (x, y), turn in (((470, 690), -0.4), ((1190, 694), -0.1)):
        barge(sheet, x, y, turn)
    for _ in range(60):
        x, y = rng.uniform(0, 1600), rng.uniform(0, 900)
        if height[int(y * FINER), int(x * FINER)] < -0.3:
            sheet.stroke([(x, y), (x + 10, y - 5), (x + 20, y), (x + 30, y - 5), (x + 40, y)], (112, 160, 170), 2)
    compass(sheet, 1440, 190)
    return sheet


def island_heights() -> np.ndarray:
    """How high the land stands, or how deep the water, over the whole sheet."""
    rng = np.random.default_rng(115)
    wide, tall = WIDE[0] * FINER, WIDE[1] * FINER
    rows, columns = np.mgrid[0:tall, 0:wide].astype(np.float32) / FINER
    height = np.full((tall, wide), -0.52, dtype=np.float32)
    peaks_at = ((300, 300, 190, 1.1), (470, 430, 120, 0.7), (1040, 330, 170, 1.05), (1210, 470, 110, 0.62),
                (760, 700, 100, 0.75), (1430, 760, 150, 0.95), (110, 640, 90, 0.62), (660, 160, 70, 0.62),
                (1300, 120, 60, 0.2), (420, 850, 80, 0.7), (1010, 850, 60, 0.6))  # fmt: skip
    for x, y, size, high in peaks_at:
        height += high * np.exp(-(((columns - x) / size) ** 2 + ((rows - y) / (size * 0.8)) ** 2))
    for scale, strength in ((8, 0.14), (16, 0.08), (36, 0.035)):
        rough = rng.normal(0, 1, (max(2, scale * 9 // 16), scale)).astype(np.float32)
        field = Image.fromarray(rough).resize((wide, tall), Image.Resampling.BICUBIC)
        height += strength * np.asarray(field)
    return height


def compass(sheet: Sheet, x: float, y: float) -> None:
    """A wind rose without letters."""
    sheet.ring(x, y, 84, PAPER, 2)
    sheet.ring(x, y, 92, PAPER, 2)
    for turn in range(0, 360, 10):
        sheet.line([around(x, y, 84, turn), around(x, y, 92 if turn % 30 else 100, turn)], PAPER, 2)
    for turn, reach in ((45, 46), (135, 46), (225, 46), (315, 46), (0, 76), (90, 76), (180, 76), (270, 76)):
        tip = around(x, y, reach, turn)
        left, right = around(x, y, 15, turn - 45), around(x, y, 15, turn + 45)
        sheet.shape([(x, y), left, tip], PAPER)
        sheet.shape([(x, y), right, tip], MAGENTA if turn == 270 else INK)


def canal() -> Sheet:
    """Narrow houses along a canal, a bridge, and all of it again in the water."""
    rng = random.Random(121)
    sheet = Sheet()
    sheet.sky((0, (246, 214, 190)), (1, (240, 232, 208)), bottom=520)
    sheet.disc(1210, 190, 76, MAGENTA)
    inks = [(150, 76, 66), DEEP, (206, 170, 120), (92, 60, 66), (176, 106, 80), SEA, BUFF, MOSS, (126, 40, 66)]
    x, place = -30.0, 0
    while x < 1600:
        width, tall = rng.uniform(112, 156), rng.uniform(270, 400)
        gabled_house(sheet, rng, x, 540, width, tall, inks[place % len(inks)], place % 3)
        x += width + 2
        place += 1
    sheet.box(0, 536, 1600, 560, (108, 94, 84))
    arch_bridge(sheet, 1010, 552)
    for left in range(40, 960, 150):
        sheet.line([(left, 540), (left, 486)], INK, 4)
        sheet.disc(left, 480, 9, LAMP)
    bicycle(sheet, 250, 536)
    person(sheet, 340, 540, 92, MAGENTA)
    person(sheet, 620, 540, 96, INK)
    mirror(sheet, 560)
    for y in range(572, 900, 9):
        for _ in range(3):
            left = rng.uniform(-60, 1600)
            length = rng.uniform(40, 190)
            sheet.box(left, y, left + length, y + 2.4, rng.choice(((196, 206, 196), (60, 104, 116), (148, 178, 178))), 2)
    house_boat(sheet, 300, 700)
    for tree, foot, s in ((120, 540, 1.0), (800, 540, 0.85)):
        sheet.line([(tree, foot), (tree, foot - 110 * s)], (70, 54, 48), 9 * s)
        for a, b, r in ((0, 150, 50), (-34, 120, 34), (36, 118, 36)):
            sheet.disc(tree + a * s, foot - b * s, r * s, GREEN)
            sheet.disc(tree + (a - 10) * s, foot - (b + 10) * s, r * 0.55 * s, LEAF)
    return sheet


def gabled_house(sheet: Sheet, rng: random.Random, x, foot, width, tall, wall: Ink, gable: int) -> None:
    """A tall narrow house with a stepped, bell or pointed gable."""
    top, middle = foot - tall, x + width / 2
    sheet.box(x, top, x + width, foot, wall)
    pale = mix(wall, PAPER, 0.75)
    if gable == 0:
        for step in range(4):
            half = width / 2 * (1 - step * 0.24)
            sheet.box(middle - half, top - 20 * (step + 1), middle + half, top + 2, wall)
            sheet.box(middle - half, top - 20 * (step + 1), middle + half, top - 20 * (step + 1) + 4, pale)
    elif gable == 1:
        bell = [(x, top), (x + width * 0.16, top - 24), (x + width * 0.26, top - 66), (middle, top - 92),
                (x + width * 0.74, top - 66), (x + width * 0.84, top - 24), (x + width, top)]  # fmt: skip
        sheet.shape([(x, top + 2), *smooth(bell), (x + width, top + 2)], wall)
        sheet.line(smooth(bell), pale, 5)
    else:
        sheet.shape([(x, top + 2), (middle, top - 88), (x + width, top + 2)], wall)
        sheet.line([(x + 2, top), (middle, top - 88), (x + width - 2, top)], pale, 5)
    sheet.disc(middle, top - 28, 11, pale)
    sheet.disc(middle, top - 28, 7, INK)
    rows = int((tall - 90) // 76)
    for row in range(rows):
        for column in range(3):
            left, y = x + width * (0.12 + column * 0.29), top + 24 + row * 76
            sheet.box(left - 3, y - 3, left + width * 0.18 + 3, y + 49, pale)
            glass = LAMP if rng.random() < 0.3 else INK
            sheet.box(left, y, left + width * 0.18, y + 46, glass)
            sheet.line([(left, y + 20), (left + width * 0.18, y + 20)], pale, 3)
    door = x + width * (0.14 if gable else 0.6)
    sheet.box(door, foot - 70, door + width * 0.26, foot, mix(wall, INK, 0.6))
    sheet.box(door, foot - 82, door + width * 0.26, foot - 72, LAMP)


def arch_bridge(sheet: Sheet, x: float, foot: float) -> None:
    """A humped bridge with one arch, someone on it."""
    stone = (170, 140, 110)
    person(sheet, x + 190, foot - 88, 88, DEEP)
    back = smooth([(x - 60, foot - 10), (x + 80, foot - 72), (x + 200, foot - 96), (x + 320, foot - 72), (x + 460, foot - 10)])
    sheet.shape([(x - 60, foot + 8), *back, (x + 460, foot + 8)], stone)
    sheet.line([(a, b - 24) for a, b in back], INK, 4)
    for a, b in back[::3]:
        sheet.line([(a, b), (a, b - 24)], INK, 2.4)
    sheet.line(back, mix(stone, PAPER, 0.5), 7)
    sheet.wedge(x + 200, foot + 8, 120, (58, 92, 104), 180, 360, 74)
    sheet.ring(x + 200, foot + 8, 126, mix(stone, INK, 0.3), 9, 180, 360, 80)


def bicycle(sheet: Sheet, x: float, foot: float) -> None:
    """A bicycle leaning on nothing in particular."""
    for wheel in (0, 56):
        sheet.ring(x + wheel, foot - 18, 18, INK, 3)
    frame = [(x, foot - 18), (x + 16, foot - 46), (x + 44, foot - 44), (x + 26, foot - 18), (x, foot - 18)]
    sheet.line(frame, MAGENTA, 3)
    sheet.line([(x + 26, foot - 18), (x + 16, foot - 46), (x + 14, foot - 54)], MAGENTA, 3)
    sheet.line([(x + 56, foot - 18), (x + 44, foot - 58), (x + 36, foot - 60)], INK, 3)
    sheet.line([(x + 6, foot - 54), (x + 22, foot - 54)], INK, 5)


def mirror(sheet: Sheet, level: float) -> None:
    """Everything above the water once more, upside down, darker and broken."""
    edge = int(level * FINER)
    deep = sheet.image.height - edge
    above = sheet.image.crop((0, edge - deep, sheet.image.width, edge))
    below = np.asarray(above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)).copy()
    for row in range(deep):
        shift = round(math.sin(row / 9) * (1 + row / 110))
        below[row] = np.roll(below[row], shift, axis=0)
    water = Image.blend(Image.fromarray(below), Image.new("RGB", above.size, (56, 104, 116)), 0.52)
    sheet.image.paste(water, (0, edge))


def house_boat(sheet: Sheet, x: float, y: float) -> None:
    """A long boat to live in, with flowers on the roof."""
    sheet.blob([(x - 20, y), (x + 240, y + 6), (x + 500, y), (x + 470, y + 58), (x + 30, y + 58)], INK)
    sheet.box(x + 10, y + 14, x + 480, y + 22, MAGENTA)
    sheet.box(x + 90, y - 58, x + 400, y + 6, GREEN, 6)
    sheet.box(x + 80, y - 68, x + 410, y - 54, BUFF, 6)
    for window in range(5):
        sheet.box(x + 112 + window * 56, y - 42, x + 148 + window * 56, y - 14, LAMP, 5)
    for pot in range(6):
        left = x + 110 + pot * 46
        sheet.box(left, y - 82, left + 22, y - 66, (176, 106, 80), 2)
        sheet.disc(left + 11, y - 88, 13, LEAF)
        sheet.disc(left + 7, y - 93, 5, ROSE if pot % 2 else MARIGOLD)
        sheet.disc(left + 16, y - 90, 5, MAGENTA)
    for step in range(4):
        sheet.box(x + 20 + step * 26, y + 64 + step * 9, x + 470 - step * 30, y + 68 + step * 9, (40, 78, 90), 2)


# Portraits


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """Someone to be drawn: what is their own about the face, the hair and the dress."""

    handle: str
    behind: Ink
    skin: Ink
    hair: Ink
    style: Callable[["Sitter", Sheet, bool], None]
    dress: Callable[["Sitter", Sheet], None]
    coat: Ink
    shirt: Ink = PAPER
    width: float = 106
    jaw: float = 0.82
    brow: float = 8
    smile: float = 1.0
    age: int = 0
    glasses: Ink | None = None
    beard: str = ""
    lips: Ink | None = None
    tilt: float = 0


MIDDLE, LEVEL = 320, 330


def portrait(sitter: Sitter) -> Sheet:
    """Head and shoulders before a plain ground."""
    sheet = Sheet(sitter.behind, TALL)
    sheet.disc(MIDDLE + 30, 330, 268, mix(sitter.behind, PAPER, 0.38))
    sitter.style(sitter, sheet, False)
    neck(sitter, sheet)
    sitter.dress(sitter, sheet)
    face(sitter, sheet)
    sitter.style(sitter, sheet, True)
    if sitter.glasses:
        spectacles(sheet, sitter.glasses)
    sheet.dots(lambda x, y: 0.42 * (x - 0.56) + 0.2 * (y - 0.78), (186, 204, 206), 10)
    return sheet


def outline(sitter: Sitter, grow: float = 0) -> list[Point]:
    """The edge of the face."""
    w, j = sitter.width + grow, sitter.jaw
    half = [(0, -146 - grow), (w * 0.7, -118 - grow), (w * 0.98, -40), (w, 20), (w * (0.5 + j * 0.52), 78),
            (w * (0.16 + j * 0.5), 132), (w * 0.26, 158 + grow)]  # fmt: skip
    left = [(-a, b) for a, b in reversed(half[1:])]
    return smooth([(MIDDLE + a, LEVEL + b) for a, b in [*half, *left]], closed=True)


def neck(sitter: Sitter, sheet: Sheet) -> None:
    """The neck, in the shade of the chin."""
    w = sitter.width * 0.54
    ink = mix(sitter.skin, INK, 0.2)
    sheet.shape([(MIDDLE - w, 410), (MIDDLE + w, 410), (MIDDLE + w + 26, 590), (MIDDLE, 660), (MIDDLE - w - 26, 590)], ink)
    sheet.shape([(MIDDLE - w, 470), (MIDDLE - w * 0.2, 520), (MIDDLE - w * 0.5, 600), (MIDDLE - w - 24, 585)],
                mix(sitter.skin, INK, 0.08))  # fmt: skip


def face(sitter: Sitter, sheet: Sheet) -> None:
    """The face: shade on one side, then as few strokes as will do."""
    skin, dark = sitter.skin, mix(sitter.skin, INK, 0.16)
    line = mix(skin, INK, 0.58)
    for side, ink in ((-1, skin), (1, dark)):
        x = MIDDLE + side * (sitter.width + 3)
        sheet.disc(x, LEVEL + 22, 17, ink, 32)
        sheet.ring(x + side * 1, LEVEL + 22, 8, mix(ink, INK, 0.2), 3, 90, 270, 18)
    edge = outline(sitter)
    sheet.shape(edge, skin)
    with sheet.within(edge):
        sheet.shape([(MIDDLE + 34, 150), (600, 150), (600, 520), (MIDDLE - 6, 520), (MIDDLE + 12, 452), (MIDDLE + 34, 420),
                     (MIDDLE + 24, 388), (MIDDLE + 24, 352), (MIDDLE + 14, 320)], dark)  # fmt: skip
        with sheet.thin(0.22):
            for side in (-1, 1):
                sheet.disc(MIDDLE + side * 62, LEVEL + 62, 26, mix(ROSE, skin, 0.3), 18)
    if sitter.beard:
        beard(sitter, sheet, edge)
    for side in (-1, 1):
        eye_and_brow(sitter, sheet, side, line)
    nose = [(MIDDLE + 6, LEVEL + 8), (MIDDLE + 20, LEVEL + 58), (MIDDLE + 10, LEVEL + 68), (MIDDLE - 10, LEVEL + 66)]
    sheet.line(nose, line, 5)
    mouth(sitter, sheet, line)
    lines_of_age(sitter, sheet)


def eye_and_brow(sitter: Sitter, sheet: Sheet, side: int, line: Ink) -> None:
    """One eye under its lid and brow."""
    x, y = MIDDLE + side * 46, LEVEL + 12
    white = [(x - 21, y + 2), (x - 4, y - 9), (x + 14, y - 7), (x + 21, y + 2), (x + 6, y + 9), (x - 10, y + 8)]
    sheet.blob(white, mix(PAPER, sitter.skin, 0.22))
    sheet.disc(x + 1, y, 8.5, INK, 9)
    sheet.disc(x - 2, y - 3, 2.2, PAPER)
    sheet.stroke([(x - 23, y + 2), (x - 5, y - 10), (x + 14, y - 8), (x + 23, y + 2)], INK, 4)
    ink = mix(sitter.hair, INK, 0.35)
    if sitter.style is veil:  # the ink of her hair is that of the cloth
        ink = mix(EARTH, INK, 0.8)
    inner, outer = x - side * 22, x + side * 26
    brow = [(inner, y - 28), (x + side * 6, y - 35 - sitter.tilt), (outer, y - 26 + sitter.tilt)]
    sheet.stroke(brow, ink, sitter.brow)


def mouth(sitter: Sitter, sheet: Sheet, line: Ink) -> None:
    """A mouth about to speak, or having spoken."""
    y, lift = LEVEL + 102, 6 * sitter.smile
    lips = sitter.lips or mix(sitter.skin, (150, 40, 60), 0.34)
    upper = [
        (MIDDLE - 36, y - lift),
        (MIDDLE - 10, y - 5),
        (MIDDLE, y - 2),
        (MIDDLE + 10, y - 5),
        (MIDDLE + 36, y - lift),
    ]
    lower = [(MIDDLE + 18, y + 12), (MIDDLE, y + 16), (MIDDLE - 18, y + 12)]
    if sitter.beard != "full":
        sheet.shape(smooth([*upper, *lower], closed=True), lips)
    else:
        sheet.shape(smooth([*upper, *lower], closed=True), mix(lips, sitter.skin, 0.2))
    sheet.stroke([(MIDDLE - 36, y - lift), (MIDDLE - 16, y + 2), (MIDDLE, y + 3), (MIDDLE + 16, y + 2), (MIDDLE + 36, y - lift)],
                 line, 4)  # fmt: skip


def lines_of_age(sitter: Sitter, sheet: Sheet) -> None:
    """What the years have written, in three degrees."""
    ink = mix(sitter.skin, INK, 0.3)
    for side in (-1, 1):
        if sitter.age > 0:
            sheet.stroke([(MIDDLE + side * 30, LEVEL + 66), (MIDDLE + side * 46, LEVEL + 84),
                          (MIDDLE + side * 50, LEVEL + 104)], ink, 3)  # fmt: skip
        if sitter.age > 1:
            sheet.stroke([(MIDDLE + side * 30, LEVEL + 32), (MIDDLE + side * 46, LEVEL + 37),
                          (MIDDLE + side * 62, LEVEL + 31)], ink, 3)  # fmt: skip
            sheet.stroke([(MIDDLE + side * 76, LEVEL + 6), (MIDDLE + side * 88, LEVEL)], ink, 3)
            sheet.stroke([(MIDDLE + side * 76, LEVEL + 16), (MIDDLE + side * 90, LEVEL + 20)], ink, 3)
    if sitter.age > 2:
        for up, half in ((66, 44), (82, 34)):
            sheet.stroke([(MIDDLE - half, LEVEL - up), (MIDDLE, LEVEL - up - 4), (MIDDLE + half, LEVEL - up)], ink, 3)


def beard(sitter: Sitter, sheet: Sheet, edge: list[Point]) -> None:
    """A full beard, a short one, or a moustache."""
    y = LEVEL + 84
    lip = [(MIDDLE - 52, y + 22), (MIDDLE - 26, y - 2), (MIDDLE, y + 2), (MIDDLE + 26, y - 2), (MIDDLE + 52, y + 22),
           (MIDDLE + 24, y + 15), (MIDDLE, y + 12), (MIDDLE - 24, y + 15)]  # fmt: skip
    shade = mix(sitter.hair, INK, 0.3)
    if sitter.beard in ("full", "short"):
        with sheet.within(outline(sitter, 10 if sitter.beard == "full" else 3)):
            w = sitter.width + 14
            jaw = [(MIDDLE - w, LEVEL + 20), (MIDDLE - w * 0.82, LEVEL + 62), (MIDDLE - 58, LEVEL + 88), (MIDDLE, LEVEL + 76),
                   (MIDDLE + 58, LEVEL + 88), (MIDDLE + w * 0.82, LEVEL + 62), (MIDDLE + w, LEVEL + 20)]  # fmt: skip
            ink = sitter.hair if sitter.beard == "full" else mix(sitter.hair, sitter.skin, 0.3)
            sheet.shape([*smooth(jaw), (MIDDLE + w, 540), (MIDDLE - w, 540)], ink)
            sheet.shape([(MIDDLE + 20, LEVEL + 140), (MIDDLE + 62, LEVEL + 88), (MIDDLE + w, LEVEL + 20), (MIDDLE + w, 540),
                         (MIDDLE, 540)], mix(ink, INK, 0.28))  # fmt: skip
        sheet.disc(MIDDLE, LEVEL + 106, 42, mix(sitter.skin, INK, 0.06), 15)
    sheet.blob(lip, sitter.hair if sitter.beard != "short" else shade)


def spectacles(sheet: Sheet, ink: Ink) -> None:
    """Round-cornered glasses."""
    for side in (-1, 1):
        x = MIDDLE + side * 48
        with sheet.thin(0.16):
            sheet.box(x - 36, LEVEL - 14, x + 36, LEVEL + 42, PAPER, 22)
        points = [
            (x - 38, LEVEL - 6),
            (x, LEVEL - 17),
            (x + 38, LEVEL - 6),
            (x + 33, LEVEL + 32),
            (x, LEVEL + 43),
            (x - 33, LEVEL + 32),
        ]
        frame = smooth(points, closed=True)
        sheet.line([*frame, frame[0]], ink, 6)
        sheet.line([(x + side * 38, LEVEL), (x + side * 66, LEVEL + 6)], ink, 5)
    sheet.stroke([(MIDDLE - 12, LEVEL + 4), (MIDDLE, LEVEL - 2), (MIDDLE + 12, LEVEL + 4)], ink, 6)


# Hair: drawn once behind the head and once before it


def parted(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Short hair with a parting."""
    if not front:
        return
    w = sitter.width
    top = [(-w - 4, -10), (-w - 8, -70), (-w * 0.72, -140), (-20, -172), (w * 0.6, -158), (w + 6, -90), (w + 4, -14),
           (w - 8, -44), (w - 22, -84), (w * 0.3, -92), (-w * 0.3, -112), (-w * 0.46, -92), (-w + 14, -66)]  # fmt: skip
    cap(sitter, sheet, top)
    sheet.stroke([at_head(-w * 0.44, -106), at_head(-w * 0.4, -136), at_head(-w * 0.2, -162)], mix(sitter.hair, INK, 0.4), 4)


def swept(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Short hair brushed up and aside."""
    if not front:
        return
    w = sitter.width
    top = [(-w - 4, -4), (-w - 8, -80), (-w * 0.86, -132), (-w * 0.6, -166), (0, -180), (w * 0.6, -178), (w * 0.94, -138),
           (w + 7, -88), (w + 4, -4), (w - 8, -40), (w - 14, -78), (w * 0.36, -100), (-w * 0.3, -92), (-w + 18, -108),
           (-w + 8, -50)]  # fmt: skip
    cap(sitter, sheet, top)
    for a in (-40, 0, 40):
        sheet.stroke([at_head(a, -104), at_head(a + 12, -146), at_head(a + 40, -176)], mix(sitter.hair, INK, 0.22), 4)


def cropped(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Hair cut close to the head."""
    if not front:
        return
    w = sitter.width
    top = [(-w - 1, -6), (-w - 1, -66), (-w * 0.72, -128), (0, -154), (w * 0.72, -128), (w + 1, -66), (w + 1, -6),
           (w - 12, -58), (w * 0.62, -92), (0, -100), (-w * 0.62, -92), (-w + 12, -58)]  # fmt: skip
    cap(sitter, sheet, top)


def receding(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Hair that has gone back from the brow."""
    if not front:
        return
    w = sitter.width
    top = [(-w - 4, 4), (-w - 7, -60), (-w * 0.74, -130), (0, -160), (w * 0.74, -130), (w + 7, -60), (w + 4, 4),
           (w - 10, -44), (w * 0.66, -104), (w * 0.3, -118), (0, -112), (-w * 0.3, -118), (-w * 0.66, -104), (-w + 10, -44)]  # fmt: skip
    cap(sitter, sheet, top)


def bare(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """No hair; some light on the head."""
    if front:
        with sheet.thin(0.3):
            sheet.stroke([at_head(-62, -96), at_head(-40, -122), at_head(-8, -132)], PAPER, 9)


def curls(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """A great head of curls."""
    rng = random.Random(sitter.handle)
    r = sitter.width + 34
    if not front:
        for turn in range(0, 360, 18):
            x, y = around(MIDDLE, LEVEL - 40, r, turn)
            sheet.disc(x, y, rng.uniform(46, 58), sitter.hair)
        sheet.disc(MIDDLE, LEVEL - 40, r, sitter.hair)
        return
    for turn in range(186, 356, 15):
        x, y = around(MIDDLE, LEVEL - 44, sitter.width - 4, turn, 88)
        sheet.disc(x, y, rng.uniform(26, 34), sitter.hair)
    for turn in range(176, 366, 17):
        x, y = around(MIDDLE, LEVEL - 50, r + rng.uniform(-24, 20), turn)
        sheet.ring(x, y, rng.uniform(14, 22), mix(sitter.hair, PAPER, 0.16), 4, turn, turn + 210)


def short_curls(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Curls kept short."""
    if not front:
        return
    rng = random.Random(sitter.handle)
    for layer, r in enumerate((sitter.width - 2, sitter.width - 34, sitter.width - 70)):
        for turn in range(184 + layer * 6, 358 - layer * 4, 14 + layer * 6):
            x, y = around(MIDDLE, LEVEL - 58 - layer * 6, max(10, r), turn, max(10, r) * 0.86)
            sheet.disc(x, y, rng.uniform(22, 29), sitter.hair)
    for turn in range(190, 352, 18):
        x, y = around(MIDDLE, LEVEL - 62, sitter.width - 16, turn, 84)
        sheet.ring(x, y, 13, mix(sitter.hair, PAPER, 0.2), 3.5, turn, turn + 200)


def long_hair(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Straight long hair parted in the middle."""
    w = sitter.width
    if not front:
        back = [(-w - 26, -40), (-w * 0.8, -146), (0, -180), (w * 0.8, -146), (w + 26, -40), (w + 40, 120), (w + 48, 300),
                (w * 0.3, 330), (-w * 0.3, 330), (-w - 48, 300), (-w - 40, 120)]  # fmt: skip
        sheet.shape(smooth([at_head(a, b) for a, b in back], closed=True), mix(sitter.hair, INK, 0.3))
        return
    for side in (-1, 1):
        lock = [(0, -172), (w * 0.6, -160), (w + 14, -90), (w + 26, 20), (w + 34, 150), (w + 30, 232), (w + 8, 268),
                (w - 4, 160), (w + 4, 40), (w - 14, -40), (w * 0.5, -96), (4, -132)]  # fmt: skip
        sheet.shape(smooth([at_head(side * a, b) for a, b in lock], closed=True), sitter.hair)
        for a in (10, 20):
            strand = [(side * (w + a - 6), -20), (side * (w + a), 110), (side * (w + a - 2), 210)]
            sheet.stroke([at_head(*point) for point in strand], mix(sitter.hair, PAPER, 0.14), 3)


def bob(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Hair to the chin, with a fringe."""
    w = sitter.width
    if not front:
        back = [(-w - 30, 20), (-w - 14, -100), (-w * 0.5, -166), (w * 0.5, -166), (w + 14, -100), (w + 30, 20),
                (w + 36, 136), (w * 0.5, 150), (-w * 0.5, 150), (-w - 36, 136)]  # fmt: skip
        sheet.shape(smooth([at_head(a, b) for a, b in back], closed=True), mix(sitter.hair, INK, 0.3))
        return
    for side in (-1, 1):
        lock = [
            (w * 0.4, -150),
            (w + 10, -96),
            (w + 26, 0),
            (w + 34, 132),
            (w - 2, 140),
            (w - 10, 60),
            (w - 8, -20),
            (w - 26, -76),
        ]
        sheet.shape(smooth([at_head(side * a, b) for a, b in lock], closed=True), sitter.hair)
    fringe = [(-w - 2, -20), (-w - 8, -96), (-w * 0.5, -166), (w * 0.5, -166), (w + 8, -96), (w + 2, -20), (w - 18, -52),
              (w * 0.5, -48), (0, -54), (-w * 0.5, -48), (-w + 18, -52)]  # fmt: skip
    sheet.shape(smooth([at_head(a, b) for a, b in fringe], closed=True), sitter.hair)
    for a in (-56, -22, 14, 50):
        sheet.stroke([at_head(a, -62), at_head(a * 0.86, -110), at_head(a * 0.5, -150)], mix(sitter.hair, PAPER, 0.14), 3)


def waves(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Soft short hair in waves, parted at the side."""
    w = sitter.width
    if not front:
        sheet.disc(MIDDLE, LEVEL - 24, w + 38, mix(sitter.hair, INK, 0.16), 142)
        return
    left = [(-30, -166), (-w * 0.7, -160), (-w - 22, -104), (-w - 34, -20), (-w - 26, 64), (-w + 2, 70), (-w - 4, 20),
            (-w + 14, -40), (-w * 0.6, -84), (-w * 0.4, -104)]  # fmt: skip
    right = [(-44, -116), (-40, -166), (w * 0.4, -172), (w + 14, -122), (w + 36, -40), (w + 30, 66), (w - 2, 74), (w + 2, 10),
             (w - 16, -36), (w * 0.56, -66), (w * 0.2, -84)]  # fmt: skip
    for lock in (left, right):
        sheet.shape(smooth([at_head(a, b) for a, b in lock], closed=True), sitter.hair)
    for shift in (0, 22, 44):
        wave = [
            (-20 + shift, -128 - shift * 0.5),
            (w * 0.5 + shift * 0.6, -112 - shift * 0.4),
            (w + shift * 0.3 - 4, -40),
        ]
        sheet.stroke([at_head(a, b) for a, b in wave], mix(sitter.hair, INK, 0.16), 4)


def bun(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Hair drawn back into a knot."""
    w = sitter.width
    if not front:
        sheet.disc(MIDDLE + 4, LEVEL - 182, 56, sitter.hair, 48)
        sheet.ring(MIDDLE + 4, LEVEL - 182, 30, mix(sitter.hair, PAPER, 0.2), 4, 160, 330)
        return
    for side in (-1, 1):
        half = [(0, -168), (w * 0.7, -146), (w + 8, -70), (w + 6, 6), (w - 8, -38), (w * 0.62, -92), (0, -122)]
        sheet.shape(smooth([at_head(side * a, b) for a, b in half], closed=True), sitter.hair)
    if sitter.age > 1:
        sheet.stroke([at_head(-4, -124), at_head(-52, -112), at_head(-w + 4, -50)], ASH, 7)
        sheet.stroke([at_head(8, -130), at_head(-30, -138), at_head(-w * 0.8, -108)], ASH, 5)


def tail_of_hair(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Hair parted at the side and gathered over one shoulder."""
    w = sitter.width
    if not front:
        tail = [(w - 30, 60), (w + 26, 90), (w + 36, 190), (w + 14, 300), (w - 24, 330), (w - 30, 220)]
        sheet.shape(smooth([at_head(-a, b) for a, b in tail], closed=True), sitter.hair)
        return
    swoop = [(-w - 6, 10), (-w - 10, -70), (-w * 0.74, -142), (-10, -174), (w * 0.7, -150), (w + 9, -74), (w + 6, 20),
             (w - 8, -30), (w * 0.7, -76), (w * 0.24, -118), (-w * 0.2, -84), (-w * 0.7, -46), (-w + 2, 0)]  # fmt: skip
    sheet.shape(smooth([at_head(a, b) for a, b in swoop], closed=True), sitter.hair)
    for a in (0, 18):
        sheet.stroke([at_head(30 - a, -130), at_head(-w * 0.4 - a * 0.4, -100 - a), at_head(-w - 2, -22 - a * 2)],
                     mix(sitter.hair, PAPER, 0.18), 3.5)  # fmt: skip


def braids(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """Fine braids gathered high."""
    w = sitter.width
    if not front:
        sheet.disc(MIDDLE, LEVEL - 186, 84, sitter.hair, 62)
        for turn in range(186, 356, 20):
            sheet.disc(*around(MIDDLE, LEVEL - 188, 72, turn, 50), 22, sitter.hair)
        return
    scalp = [(-w - 1, 0), (-w - 3, -66), (-w * 0.72, -130), (0, -156), (w * 0.72, -130), (w + 3, -66), (w + 1, 0),
             (w - 10, -50), (w * 0.62, -94), (0, -108), (-w * 0.62, -94), (-w + 10, -50)]  # fmt: skip
    sheet.shape(smooth([at_head(a, b) for a, b in scalp], closed=True), sitter.hair)
    for a in range(-80, 81, 20):
        sheet.stroke([at_head(a, -102 + abs(a) * 0.32), at_head(a * 0.7, -140), at_head(a * 0.5, -172)],
                     mix(sitter.hair, PAPER, 0.22), 3)  # fmt: skip
    sheet.box(MIDDLE - 60, LEVEL - 164, MIDDLE + 60, LEVEL - 146, MARIGOLD, 9)
    for side in (-1, 1):
        sheet.ring(MIDDLE + side * (w + 6), LEVEL + 76, 20, MARIGOLD, 5)


def veil(sitter: Sitter, sheet: Sheet, front: bool) -> None:
    """A headscarf."""
    w = sitter.width
    shade = mix(sitter.hair, INK, 0.28)
    if not front:
        back = [(-w - 34, 40), (-w - 22, -96), (-w * 0.5, -176), (w * 0.5, -176), (w + 22, -96), (w + 34, 40), (w + 60, 260),
                (0, 330), (-w - 60, 260)]  # fmt: skip
        sheet.shape(smooth([at_head(a, b) for a, b in back], closed=True), shade)
        return
    frame = Image.new("L", sheet.image.size, 0)
    pen = ImageDraw.Draw(frame)
    cloth = [(-w - 22, 40), (-w - 18, -90), (-w * 0.5, -172), (w * 0.5, -172), (w + 18, -90), (w + 22, 40), (w + 40, 190),
             (w * 0.6, 290), (0, 310), (-w * 0.6, 290), (-w - 40, 190)]  # fmt: skip
    opening = [(0, -106), (w * 0.6, -86), (w * 0.88, -20), (w * 0.86, 50), (w * 0.6, 116), (0, 152), (-w * 0.6, 116),
               (-w * 0.86, 50), (-w * 0.88, -20), (-w * 0.6, -86)]  # fmt: skip
    for points, fill in ((cloth, 255), (opening, 0)):
        pen.polygon([(x * FINER, y * FINER) for x, y in smooth([at_head(a, b) for a, b in points], closed=True)], fill=fill)
    sheet.image.paste(Image.new("RGB", sheet.image.size, sitter.hair), (0, 0), frame)
    for fold in (
        [(-w * 0.86, 60), (-w * 0.4, 170), (w * 0.5, 236)], [(-w - 6, 60), (-w * 0.6, 196), (w * 0.2, 276)],
        [(w + 6, 40), (w * 0.8, 140), (w * 0.2, 190)], [(-w * 0.5, -150), (-w * 0.9, -80), (-w - 2, 20)],
    ):  # fmt: skip
        sheet.stroke([at_head(a, b) for a, b in fold], shade, 6)
    band = [(-w * 0.62, -86), (0, -112), (w * 0.62, -86)]
    sheet.stroke([at_head(a, b) for a, b in band], mix(sitter.hair, PAPER, 0.5), 8)


def at_head(a: float, b: float) -> Point:
    """A place counted from the middle of the face."""
    return MIDDLE + a, LEVEL + b


def cap(sitter: Sitter, sheet: Sheet, points: list[Point]) -> None:
    """Hair on top of the head, darker on the side of the shade."""
    edge = smooth([at_head(a, b) for a, b in points], closed=True)
    sheet.shape(edge, sitter.hair)
    with sheet.within(edge):
        sheet.shape([at_head(46, -220), at_head(200, -220), at_head(200, 60), at_head(30, 60)], mix(sitter.hair, INK, 0.25))
    if sitter.age > 1:
        for side in (-1, 1):
            patch = [(side * (sitter.width - 2), -52), (side * (sitter.width + 5), -54), (side * (sitter.width + 4), 0),
                     (side * (sitter.width - 1), -8)]  # fmt: skip
            sheet.shape([at_head(a, b) for a, b in patch], mix(sitter.hair, MIST, 0.7))


# Dress


def shoulders(sheet: Sheet, ink: Ink, width: float = 258) -> list[Point]:
    """The line of the shoulders, filled; its shape is given back."""
    edge = smooth([(MIDDLE - width - 12, 740), (MIDDLE - width, 650), (MIDDLE - width * 0.78, 590), (MIDDLE - 90, 548),
                   (MIDDLE, 560), (MIDDLE + 90, 548), (MIDDLE + width * 0.78, 590), (MIDDLE + width, 650),
                   (MIDDLE + width + 12, 740)])  # fmt: skip
    sheet.shape(edge, ink)
    with sheet.within(edge):
        sheet.shape([(MIDDLE + 130, 540), (640, 540), (640, 740), (MIDDLE + 172, 740)], mix(ink, INK, 0.22))
    return edge


def throat(sitter: Sitter, sheet: Sheet, depth: float) -> None:
    """The open neck of a shirt or blouse."""
    w = sitter.width * 0.54 + 14
    sheet.shape([(MIDDLE - w, 540), (MIDDLE + w, 540), (MIDDLE, depth)], mix(sitter.skin, INK, 0.14))


def jacket(sitter: Sitter, sheet: Sheet) -> None:
    """Jacket, shirt with a collar, open at the neck."""
    shoulders(sheet, sitter.coat)
    sheet.shape([(MIDDLE - 84, 550), (MIDDLE + 84, 550), (MIDDLE + 26, 740), (MIDDLE - 26, 740)], sitter.shirt)
    throat(sitter, sheet, 632)
    shade = mix(sitter.coat, INK, 0.3)
    for side in (-1, 1):
        collar = [(side * 60, 524), (side * 88, 556), (side * 46, 628), (side * 4, 640)]
        sheet.shape([(MIDDLE + a, b) for a, b in collar], mix(sitter.shirt, INK, 0.06 if side < 0 else 0.16))
        lapel = [(side * 84, 548), (side * 116, 556), (side * 132, 632), (side * 106, 640), (side * 118, 662), (side * 30, 740),
                 (side * 16, 740)]  # fmt: skip
        sheet.shape([(MIDDLE + a, b) for a, b in lapel], shade if side > 0 else mix(sitter.coat, PAPER, 0.12))


def jacket_and_tie(sitter: Sitter, sheet: Sheet) -> None:
    """The same with a buttoned collar and a tie."""
    jacket(sitter, sheet)
    for side in (-1, 1):
        sheet.shape([(MIDDLE + side * 62, 520), (MIDDLE + side * 78, 556), (MIDDLE + side * 40, 606), (MIDDLE, 570)],
                    mix(sitter.shirt, INK, 0.05 if side < 0 else 0.14))  # fmt: skip
    sheet.shape([(MIDDLE - 17, 568), (MIDDLE + 17, 568), (MIDDLE + 11, 600), (MIDDLE - 11, 600)], DEEP)
    sheet.shape([(MIDDLE - 11, 600), (MIDDLE + 11, 600), (MIDDLE + 22, 740), (MIDDLE - 22, 740)], SEA)


def rollneck(sitter: Sitter, sheet: Sheet) -> None:
    """A jumper with a high collar, and a jacket or not."""
    shoulders(sheet, sitter.coat)
    w = sitter.width * 0.54 + 12
    sheet.shape([(MIDDLE - w - 16, 590), (MIDDLE - w, 490), (MIDDLE + w, 490), (MIDDLE + w + 16, 590)], sitter.coat)
    sheet.box(MIDDLE - w - 6, 486, MIDDLE + w + 6, 520, mix(sitter.coat, PAPER, 0.14), 14)
    for a in range(-4, 5):
        sheet.line([(MIDDLE + a * 14, 494), (MIDDLE + a * 15, 584)], mix(sitter.coat, INK, 0.18), 2.5)


def blouse(sitter: Sitter, sheet: Sheet) -> None:
    """A round neck, a cardigan, a string of beads."""
    shoulders(sheet, sitter.coat)
    sheet.shape([(MIDDLE - 100, 552), (MIDDLE + 100, 552), (MIDDLE + 76, 740), (MIDDLE - 76, 740)], sitter.shirt)
    sheet.wedge(MIDDLE, 548, sitter.width * 0.54 + 26, mix(sitter.skin, INK, 0.14), 0, 180, 66)
    for step in range(13):
        x, y = around(MIDDLE, 552, 82, 12 + step * 13, 84)
        sheet.disc(x, y, 7, MARIGOLD if sitter.coat != MARIGOLD else MAGENTA)
    for side in (-1, 1):
        edge = [(side * 100, 548), (side * 120, 554), (side * 104, 740), (side * 76, 740)]
        sheet.shape([(MIDDLE + a, b) for a, b in edge], mix(sitter.coat, INK, 0.3 if side > 0 else 0.12))


def shawl(sitter: Sitter, sheet: Sheet) -> None:
    """A length of cloth over one shoulder, with a border."""
    shoulders(sheet, sitter.shirt)
    sheet.wedge(MIDDLE, 546, sitter.width * 0.54 + 24, mix(sitter.skin, INK, 0.14), 0, 180, 56)
    drape = [
        (MIDDLE + 250, 640),
        (MIDDLE + 190, 580),
        (MIDDLE + 92, 546),
        (MIDDLE + 30, 620),
        (MIDDLE - 120, 740),
        (640, 740),
    ]
    sheet.shape(drape, sitter.coat)
    sheet.line([(MIDDLE + 92, 548), (MIDDLE + 30, 622), (MIDDLE - 118, 740)], MARIGOLD, 12)
    for fold in (0, 44, 88):
        sheet.stroke([(MIDDLE + 128 + fold, 560 + fold * 0.3), (MIDDLE + 80 + fold, 660), (MIDDLE + 10 + fold * 1.2, 740)],
                     mix(sitter.coat, INK, 0.28), 5)  # fmt: skip


def high_collar(sitter: Sitter, sheet: Sheet) -> None:
    """A buttoned tunic with a standing collar."""
    shoulders(sheet, sitter.coat)
    w = sitter.width * 0.54 + 10
    sheet.shape(
        [(MIDDLE - w - 12, 580), (MIDDLE - w, 508), (MIDDLE, 540), (MIDDLE + w, 508), (MIDDLE + w + 12, 580)],
        sitter.coat,
    )
    sheet.line([(MIDDLE - w, 510), (MIDDLE, 542), (MIDDLE + w, 510)], sitter.shirt, 8)
    sheet.stroke([(MIDDLE, 544), (MIDDLE + 30, 600), (MIDDLE + 96, 646), (MIDDLE + 120, 740)], sitter.shirt, 6)
    for x, y in ((MIDDLE + 10, 572), (MIDDLE + 52, 622), (MIDDLE + 106, 678)):
        sheet.disc(x, y, 8, sitter.shirt)


def scarf(sitter: Sitter, sheet: Sheet) -> None:
    """A coat and a loosely tied scarf."""
    shoulders(sheet, sitter.coat)
    for side in (-1, 1):
        fall = [(side * 96, 540), (side * 132, 566), (side * 92, 740), (side * 24, 740), (side * 8, 600)]
        sheet.shape([(MIDDLE + a, b) for a, b in fall], mix(sitter.shirt, INK, 0.1 if side < 0 else 0.24))
    knot = [(-92, 520), (0, 566), (92, 520), (118, 560), (60, 614), (0, 634), (-60, 614), (-118, 560)]
    sheet.shape(smooth([(MIDDLE + a, b) for a, b in knot], closed=True), sitter.shirt)
    sheet.stroke([(MIDDLE - 84, 558), (MIDDLE, 596), (MIDDLE + 84, 556)], mix(sitter.shirt, INK, 0.25), 5)


FAIR, PALE, OLIVE, HONEY = (238, 204, 176), (244, 214, 194), (206, 160, 122), (222, 178, 144)
TAN, BROWN, DARK, DEEPEST = (188, 138, 102), (152, 102, 72), (112, 74, 52), (88, 57, 44)
BLACK, CHESTNUT, STRAW, SILVER, ASH = ((30, 27, 32), (104, 68, 46), (214, 178, 112), (206, 208, 204), (150, 154, 154))

SITTERS = [
    Sitter(handle="tomasz", behind=BUFF, skin=FAIR, hair=(126, 86, 52), style=parted, dress=jacket, coat=DEEP, beard="full", age=1, jaw=0.86),
    Sitter(handle="rania", behind=(236, 222, 200), skin=TAN, hair=(44, 108, 122), style=veil, dress=jacket, coat=INK, width=104, jaw=0.72, lips=(158, 70, 80)),
    Sitter(handle="josiah", behind=SHOAL, skin=DEEPEST, hair=ASH, style=cropped, dress=jacket_and_tie, coat=(78, 96, 82), glasses=INK, age=3, width=108, jaw=0.92),
    Sitter(handle="oskar", behind=(214, 226, 222), skin=PALE, hair=STRAW, style=swept, dress=rollneck, coat=INK, width=102, jaw=0.84),
    Sitter(handle="thu", behind=(240, 226, 206), skin=OLIVE, hair=BLACK, style=long_hair, dress=high_collar, coat=DEEP, shirt=MARIGOLD, width=104, jaw=0.7, brow=6),
    Sitter(handle="sunita", behind=SHOAL, skin=BROWN, hair=BLACK, style=bun, dress=shawl, coat=MAGENTA, shirt=(40, 96, 108), glasses=(70, 30, 40), age=2, jaw=0.76, lips=(140, 50, 60)),
    Sitter(handle="nadia", behind=BUFF, skin=HONEY, hair=(58, 40, 38), style=bob, dress=jacket, coat=MAGENTA, glasses=INK, age=1, jaw=0.74, lips=(176, 60, 76)),
    Sitter(handle="daniel", behind=(226, 214, 184), skin=DARK, hair=BLACK, style=bare, dress=jacket, coat=DEEP, shirt=BUFF, beard="short", width=108, jaw=0.9, age=1),
    Sitter(handle="miriam", behind=(236, 228, 206), skin=(196, 146, 112), hair=(132, 128, 128), style=curls, dress=blouse, coat=(120, 32, 76), shirt=INK, age=2, jaw=0.78, lips=(150, 56, 70)),
    Sitter(handle="hana", behind=SHOAL, skin=(232, 190, 158), hair=(84, 52, 38), style=tail_of_hair, dress=blouse, coat=GREEN, shirt=PAPER, width=103, jaw=0.72, age=1),
    Sitter(handle="amelie", behind=(240, 222, 206), skin=(126, 82, 58), hair=(34, 26, 28), style=braids, dress=scarf, coat=(52, 66, 78), shirt=MARIGOLD, width=102, jaw=0.7, smile=1.6, lips=(130, 40, 66)),
    Sitter(handle="ruslan", behind=(216, 222, 208), skin=(214, 168, 130), hair=(70, 66, 68), style=receding, dress=jacket_and_tie, coat=INK, beard="moustache", age=3, width=114, jaw=0.96, brow=11, smile=0.4),
    Sitter(handle="ingrid", behind=(232, 214, 204), skin=PALE, hair=SILVER, style=waves, dress=scarf, coat=DEEP, shirt=ROSE, age=3, width=103, jaw=0.76, glasses=MAGENTA, lips=(180, 80, 90)),
    Sitter(handle="elias", behind=(206, 222, 226), skin=(200, 150, 112), hair=(44, 32, 30), style=short_curls, dress=rollneck, coat=(176, 120, 60), beard="short", width=101, jaw=0.8, brow=9),
    Sitter(handle="stephen", behind=(222, 224, 216), skin=(240, 206, 180), hair=CHESTNUT, style=parted, dress=jacket, coat=(124, 132, 138), shirt=(206, 220, 230), age=2, width=106, jaw=0.86, smile=0.9),
]  # fmt: skip


# The mark of the site: icons, and the picture shown where a page has none

MARK_PAPER = (251, 252, 250)
MARK_INK = (20, 36, 45)
MARK_ACCENT = (156, 23, 87)
WATER = (231, 240, 241)
LAND_INK = (169, 190, 192)

# Land as dots, from the north: in each row, the places of the first and last dot of every stretch.
LAND = """
0-1 7-36 38-39 43-46 51-58 78-88 90 92-143 / 2 5-36 41-44 46 51-55 63-66 77-80 82-85 88-143 /
7-35 39 44-46 52-55 75-79 81-143 / 6-33 41-43 54 74-78 81-133 137-140 / 10 18-34 41-44 46 70
75 77-78 82-128 136 / 8 19-36 41-46 70 75 77 80-126 134-136 / 19 21-39 41-49 69 71 76-129
135-136 / 21-48 70-71 74-127 / 22-44 47 49 72-129 / 22-45 50 71-86 88-126 / 23-47 72-76 78-83
86-90 93-126 129 / 22-43 68-72 76-77 79-82 89-90 93-123 128-129 / 23-42 69-72 78-81 83-92
94-123 128 / 23-40 68-71 80-81 83-91 94-118 122 / 24-41 72-76 87-120 123 127-128 / 25-39 69-75
86-119 124-125 / 26-39 69-78 80-82 84 86-120 / 26-33 39 68-90 92-120 / 27-33 67-85 87-91
94-120 / 27 29-32 66-85 87-92 94 99-118 120 / 30-32 40 66-86 88-95 100-117 / 30-32 36 41 65-86
88-94 101-106 109-113 / 32-36 41 66-87 89-94 102-105 110-114 / 35-37 65-87 89-92 102-103
111-114 120 / 37-38 66-88 90 102-104 112-115 121 / 42 44 66-88 91 102-103 111 113-114 / 39-40
42-47 67-92 103-104 112 114 122 / 41-48 67-91 104 112 122 / 42-51 69 76-91 111 113 118-119 /
41-51 76-89 111 113 116-118 / 40-51 76-89 112-113 116-118 120 / 40-53 76-87 112-113 116-118
120 125 127 / 40-57 77-87 114 120 127-130 / 40-57 77-87 114-116 127-130 / 41-57 78-87 122 129
131 / 41-56 77-87 / 42-56 77-88 92 124-126 129 / 42-55 77-87 90-91 122-126 129 / 44-56 77-86
90-91 121-130 143 / 44-55 77-85 90 119-131 / 44-55 78-86 90-91 118-132 / 44-52 78-85 90
117-132 / 44-52 79-85 118-133 / 43-51 79-84 118-132 / 44-51 80-83 119-123 125-133 / 43-50
79-80 118-119 126-132 / 43-49 128-132 / 43-48 129-130 142 / 43-47 / 42-45 130 140 / 43-45
139-140
"""


def icons(out: Path) -> None:
    """The icons for browsers and telephones, and the share picture."""
    out.mkdir(parents=True, exist_ok=True)
    for name, pixels, part in (("icon-192", 192, 0.7), ("icon-512", 512, 0.7), ("apple-touch-icon", 180, 0.72)):
        tile(pixels, part).save(out / f"{name}.png", optimize=True)
    sizes = [tile(pixels, 0.94).convert("RGBA") for pixels in (32, 16)]
    sizes[0].save(out / "favicon.ico", sizes=[(16, 16), (32, 32)], append_images=sizes[1:])
    share_picture().quantize(64, dither=Image.Dither.NONE).save(out / "share.png", optimize=True)


def tile(pixels: int, part: float) -> Image.Image:
    """The mark on a square of paper, filling so much of it."""
    sheet = Sheet(MARK_PAPER, (512, 512))
    side = 512 * part
    mark(sheet, (512 - side) / 2, (512 - side) / 2, side)
    small = sheet.image.resize((pixels, pixels), Image.Resampling.LANCZOS)
    return small.quantize(48, dither=Image.Dither.NONE)


def mark(sheet: Sheet, x: float, y: float, side: float) -> None:
    """A globe that is a speech balloon: circle, meridian, tail, and one place."""
    u = side / 29.6

    def at(a: float, b: float) -> Point:
        return x + (a - 1.1) * u, y + (b - 1.4) * u

    centre = at(16.5, 14.5)
    sheet.shape([at(6.4, 21.6), at(3, 31), at(14, 27.4)], MARK_ACCENT)
    sheet.disc(*centre, 11.3 * u, MARK_PAPER)
    sheet.ring(*centre, 13.55 * u, MARK_INK, 2.3 * u)
    curve = [(16.5, 2.1), (21.9, 7.5), (23.7, 18.9), (16.5, 26.9)]
    meridian = []
    for step in range(201):
        t = step / 200
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        a, b = (sum(w * point[i] for w, point in zip(weights, curve, strict=True)) for i in (0, 1))
        meridian.append(at(a, b))
    for a, b in meridian:
        sheet.disc(a, b, 1.15 * u, MARK_INK)
    sheet.disc(*at(21, 14), 4.1 * u, MARK_ACCENT)


PLACES = [(434, 404), (899, 105), (867, 277), (1143, 188), (864, 144), (632, 16), (495, 412), (719, 250), (1061, 161)]


def share_picture() -> Image.Image:
    """The dotted map, nine places on it, the line of hours, and the mark."""
    sheet = Sheet(WATER, (1200, 630))
    scale, top = 1200 / 1450, 70
    for row, stretches in enumerate(LAND.split("/")):
        for stretch in stretches.split():
            first, _, last = stretch.partition("-")
            for place in range(int(first), int(last or first) + 1):
                x, y = place * 10 + row % 2 * 5 + 5, 2 + row * 9
                sheet.disc(x * scale, top + y * scale, 3.1 * scale, LAND_INK)
    sheet.line([(0, 540), (1200, 540)], MARK_INK, 2)
    for hour in range(25):
        x, half = hour * 1440 / 24 * scale, 12 if hour % 3 == 0 else 6
        sheet.line([(x, 540 - half), (x, 540 + half)], MARK_INK, 2)
    for x, y in PLACES:
        sheet.disc((x + 5) * scale, top + y * scale, 9, MARK_ACCENT)
        sheet.disc((x + 5) * scale, 540, 7, MARK_ACCENT)
    mark(sheet, 60, 276, 190)
    return sheet.finished(grain=0)


# The press


SCENES: list[Callable[[], Sheet]] = [
    harbour, ridges, arches, buoy, seeds, stairs, tram, market, library, lighthouse, bridge, kites, radio, delta,
    savanna, snowfield, garden, observatory, rainroofs, desertroad, nightbus, teahills, archive, windmills, islands,
    canal,
]  # fmt: skip


def main(out: Path, names: list[str]) -> None:
    """Draw the named pictures, or all of them."""
    drawings: dict[str, Callable[[], Sheet]] = {scene.__name__: scene for scene in SCENES}
    for sitter in SITTERS:
        drawings[f"portrait-{sitter.handle}"] = partial(portrait, sitter)
    unknown = [name for name in names if name not in drawings]
    if unknown:
        sys.exit(f"No such picture: {', '.join(unknown)}. There are: {', '.join(drawings)}.")
    out.mkdir(parents=True, exist_ok=True)
    for name in names or drawings:
        packed = pack(drawings[name]().finished())
        (out / f"{name}.webp").write_bytes(packed)
        print(f"{name:24}{len(packed):8} bytes")


def pack(picture: Image.Image) -> bytes:
    """The picture as WebP, as good as its weight allows."""
    for quality in range(62, 49, -4):
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= HEAVIEST:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1:] == ["--icons"]:
        sys.exit("Usage: python tools/draw_pictures.py OUT_DIR [NAME…], or --icons OUT_DIR")
    if sys.argv[1] == "--icons":
        icons(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
