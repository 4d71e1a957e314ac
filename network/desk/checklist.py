"""What a text needs before readers see it, and what would do it good: worked out from the text itself."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global

from network.base.html import plain, undescribed
from network.base.language import _, canonical, day, name_of, ngettext, ui
from network.clearance.queries import Standing
from network.desk.forms import PostForm
from network.desk.links import Tried
from network.desk.queries import Around
from network.desk.quoted import quotations

LONG = 2500
_MOST = 10
_FEW_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text that a point speaks of, and what there is to say of them."""

    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the list. Without a must nothing is published; a should is advice."""

    words: str
    is_done: bool
    is_must: bool = False
    passages: Sequence[Passage] = ()


def checks(
    form: PostForm,
    around: Around,
    html: str,
    *,
    consents: Sequence[tuple[str, str]] = (),
    standing: Standing | None = None,
    tried: Tried | None = None,
) -> list[Check]:
    """All points, those that must be first. `tried` is what is known of the links."""
    text = plain(html)
    found = [
        Check(_("It has a title"), bool(form.title.data), is_must=True),
        Check(_("It has a text"), bool(text), is_must=True),
    ]
    if "<img" in html:
        found.append(Check(_("Every picture in the text is described"), not undescribed(html), is_must=True))
    if form.kept.has_picture or form.picked.data:
        found.append(Check(_("The top image has a description"), bool(form.top_image_alt.data), is_must=True))
    found += [Check(_("%(name)s agreed to sign it", name=name), given == "agreed", is_must=True) for name, given in consents]
    if standing and (standing.is_required or standing.reviews):
        found += _cleared(standing)
    elif standing is None and form.kept.blogger.clearance:
        found.append(Check(_("Not cleared yet: save it, and send it for review"), is_done=False, is_must=True))
    found += [
        _signed(around),
        _spoken(text, form.language.data or ""),
        Check(_("It has a standfirst"), bool(form.standfirst.data)),
        Check(_("It has topics"), bool(form.tags.data)),
    ]
    words = len(text.split())
    if words > LONG:
        found.append(Check(ngettext("It is long: %(num)d word", "It is long: %(num)d words", words), is_done=False))
    return found + _led(tried) + _quoted(html)


def _led(tried: Tried | None) -> list[Check]:
    """Where the links lead: told of what is known, as others may answer later or again."""
    if tried is None:
        return []
    found = []
    if tried.silent:
        passages = [Passage(link.words, _why(answer)) for link, answer in tried.silent[:_MOST]]
        words = ngettext("%(num)d link leads nowhere", "%(num)d links lead nowhere", len(tried.silent))
        found.append(Check(words, is_done=False, passages=passages))
    if tried.unknown:
        found.append(
            Check(ngettext("%(num)d link is being tried", "%(num)d links are being tried", tried.unknown), is_done=False)
        )
    if tried.unreached:
        found.append(Check(_("Links could not be tried: the network does not get through to other servers"), is_done=False))
    if not found and tried.number:
        found.append(Check(ngettext("%(num)d link answers", "%(num)d links answer", tried.number), is_done=True))
    return found


def _cleared(standing: Standing) -> list[Check]:
    """Whether those who were asked approved the text as it is saved now."""

    def point(words: str, is_done: bool = False) -> Check:
        return Check(words, is_done=is_done, is_must=standing.is_required)

    approval = standing.cleared
    if approval and approval.answered_at:
        on = day(approval.answered_at.date(), ui())
        return [point(_("Cleared by %(name)s on %(day)s", name=approval.name, day=on), is_done=True)]
    found = []
    if (former := standing.last_approval) and former.text != standing.text:
        found.append(point(_("Changed since it was cleared: send it again")))
    if standing.open:
        names = ", ".join(review.name for review in standing.open)
        found.append(point(_("With %(names)s, to be cleared", names=names)))
    elif (last := standing.sent_back) and last.text == standing.text:
        found.append(point(_("%(name)s sent it back", name=last.name)))
    return found or [point(_("Not cleared yet: send it for review"))]


def _why(answer: str) -> str:
    """Why a link leads nowhere, in words; a status as it is."""
    words = {
        "missing": _("no post is there"),
        "withdrawn": _("that post was withdrawn"),
        "private": _("not an address that readers can reach"),
        "name": _("no server has that name"),
        "time": _("no answer within five seconds"),
        "certificate": _("its certificate is not good"),
        "circle": _("it redirects without end"),
        "unreached": _("no way there"),
    }
    return answer if answer.isdecimal() else words.get(answer, _("no answer"))


def _quoted(html: str) -> list[Check]:
    """Who is quoted by name, and which quotations stand without one."""
    found = quotations(html)
    names = list(dict.fromkeys(each.name for each in found if each.name))
    named = [Passage(f"{each.name}: “{each.words}”") for each in found if each.name]
    nameless = [Passage(f"“{each.words}”") for each in found if not each.name]
    points = []
    if named:
        points.append(Check(_whom(names), is_done=False, passages=named[:_MOST]))
    if nameless:
        words = ngettext("%(num)d quotation without a name", "%(num)d quotations without a name", len(nameless))
        points.append(Check(words, is_done=False, passages=nameless[:_MOST]))
    return points


def _whom(names: Sequence[str]) -> str:
    """The question to ask oneself of those who are quoted."""
    if len(names) == 1:
        return _("You quote %(name)s. Is the name right, and does this person know?", name=names[0])
    return ngettext(
        "You quote %(name)s and %(num)d other. Is each name right, and does each know?",
        "You quote %(name)s and %(num)d others. Is each name right, and does each know?",
        len(names) - 1,
        name=names[0],
    )


def _signed(around: Around) -> Check:
    """Under which appointment it comes out; a day on which there was none is no mistake, but seldom meant."""
    held = around.appointment
    if held is None:
        return Check(_("There is no appointment on that day: it is signed with the name alone"), is_done=False)
    return Check(_("Signed as %(role)s, %(place)s", role=held.role, place=around.place), is_done=True)


def _spoken(text: str, tag: str) -> Check:
    """Whether the letters are those of the language that was chosen."""
    try:
        name, expected = name_of(canonical(tag), ui()), _scripts_of(tag)
    except ValueError:
        return Check(_("It says in which language it is"), is_done=False, is_must=True)
    letters = Counter(script for char in text[:5000] if (script := _script(char)))
    others = sum(number for script, number in letters.items() if script not in expected)
    if expected and letters.total() >= _FEW_LETTERS and others > letters.total() / 2:
        return Check(_("It is said to be in %(language)s, but its letters are not", language=name), is_done=False)
    return Check(_("It is in %(language)s", language=name), is_done=True)


@lru_cache(maxsize=128)
def _scripts_of(tag: str) -> frozenset[str]:
    """How Unicode calls the letters of a language (CLDR's likely script); empty where that is not known here."""
    parts = tag.replace("-", "_").split("_")
    likely = str(get_global("likely_subtags").get("_".join(parts[:2])) or get_global("likely_subtags").get(parts[0]) or "")
    script = next((part for part in [*parts[1:], *likely.split("_")] if len(part) == 4), "")
    return frozenset(_LETTERS.get(script, "").split())


_LETTERS = {
    "Latn": "LATIN",
    "Arab": "ARABIC",
    "Cyrl": "CYRILLIC",
    "Grek": "GREEK",
    "Hebr": "HEBREW",
    "Deva": "DEVANAGARI",
    "Beng": "BENGALI",
    "Ethi": "ETHIOPIC",
    "Armn": "ARMENIAN",
    "Geor": "GEORGIAN",
    "Thai": "THAI",
    "Taml": "TAMIL",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Mymr": "MYANMAR",
    "Sinh": "SINHALA",
    "Hans": "CJK",
    "Hant": "CJK",
    "Jpan": "CJK HIRAGANA KATAKANA",
    "Kore": "HANGUL CJK",
}


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of a letter's Unicode name, which is that of its script; empty for what is no letter."""
    return unicodedata.name(char, "").split(" ")[0] if unicodedata.category(char)[0] == "L" else ""
