"""Short cases in which two things go wrong again and again, and patterns made of cases."""

from collections.abc import Iterable

from app.clock import now
from app.database import db
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from cases.models.case import Case
from cases.terms import Audience
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from tests.factories import make_case, make_organisation, make_person, make_team

ADDRESS = [
    (
        "Geen briefadres voor dakloze man",
        "Hij slaapt bij vrienden en krijgt geen briefadres. Zonder briefadres geen inschrijving.",
    ),
    (
        "Briefadres geweigerd na scheiding",
        "Na de scheiding logeert zij overal. Burgerzaken weigert het briefadres en inschrijving.",
    ),
    (
        "Inschrijving zonder briefadres loopt vast",
        "De inschrijving kan niet zonder briefadres, en het briefadres niet zonder inschrijving.",
    ),
    (
        "Wachten op een briefadres",
        "Zes weken wachten op een briefadres voor iemand op straat, dus geen post en inschrijving.",
    ),
    (
        "Dakloos en geen inschrijving",
        "Een dakloze vrouw heeft een briefadres nodig. Het loket vraagt eerst een inschrijving.",
    ),
    (
        "Briefadres bij de opvang mag niet",
        "De opvang wil het briefadres geven, maar burgerzaken keurt die inschrijving niet goed.",
    ),
]
GLASSES = [
    (
        "Bril voor schoolkind afgewezen",
        "De bijzondere bijstand vergoedt geen bril, want de zorgverzekering gaat voor.",
    ),
    (
        "Nieuwe bril is voorliggend",
        "Bijzondere bijstand voor een bril werd geweigerd om de zorgverzekering als voorziening.",
    ),
    (
        "Kapotte bril, geen bijzondere bijstand",
        "Een kapotte bril op het werk. De zorgverzekering betaalt niet, bijzondere bijstand ook.",
    ),
    (
        "Brillenglazen te duur",
        "De bril kost te veel. Bijzondere bijstand verwijst naar de aanvullende zorgverzekering.",
    ),
    (
        "Bril via bijzondere bijstand",
        "Wie geen aanvullende zorgverzekering heeft krijgt de bril niet uit bijzondere bijstand.",
    ),
]
LOOSE = [
    ("Parkeervergunning voor thuiszorg", "De wijkverpleegkundige krijgt elke middag een boete."),
    ("Leges voor een buurtfeest", "De straat betaalt evenveel als een groot evenement."),
    ("Container te ver weg", "Met een rolstoel is de ondergrondse container onbereikbaar."),
    ("Bomenkap zonder antwoord", "De aanvraag ligt al een jaar, de tak hangt op het dak."),
    ("Rijbewijs kwijt in het buitenland", "De consul en de balie wijzen naar elkaar."),
    ("Leerlingenvervoer stopt bij verhuizing", "De taxi rijdt niet over de gemeentegrens."),
    ("Hondenbelasting voor hulphond", "De vrijstelling staat alleen op papier."),
    ("Trouwen op zaterdag", "Het gratis trouwmoment valt altijd onder werktijd."),
]


class Town:
    """An organisation with a team, six reporters and an analyst."""

    def __init__(self, name: str = "Gemeente Proefstad", slug: str = "proefstad") -> None:
        self.organisation: Organisation = make_organisation(name, slug)
        self.team: Team = make_team(self.organisation)
        self.reporters: list[Person] = [
            make_person(self.organisation, team=self.team) for _ in range(6)
        ]
        self.analyst: Person = make_person(self.organisation, Role.ANALYST)

    def cases(self, texts: Iterable[tuple[str, str]], start: int = 0) -> list[Case]:
        """Cases shared with the organisation, each by the next reporter."""
        return [
            make_case(
                self.reporters[number % len(self.reporters)],
                self.organisation,
                self.team,
                title=title,
                situation=situation,
                audience=Audience.ORGANISATION,
            )
            for number, (title, situation) in enumerate(texts, start)
        ]

    def corpus(self) -> dict[str, list[Case]]:
        """All cases of this file."""
        return {
            "address": self.cases(ADDRESS),
            "glasses": self.cases(GLASSES),
            "loose": self.cases(LOOSE),
        }

    def pattern(
        self, cases: Iterable[Case], state: PatternState = PatternState.CONFIRMED, number: int = 1
    ) -> Pattern:
        """A pattern of these cases, as if a run had found it."""
        pattern = Pattern(
            organisation_id=self.organisation.id,
            number=number,
            title="Zonder adres geen inschrijving",
            summary="Wie nergens woont, komt niet in de basisregistratie.",
            state=state,
            found_at=now(),
            explanation={"terms": ["briefadres"], "signals": [], "exemplars": []},
        )
        db.session.add(pattern)
        db.session.flush()
        for place, case in enumerate(cases):
            db.session.add(
                PatternMember(
                    pattern_id=pattern.id,
                    case_id=case.id,
                    joined_at=now(),
                    decided_by=DecidedBy.MACHINE,
                    place=place,
                )
            )
        db.session.flush()
        db.session.refresh(pattern)
        return pattern
