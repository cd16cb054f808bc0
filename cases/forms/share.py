"""The forms of sharing, concluding, reacting and reading."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.web.forms import (
    ChoiceField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)
from cases.models.history import ReactionKind
from cases.terms import Audience, NameShownTo, Nature, Obstacle, OutcomeStatus, choices

WIDE_ENOUGH = [one for one in choices(Audience) if one[0] != Audience.PRIVATE.value]


class ShareForm(PlainForm):
    """Who may read it, and who sees the name."""

    audience = PickField(_l("Wie mag dit lezen?"), choices=WIDE_ENOUGH, default=Audience.TEAM.value)
    name_shown_to = PickField(
        _l("Wie ziet jouw naam erbij?"),
        choices=choices(NameShownTo),
        default=NameShownTo.TEAM.value,
    )


class ConcludeForm(PlainForm):
    """How it ended."""

    outcome = ParagraphField(
        _l("Hoe liep het af?"), [filled(_l("Vertel kort hoe het afliep.")), at_most(20_000)]
    )
    outcome_status = PickField(_l("Is de ander geholpen?"), choices=choices(OutcomeStatus))


class ReactionForm(PlainForm):
    """A first reaction."""

    kind = PickField(
        _l("Wat wil je laten weten?"),
        choices=[
            (ReactionKind.THANKS.value, _l("Dank je, hier kunnen we van leren")),
            (ReactionKind.ALSO_HERE.value, _l("Dit speelde ook bij ons")),
            (ReactionKind.QUESTION.value, _l("Ik heb een vraag")),
        ],
        default=ReactionKind.THANKS.value,
    )
    text = ParagraphField(_l("Je bericht"), [at_most(2_000)])


class TickField(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ReadingForm(PlainForm):
    """The analyst's reading (duiding)."""

    nature = ChoiceField(_l("Wat voor situatie was het?"), choices(Nature))
    obstacle = ChoiceField(_l("Waar zat het probleem volgens jou?"), choices(Obstacle))
    procedure = LineField(_l("Procedure"), [at_most(200)])
    bouwstenen = TickField(_l("Bouwstenen"), validators=[Optional()])


class SearchForm(PlainForm):
    """Words to look for; they never stand in an address."""

    words = LineField(
        _l("Waar zoek je naar?"),
        [filled(_l("Vul een of meer woorden in.")), at_most(200)],
    )
