"""Cut the web fonts of this site out of the complete families.

The families come from npm, where they are already parted by script. What is
left to do: keep only the weights and letters we set type in, join the parts
which readers need together (Latin of Central Europe with Vietnamese; Russian
with Kazakh, Tatar and Mongolian letters), and pack the rest as WOFF2.

To repeat the whole cut, in a folder outside this project:

    npm install @fontsource-variable/literata@5.3.0 \\
                @fontsource-variable/commissioner@5.3.0 \\
                @fontsource-variable/noto-naskh-arabic@5.3.0
    pip install "fonttools[woff]==4.68.0"
    python tools/cut_fonts.py node_modules static/fonts

Every family is under the SIL Open Font License 1.1 and reserves no name; see
static/fonts/LICENSES.md.
"""

import io
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

LITERATA = "literata/files/literata-{part}-wght-normal.woff2"
LITERATA_ITALIC = "literata/files/literata-{part}-wght-italic.woff2"
COMMISSIONER = "commissioner/files/commissioner-{part}-full-normal.woff2"
NASKH = "noto-naskh-arabic/files/noto-naskh-arabic-{part}-wght-normal.woff2"

READING = {"wght": (400, 700)}
ITALIC = {"wght": 400}
PLAIN = {"slnt": 0, "FLAR": 0, "VOLM": 0, "wght": (400, 700)}
ENGRAVED = {"slnt": 0, "FLAR": 100, "VOLM": 100, "wght": 580}

LICENCES = {
    "literata": "OFL-Literata.txt",
    "commissioner": "OFL-Commissioner.txt",
    "noto-naskh-arabic": "OFL-NotoNaskhArabic.txt",
}

FEATURES = ("kern liga calt ccmp locl mark mkmk tnum lnum onum init medi fina isol rlig curs rclt").split()


def letters(spans: str) -> set[int]:
    """The code points of a list such as "20-7e a9", as hexadecimal numbers."""
    found: set[int] = set()
    for span in spans.split():
        first, _, last = span.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


LATIN = letters(
    "20-7e a0-ff 131 152-153 2c6 2da 2dc 2002 2009 200a 2013-2014 2018-201a 201c-201e 2020 2022"
    " 2026 202f 2030 2032-2033 2039-203a 2044 20ac 2116 2122 2190-2193 2212 2215 feff"
)
LATIN_MORE = letters("0 d 20 41 a0 c1 100-36f 1e00-1eff 2000-2bff")
CYRILLIC = letters("20 a0 301 400-45f 490-493 496-497 49a-49b 4a2-4a3 4ae-4b1 4ba-4bb 4d8-4d9 4e8-4e9 2116 20b4")
ARABIC = letters(
    "20-21 28-29 2c-2e 3a a0 ab bb 60c 61b 61f 621-655 660-671 679 67c 67e 681 685-686 688-689"
    " 691 693 695-696 698 69a 6a4 6a9 6ab 6af 6b5 6ba 6bc 6be 6c0-6c3 6c6-6c7 6c9 6cc-6ce 6d0"
    " 6d2-6d5 6f0-6f9 200c-200f 2026"
)


@dataclass(frozen=True)
class Cut:
    """One font file of ours: what it is cut from, and what is kept."""

    name: str
    source: str
    parts: tuple[str, ...]
    axes: dict
    keep: set[int]


LATIN_PART = ("latin",)
LATIN_PARTS = ("latin-ext", "vietnamese")
CYRILLIC_PARTS = ("cyrillic", "cyrillic-ext")

