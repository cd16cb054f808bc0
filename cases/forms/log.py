"""The form with which a case is logged; only a title and what happened are asked."""

from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import DataRequired, Optional

from app.sealing import unseal
from app.web.forms import (
    ChoiceField,
    DayField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
)
from cases.models.case import Case
from cases.models.lists import Bouwsteen
from cases.operations.log import CaseDetails
from cases.terms import (
    Affected,
    Direction,
    Effort,
    FirstTimeRight,
    Kind,
    NoticedBy,
    Obstacle,
    OutcomeStatus,
    Stage,
    UsedRoom,
    WhoElse,
    choices,
)

TITLE_LENGTH = 150
TEXT_LENGTH = 20_000
SHORT_LENGTH = 500
SCALE = [(str(number), str(number)) for number in range(1, 6)]
BOUWSTEEN = "bouwsteen_"

Code = TypeVar("Code", bound=StrEnum)


def _text(label: Any) -> ParagraphField:
    return ParagraphField(label, [at_most(TEXT_LENGTH)])


def _line(label: Any, length: int = SHORT_LENGTH) -> LineField:
    return LineField(label, [at_most(length)])


def _choice(label: Any, kind: type[StrEnum]) -> ChoiceField:
    return ChoiceField(label, choices(kind), validate_choice=True)


def _radio(label: Any, kind: type[StrEnum], default: StrEnum | None = None) -> PickField:
    return PickField(
        label,
        choices=choices(kind),
        default=default.value if default else None,
        validators=[Optional()],
    )


def _scale(label: Any) -> PickField:
    return PickField(label, choices=SCALE, validators=[Optional()])


class LogCaseForm(PlainForm):
    """A case, in the order in which it is told."""

    submission_key = HiddenField()
    version = HiddenField()
    # Which version of the draft this window shows, when it shows one.
    draft_version = HiddenField()

    title = LineField(
        _l("Titel"),
        [DataRequired(_l("Vul een titel in: in één zin wat er knelde.")), at_most(TITLE_LENGTH)],
    )
    situation = ParagraphField(
        _l("Wat gebeurde er?"),
        [DataRequired(_l("Vertel in een paar zinnen wat er gebeurde.")), at_most(TEXT_LENGTH)],
    )
    kind = _radio(_l("Wat voor casus is het?"), Kind, Kind.PINCHES)
    stage = _radio(_l("Hoe staat het ermee?"), Stage, Stage.SOLVED)
    needed_by = DayField(_l("Wanneer moet er een oplossing zijn?"), [Optional()])
    happened_on = DayField(_l("Wanneer speelde het?"), [Optional()])

    standard_procedure = _text(_l("Wat schrijft de standaard voor?"))
    procedure = _line(_l("Bij welke procedure hoort dit?"), 200)
    law = _line(_l("Welke wet of welk artikel?"))
    in_the_way = _text(_l("Wat zat er in de weg?"))

    deviation = _text(_l("Wat deed je, of wat had je willen doen?"))
    consideration = _text(_l("Wat woog je af?"))
    used_room = _choice(_l("Welke ruimte gebruikte je?"), UsedRoom)

    domain = ChoiceField(_l("Domein"), [], validate_choice=True)
    obstacle = _choice(_l("Waar zat het probleem vooral?"), Obstacle)
    partners = _line(_l("Met wie werkte je samen?"))

    affected = _radio(_l("Wie zat in de knel?"), Affected)
    wish = _text(_l("Wat wilde de ander zelf?"))
    noticed_by = _choice(_l("Hoe kwam het aan het licht?"), NoticedBy)
    consequence = _scale(_l("Hoe erg was het voor de ander?"))
    gut_feeling = _scale(_l("Hoeveel buikpijn had je er zelf van?"))
    who_else = _choice(_l("Voor wie geldt dit ook?"), WhoElse)
    first_time_right = _choice(_l("Had dit in één keer goed gekund?"), FirstTimeRight)
    effort = _choice(_l("Hoeveel tijd kostte het je?"), Effort)

    outcome = _text(_l("Hoe liep het af?"))
    outcome_status = _choice(_l("Is de ander geholpen?"), OutcomeStatus)
    follow_up_on = DayField(_l("Wanneer kijk je er nog eens naar?"), [Optional()])
    own_reference = _line(_l("Mijn kenmerk"), 100)

    @property
    def is_good_example(self) -> bool:
        """Whether it tells of something that went well; then two questions make no sense."""
        return bool(self.kind.data == Kind.GOOD_EXAMPLE.value)

    def offer_domains(self, names: list[str]) -> None:
        """Fill the list of domains of the organisation."""
        self.domain.choices = [("", _l("Maak een keuze")), *((name, name) for name in names)]

    def bouwsteen_fields(self) -> list[Field]:
        """The radio groups of the bouwstenen, in their order."""
        return [field for field in self if field.name.startswith(BOUWSTEEN)]

    @property
    def known_version(self) -> int:
        """The version that the writer started from; something else than a number fits none."""
        text = self.version.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def details(self) -> CaseDetails:
        """What was filled in, in the words of the domain."""
        return CaseDetails(
            title=self.title.data or "",
            situation=self.situation.data or "",
            kind=_code(Kind, self.kind.data) or Kind.PINCHES,
            stage=_code(Stage, self.stage.data) or Stage.SOLVED,
            needed_by=self.needed_by.data,
            happened_on=self.happened_on.data,
            standard_procedure=self.standard_procedure.data or "",
            procedure=self.procedure.data or "",
            law=self.law.data or "",
            in_the_way=self.in_the_way.data or "",
            deviation=self.deviation.data or "",
            consideration=self.consideration.data or "",
            used_room=_code(UsedRoom, self.used_room.data),
            domain=self.domain.data or "",
            obstacle=_code(Obstacle, self.obstacle.data),
            partners=(self.partners.data or "").split(","),
            bouwstenen=self._directions(),
            affected=_code(Affected, self.affected.data),
            wish=self.wish.data or "",
            noticed_by=_code(NoticedBy, self.noticed_by.data),
            consequence=_number(self.consequence.data),
            gut_feeling=_number(self.gut_feeling.data),
            who_else=_code(WhoElse, self.who_else.data),
            first_time_right=_code(FirstTimeRight, self.first_time_right.data),
            effort=_code(Effort, self.effort.data),
            outcome=self.outcome.data or "",
            outcome_status=_code(OutcomeStatus, self.outcome_status.data),
            follow_up_on=self.follow_up_on.data,
            own_reference=self.own_reference.data or "",
        )

    def _directions(self) -> dict[str, Direction]:
        chosen = {
            field.name.removeprefix(BOUWSTEEN): _code(Direction, field.data)
            for field in self.bouwsteen_fields()
        }
        return {public_id: direction for public_id, direction in chosen.items() if direction}


