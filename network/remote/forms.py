"""What is asked of somebody who lets a program or a letter write for them."""

from typing import Any

from flask import request
from wtforms import BooleanField, PasswordField, SelectField

from network.accounts.forms import asked_again
from network.base.forms import AtMost, Form, LineField, Needed, Readable
from network.base.language import _
from network.base.web import Refused, viewer
from network.bloggers import queries as bloggers
from network.bloggers.models import Blogger
from network.remote.models import CHOSEN


class KeyForm(Form):
    """A new key for a program."""

    name = LineField("Name of the program", [Needed("Say which program it is for."), AtMost(80), Readable()])
    blog = SelectField("Blog", choices=[], validate_choice=False)
    create = BooleanField("It may publish. Without this, what it sends becomes a draft.")
    update = BooleanField("It may read and change my posts, also those that are out. Readers see a change at once.")
    delete = BooleanField("It may withdraw my posts.")
    password = PasswordField("Your password", [Needed("Type your password.")])

    own: dict[str, Blogger]
    too_often = False

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.own = {blogger.handle: blogger for blogger in bloggers.of_account(viewer().id)}
        self.blog.choices = [(handle, blogger.name) for handle, blogger in self.own.items()]

    @classmethod
    def tried(cls) -> "KeyForm":
        """What was sent, and whether it was its owner who sent it; slow, so before the transaction."""
        form: KeyForm = cls.sent()
        if form.blog.data not in form.own:
            form.refuse("blog", _("Choose one of your blogs."))
        asked_again(form, "password", viewer())  # type: ignore[arg-type]
        return form

    @property
    def blogger(self) -> Blogger:
        """The blog that was chosen, as it is now."""
        return own_blog(self.blog.data)

    @property
    def chosen(self) -> set[str]:
        return {scope for scope in CHOSEN if self[scope].data}


def own_blog(handle: str) -> Blogger:
    """A blog of one's own, by its handle; Refused for another."""
    found = {blogger.handle: blogger for blogger in bloggers.of_account(viewer().id)}.get(handle)
    if found is None:
        raise Refused(_("Choose one of your blogs."), 422)
    return found


def blog_asked() -> Blogger:
    """The blog that a button names."""
    return own_blog(request.form.get("blog", ""))
