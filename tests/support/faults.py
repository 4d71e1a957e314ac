"""Faults that no page may have. Every page that a test gets is looked through for all of them."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
from flask import Flask
from html5lib.constants import E
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from network.base import static
from network.base.text import RESERVED
from tests.support.page import Page, Part, words_of

ROOT = "http://localhost"
_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_ADDRESSES = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}


def of(page: Page, app: Flask) -> list[str]:
    """What is wrong with a page, in sentences."""
    return [sentence for look in LOOKS for sentence in look(page, app)]


def _parsing(page: Page, _app: Flask) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parse(page.text)
    lines = page.text.splitlines()
    for (line, column), code, variables in parser.errors[:5]:
        near = lines[line - 1][max(0, column - 60) : column + 20] if line <= len(lines) else ""
        yield f"HTML: {E.get(code, code) % variables} near “{near}”"


def _head(page: Page, _app: Flask) -> Iterator[str]:
    html = page.element
    if not html.get("lang"):
        yield "<html> has no lang"
    if html.get("dir") not in ("ltr", "rtl"):
        yield "<html> has no dir"
    policy = page.header("Content-Security-Policy") or ""
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield "no strict Content-Security-Policy"
    h1s, title = page.all("h1"), page.all("head > title")
    if len(h1s) != 1:
        yield f"{len(h1s)} h1: {[h.words for h in h1s]}"
    if len(title) != 1 or not (title[0].element.text or "").strip():
        yield "no title"
    elif h1s and _plain(h1s[0].words) not in _plain(title[0].element.text):
        yield f"the title “{title[0].element.text.strip()}” lacks the words of the h1 “{h1s[0].words}”"
    if len(page.all("main")) != 1:
        yield "there is not one main"


def _headings(page: Page, _app: Flask) -> Iterator[str]:
    level = 1
    for heading in page.all("h1, h2, h3, h4, h5, h6"):
        now = int(heading.tag[1])
        if now > level + 1:
            yield f"h{level} is followed by h{now} “{heading.words}”"
        if not heading.words:
            yield f"an empty {heading.tag}"
        level = now


def _ids(page: Page, _app: Flask) -> Iterator[str]:
    seen: set[str] = set()
    for part in page.all("[id]"):
        if part["id"] in seen:
            yield f"two parts have the id “{part['id']}”"
        seen.add(part["id"])
    for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers"):
        for part in page.all(f"[{name}]"):
            for wanted in part[name].split():
                if wanted not in seen:
                    yield f"{name}=“{part[name]}” names no part"
    for part in page.all("a[href^='#']"):
        if unquote(part["href"][1:]) not in seen:
            yield f"the link “{part['href']}” leads nowhere on this page"


def _labels(page: Page, _app: Flask) -> Iterator[str]:
    labelled = {label["for"] for label in page.all("label[for]") if label.words}
    for box in page.all("input, select, textarea"):
        if box.get("type") in _UNLABELLED:
            continue
        around = any(words_of(a) for a in box.element.iterancestors("label"))
        if not (box.get("id") in labelled or around or box.get("aria-label") or box.get("aria-labelledby")):
            yield f"<{box.tag} name={box.get('name')}> has no label"
    for button in page.all("button, a[href], summary"):
        pictures = [i.get("alt") or "" for i in button.all("img")]
        if not (button.words or button.get("aria-label") or button.get("aria-labelledby") or "".join(pictures).strip()):
            yield f"<{button.tag} {dict(button.element.attrib)}> says nothing"
    for image in page.all("img"):
        if image.get("alt") is None and not any(around.tag == "template" for around in image.element.iterancestors()):
            yield f"<img src={image.get('src')}> has no alt"


def _inline(page: Page, _app: Flask) -> Iterator[str]:
    for part in page.all("*"):
        for name, value in part.element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"<{part.tag}> has {name}=“{value}”"
            elif name in ("href", "src", "action") and value.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                yield f"<{part.tag}> has {name}=“{value[:60]}”"
    if page.has("style"):
        yield "a style element"
    for script in page.all("script:not([src])"):
        if script.get("type") != "application/ld+json":
            yield "a script in the page"


def _addresses(page: Page, app: Flask) -> Iterator[str]:
    seen: set[str] = set()
    for part in page.all("a[href], link[href], img[src], script[src], source[src], [srcset], form"):
        for address in _named(part):
            target = urljoin(ROOT + page.address, address).partition("#")[0]
            if address.startswith("#"):
                continue
            if target.startswith(("http:", "https:")) and not target.startswith(ROOT + "/"):
                if part.tag not in ("a",) and part.get("rel") not in ("canonical", "license"):
                    yield f"<{part.tag}> reaches out to {target}"
                continue
            method = (part.get("method") or "get").upper() if part.tag == "form" else "GET"
            if target.startswith(ROOT + "/") and (key := method + target) not in seen:
                seen.add(key)
                if trouble := leads_nowhere(app, target.removeprefix(ROOT), method):
                    yield f"<{part.tag}> leads to {address}: {trouble}"
    for button in page.all("button[formaction]"):
        if trouble := leads_nowhere(app, button["formaction"], (button.get("formmethod") or "post").upper()):
            yield f"a button leads to {button['formaction']}: {trouble}"


def _named(part: Part) -> Iterator[str]:
    own = part.get(_ADDRESSES.get(part.tag, "src"))
    if own is not None:
        yield own
    elif part.tag == "form":
        yield ""
    for candidate in filter(None, (part.get("srcset") or "").split(",")):
        yield candidate.split()[0]


def leads_nowhere(app: Flask, address: str, method: str = "GET") -> str:
    """Why an address of this site has no route; empty when it has."""
    path = unquote(urlsplit(address).path)
    if found := re.fullmatch(r"/static/([^/]+)/(.+)", path):
        if found[1] != app.extensions["release"]:
            return "an old release"
        return "" if (static.folder("static") / found[2]).is_file() else "no such file"
    try:
        rule, _values = app.url_map.bind("localhost").match(path, method=method, return_rule=True)
    except RequestRedirect:
        return "it redirects"
    except HTTPException as why:
        return f"{why.code} for {method}"
    first = path.split("/")[1]
    if first in RESERVED and rule.rule.startswith("/<handle>"):
        return f"only “{rule.rule}” takes it"
    return ""


def _plain(text: Any) -> str:
    return " ".join(str(text).replace("\u2068", "").replace("\u2069", "").casefold().split())


LOOKS = (_parsing, _head, _headings, _ids, _labels, _inline, _addresses)
