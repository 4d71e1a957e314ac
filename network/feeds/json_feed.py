"""JSON Feed 1.1. What it has no word for stands under names of our own, which begin with an underscore, as it asks."""

import json
from typing import Any

from network.feeds.entries import Channel, Entry, Writer
from network.feeds.texts import exact, legal

TYPE = "application/feed+json"


def written(channel: Channel) -> bytes:
    """A feed as JSON."""
    further = channel.links.get("prev-archive") or channel.links.get("next")
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.links["self"],
        "description": channel.about,
        **({"next_url": further} if further else {}),
        "favicon": channel.icon,
        "language": channel.language,
        "items": [_item(entry) for entry in channel.entries],
    }
    return legal(json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _item(entry: Entry) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": exact(entry.published),
        "date_modified": exact(entry.updated),
        "authors": [_author(writer) for writer in entry.writers],
        "_translators": [_author(translator) for translator in entry.translators],
        "language": entry.language,
        "tags": list(entry.topics),
        "image": entry.image.url if entry.image else "",
    }
    if entry.image:
        said["_image"] = {"alt": entry.image.alt, "width": entry.image.width, "height": entry.image.height}
        said["_image"] |= {name: text for name in ("credit", "licence") if (text := getattr(entry.image, name))}
    if entry.place:
        place = entry.place
        said["_place"] = {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
    if entry.answers:
        said["_answers"] = [{"id": answered.id, "url": answered.url} for answered in entry.answers]
    if entry.versions:
        said["_versions"] = [{"url": version.url, "language": version.language} for version in entry.versions]
    return {name: value for name, value in said.items() if value}


def _author(writer: Writer) -> dict[str, Any]:
    then = {"role": writer.role, "organisation": writer.organisation, "place": writer.place}
    byline = {name: text for name, text in then.items() if text}
    said = {"name": writer.name, "url": writer.url, "_byline": byline}
    return {name: value for name, value in said.items() if value}
