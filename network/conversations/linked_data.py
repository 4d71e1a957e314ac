"""What programs read of a post in a page (schema.org): what it is, in which language, and of what it is a translation."""

from typing import Any

from network.base.web import absolute
from network.posts.addresses import path_of
from network.posts.models import Post
from network.posts.translations import Around, Translation


def linked_data(post: Post, around: Around) -> dict[str, Any]:
    """A post as JSON-LD."""
    url = absolute(path_of(post))
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": post.title,
        "inLanguage": post.language,
        "datePublished": post.published_local.isoformat() if post.clock_known else str(post.local_date),
        "author": [{"@type": "Person", "name": author.name} for author in post.authors],
    }
    if post.corrected_at:
        said["dateModified"] = post.corrected_at.isoformat(timespec="seconds")
    if around.original:
        said["translationOfWork"] = _named(around.original)
    elif around.others and not post.is_translation:
        said["workTranslation"] = [_named(other) for other in around.others]
    return said


def _named(other: Translation) -> dict[str, str]:
    return {"@type": "BlogPosting", "@id": absolute(path_of(other)), "inLanguage": other.language}
