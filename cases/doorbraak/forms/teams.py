"""The forms of teams and offers."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import (
    ChoiceField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)


class TeamForm(PlainForm):
    """A new team."""

    name = LineField(_l("Naam van het team"), [filled(_l("Geef het team een naam.")), at_most(120)])
    discipline = LineField(_l("Wat breng jij zelf in?"), [at_most(120)])


class MemberForm(PlainForm):
    """Somebody who joins: chosen from a list, or found by e-mail."""

    person = ChoiceField(_l("Kies een collega"), [], validate_choice=True)
    email = LineField(_l("Of zoek op e-mailadres"), [at_most(254)])
    discipline = LineField(
        _l("Wat brengt deze persoon in?"),
        [filled(_l("Vul in wat deze persoon inbrengt, bijvoorbeeld: schuldhulp.")), at_most(120)],
    )
    facilitates = BooleanField(_l("Begeleidt dit team mee en leest aangeboden casussen"))


class OfferForm(PlainForm):
    """To which team a case is offered."""

    team = PickField(_l("Aan welk team bied je deze casus aan?"), message=_l("Kies een team."))


class AnswerForm(PlainForm):
    """Why a team does not take a case up."""

    answer = ParagraphField(
        _l("Wat wil je de inbrenger laten weten?"),
        [filled(_l("Schrijf de inbrenger in een paar zinnen waarom.")), at_most(1_000)],
    )
