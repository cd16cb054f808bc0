"""From a confirmed pattern to a lesson that counts as learned, with the months passing by."""

import pytest
from sqlalchemy import select

from app.database import db
from app.disclosure import K
from app.people.models import Person
from learning.models.practice import PracticeAsked, PracticeRound
from learning.models.proposals import Proposal
from tests.journeys.conftest import NARROW, WIDE, Looker, Room
from tests.journeys.moving_clock import Years
from tests.journeys.story import ANALYST, MANAGER

PATTERN = "Op de achttiende verjaardag stopt alles tegelijk"
PROPOSAL = "Eén plan voor wie bijna achttien is"
CHANGED = "Elke jongere krijgt op zijn zestiende een plan dat na de verjaardag doorloopt."
SOLVED, LESS = "Nee, het is opgelost", "Minder dan eerst"
HALF_A_YEAR, LONGER_THAN_A_ROUND = 184, 29


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_a_pattern_becomes_a_lesson_that_practice_confirms(later: Room, years: Years) -> None:
    proposal = the_analyst_publishes_and_proposes(later.seat(ANALYST))
    the_manager_has_it_changed(later.seat(MANAGER), proposal, years)
    years.pass_by(HALF_A_YEAR)
    assert practice_answers(later, years) > K
    it_is_not_said_before_all_could_answer(later.seat(MANAGER), proposal)
    years.pass_by(LONGER_THAN_A_ROUND)
    the_analyst_concludes(later.seat(ANALYST), proposal)
    everybody_reads_by_which_door(later, proposal)


def the_analyst_publishes_and_proposes(ilse: Looker) -> str:
    """The confirmed pattern gets its readers, and a proposal with what it should change."""
    ilse.go("/patronen/werkbank")
    ilse.follow(PATTERN)
    ilse.follow("Publiceren")
    ilse.press("Publiceren")
    ilse.reads("Het patroon is gepubliceerd")
    ilse.go("/patronen/werkbank")
    ilse.follow(PATTERN)
    ilse.follow("Voorstel schrijven")
    ilse.look()
    ilse.write("Titel", PROPOSAL)
    ilse.write("Wat gaat er mis?", "Hulp houdt op bij een verjaardag en niet bij een mens.")
    ilse.write("Wat moet er veranderen?", "Maak op tijd een plan dat doorloopt.")
    ilse.pick("proces")
    ilse.pick("ondersteunt")
    ilse.press("Concept bewaren")
    ilse.reads("Het concept is bewaard")
    ilse.follow("Indienen")
    ilse.look()
    ilse.press("Indienen bij de manager")
    ilse.reads("wacht op een beslissing")
    return ilse.path


def the_manager_has_it_changed(wouter: Looker, proposal: str, years: Years) -> None:
    """Accepted, carried out and changed; what everybody reads of it then."""
    wouter.go(proposal)
    wouter.follow("Beslissen")
    take_step(wouter, "Aannemen", {"Welke capaciteit geef je?": "Twee dagen per maand"})
    wouter.follow("Volgende stap vastleggen")
    take_step(wouter, "De uitvoering begint", {})
    wouter.follow("Volgende stap vastleggen")
    day = years.moment.date().isoformat()
    take_step(
        wouter,
        "De verandering is doorgevoerd",
        {"Op welke dag is het veranderd?": day, "Wat is er veranderd?": CHANGED},
    )
    wouter.reads("De stand is nu: doorgevoerd")
    wouter.look()


def take_step(looker: Looker, name: str, fields: dict[str, str]) -> None:
    """Record a step with what belongs to it."""
    looker.pick(name)
    for label, text in fields.items():
        looker.write(label, text)
    looker.press("Vastleggen")


def practice_answers(room: Room, years: Years) -> int:
    """Who met it is asked on their own page and answers once; give how many were asked."""
    people, address = asked(years)
    for place, name in enumerate(people):
        looker = room.seat(name, NARROW if place == 0 else WIDE, script=place != 1)
        looker.go("/mijn-casussen")
        looker.leave_by(looker.page.locator(f"main a[href$='{address}']"))
        looker.reads(PROPOSAL)
        if place == 0:
            looker.look()
        looker.pick(SOLVED if place else LESS)
        looker.press("Versturen")
        looker.go("/mijn-casussen")
        looker.misses(PROPOSAL + ". Antwoorden kan")
        looker.page.context.close()
    return len(people)


def asked(years: Years) -> tuple[list[str], str]:
    """Who is asked, and where: nobody but they themselves can see that, so the rows tell."""
    with years.app.app_context():
        rows = db.session.execute(
            select(Person.name, PracticeRound.public_id)
            .join(PracticeAsked, PracticeAsked.person_id == Person.id)
            .join(PracticeRound, PracticeRound.id == PracticeAsked.round_id)
            .join(Proposal, Proposal.id == PracticeRound.proposal_id)
            .where(Proposal.title == PROPOSAL)
            .order_by(Person.name)
        ).all()
        db.session.remove()
    return [row.name for row in rows], f"/knelt-dit-nog/{rows[0].public_id}"


def it_is_not_said_before_all_could_answer(wouter: Looker, proposal: str) -> None:
    """Also when everybody has answered: an early word would tell that nobody stayed away."""
    wouter.go(f"{proposal}/effect")
    wouter.look()
    wouter.go(f"{proposal}/verhaal")
    wouter.misses("bevestigd door de praktijk")


def the_analyst_concludes(ilse: Looker, proposal: str) -> None:
    ilse.go(f"{proposal}/effect")
    ilse.reads("bevestigd door de praktijk")
    ilse.look()
    ilse.go(proposal)
    ilse.follow("Volgende stap vastleggen")
    take_step(ilse, "Effect aangetoond", {"Reden": "Wie het meemaakte, merkt het verschil."})
    ilse.reads("De stand is nu: effect aangetoond")


def everybody_reads_by_which_door(room: Room, proposal: str) -> None:
    wouter = room.seat(MANAGER)
    wouter.go("/stand-van-zaken")
    wouter.reads("bevestigd door de praktijk")
    wouter.go(f"{proposal}/verhaal")
    wouter.reads(CHANGED)
    wouter.look()
    wouter.go("/dit-is-veranderd")
    wouter.reads("Het helpt: bevestigd door de praktijk")
