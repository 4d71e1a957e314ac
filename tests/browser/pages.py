"""Every kind of page that there is: who looks at it, and where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.browser.served import Network

_POST = """select b.handle, p.local_date, p.slug, p.id from posts p join bloggers b on b.id = p.blogger_id
           where p.published_at is not null and """


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of page, seen as somebody with a role (empty: a visitor)."""

    name: str
    where: Callable[[Network], str]
    role: str = ""
    status: int = 200


def post(network: Network, which: str, *values: Any) -> str:
    """The address of the newest post of which this is true."""
    handle, day, slug, _number = network.rows(f"{_POST}{which} order by p.published_at desc limit 1", *values)[0]
    year, month, _day = day.split("-")
    return f"/{handle}/{year}/{month}/{quote(slug)}/"


def talked_of(network: Network) -> str:
    """The post with most comments."""
    most = "p.withdrawn_at is null and p.comments_count = (select max(comments_count) from posts where withdrawn_at is null)"
    return post(network, most)


def arabic(network: Network) -> str:
    return post(network, "p.language = 'ar' and p.withdrawn_at is null and p.comments_count > 0")


def corrected(network: Network) -> str:
    return post(network, "p.corrected_at is not null and p.withdrawn_at is null")


def withdrawn(network: Network) -> str:
    return post(network, "p.withdrawn_at is not null")


def own(network: Network) -> str:
    """The sheet of a post by the author of the demonstration."""
    found = network.rows(f"{_POST}b.handle = 'tomasz' and p.top_image_id is not null order by p.published_at desc")
    return f"/desk/posts/{found[0][3]}/"


def of(table: str, path: str, which: str = "1 = 1") -> Callable[[Network], str]:
    """The address of the first row of a table."""
    return lambda network: path.format(network.rows(f"select min(id) from {table} where {which}")[0][0])


def _at(path: str) -> Callable[[Network], str]:
    return lambda _network: path


def _kind(name: str, where: str | Callable[[Network], str], role: str = "", status: int = 200) -> Kind:
    return Kind(name=name, where=_at(where) if isinstance(where, str) else where, role=role, status=status)


READING = (
    _kind("front", "/"),
    _kind("blog", "/tomasz/"),
    _kind("blog-ar", "/rania/"),
    _kind("post", talked_of),
    _kind("post-ar", arabic),
    _kind("withdrawn", withdrawn, status=410),
    _kind("history", lambda network: corrected(network) + "history/"),
    _kind("tag", "/tags/archives/"),
    _kind("tags", "/tags/"),
    _kind("blog-tags", "/tomasz/tags/"),
    _kind("place", "/places/vietnam/"),
    _kind("places", "/places/"),
    _kind("bloggers", "/bloggers/"),
    _kind("blogger-about", "/tomasz/about/"),
    _kind("best-bits", "/best-bits/"),
    _kind("archive", "/archive/"),
    _kind("blog-archive", "/tomasz/archive/"),
    _kind("month", lambda network: "/archive/{}/{}/".format(*talked_of(network).split("/")[2:4])),
    _kind("search", "/search/"),
    _kind("search-results", "/search/?q=harbour"),
    _kind("search-empty", "/search/?q=xyzzyplugh"),
    _kind("search-wrong", "/search/?q=tea&from=2026-13-45", status=400),
    _kind("comments", "/comments/"),
    _kind("blog-comments", "/tomasz/comments/"),
    _kind("follow", "/follow/"),
    _kind("blog-follow", "/tomasz/follow/"),
    _kind("about", "/about/"),
    _kind("comment-policy", "/comment-policy/"),
    _kind("missing", "/nobody/was/here/", status=404),
    _kind("sign-in", "/sign-in/"),
)

ROOMS = (
    _kind("account", "/account/", "author"),
    _kind("desk", "/desk/", "author"),
    _kind("desk-all", "/desk/?of=all", "editor"),
    _kind("editor-new", "/desk/posts/new/", "author"),
    _kind("editor", own, "author"),
    _kind("profile", "/desk/profile/", "author"),
    _kind("moderation", "/moderation/", "editor"),
    _kind("moderation-refused", "/moderation/?state=refused", "editor"),
    _kind("case", of("comments", "/moderation/{}/", "state = 'waiting'"), "editor"),
    _kind("admin", "/admin/", "administrator"),
    _kind("admin-accounts", "/admin/accounts/", "administrator"),
    _kind("admin-account", of("accounts", "/admin/accounts/{}/"), "administrator"),
    _kind("admin-bloggers", "/admin/bloggers/", "administrator"),
    _kind("admin-blogger", of("bloggers", "/admin/bloggers/{}/"), "administrator"),
    _kind("admin-appointment", lambda n: "/admin/bloggers/{1}/appointments/{0}/".format(*n.rows("select id, blogger_id from appointments")[0]), "administrator"),
    _kind("admin-tags", "/admin/tags/", "administrator"),
    _kind("admin-tag", of("tags", "/admin/tags/{}/"), "administrator"),
    _kind("admin-pages", "/admin/pages/", "administrator"),
    _kind("admin-page", "/admin/pages/about/", "administrator"),
    _kind("admin-settings", "/admin/settings/", "administrator"),
    _kind("admin-audit", "/admin/audit/", "administrator"),
)

EVERY = READING + ROOMS
NAMED = {kind.name: kind for kind in EVERY}
