"""The form of the two questions after a session."""

from flask_babel import lazy_gettext as _l

from app.web.forms import ParagraphField, PickField, PlainForm, at_most
from cases.doorbraak.operations.evaluation import LONGEST
from cases.doorbraak.terms import Helped, choices


class EvaluationForm(PlainForm):
    """Whether it helped, and what somebody learned."""

    helped = PickField(
        _l("Heeft de bespreking geholpen?"), choices(Helped), _l("Kies ja, een beetje of nee.")
    )
    learned = ParagraphField(_l("Wat heb je geleerd?"), [at_most(LONGEST)])
