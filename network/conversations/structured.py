"""A post as programs read it within its page: schema.org’s BlogPosting, in JSON-LD."""

from typing import Any

from network.base.site import site
from network.base.web import absolute
from network.posts.addresses import path_of
from network.posts.models import Post, PostAuthor


def posting(post: Post) -> dict[str, Any]:
    """What search engines show of it, with each author in the words of the day."""
    said = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "description": post.excerpt,
        "url": absolute(path_of(post)),
        "inLanguage": post.language,
        "datePublished": _when(post),
        "dateModified": post.corrected_at.isoformat(timespec="seconds") if post.corrected_at else "",
        "author": [_person(author) for author in post.authors],
        "translator": [_person(translator) for translator in post.translators],
        "image": absolute(post.top_image.source(1280)) if post.top_image else "",
        "publisher": {"@type": "Organization", "name": site().name, "url": absolute("/")},
    }
    return {name: value for name, value in said.items() if value}


def _person(credit: PostAuthor) -> dict[str, Any]:
    said = {
        "@type": "Person",
        "name": credit.name,
        "jobTitle": credit.role,
        "worksFor": {"@type": "Organization", "name": credit.organisation} if credit.organisation else None,
        "workLocation": {"@type": "Place", "name": credit.place_name} if credit.place_name else None,
        "url": absolute(f"/{credit.blogger.handle}/") if credit.blogger else "",
    }
    return {name: value for name, value in said.items() if value}


def _when(post: Post) -> str:
    at = post.published_local
    return at.isoformat(timespec="seconds") if post.clock_known else at.date().isoformat()
