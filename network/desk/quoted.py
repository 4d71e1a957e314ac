"""Whom a text quotes: its quotations, and the name that stands beside each. A guess, for somebody who knows better."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from network.base.text import excerpt

_LEAST_WORDS = 4
_LEAST_LETTERS = 10  # Of scripts that put no space between words.
_MOST = 50
_BEGINNING = 50
_BLOCKS = frozenset("p li dd dt figcaption td th h2 h3 h4 pre aside".split())
_PAIRS = [tuple(pair) for pair in ("“”", "„“", "„”", "””", "«»", "»«", "‹›", "「」", "『』", '""')]
_MARKED = re.compile("|".join(f"{a}([^{a}{b}]{{1,2000}}?){b}" for a, b in _PAIRS))
_LONGEST_BLOCK = 20_000
_NEAR = 300
# Not after “J.”, “Mr.” or “Mrs.”.
_SENTENCE = re.compile(r"(?<!\b[A-ZÀ-Þ])(?<!\b[A-ZÀ-Þ][a-z])(?<!\bMrs)(?<!\bSra)(?<!\bProf)[.!?…؟]+[\"”»“)]*\s+|[。！？]")
_NAMED_UNSPACED = re.compile(
    r"(\w{2,12}?)(?:对我|對我)?(?:说|說|表示|写道|寫道|指出|告诉|告訴)|(\w{1,12}?(?:さん|氏|大臣|大使|教授))"
)
_WORD = re.compile(r"[^\W\d_](?:['’\-.]?[^\W\d_])*\.?")

_SAYING = frozenset(
    """say says said tell tells told add adds added ask asks asked write writes wrote recall recalls recalled explain explains
    explained reply replies replied note notes noted warn warns warned insist insists insisted remember remembers remembered call
    calls called put puts according
    dice dijo dicen contó cuenta añade añadió agrega agregó explica explicó pregunta preguntó escribe escribió recuerda recordó
    responde respondió afirma afirmó asegura aseguró señala señaló según
    dit disait raconte explique expliquait ajoute demande répond écrit rappelle affirme assure confie selon
    sagt sagte sagten erzählt erzählte erklärt erklärte fragt fragte schreibt schrieb meint meinte ergänzt ergänzte erinnert
    antwortet antwortete laut so
    diz disse conta contou explica explicou acrescenta acrescentou pergunta perguntou escreve escreveu lembra lembrou segundo
    afirmou dice disse racconta raccontò spiega spiegò aggiunge aggiunse chiede chiese scrive scrisse secondo
    nói kể hỏi viết bảo đáp giải thích biết
    сказал сказала говорит рассказал рассказала добавил добавила спросил спросила пишет написал написала объяснил объяснила
    каже сказала розповів розповіла
    dedi söyledi anlattı sordu yazdı ekledi
    قال قالت يقول تقول أضاف أضافت يضيف تضيف ذكر ذكرت أكد أكدت يؤكد تؤكد صرح صرحت أوضح أوضحت يوضح توضح سأل سألت كتب كتبت حكى حكت
    بحسب وفق روى روت أخبرني أخبرتني
    אמר אמרה אומר אומרת הוסיף הוסיפה כתב כתבה סיפר סיפרה שאל שאלה""".split()
)
_TITLES = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady señor señora don doña sr sra monsieur madame mme mlle herr frau senhor senhora
    dona signor signora bà ông cô anh chị bác chú
    السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة""".split()
)
_PARTICLES = frozenset("de del della di da dos das du la le van von der den ten ter bin ibn al el y e zu".split())
_PLACING = frozenset(
    "in at from near to into en desde hacia à au aux dans depuis vers aus nach bei em para ở tại từ в из".split()
)
_ARTICLES = frozenset("the der die das dem den des ein eine einem einen einer el la los las le les".split())
_PRONOUNS = frozenset("me us him them mir uns ihm ihnen nos le les lhe mi ci tôi".split())
_NO_NAMES = frozenset(
    """i we he she they you it the this that these those a an and but or so as if when where who then there here my our his her
    their its one no yes not for on by with of after before
    nobody somebody someone everyone everybody people many some most others all
    el la los las un una y pero él ella yo nosotros su mi cuando como esto eso así
    le les des et mais il elle nous je ils elles mon ma son sa ce cette ces on quand comme
    der die das den dem ein eine einen einem einer und aber oder er sie es wir ich ihr mein meine sein seine dies diese dieser da
    als wenn wie auch hier dort
    o os as um uma e mas ele ela eu nós seu sua meu minha
    và nhưng tôi chúng một khi đó này
    и но он она я мы они это""".split()
)
_LITTLE = _NO_NAMES | _TITLES | _PRONOUNS
_NEVER_FIRST = _NO_NAMES | _TITLES | _SAYING | _PLACING
# After the name, in scripts that have no capitals, the sentence goes on with one of these.
_GOING_ON = frozenset("إن أن إنها إنه بأن في من عن على إلى أمام لنا لي لي، التي الذي وهو وهي إنّ أنّ עם על כי של".split())


