"""Where the pages are, for search engines (sitemaps.org): one document, or in a large network one for each month."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Integer, cast, select
from sqlalchemy.orm import joinedload, load_only

from network.base.database import db
from network.base.web import absolute
from network.bloggers.models import Blogger
from network.feeds.archives import in_month
from network.feeds.texts import exact
from network.feeds.xml import add, document, root
from network.places.gazetteer import countries
from network.places.models import Place
from network.posts import queries as posts
from network.posts.addresses import path_of
from network.posts.models import Post, PostCount
from network.posts.selection import Selection
from network.posts.translations import Translation, around_many

TYPE = "application/xml; charset=utf-8"
MOST = 50_000
"""How many addresses one document may hold; of more, the newest stand in it."""
IN_ONE = 1_000
"""Up to how many posts stand in one document with all pages."""

_PAGES = (
    *("/", "/bloggers/", "/places/", "/tags/", "/archive/", "/best-bits/", "/comments/", "/follow/"),
    *("/about/", "/comment-policy/", "/privacy/", "/accessibility/"),
)

Address = tuple[str, datetime | None, tuple[tuple[str, str], ...]]
"""A path, when what stands there last changed, and the paths of the same in all its languages."""


def whole() -> bytes:
    """The sitemap, or the index of its parts."""
    months = posts.counts("months")
    if sum(number for _month, number in months) <= IN_ONE:
        return _addresses([*_pages(), *_posts(Selection())])
    tree = root("sitemap:sitemapindex", default="sitemap")
    for name in ("pages", *sorted((month for month, _number in months), reverse=True)):
        add(add(tree, "sitemap:sitemap"), "sitemap:loc", absolute(f"/sitemap-{name}.xml"))
    return document(tree)


def of_pages() -> bytes:
    """Every page that is not a post."""
    return _addresses(_pages())


def of_month(first: date) -> bytes | None:
    """The posts of a month; None when it has none."""
    found = list(_posts(in_month(Selection(), first)))
    return _addresses(found) if found else None


def _pages() -> Iterator[Address]:
    for path in _PAGES:
        yield path, None, ()
    light = select(Blogger).options(load_only(Blogger.handle, Blogger.last_post_at)).order_by(Blogger.id)
    for blogger in db.session.scalars(light):
        yield f"/{blogger.handle}/", blogger.last_post_at, ()
        yield f"/{blogger.handle}/about/", None, ()
    for topic in posts.tag_cloud(limit=MOST // 2):
        yield f"/tags/{topic.path}/", None, ()
    used = select(cast(PostCount.member, Integer)).where(PostCount.scope == "places", PostCount.posts > 0)
    for place in db.session.scalars(select(Place).where(Place.id.in_(used)).order_by(Place.slug)):
        yield f"/places/{place.slug}/", None, ()
    for code, _number in posts.counts("countries"):
        if country := countries().get(code.upper()):
            yield f"/places/{country.slug}/", None, ()


def _posts(selection: Selection) -> Iterator[Address]:
    """The posts of a list, each followed by its translations."""
    light = load_only(Post.slug, Post.local_date, Post.published_at, Post.corrected_at, Post.translation_group)
    query = selection.select().options(light, joinedload(Post.blogger).load_only(Blogger.handle)).limit(MOST)
    found = db.session.scalars(query).all()
    together = around_many(found)
    for post in found:
        group = together[post.id].all if post.id in together else []
        spoken = tuple((each.language, path_of(each)) for each in group) if len(group) > 1 else ()
        both: Sequence[Post | Translation] = group or [post]
        for each in both:
            yield path_of(each), max(filter(None, (each.published_at, each.corrected_at)), default=None), spoken


def _addresses(found: Iterable[Address]) -> bytes:
    tree = root("sitemap:urlset", "xhtml", default="sitemap")
    for _number, (path, changed, spoken) in zip(range(MOST), found, strict=False):
        url = add(tree, "sitemap:url")
        add(url, "sitemap:loc", absolute(path))
        if changed:
            add(url, "sitemap:lastmod", exact(changed.replace(microsecond=0)))
        for language, other in spoken:
            add(url, "xhtml:link", rel="alternate", hreflang=language, href=absolute(other))
    return document(tree)
