"""A post as programs read it within its page: schema.org’s BlogPosting, in JSON-LD."""

from typing import Any

from network.base.site import site
from network.base.web import absolute
from network.media.licences import LICENCES
from network.media.models import Picture
from network.posts.addresses import path_of
from network.posts.models import Post, PostAuthor
from network.posts.translations import Around, Translation


def posting(post: Post, around: Around) -> dict[str, Any]:
    """What search engines show of it, with each author in the words of the day, and of what it is a translation."""
    url = absolute(path_of(post))
    said = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "headline": post.title,
        "description": post.excerpt,
        "url": url,
        "inLanguage": post.language,
        "datePublished": _when(post),
        "dateModified": post.corrected_at.isoformat(timespec="seconds") if post.corrected_at else "",
        "author": [_person(author) for author in post.authors],
        "translator": [_person(translator) for translator in post.translators],
        "image": _image(post.top_image, post.top_image_alt) if post.top_image else None,
        "publisher": {"@type": "Organization", "name": site().name, "url": absolute("/")},
        "translationOfWork": _beside(around.original) if around.original else None,
        "workTranslation": [] if post.is_translation else [_beside(other) for other in around.others],
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


def _image(picture: Picture, alt: str) -> dict[str, Any]:
    licence = LICENCES.get(picture.licence)
    said = {
        "@type": "ImageObject",
        "contentUrl": absolute(picture.source(1280)),
        "width": picture.width,
        "height": picture.height,
        "caption": alt,
        "creditText": picture.credit,
        "license": licence.url if licence else "",
    }
    return {name: value for name, value in said.items() if value}


def _beside(other: Translation) -> dict[str, str]:
    return {"@type": "BlogPosting", "@id": absolute(path_of(other)), "inLanguage": other.language}


def _when(post: Post) -> str:
    at = post.published_local
    return at.isoformat(timespec="seconds") if post.clock_known else at.date().isoformat()
