"""'Have an opinion?'"""

import re
import unicodedata
from typing import Any

from wtforms import HiddenField

from network.accounts.actions import email_address
from network.base.forms import AtMost, EmailBox, Form, LineField, Needed, Readable, TextField, refusals
from network.base.html import COMMENT_LIMIT, COMMENT_LINKS, clean_comment, links, plain
from network.base.language import _


class CommentForm(Form):
    """A comment as a reader types it. `html` is what it becomes."""

    body = TextField("Your comment", [Needed("Write your comment first."), AtMost(COMMENT_LIMIT), Readable()])
    author_name = LineField("Name to show", [Needed("Type the name that shall stand over your comment."), AtMost(80), Readable()])
    author_email = EmailBox("Email, never shown", [Needed("Type your email address; it is never shown."), Readable()])
    parent = HiddenField()

    html = ""
    too_often = False

    def validate_author_name(self, field: Any) -> None:
        if not field.errors and not _is_seen(field.data):
            self.refuse("author_name", _("Type the name that shall stand over your comment."))

    def validate_author_email(self, field: Any) -> None:
        if not field.errors:
            field.data = refusals(self, "author_email", email_address, field.data or "") or field.data

    def validate_body(self, field: Any) -> None:
        """Clean it once; what is left must have words."""
        if field.errors:
            return
        self.html = clean_comment(field.data)
        if not _is_seen(plain(self.html)):
            self.refuse("body", _("Nothing of this can be shown: it has no words outside its markup."))
        elif links(self.html) > COMMENT_LINKS:
            self.refuse("body", _("At most %(n)s links are possible in one comment.", n=COMMENT_LINKS))

    def validate_parent(self, field: Any) -> None:
        field.data = (field.data or "").strip().removeprefix("c")
        if field.data and not is_reference(field.data):
            self.refuse_parent(_("The comment that you answer cannot be found. Yours can be sent without it."))

    def refuse_parent(self, sentence: str) -> None:
        """Nobody sees that field: it is emptied here, so that the words can be sent all the same."""
        self.parent.data = ""
        self.refuse("body", sentence)


def is_reference(text: str) -> bool:
    """Whether this can name a comment: `3`, or on the page of a translation `12-3`."""
    return re.fullmatch("(?:[0-9]{1,9}-)?[0-9]{1,9}", text) is not None


def _is_seen(text: str) -> bool:
    """Whether a text has anything but blanks and characters that have no shape."""
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)
