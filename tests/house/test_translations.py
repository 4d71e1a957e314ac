"""Each language of the interface says everything, and says it with the same blanks to fill."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from network.base.language import CATALOGUES
from tools.translations import compiled, template

PATHS = sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po"))
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole_compiled_and_keeps_every_blank(path: Path) -> None:
    tag = path.parts[-3]
    catalogue = read_po(BytesIO(path.read_bytes()), locale=tag.replace("-", "_"))
    wanted = read_po(BytesIO(template()))

    missing = [m.id for m in wanted if m.id and m.id not in catalogue]
    assert not missing, f"run: python tools/translations.py {tag}"
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        assert all(forms), f"{tag} does not say {asked[0]!r}"
        for form in forms:
            assert set(BLANK.findall(form)) <= set(BLANK.findall(asked[-1])), f"{tag}: {form!r}"
        assert len(asked) > 1 or set(BLANK.findall(forms[0])) == set(BLANK.findall(asked[0])), f"{tag}: {forms[0]!r}"
    assert path.with_suffix(".mo").read_bytes() == compiled(path.read_bytes(), tag)
