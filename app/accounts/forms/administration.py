"""The forms of the administrator."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, Optional

from app.people.models import ORGANISATION_KIND_LABELS, Team
from app.people.roles import ROLE_LABELS
from app.web.forms import (
    ChoiceField,
    DayField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)

KINDS = [(kind.value, label) for kind, label in ORGANISATION_KIND_LABELS.items()]
ROLES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class NumberField(IntegerField):
    """A whole number, with a Dutch message for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(_l("Vul een heel getal in."))) from None


class RoleForm(PlainForm):
    """A role for somebody, perhaps in a team, perhaps for a while."""

    role = ChoiceField(_l("Rol"), ROLES, validators=[filled(_l("Kies een rol."))])
    team = ChoiceField(_l("Team"))
    starts_on = DayField(_l("Vanaf"), [Optional()])
    ends_on = DayField(_l("Tot en met"), [Optional()])

    def offer_teams(self, teams: Sequence[Team]) -> None:
        """Fill the list of teams."""
        self.team.choices = [
            ("", _l("Geen team")),
            *((team.public_id, team.name) for team in teams),
        ]


class PersonForm(RoleForm):
    """Somebody new."""

    name = LineField(_l("Naam"), [filled(_l("Vul een naam in.")), at_most(120)])
    email = LineField(_l("E-mailadres"), [filled(_l("Vul een e-mailadres in.")), at_most(254)])


class TeamForm(PlainForm):
    """The name of a team."""

    name = LineField(_l("Naam van het team"), [filled(_l("Vul een naam in.")), at_most(120)])


class SettingsForm(PlainForm):
    """What the organisation decides for itself."""

    kind = PickField(
        _l("Wat voor organisatie is het?"), KINDS, _l("Kies wat voor organisatie het is.")
    )
    smallest_group = NumberField(
        _l("Kleinste groep voor een getal"), [InputRequired(_l("Vul een getal in."))]
    )
    reaction_days = NumberField(
        _l("Werkdagen tot een eerste reactie"), [InputRequired(_l("Vul een getal in."))]
    )
    reading_days = NumberField(
        _l("Dagen meelezen na een sessie"), [InputRequired(_l("Vul een getal in."))]
    )
    doorbraak_name = LineField(
        _l("Zo noemen wij de Doorbraak"), [filled(_l("Vul een naam in.")), at_most(60)]
    )
    guest_statement = ParagraphField(_l("Wat een gast van een sessie belooft"), [at_most(1_000)])
    times_logging = BooleanField(_l("Meet hoe lang het vastleggen duurt"))
    two_decide = BooleanField(_l("Laat twee managers beslissen op een verbetervoorstel"))
    reminder_days = NumberField(
        _l("Dagen tot een herinnering aan de managers"),
        [InputRequired(_l("Vul een getal in."))],
    )
    public_page = BooleanField(_l("Maak een openbare pagina met patronen"))


class HouseRulesForm(PlainForm):
    """The rules of the game, as the board has signed them."""

    text = ParagraphField(_l("Spelregels"), [filled(_l("Vul de spelregels in.")), at_most(20_000)])
    signed_by = LineField(
        _l("Ondertekend door"),
        [filled(_l("Vul in wie namens het bestuur ondertekende.")), at_most(200)],
    )
    signed_on = DayField(
        _l("Ondertekend op"), [InputRequired(_l("Vul in wanneer er is ondertekend."))]
    )
