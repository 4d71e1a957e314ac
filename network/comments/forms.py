"""What somebody decides on a comment, and the words for it."""

from wtforms import StringField

from network.base.forms import Form

REASON_WORDS = {
    "about-a-person": "About a person, not the subject",
    "off-subject": "Off the subject",
    "private-details": "Private details",
    "advertising": "Advertising",
    "against-the-law": "Against the law",
}
STATE_WORDS = {
    "waiting": "Waiting",
    "published": "Published",
    "refused": "Refused",
    "spam": "Spam",
    "removed": "Removed",
}
DECISION_WORDS = {"publish": "Published", "refuse": "Refused", "spam": "Called spam", "remove": "Removed"}


class DecisionForm(Form):
    """A decision from the queue. `seen` is the state in which the comment was shown to whoever decides."""

    decision = StringField()
    reason = StringField()
    seen = StringField()
