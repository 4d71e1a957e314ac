"""Small files that programs look for at fixed addresses."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask import current_app, g

from network.base.clock import now
from network.base.freshness import until
from network.base.language import _, interface_languages, ui
from network.base.site import site
from network.base.text import excerpt
from network.base.web import absolute
from network.feeds.xml import add, document, root

OPENSEARCH_TYPE = "application/opensearchdescription+xml; charset=utf-8"
_SHORT, _LONG, _TOLD = 16, 48, 1024
_CLOSED = ("/account/", "/admin/", "/desk/", "/moderation/", "/search/?", "/sign-in/")


def robots() -> str:
    """What programs may read: all that is for readers, but not every list that a search can make of it."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "", f"Sitemap: {absolute('/sitemap.xml')}"]
    return "\n".join(lines) + "\n"


def opensearch() -> bytes:
    """How a browser searches here from its own search box (OpenSearch 1.1)."""
    carried = urlencode({"ui": g.ui_asked}) if g.get("ui_asked") else ""
    tree = root("opensearch:OpenSearchDescription", default="opensearch")
    add(tree, "opensearch:ShortName", excerpt(site().name, _SHORT).rstrip("…"))
    add(tree, "opensearch:LongName", excerpt(site().name, _LONG).rstrip("…"))
    add(tree, "opensearch:Description", excerpt(_("Search %(site)s", site=site().name), _TOLD - 1))
    page, feed = absolute("/search/?q={searchTerms}"), absolute("/search/feed.atom?q={searchTerms}")
    own = absolute("/opensearch.xml") + (f"?{carried}" if carried else "")
    further = f"&{carried}" if carried else ""
    add(tree, "opensearch:Url", type="text/html", template=page + further)
    add(tree, "opensearch:Url", type="application/atom+xml", template=feed + further)
    add(tree, "opensearch:Url", type="application/opensearchdescription+xml", rel="self", template=own)
    add(tree, "opensearch:Image", absolute("/favicon.ico"), width="16", height="16", type="image/x-icon")
    add(tree, "opensearch:Language", ui())
    add(tree, "opensearch:InputEncoding", "UTF-8")
    add(tree, "opensearch:OutputEncoding", "UTF-8")
    return document(tree)


def security() -> str | None:
    """Whom to tell of a hole (RFC 9116); None when the settings name nobody.

    It expires half a year after the month began, so that its bytes stay the same for a month.
    """
    contact = current_app.extensions["settings"].security_contact.strip()
    if not contact:
        return None
    if ":" not in contact:
        contact = f"mailto:{contact}" if "@" in contact else f"https://{contact}"
    month = now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    until((month + timedelta(days=32)).replace(day=1))
    return "".join(
        f"{name}: {text}\n"
        for name, text in (
            ("Contact", contact),
            ("Expires", _exact(month + timedelta(days=183))),
            ("Preferred-Languages", ", ".join(interface_languages())),
            ("Canonical", absolute("/.well-known/security.txt")),
        )
    )


def _exact(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
