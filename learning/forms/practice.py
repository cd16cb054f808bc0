"""The one question to those who met a bottleneck that was changed."""

from flask_babel import lazy_gettext as _l

from app.web.forms import PickField, PlainForm
from learning.queries.practice import ANSWER_LABELS


class PracticeForm(PlainForm):
    """Whether it still pinches."""

    answer = PickField(
        _l("Knelt dit nog?"), ANSWER_LABELS.items(), _l("Kies het antwoord dat het beste past.")
    )
