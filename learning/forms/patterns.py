"""The forms with which an analyst works on a pattern."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from app.web.forms import LineField, ParagraphField, PlainForm, at_most, filled
from learning.models.patterns import Pattern


class DescribeForm(PlainForm):
    """The title and the summary, in the analyst's own words."""

    title = LineField(_l("Titel"), [filled(_l("Vul een titel in.")), at_most(150)])
    summary = ParagraphField(_l("Samenvatting"), [at_most(4000)])


class DismissForm(PlainForm):
    """Why a pattern is put aside."""

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


class MergeForm(PlainForm):
    """With which pattern this one is the same."""

    into = SelectField(_l("Hetzelfde als"))

    def offer(self, patterns: Iterable[Pattern]) -> None:
        """Offer these patterns to choose from."""
        lines = {one.public_id: f"{one.number}. {one.title}" for one in patterns}
        self.into.choices = {"": _("Maak een keuze"), **lines}
