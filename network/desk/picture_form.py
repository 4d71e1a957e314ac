"""A picture on its way into a text."""

from flask import request

from network.base.language import _
from network.base.web import Refused
from network.media import actions as media


class PictureForm:
    """One file, made anew, or a sentence that says what is wrong with it."""

    made: media.Made | None = None
    refusal = ""

    @classmethod
    def sent(cls) -> "PictureForm":
        """What was sent; slow, so before the transaction."""
        form, file = cls(), request.files.get("picture")
        if not file or not file.filename:
            form.refusal = _("Choose a picture first.")
            return form
        try:
            form.made = media.read(file.read(), file.filename)
        except Refused as why:
            form.refusal = _(why.sentence)
        return form
