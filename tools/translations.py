"""Collect the words of the interface, bring each language's catalogue up to date, and compile it.

    python tools/translations.py            # all languages
    python tools/translations.py pl         # begin a new one

What is new stands untranslated in `network/translations/<tag>/LC_MESSAGES/messages.po`; a test wants every word of it.
"""

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "network" / "translations"
KEYWORDS = ("_", "Needed:1", "Refused:1", "TextField:1", "LineField:1", "EmailField:1", "PasswordField:1", "BooleanField:1")
KEYWORDS += ("SelectField:1", "FileField:1", "RadioField:1", "StringField:1", "DateField:1")
KEYWORDS += ("EmailBox:1", "HandlesField:1", "PlaceField:1", "DayField:1", "LanguageField:1", "WriterField:1", "CannotSign:1")


def template() -> bytes:
    """All messages of the code and the templates, as a PO template without places, which would change with every line."""
    with NamedTemporaryFile(suffix=".pot") as made:
        keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
        options = [
            "-q",
            "extract",
            "-F",
            "babel.cfg",
            "--no-location",
            "--omit-header",
            "--sort-output",
            *keywords,
            "-o",
            made.name,
        ]
        subprocess.run([Path(sys.executable).parent / "pybabel", *options, "."], cwd=ROOT, check=True)
        return Path(made.name).read_bytes()


def compiled(po: bytes, tag: str) -> bytes:
    """A catalogue as the application reads it: the same words are the same bytes, so it bears no date."""
    packed, catalogue = io.BytesIO(), read_po(io.BytesIO(po), locale=tag.replace("-", "_"))
    catalogue.creation_date = catalogue.revision_date = datetime(1970, 1, 1, tzinfo=UTC)
    write_mo(packed, catalogue)
    return packed.getvalue()


def main() -> None:
    messages = template()
    tags = sys.argv[1:] or sorted(p.parts[-3] for p in CATALOGUES.glob("*/LC_MESSAGES/messages.po"))
    for tag in tags:
        path = CATALOGUES / tag / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        locale = tag.replace("-", "_")
        catalogue = read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=locale)
        catalogue.update(read_po(io.BytesIO(messages), locale=locale), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        catalogue.project, catalogue.version = "Global Conversations", "1"
        catalogue.header_comment = f"# The interface of Global Conversations in {catalogue.locale.get_display_name('en')}."
        catalogue.last_translator, catalogue.msgid_bugs_address, catalogue.language_team = (
            "the project",
            "the project",
            "the project",
        )
        out = io.BytesIO()
        write_po(out, catalogue, width=120, sort_output=True, omit_header=False, include_previous=False)
        path.write_bytes(
            b"\n".join(line for line in out.getvalue().split(b"\n") if not line.startswith((b'"POT-Creation', b'"PO-Revision')))
        )
        path.with_suffix(".mo").write_bytes(compiled(path.read_bytes(), tag))
        missing = sum(1 for m in catalogue if m.id and not m.string or isinstance(m.string, tuple) and not all(m.string))
        print(f"{tag}: {len(catalogue)} messages, {missing} to translate")


if __name__ == "__main__":
    main()
