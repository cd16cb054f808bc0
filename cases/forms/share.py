"""The forms of sharing, concluding, reacting and searching."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
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
from cases.offering import Offering
from cases.queries.audience import Reach
from cases.terms import (
    Audience,
    FirstTimeRight,
    NameShownTo,
    OutcomeStatus,
    WhoElse,
    choices,
)

WIDE_ENOUGH = [one for one in choices(Audience) if one[0] != Audience.PRIVATE.value]


class ShareForm(PlainForm):
    """Who may read it, and who sees the name."""

    audience = PickField(_l("Wie mag dit lezen?"), choices=WIDE_ENOUGH, default=Audience.TEAM.value)
    name_shown_to = PickField(
        _l("Wie ziet jouw naam erbij?"),
        choices=choices(NameShownTo),
        default=NameShownTo.TEAM.value,
    )
    newcomers = BooleanField(_l("Laat hen ook meelezen"))
    offered_to = PickField(_l("Wil je hulp bij deze casus?"), default="")

    def offer(self, offerings: Sequence[Offering]) -> None:
        """The teams that can take the case up; nothing is offered unless it is chosen."""
        teams = [(one.key, one.name) for one in offerings]
        self.offered_to.choices = [("", _l("Nu niet aanbieden")), *teams]

    def settled(self, reach: Reach) -> dict[str, Any]:
        """What was chosen, in the words of the domain."""
        joined = reach.newcomers if self.newcomers.data else []
        return {
            "audience": Audience(self.audience.data),
            "name_shown_to": NameShownTo(self.name_shown_to.data),
            "network": [*reach.network, *joined],
            "offered_to": self.offered_to.data or "",
        }


class ConcludeForm(PlainForm):
    """How it ended."""

    outcome = ParagraphField(
        _l("Hoe liep het af?"), [filled(_l("Vertel kort hoe het afliep.")), at_most(20_000)]
    )
    outcome_status = PickField(_l("Is de ander geholpen?"), choices=choices(OutcomeStatus))
    who_else = ChoiceField(_l("Voor wie geldt dit ook?"), choices(WhoElse))
    first_time_right = ChoiceField(_l("Had dit in één keer goed gekund?"), choices(FirstTimeRight))

    def ending(self) -> dict[str, Any]:
        """How it ended, in the words of the domain."""
        who_else, right = self.who_else.data, self.first_time_right.data
        return {
            "outcome": self.outcome.data or "",
            "outcome_status": OutcomeStatus(self.outcome_status.data),
            "who_else": WhoElse(who_else) if who_else else None,
            "first_time_right": FirstTimeRight(right) if right else None,
            "stated": self.stated,
        }


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


class RelayForm(PlainForm):
    """Words for somebody whose name one need not know, with or without one's own."""

    text: ParagraphField
    name_shown = BooleanField(_l("Mijn naam mag erbij"))

    def words(self) -> dict[str, Any]:
        """The words, whether the name goes along, and what was stated to be no personal data."""
        return {
            "text": self.text.data or "",
            "name_shown": bool(self.name_shown.data),
            "stated": self.stated,
        }


class AskForm(RelayForm):
    """A question to the reporter."""

    text = ParagraphField(_l("Je vraag"), [at_most(1_000)])


class AnswerForm(RelayForm):
    """The reporter's answer."""

    text = ParagraphField(_l("Je antwoord"), [at_most(2_000)])


class TickField(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SearchForm(PlainForm):
    """Words to look for; they never stand in an address."""

    words = LineField(
        _l("Waar zoek je naar?"),
        [filled(_l("Vul een of meer woorden in.")), at_most(200)],
    )
