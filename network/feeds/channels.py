"""A feed from what it is of: its words, its relatives, and its entries."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from flask import g

from network.base.freshness import shows, until
from network.base.language import _, ui
from network.base.site import site
from network.base.web import absolute
from network.feeds import archives, queries
from network.feeds.addresses import CommentsFeed, Feed, PostsFeed, address
from network.feeds.contents import of_comment, of_post
from network.feeds.entries import Channel
from network.media import queries as media
from network.media.credits import NAMED
from network.posts import translations
from network.posts.models import Post
from network.posts.selection import Selection, keys_of

NEWEST = 20
IN_A_MONTH = 100
"""How many posts one document of a month holds; of a fuller month, the rest follows in further ones."""


def of(feed: Feed) -> Channel:
    """The feed that stands at an address."""
    return _of_posts(feed) if isinstance(feed, PostsFeed) else _of_comments(feed)


def _of_posts(feed: PostsFeed) -> Channel:
    """A Selection's newest posts, or all posts of a month."""
    selection, month = feed.selection, archives.month_of(feed.selection)
    shown = queries.shown(selection, IN_A_MONTH if month else NEWEST, feed.before)
    beside = translations.around_many(shown.posts)
    shows(*selection.keys, *keys_of(shown.posts), *_signing(shown.posts))
    if month and not archives.is_over(month):
        until(archives.over_at(month))
    pictures = media.all_named(name for post in shown.posts for name in NAMED.findall(post.html))
    return Channel(
        title=_title(selection),
        about=_about(selection),
        author=selection.blogger.name if selection.blogger else site().name,
        language=selection.language or (selection.blogger.language if selection.blogger else ui()),
        name=absolute(archives.without_period(selection).url() if month else selection.url()),
        page=absolute(selection.url(ui=g.get("ui_asked"))),
        icon=absolute("/favicon.ico"),
        topics=absolute("/tags/"),
        links={"self": absolute(address(feed))} | _relatives(feed, shown),
        entries=tuple(of_post(post, shown.tags[post.id], beside.get(post.id), pictures) for post in shown.posts),
        is_archive=month is not None and archives.is_over(month),
        changed=shown.changed,
    )


def _relatives(feed: PostsFeed, shown: queries.Shown) -> dict[str, str]:
    """Where older posts are. A list within a period of its own is paged, so that the way does not lead out of it."""
    selection, month = feed.selection, archives.month_of(feed.selection)
    rest = absolute(address(feed, before=str(shown.next))) if shown.next else ""
    if month:
        earlier = None if rest else archives.archive_before(selection, month)
        before = {"prev-archive": rest or _document(feed, earlier)} if rest or earlier else {}
        return {"current": _document(feed, archives.without_period(selection))} | before
    if not shown.next:
        return {}
    if selection.since or selection.until or feed.before:
        return {"next": rest}
    return {"prev-archive": _document(feed, archives.first_archive(selection, shown.posts[-1], shown.next.at))}


def _document(feed: PostsFeed, selection: Selection | None) -> str:
    """The address of the same door of another Selection."""
    return absolute(address(replace(feed, selection=selection, before=""))) if selection else ""


def _of_comments(feed: CommentsFeed) -> Channel:
    """The newest comments of the network, of a blog or of a post; older ones follow page by page."""
    post, blogger = feed.post, feed.blogger
    key = f"post-{post.id}" if post else f"comments-{blogger.id}" if blogger else "comments"
    together = translations.ids_with(post) if post else []
    of_blog = blogger.id if blogger else None
    shown = queries.shown_comments(NEWEST, blogger_id=of_blog, post_ids=together, key=key, before=feed.before)
    posts = [said.comment.post for said in shown.said]
    shows(
        key,
        *(f"post-{n}" for n in together),
        *keys_of(posts),
        *_bloggers(posts),
        *({f"blogger-{post.blogger_id}"} if post else set()),
    )
    if post:
        title = _("Comments on “%(title)s”", title=post.title)
    else:
        title = _("Comments on the blog of %(name)s", name=blogger.name) if blogger else _("Recent comments")
    links = {"self": absolute(address(feed))}
    if shown.next:
        links["next"] = absolute(address(feed, before=str(shown.next)))
    return Channel(
        title=_of_site(title),
        about=_("What readers say, the newest first."),
        author=site().name,
        language=post.language if post else blogger.language if blogger else ui(),
        page=absolute(feed.page + (f"?{urlencode({'ui': g.ui_asked})}" if g.get("ui_asked") else "")),
        name=absolute(feed.path.rpartition("/")[0] + "/"),
        icon=absolute("/favicon.ico"),
        topics=absolute("/tags/"),
        links=links,
        entries=tuple(of_comment(said) for said in shown.said),
        changed=shown.changed,
    )


def _bloggers(posts: Sequence[Post]) -> set[str]:
    """Keys of those whose handle stands in an address."""
    return {f"blogger-{post.blogger_id}" for post in posts}


def _signing(posts: Sequence[Post]) -> set[str]:
    """The same of all who are named in a byline."""
    return {f"blogger-{credit.blogger_id}" for post in posts for credit in post.credits if credit.blogger_id}


def _title(selection: Selection) -> str:
    if selection.is_all:
        return site().name
    if selection.blogger and _is_blog(selection):
        return _of_site(selection.blogger.blog_title or selection.blogger.name)
    return _of_site(selection.words)


def _about(selection: Selection) -> str:
    own = selection.blogger.description if selection.blogger and _is_blog(selection) else ""
    return own or (selection.is_all and site().about) or selection.words


def _is_blog(selection: Selection) -> bool:
    return selection == Selection(blogger=selection.blogger)


def _of_site(words: str) -> str:
    return f"{words} · {site().name}"
