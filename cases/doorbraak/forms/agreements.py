"""The form that moves an agreement to another day."""

from flask_babel import lazy_gettext as _l

from app.web.forms import DayField, LineField, PlainForm, at_most, filled


class MoveForm(PlainForm):
    """Another day, and why."""

    due_on = DayField(_l("Wanneer is het klaar?"), [filled(_l("Kies een dag."))])
    reason = LineField(
        _l("Waarom verandert de dag?"), [filled(_l("Schrijf kort op waarom.")), at_most(300)]
    )
