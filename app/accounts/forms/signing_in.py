"""The forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField

from app.web.forms import LineField, PlainForm, at_most, filled


class SignInForm(PlainForm):
    """E-mail address and password."""

    email = LineField(_l("E-mailadres"), [filled(_l("Vul je e-mailadres in.")), at_most(254)])
    password = PasswordField(_l("Wachtwoord"), [filled(_l("Vul je wachtwoord in."))])
    next = HiddenField()


class SetPasswordForm(PlainForm):
    """A new password, typed once; the browser can show it."""

    password = PasswordField(_l("Nieuw wachtwoord"), [filled(_l("Kies een wachtwoord."))])
