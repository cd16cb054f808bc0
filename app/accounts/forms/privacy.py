"""The form of the privacy officer."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from app.accounts.trail import TrailFilter
from app.accounts.trail_words import action_choices
from app.web.forms import DayField, PlainForm


class TrailForm(PlainForm):
    """Which part of the trail to show; it stands in the address and changes nothing."""

    class Meta:
        csrf = False

    actie = SelectField(_l("Wat is er gedaan?"), validators=[Optional()])
    van = DayField(_l("Vanaf"), [Optional()])
    tot = DayField(_l("Tot en met"), [Optional()])

    def offer_actions(self) -> None:
        """Fill the list of actions with the words of all packages."""
        words = [(code, _(word)) for code, word in action_choices()]
        self.actie.choices = [("", _("Alles")), *words]

    def chosen(self) -> TrailFilter:
        """What was chosen; a field that cannot be read narrows nothing."""
        if not self.validate():
            return TrailFilter()
        return TrailFilter(self.actie.data or "", self.van.data, self.tot.data)
