"""The forms with which an analyst works on a pattern."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField

from app.web.forms import LineField, ParagraphField, PickField, PlainForm, at_most, filled
from cases.models.case import Case
from learning.models.patterns import DISMISSED_LABELS, Pattern
from learning.queries.halves import Cut

# What a button says of the cases that are ticked, or of what a run proposes.
KEEP, REMOVE = "keep", "remove"
DO, LEAVE = "do", "leave"


class DescribeForm(PlainForm):
    """The title and the summary, in the analyst's own words."""

    title = LineField(_l("Titel"), [filled(_l("Vul een titel in.")), at_most(150)])
    summary = ParagraphField(_l("Samenvatting"), [at_most(4000)])


class DismissForm(PlainForm):
    """Why a pattern is put aside: which kind of reason, and the reason in words."""

    kind = PickField(
        _l("Wat is er aan de hand?"),
        DISMISSED_LABELS.items(),
        message=_l("Kies wat er aan de hand is."),
    )
    reason = ParagraphField(
        _l("Waarom leg je dit terzijde?"),
        [filled(_l("Schrijf op waarom je dit patroon terzijde legt.")), at_most(1000)],
    )


class PublishForm(PlainForm):
    """For whom a pattern is published."""

    network = BooleanField(_l("Ook voor de andere aangesloten organisaties"))


class AddMemberForm(PlainForm):
    """Which case belongs to a pattern as well."""

    case = LineField(
        _l("Adres of kenmerk van de casus"),
        [filled(_l("Plak het adres van de casus, of vul het kenmerk in.")), at_most(300)],
    )


class SortForm(PlainForm):
    """What is said of several cases at once."""

    case = SelectMultipleField(validate_choice=False)
    answer = StringField()


class SplitForm(PlainForm):
    """Which cases leave a pattern, and how the new one is called."""

    title = LineField(
        _l("Titel van het nieuwe patroon"),
        [filled(_l("Vul een titel in voor het nieuwe patroon.")), at_most(150)],
    )
    case = SelectMultipleField(
        _l("Deze casussen gaan naar het nieuwe patroon"), validate_choice=False
    )

    def offer(self, cases: Iterable[Case]) -> None:
        """Offer these cases to tick."""
        self.case.choices = [(one.public_id, one.title) for one in cases]

    def take(self, cuts: Sequence[Cut], number: int | None) -> None:
        """Tick the cases of a way to split, by its number from 1; a title from what sets it apart.

        Without a number nothing is ticked; one that does not exist is no number.
        """
        if number is None or not 0 < number <= len(cuts):
            return
        cut = cuts[number - 1]
        self.case.data = [one.public_id for one in cut.leaving]
        words = cut.value or ", ".join(cut.terms)
        self.title.data = words[:1].upper() + words[1:150]


class SuggestionForm(PlainForm):
    """What the analyst answers to a proposal of a run."""

    title = LineField(_l("Titel van het nieuwe patroon"), [at_most(150)])
    answer = StringField()


class MergeForm(PlainForm):
    """With which pattern this one is the same."""

    into = SelectField(_l("Hetzelfde als"))

    def offer(self, patterns: Iterable[Pattern]) -> None:
        """Offer these patterns to choose from."""
        lines = {one.public_id: f"{one.number}. {one.title}" for one in patterns}
        self.into.choices = {"": _("Maak een keuze"), **lines}


class LinkForm(PlainForm):
    """Which own pattern is part of a shared one."""

    own = SelectField(_l("Jullie eigen patroon"))

    def offer(self, patterns: Iterable[Pattern]) -> None:
        """Offer these patterns to choose from."""
        lines = {one.public_id: f"{one.number}. {one.title}" for one in patterns}
        self.own.choices = {"": _("Maak een keuze"), **lines}


def merge_form(pattern: Pattern, others: Iterable[Pattern]) -> MergeForm:
    """The form that merges this pattern with one of the others."""
    form = MergeForm()
    form.offer(one for one in others if one.id != pattern.id)
    return form
