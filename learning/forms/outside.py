"""The forms of what leaves the organisation: what it is about, its text, and a word about it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField

from app.web.forms import (
    ChoiceField,
    LineField,
    ParagraphField,
    PickField,
    PlainForm,
    at_most,
    filled,
)
from cases.models.excerpts import Excerpt
from learning.lifecycle.outside import OutsideStep
from learning.models.outside import (
    EXCERPTS,
    SECTION_LABELS,
    SECTIONS,
    OutsideItem,
    OutsideKind,
)
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.outside import OutsideDetails

# With every section this long a knelpuntnotitie still fits on two pages.
SECTION_LENGTH = 800
CONTACT_LENGTH = 200
APPROVE, REFUSE = OutsideStep.APPROVE.value, OutsideStep.REFUSE.value
KIND_CHOICES = (
    (OutsideKind.BRIEFING.value, "Knelpuntnotitie"),
    (OutsideKind.LESSON_POINT.value, "Leerpunt"),
    (OutsideKind.PUBLIC.value, "Stuk voor de openbare pagina"),
)
DECISION_CHOICES = ((APPROVE, "Akkoord, dit mag naar buiten"), (REFUSE, "Niet akkoord"))
SECTION_HINTS = {
    "bottleneck": "Wat gaat er mis, en door welke regel of werkwijze? In je eigen woorden.",
    "who_it_hits": "Om welke mensen gaat het, en wat betekent het voor hen? Niet om één persoon.",
    "evidence": "Wat zagen collega's? Het aantal casussen staat er al bij, afgerond.",
    "what_we_did": "Welke ruimte gebruikten jullie? Noem artikelen in woorden, zoals artikel 22a "
    "Participatiewet.",
    "asked": "Wie moet wat doen? Eén duidelijke vraag werkt het best.",
    "contact": "Een functie of afdeling, nooit de naam van een persoon.",
    "context": "Waar speelt dit, en welke wetten en organisaties komen erin samen?",
    "lesson": "Wat kunnen anderen hiervan leren?",
    "tried": "Wat is er al gedaan, en wat hielp dat?",
    "summary": "Voor iedereen te begrijpen. Geen namen, plaatsen of data waaraan iemand te "
    "herkennen is.",
    "what_changed": "Is er nog niets veranderd? Laat dit dan leeg.",
}


class SubjectForm(PlainForm):
    """What to prepare, and about which pattern."""

    class Meta:
        """Nothing is written: the choice stands in the address of the next page."""

        csrf = False

    soort = PickField(
        _l("Wat wil je maken?"),
        choices=KIND_CHOICES,
        message=_l("Kies wat je wilt maken."),
    )
    over = ChoiceField(
        _l("Waarover gaat het?"),
        validators=[filled(_l("Kies een patroon."))],
    )

    def offer(self, subjects: Sequence[tuple[Pattern, Proposal | None]]) -> None:
        """Offer each pattern by itself and with each of its proposals."""
        nothing: tuple[str, Any] = ("", _l("Maak een keuze"))
        self.over.choices = [nothing, *((_key(*one), _words(*one)) for one in subjects)]


def _key(pattern: Pattern, proposal: Proposal | None) -> str:
    return f"{pattern.public_id}.{proposal.public_id}" if proposal else pattern.public_id


def _words(pattern: Pattern, proposal: Proposal | None) -> Any:
    values = {"number": pattern.number, "title": pattern.published_title}
    if proposal is None:
        return _l("Patroon %(number)s: %(title)s", **values)
    return _l("Patroon %(number)s, met voorstel '%(proposal)s'", **values, proposal=proposal.title)


class TextForm(PlainForm):
    """The title and the sections of one kind; each kind has a form of its own below."""

    kind: OutsideKind
    title = LineField(_l("Titel"), [filled(_l("Vul een titel in.")), at_most(150)])

    @property
    def sections(self) -> list[Any]:
        """The fields of the sections, in the order in which they are read."""
        return [self[name] for name in SECTIONS[self.kind]]

    def details(self) -> OutsideDetails:
        """What was filled in, in the words of the domain."""
        return OutsideDetails(
            title=self.title.data or "",
            addressee=self["addressee"].data or "" if "addressee" in self else "",
            sections={name: self[name].data or "" for name in SECTIONS[self.kind]},
            excerpts=self[EXCERPTS].data or [] if EXCERPTS in self else [],
        )

    def offer(self, excerpts: Sequence[Excerpt]) -> None:
        """Offer what reporters released for outside."""
        if EXCERPTS in self:
            self[EXCERPTS].choices = [(one.public_id, one.text) for one in excerpts]


def _section(name: str, length: int = SECTION_LENGTH) -> ParagraphField:
    return ParagraphField(_l(SECTION_LABELS[name]), [at_most(length)])


class BriefingForm(TextForm):
    """A knelpuntnotitie."""

    kind = OutsideKind.BRIEFING
    addressee = LineField(_l("Aan wie?"), [filled(_l("Vul in voor wie dit is.")), at_most(200)])
    bottleneck = _section("bottleneck")
    who_it_hits = _section("who_it_hits")
    evidence = _section("evidence")
    what_we_did = _section("what_we_did")
    asked = _section("asked")
    contact = _section("contact", CONTACT_LENGTH)
    excerpts = SelectMultipleField(_l("Welke fragmenten haal je aan?"))


class LessonPointForm(TextForm):
    """A leerpunt."""

    kind = OutsideKind.LESSON_POINT
    addressee = LineField(_l("Aan wie?"), [filled(_l("Vul in voor wie dit is.")), at_most(200)])
    bottleneck = _section("bottleneck")
    context = _section("context")
    lesson = _section("lesson")
    tried = _section("tried")
    contact = _section("contact", CONTACT_LENGTH)


class PublicForm(TextForm):
    """What everybody reads."""

    kind = OutsideKind.PUBLIC
    summary = _section("summary")
    what_changed = _section("what_changed")


FORMS: dict[OutsideKind, type[TextForm]] = {
    one.kind: one for one in (BriefingForm, LessonPointForm, PublicForm)
}


def form_of(kind: OutsideKind, values: dict[str, Any]) -> TextForm:
    """The form of a kind, filled with these values."""
    return FORMS[kind](data=values)


def values_of(item: OutsideItem) -> dict[str, Any]:
    """An item as its form shows it."""
    return {**item.texts, "title": item.title, "addressee": item.addressee}


class DecideOutsideForm(PlainForm):
    """A manager's word about what was offered; `seen` is the text that was read."""

    step = PickField(
        _l("Wat beslis je?"),
        choices=DECISION_CHOICES,
        message=_l("Kies of dit naar buiten mag."),
    )
    reason = ParagraphField(_l("Waarom niet?"), [at_most(1000)])
    seen = HiddenField()


class WithdrawForm(PlainForm):
    """Why something is withdrawn."""

    reason = ParagraphField(
        _l("Waarom trek je dit in?"),
        [filled(_l("Schrijf op waarom je dit intrekt.")), at_most(1000)],
    )
