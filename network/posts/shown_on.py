"""The surrogate keys of the pages that show a post, or show that it is not there."""

from network.posts import queries, translations
from network.posts.models import Post


def own_keys(post: Post) -> set[str]:
    """Pages of a post and of its translations, which speak of each other."""
    return {f"post-{member.id}" for member in translations.members(post)}


def blog_keys(post: Post) -> set[str]:
    """The blogs on which a post stands."""
    return {f"blogger-{blogger_id}" for blogger_id in post.blogger_ids}


def list_keys(post: Post) -> set[str]:
    """Everything that shows whether a post is there; and whether its translations are, as one may lead in its place."""
    keys = {"posts", "people"}
    for member in translations.members(post):
        keys |= blog_keys(member)
        keys |= {f"post-{member.id}", f"lang-{member.language}"} | {f"tag-{tag.id}" for tag in queries.tags_of(member)}
        if member.place_id and member.country_code:
            keys |= {f"place-{member.place_id}", f"country-{member.country_code}"}
    return keys
