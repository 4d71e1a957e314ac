"""A page as a test sees it: words and parts, not markup."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

import html5lib
from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from werkzeug.test import TestResponse

if TYPE_CHECKING:
    from tests.support.site import Site

_NOT_SHOWN = {"script", "style", "template", "head", "noscript"}


class Part:
    """An element of a page. `str()`, or comparing with a string, takes its words."""

    def __init__(self, element: Any) -> None:
        self.element = element

    @property
    def words(self) -> str:
        return words_of(self.element)

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    def one(self, css: str) -> "Part":
        """The one part that this names; AssertionError when there is none, or more."""
        found = self.all(css)
        assert len(found) == 1, f"{len(found)} parts are “{css}”: {[p.words[:60] for p in found]}"
        return found[0]

    def all(self, css: str) -> list["Part"]:
        return [Part(element) for element in _matching(self.element, css)]

    def has(self, css: str) -> bool:
        return bool(self.all(css))

    @property
    def links(self) -> dict[str, str]:
        """Addresses by their words; of several with the same words, the first."""
        found: dict[str, str] = {}
        for part in self.all("a[href]"):
            found.setdefault(part.words, part["href"])
        return found

    def get(self, name: str, default: str | None = None) -> str | None:
        value = self.element.get(name, default)
        return None if value is None else str(value)

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        assert value is not None, f"<{self.tag}> has no {name}"
        return value

    def __contains__(self, words: str) -> bool:
        return words in self.words

    def __str__(self) -> str:
        return self.words

    def __eq__(self, other: object) -> bool:
        return self.words == other if isinstance(other, str) else self is other

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"<{self.tag}: {self.words[:80]}>"


class Page(Part):
    """An answer of the site. What is no HTML has `text` and `bytes` alone."""

    def __init__(self, site: "Site", response: TestResponse, address: str, as_: Any) -> None:
        self.site = site
        self.response = response
        self.status = response.status_code
        self.address = address
        self.as_ = as_
        self.bytes = response.get_data()
        self.is_html = response.mimetype == "text/html" and bool(self.bytes)
        super().__init__(tree_of(self.text) if self.is_html else None)

    @property
    def text(self) -> str:
        """The body, as it was sent."""
        return self.bytes.decode("utf-8")

    @property
    def json(self) -> Any:
        return self.response.get_json(force=True)

    @property
    def title(self) -> str:
        return self.one("head > title").words

    @property
    def location(self) -> str:
        """Where the answer leads: path, query and fragment."""
        target = self.response.headers["Location"]
        return urljoin(self.address, target).removeprefix(self.site.root)

    def header(self, name: str) -> str | None:
        """A header of the answer; None when it has none."""
        return self.response.headers.get(name)

    def follow(self, **options: Any) -> "Page":
        """The page to which this one redirects."""
        assert 300 <= self.status < 400, f"{self.status} does not lead on"
        return self.site.get(self.location.partition("#")[0], **{"as_": self.as_, **options})

    def click(self, words: str, **options: Any) -> "Page":
        """The page behind the link with these words."""
        links = self.links
        assert words in links, f"no link says “{words}”: {sorted(links)}"
        return self.site.get(urljoin(self.address, links[words]).partition("#")[0], **{"as_": self.as_, **options})

    def form(self, which: str = "") -> "Form":
        """A form, by CSS, by the words on one of its buttons, or by the path in its action; the only one when nothing is said."""
        forms = [Form(self, part.element) for part in self.all("form")]
        found = [f for f in forms if f.answers_to(which)]
        assert len(found) == 1, f"{len(found)} of {len(forms)} forms are “{which}”: {[f.action for f in forms]}"
        return found[0]


class Form(Part):
    """A form that is filled in and sent as a browser does it: hidden fields go along, unticked boxes do not."""

    def __init__(self, page: Page, element: Any) -> None:
        super().__init__(element)
        self.page = page
        self.files: dict[str, Any] = {}
        self.values: list[tuple[str, str]] = list(_sent_with(self))

    @property
    def action(self) -> str:
        path = urlsplit(urljoin(self.page.address, self.get("action") or self.page.address))
        return path.path + (f"?{path.query}" if path.query else "")

    def answers_to(self, which: str) -> bool:
        if not which:
            return True
        if which.startswith("/"):
            return self.action.partition("?")[0] == which
        if any(button.words == which for button in self.all("button")):
            return True
        try:
            return self.element in _matching(self.page.element, which)
        except SelectorError:
            return False

    def fill(self, **values: Any) -> "Form":
        """Type into fields. Names are those of the form; True ticks a box, a list chooses several, a tuple is a file."""
        for name, value in values.items():
            boxes = self.all(f"[name='{name}']")
            assert boxes, f"the form has no field {name}: {sorted({b['name'] for b in self.all('[name]')})}"
            self.values = [(n, v) for n, v in self.values if n != name]
            if boxes[0].get("type") == "file":
                self.files[name] = value
            elif value is True:
                self.values.append((name, boxes[0].get("value", "on") or ""))
            elif value is not False and value is not None:
                for each in value if isinstance(value, list) else [value]:
                    _require_choice(boxes, str(each))
                    self.values.append((name, str(each)))
        return self

    def send(self, button: str = "", *, status: int | None = None, **options: Any) -> Page:
        """Press a button, by its words or its value; without any, the first."""
        buttons = [b for b in self.all("button, input[type=submit]") if b.get("type") in (None, "submit")]
        pressed = [b for b in buttons if not button or button in (b.words, b.get("value"))]
        assert pressed or not button, f"no button “{button}”: {[b.words for b in buttons]}"
        data = [*self.values]
        action, method = self.action, (self.get("method") or "get").lower()
        if pressed:
            if pressed[0].get("name"):
                data.append((pressed[0]["name"], pressed[0].get("value") or ""))
            action = pressed[0].get("formaction") or action
            method = (pressed[0].get("formmethod") or method).lower()
        options = {"as_": self.page.as_, **options}
        if method == "get":
            return self.page.site.get(action.partition("?")[0], query=data, status=status or 200, **options)
        fields: dict[str, Any] = {}
        for name, value in data:
            fields.setdefault(name, []).append(value)
        multipart = self.get("enctype") == "multipart/form-data"
        if multipart:
            for box in self.all("input[type=file][name]"):
                fields[box["name"]] = self.files.get(box["name"], (b"", ""))
        return self.page.site.post(action, fields, status=status, multipart=multipart, **options)


def tree_of(text: str) -> Any:
    """The tree that a browser makes of a page."""
    return html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False).getroot()


def words_of(element: Any) -> str:
    """What is read, with white space folded."""
    return " ".join("".join(_pieces(element)).split())


def _matching(element: Any, css: str) -> list[Any]:
    return cast(list[Any], CSSSelector(css, translator="html")(element))


def _pieces(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _NOT_SHOWN:
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
        if element.tag in ("p", "li", "div", "br", "tr", "td", "th", "h1", "h2", "h3", "dt", "dd", "section", "article"):
            yield " "


def _sent_with(form: Form) -> Iterator[tuple[str, str]]:
    for box in form.all("input[name], select[name], textarea[name]"):
        if box.get("disabled") is not None:
            continue
        if box.tag == "select":
            options = box.all("option")
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            for option in chosen:
                yield box["name"], option.get("value") if option.get("value") is not None else option.words  # type: ignore[misc]
        elif box.tag == "textarea":
            yield box["name"], "".join(box.element.itertext())
        elif box.get("type") in ("checkbox", "radio"):
            if box.get("checked") is not None:
                yield box["name"], box.get("value", "on") or ""
        elif box.get("type") not in ("submit", "button", "file", "image", "reset"):
            yield box["name"], box.get("value") or ""


def _require_choice(boxes: list[Part], value: str) -> None:
    """A browser offers no other choice than those in the form."""
    if boxes[0].tag == "select":
        offered = {o.get("value") if o.get("value") is not None else o.words for o in boxes[0].all("option")}
    elif boxes[0].get("type") in ("radio", "checkbox"):
        offered = {b.get("value", "on") for b in boxes}
    else:
        return
    assert value in offered, f"“{value}” is not among the choices {sorted(map(str, offered))}"


__all__ = ["Form", "Page", "Part", "tree_of", "words_of"]
