"""Who else has a say in whether a text comes before the world: rooms above stand at a gate."""

from collections.abc import Callable
from typing import Any

from network.base.web import Refused
from network.posts.models import Post


class Held(Refused):
    """What may not come before the world yet; the sentence says for whom it waits."""


Gate = Callable[[Post, Any], None]
_gates: list[Gate] = []


def gate(function: Gate) -> Gate:
    """Have a function asked before a post comes out, and before one that is out says something else; it may refuse."""
    _gates.append(function)
    return function


def require_passage(post: Post, by: Any = None) -> None:
    """Held when the text of a post, as it now stands, may not come before the world by this hand."""
    for function in _gates:
        try:
            function(post, by)
        except Refused as why:
            raise Held(why.sentence, why.status) from why


def may_pass(post: Post) -> bool:
    """Whether it may come out as it now stands."""
    try:
        require_passage(post)
    except Refused:
        return False
    return True
