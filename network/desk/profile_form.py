"""What readers see of a blogger, as it is typed."""

from typing import Any

from flask import request
from wtforms import BooleanField, FileField, SelectField, StringField

from network.base.forms import AtMost, Form, LineField, Needed, Readable, TextField, refusals
from network.base.language import _, canonical
from network.base.web import viewer
from network.bloggers.actions import about_markup
from network.bloggers.models import Blogger
from network.desk import library
from network.desk.focus import focus_of
from network.media import actions as media
from network.media.models import Picture


class ProfileForm(Form):
    """What readers see of a blogger."""

    name = LineField("Name", [Needed("Readers need a name."), AtMost(100), Readable()])
    blog_title = LineField("Title of the blog", [AtMost(120), Readable()])
    description = LineField("Description of the blog", [AtMost(300), Readable()])
    about = TextField("About", [AtMost(20_000), Readable()])
    links = TextField("Links", [AtMost(2_000), Readable()])
    language = SelectField("Language of the blog", choices=[], validate_choice=False)
    photo = FileField("Photo")
    photo_picked = StringField("Photo of the library")
    photo_sought = LineField("Words of the photo", [AtMost(200)])
    no_photo = BooleanField("Take the photo away")
    top_image = FileField("Top image of the blog")
    no_top_image = BooleanField("Take the top image away")
    top_image_picked = StringField("Top image of the library")
    top_image_sought = LineField("Words of the top image", [AtMost(200)])
    top_image_alt = LineField("What does the top image show?", [AtMost(500), Readable()])

    focus_x = LineField("From the left edge, in per cent", [AtMost(3)])
    focus_y = LineField("From the top edge, in per cent", [AtMost(3)])

    about_html = ""
    focus = ""
    photo_made: media.Made | None = None
    top_image_made: media.Made | None = None
    photo_chosen: Picture | None = None
    top_image_chosen: Picture | None = None
    has_top_image = False

    @classmethod
    def of(cls, blogger: Blogger) -> "ProfileForm":
        form = cls(data=_of_blogger(blogger))
        form.has_top_image = blogger.top_image_id is not None
        return form

    @classmethod
    def sent_of(cls, thing: Blogger) -> "ProfileForm":
        form: ProfileForm = cls.sent(data=_of_blogger(thing))
        form.has_top_image = thing.top_image_id is not None
        form._read()
        return form

    def validate_links(self, field: Any) -> None:
        """One address a line; anything else would be no link."""
        for address in (field.data or "").splitlines():
            if not address.strip().lower().startswith(("https://", "http://")) or " " in address.strip():
                self.refuse(
                    "links",
                    _(
                        "“%(address)s” is not an address of a page. Write one a line, as https://example.org/.",
                        address=address[:60],
                    ),
                )
                return

    def _read(self) -> None:
        self.language.data = refusals(self, "language", canonical, self.language.data or "") or self.language.data
        self.about_html = refusals(self, "about", about_markup, self.about.data or "") or ""
        self.photo_made = self._picture("photo")
        self.top_image_made = self._picture("top_image")
        self.photo_chosen, self.top_image_chosen = self._chosen("photo_picked"), self._chosen("top_image_picked")
        if self.top_image_chosen and not self.top_image_alt.data:
            self.top_image_alt.data = self.top_image_chosen.alt
        self.focus = focus_of(self)
        stays = self.has_top_image and not self.no_top_image.data
        if (self.top_image_made or self.top_image_chosen or stays) and not self.top_image_alt.data:
            self.refuse("top_image_alt", _("Say in words what the top image shows, for those who cannot see it."))

    def _chosen(self, name: str) -> Picture | None:
        found = library.chosen(viewer(), self[name].data)
        if self[name].data and found is None:
            self.refuse(name, _("That picture is not in your library, or it was deleted. Choose another."))
        return found

    def _picture(self, name: str) -> media.Made | None:
        file = request.files.get(name)
        if not file or not file.filename:
            return None
        made: media.Made | None = refusals(self, name, media.read, file.read(), file.filename)
        return made


def _of_blogger(blogger: Blogger) -> dict[str, Any]:
    return {
        "name": blogger.name,
        "blog_title": blogger.blog_title,
        "description": blogger.description,
        "about": blogger.about_source,
        "links": blogger.links,
        "language": blogger.language,
        "top_image_alt": blogger.top_image_alt,
        "focus_x": blogger.top_image_focus.partition(" ")[0],
        "focus_y": blogger.top_image_focus.partition(" ")[2],
    }