def case_form(bouwstenen: list[Bouwsteen], domains: list[str], **kwargs: Any) -> LogCaseForm:
    """The form with a radio group for each bouwsteen of the active set."""
    fields = {
        BOUWSTEEN + one.public_id: PickField(
            one.name,
            choices=[*choices(Direction), ("", _l("speelde geen rol"))],
            default="",
            validators=[Optional()],
        )
        for one in bouwstenen
    }
    form = type("CaseForm", (LogCaseForm,), fields)(**kwargs)
    assert isinstance(form, LogCaseForm)
    form.offer_domains(domains)
    return form


def values_of(case: Case) -> dict[str, Any]:
    """What a case holds, as the form shows it."""
    plain = {name: getattr(case, name) for name in LogCaseForm.__dict__ if hasattr(Case, name)}
    values = {
        name: value.value if isinstance(value, StrEnum) else value for name, value in plain.items()
    }
    for name in ("consequence", "gut_feeling"):
        values[name] = str(values[name]) if values[name] else None
    values["procedure"] = case.procedure.current.name if case.procedure else ""
    values["domain"] = case.domain.name if case.domain else ""
    values["own_reference"] = unseal(case.own_reference)
    values["partners"] = ", ".join(case.partner_list)
    for tag in case.tags:
        values[BOUWSTEEN + tag.bouwsteen.public_id] = tag.direction.value
    return values


def as_posted(case: Case) -> dict[str, str]:
    """What a case holds, in the words in which its form would send it."""
    own = {**values_of(case), "submission_key": None, "version": None, "own_reference": None}
    return {name: _sent(value) for name, value in own.items() if value is not None}


def _sent(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _code(kind: type[Code], value: str | None) -> Code | None:
    return kind(value) if value else None


def _number(value: str | None) -> int | None:
    return int(value) if value else None