CUTS = [
    Cut("text", LITERATA, LATIN_PART, READING, LATIN),
    Cut("text-ext", LITERATA, LATIN_PARTS, READING, LATIN_MORE),
    Cut("text-cyrillic", LITERATA, CYRILLIC_PARTS, READING, CYRILLIC),
    Cut("text-italic", LITERATA_ITALIC, LATIN_PART, ITALIC, LATIN),
    Cut("text-italic-ext", LITERATA_ITALIC, LATIN_PARTS, ITALIC, LATIN_MORE),
    Cut("ui", COMMISSIONER, LATIN_PART, PLAIN, LATIN),
    Cut("ui-ext", COMMISSIONER, LATIN_PARTS, PLAIN, LATIN_MORE),
    Cut("ui-cyrillic", COMMISSIONER, CYRILLIC_PARTS, PLAIN, CYRILLIC),
    Cut("head", COMMISSIONER, LATIN_PART, ENGRAVED, LATIN),
    Cut("head-ext", COMMISSIONER, LATIN_PARTS, ENGRAVED, LATIN_MORE),
    Cut("head-cyrillic", COMMISSIONER, CYRILLIC_PARTS, ENGRAVED, CYRILLIC),
    Cut("arabic", NASKH, ("arabic",), READING, ARABIC),
]


def main(node_modules: Path, out: Path) -> None:
    """Cut every file, lay the licences beside them, and say what came of it."""
    packages = node_modules / "@fontsource-variable"
    out.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        path = out / f"{cut.name}.woff2"
        font = carve(cut, packages)
        font.save(path)
        print(f"{path.name:24}{path.stat().st_size:8} bytes{len(font.getBestCmap()):6} letters")
    for package, licence in LICENCES.items():
        shutil.copyfile(packages / package / "LICENSE", out / licence)


def carve(cut: Cut, packages: Path) -> TTFont:
    """One font: the wanted weights of all its parts, joined, with the wanted letters."""
    font, *others = (at_weights(packages / cut.source.format(part=part), cut.axes) for part in cut.parts)
    for other in others:
        join(font, other, cut.keep)
    return only(font, cut.keep)


def at_weights(path: Path, axes: dict) -> TTFont:
    """The font with its axes held at, or limited to, the given places."""
    font = instancer.instantiateVariableFont(TTFont(path, recalcTimestamp=False), axes)
    for table in ("vhea", "vmtx", "VVAR", "DSIG"):  # we never set type downwards
        if table in font:
            del font[table]
    return through_memory(font)


def through_memory(font: TTFont) -> TTFont:
    """The same font as if read from a file, so that all its tables agree."""
    font.flavor = None
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer, recalcTimestamp=False)


def join(font: TTFont, other: TTFont, keep: Iterable[int]) -> None:
    """Add the letters which only the other part has.

    Both parts come from one family, so a glyph name means the same drawing in
    each. Kerning is not joined: these letters mostly stand beside letters from
    yet another file, and browsers do not kern across files.
    """
    font.ensureDecompiled()
    missing = {
        letter: name for letter, name in other.getBestCmap().items() if letter in keep and letter not in font.getBestCmap()
    }
    for name in with_components(other, missing.values()):
        if name not in font["glyf"].glyphs:
            copy_glyph(font, other, name)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(missing)
    if "HVAR" in font:
        del font["HVAR"]
        add_HVAR(font)


def with_components(font: TTFont, names: Iterable[str]) -> list[str]:
    """The named glyphs, each after the glyphs it is built from."""
    found: dict[str, None] = {}
    for name in names:
        glyph = font["glyf"][name]
        if glyph.isComposite():
            found.update(dict.fromkeys(with_components(font, glyph.getComponentNames(None))))
        found[name] = None
    return list(found)


def copy_glyph(font: TTFont, other: TTFont, name: str) -> None:
    """Take one drawing over, with its width and what it does between the weights."""
    font["glyf"][name] = other["glyf"][name]
    font["hmtx"][name] = other["hmtx"][name]
    if "gvar" in font:
        font["gvar"].variations[name] = other["gvar"].variations.get(name, [])


def only(font: TTFont, keep: set[int]) -> TTFont:
    """The font with nothing but the given letters and the features we use."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    font = through_memory(font)
    subsetter.populate(unicodes=[letter for letter in font.getBestCmap() if letter in keep])
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: python tools/cut_fonts.py NODE_MODULES OUT_FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
