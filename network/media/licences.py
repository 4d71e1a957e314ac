"""Under what terms a picture may be used: the usual licences, by their names in SPDX, and what is said without one."""

from dataclasses import dataclass

from network.base.language import _

OWN, RESERVED, PUBLIC, OTHER = "own", "reserved", "public", "other"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as the field calls it, and where its text is."""

    name: str
    url: str


LICENCES = {
    "OGL-UK-3.0": Licence(
        "Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    ),
    "CC-BY-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-ND-4.0": Licence("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    "CC-BY-NC-4.0": Licence("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-NC-SA-4.0": Licence("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    "CC-BY-3.0": Licence("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"),
    "CC-BY-SA-3.0": Licence("CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
    "CC-BY-2.0": Licence("CC BY 2.0", "https://creativecommons.org/licenses/by/2.0/"),
    "CC-BY-SA-2.0": Licence("CC BY-SA 2.0", "https://creativecommons.org/licenses/by-sa/2.0/"),
    "CC0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


def choices() -> dict[str, str]:
    """What a form offers, in words."""
    return {
        "": _("Not said"),
        OWN: _("Own work"),
        RESERVED: _("All rights reserved"),
        PUBLIC: _("Public domain"),
        **{key: licence.name for key, licence in LICENCES.items()},
        OTHER: _("Other terms, in words"),
    }
