"""What matters most in a picture, as it is typed: pages have a rule for each quarter of its width and height."""

from network.base.forms import Form
from network.base.language import _

_MIDDLE = 50


def focus_of(form: Form) -> str:
    """`25 75`: a quarter from the left edge and three from the top. Empty: the middle."""
    x, y = (_per_cent(form, name) for name in ("focus_x", "focus_y"))
    return f"{x} {y}" if (x, y) != (_MIDDLE, _MIDDLE) else ""


def _per_cent(form: Form, name: str) -> int:
    typed = form[name].data or str(_MIDDLE)
    if typed.isascii() and typed.isdecimal() and int(typed) <= 100:
        return 25 * round(int(typed) / 25)
    form.refuse(name, _("Say it as a whole number from 0 to 100."))
    return _MIDDLE