@dataclass(frozen=True, slots=True)
class Quotation:
    """The first words of a quotation, and who is named beside it; empty where nobody is."""

    words: str
    name: str


def quotations(html: str) -> list[Quotation]:
    """The quotations of a text, each with the name beside it that is most likely meant."""
    return list(islice(_all(lxml.html.fragment_fromstring(html, create_parent="div")), _MOST)) if html else []


def _all(root: HtmlElement) -> Iterator[Quotation]:
    for block in root.iter():
        if block.tag in _BLOCKS | {"blockquote"} and not _is_quoted(block):
            yield from _whole(block) if block.tag == "blockquote" else _within(block)


def _is_quoted(block: HtmlElement) -> bool:
    """Whether it is part of a quotation already, or of a pull quote, which says again what the text says."""
    return block.tag == "aside" or any(each.tag in ("blockquote", "aside") for each in block.iterancestors())


def _whole(block: HtmlElement) -> Iterator[Quotation]:
    """A quotation of its own: named beneath it, or in the text before and after."""
    lines = [_text(part) for part in block if part.tag in _BLOCKS] or [_text(block)]
    signed = [_text(cite) for cite in block.iter("cite")]
    if len(lines) > 1 and lines[-1][:1] in ("—", "–", "-", "―"):
        signed.append(lines.pop().lstrip("—–-― "))
    words = " ".join(lines)
    for each in signed:
        words = words.removesuffix(each).rstrip("—–-― \n")
    if not _is_long(words):
        return
    for each in signed:
        if name := _name(each, 0) or excerpt(each, _BEGINNING):
            yield Quotation(_beginning(words), name)
            return
    before, after = block.getprevious(), block.getnext()
    told = _SENTENCE.split(_text(before))[-1] if before is not None and before.tag == "p" else ""
    follows = _SENTENCE.split(_text(after))[0] if after is not None and after.tag == "p" else ""
    yield Quotation(_beginning(words), _name(told, len(told)) or _name(follows, 0))


def _within(block: HtmlElement) -> Iterator[Quotation]:
    """Quotations in the middle of a paragraph: `q`, or words in marks."""
    text = _text(block)
    spans = [(m.start(), m.end(), next(filter(None, m.groups()), "")) for m in _MARKED.finditer(text)]
    outside = _MARKED.sub(lambda m: "\x00" * len(m[0]), text)
    last = ""
    for start, end, words in spans:
        if not _is_long(words):
            continue
        first, until = _sentence_around(outside, start, end)
        near = max(0, start - _NEAR)
        name = _name(outside[first:until], start - first) or last or _name(outside[near : end + _NEAR], start - near)
        last = name
        yield Quotation(_beginning(words), name)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the end of the sentence before to the end of the one that follows a quotation, or holds it."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    first = max((at for at in ends if at <= start), default=0)
    return first, min((at for at in ends if at > end), default=len(text))


def _text(element: HtmlElement) -> str:
    """The words of an element; those of a `q` in marks."""
    parts: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts += ["“" if each.tag == "q" else "", each.text or ""]
        else:
            parts += ["”" if each.tag == "q" else "\n" if each.tag in _BLOCKS or each.tag == "br" else ""]
            parts += [each.tail or ""] if each is not element else []
    return " ".join("".join(parts).replace("\x00", "").split())[:_LONGEST_BLOCK]


def _is_long(words: str) -> bool:
    letters = [char for char in words if unicodedata.category(char)[0] in "LM"]
    return sum(any(map(str.isalpha, word)) for word in words.split()) >= _LEAST_WORDS or (
        len(letters) >= _LEAST_LETTERS and any(map(_is_unspaced, letters))
    )


