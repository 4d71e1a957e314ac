"""The directory of bloggers as OPML 2.0, which reading programs take as a list of feeds to follow."""

from collections.abc import Sequence

from network.base.site import site
from network.base.web import absolute
from network.bloggers.models import Blogger
from network.feeds.xml import add, document, root

TYPE = "text/x-opml; charset=utf-8"


def written(bloggers: Sequence[Blogger]) -> bytes:
    """A list of blogs with their feeds."""
    tree = root("opml", attributes={"version": "2.0"})
    head = add(tree, "head")
    add(head, "title", site().name)
    add(head, "docs", "http://opml.org/spec2.opml")
    body = add(tree, "body")
    for blogger in bloggers:
        page = absolute(f"/{blogger.handle}/")
        told = {"title": blogger.blog_title, "description": blogger.description, "language": blogger.language}
        said = {name: text for name, text in told.items() if text}
        add(body, "outline", type="rss", version="RSS2", text=blogger.name, xmlUrl=f"{page}feed.rss", htmlUrl=page, **said)
    return document(tree)
