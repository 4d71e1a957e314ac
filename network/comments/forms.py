"""What somebody decides on a comment, and the words for it."""

from wtforms import StringField

from network.base.forms import Form
from network.base.language import _


class DecisionForm(Form):
    """A decision from the queue. `seen` is the state in which the comment was shown to whoever decides."""

    decision = StringField()
    reason = StringField()
    seen = StringField()


def reason_words() -> dict[str, str]:
    """The fixed reasons, in words."""
    return {
        "about-a-person": _("About a person, not the subject"),
        "off-subject": _("Off the subject"),
        "private-details": _("Private details"),
        "advertising": _("Advertising"),
        "against-the-law": _("Against the law"),
    }


def state_words() -> dict[str, str]:
    """What a comment may be, in words."""
    return {
        "waiting": _("Waiting"),
        "published": _("Published"),
        "refused": _("Refused"),
        "spam": _("Spam"),
        "removed": _("Removed"),
    }


def decision_words() -> dict[str, str]:
    """What was decided, in words."""
    return {"publish": _("Published"), "refuse": _("Refused"), "spam": _("Called spam"), "remove": _("Removed")}