def _is_unspaced(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


def _beginning(words: str) -> str:
    return excerpt(words.strip('“”„«»" ,،;'), _BEGINNING)


def _name(text: str, at: int) -> str:
    """The name in a sentence that stands beside a verb of saying, or else the one nearest to a point of it."""
    words = [(m.start(), m[0]) for m in _WORD.finditer(text)]
    said = {number for number, (_at, word) in enumerate(words) if _folded(word) in _SAYING}
    runs = [run for run in (_after_article(words, each) for each in _runs(text, words)) if run and not _is_placed(words, run)]
    beside = [run for run in runs if _is_beside(words, run, said)]
    if some := beside or [run for run in runs if run[1] - run[0] > 1]:
        return _in_full(text, words, min(some, key=lambda run: abs(words[run[0]][0] - at)))
    unspaced = _NAMED_UNSPACED.search(text)
    return _named_after(words, said) or next(filter(None, unspaced.groups()), "") if unspaced else _named_after(words, said)


def _is_beside(words: Sequence[tuple[int, str]], run: tuple[int, int], said: set[int]) -> bool:
    """“said Mai”, “Mai said”, or with a little word between, as in “said Mr. Mai” and “told me”."""
    first, end = run
    between = first > 0 and _folded(words[first - 1][1]) in _LITTLE
    return first - 1 in said or end in said or (between and first - 2 in said)


def _after_article(words: Sequence[tuple[int, str]], run: tuple[int, int]) -> tuple[int, int] | None:
    """“der Hafenmeister Jan Velde” is Jan Velde; “the Harbour Authority” is nobody."""
    if run[0] > 0 and _folded(words[run[0] - 1][1]) in _ARTICLES:
        return (run[0] + 1, run[1]) if run[1] - run[0] > 2 else None
    return run


def _runs(text: str, words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Words with a capital that stand together, as from and to: a name may hold `de` or `bin`, not a comma."""
    number = 0
    while number < len(words):
        end = number + 1
        if _may_begin(words[number][1]):
            while step := _goes_on(text, words, end):
                end += step
            yield number, end
        number = end


def _goes_on(text: str, words: Sequence[tuple[int, str]], at: int) -> int:
    """How many of the words from here on belong to the name as well: none, one, or particles with the word after them."""
    for step in range(1, 4):
        last = at + step - 1
        if last >= len(words) or not _is_joined(text, words[last - 1], words[last]):
            return 0
        word = words[last][1]
        if _is_capital(word) and _folded(word) not in _NO_NAMES:
            return step
        if _folded(word) not in _PARTICLES:
            return 0
    return 0


def _may_begin(word: str) -> bool:
    folded = _folded(word)
    return _is_capital(word) and folded not in _NEVER_FIRST


def _is_joined(text: str, one: tuple[int, str], other: tuple[int, str]) -> bool:
    return text[one[0] + len(one[1]) : other[0]].strip() == "" and not (one[1].endswith(".") and len(one[1]) > 3)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].istitle()


def _is_placed(words: Sequence[tuple[int, str]], run: tuple[int, int]) -> bool:
    """Whether “in” or “from” stands before it: a place, most likely."""
    return run[0] > 0 and _folded(words[run[0] - 1][1]) in _PLACING


def _in_full(text: str, words: Sequence[tuple[int, str]], run: tuple[int, int]) -> str:
    first, last = words[run[0]], words[run[1] - 1]
    return text[first[0] : last[0] + len(last[1])].rstrip(".") if len(last[1]) > 2 else text[first[0] : last[0] + len(last[1])]


def _named_after(words: Sequence[tuple[int, str]], said: set[int]) -> str:
    """In scripts without capitals: the words that follow a verb of saying, up to where the sentence goes on."""
    for number in sorted(said):
        name: list[str] = []
        for _at, word in words[number + 1 : number + 5]:
            if word in _GOING_ON or _folded(word) in _SAYING or word[0].lower() != word[0].upper():
                break
            name.append(word)
        if name and name[0][0].lower() == name[0][0].upper():
            return " ".join(name)
    return ""


def _folded(word: str) -> str:
    """Without a full stop, and in Arabic without the “and” and the vowel signs that may be written on it."""
    bare = "".join(c for c in word.rstrip(".") if not "\u064b" <= c <= "\u0652").casefold()
    return bare[1:] if bare[:1] == "و" and bare[1:] in _SAYING else bare
