"""A reporter sees every step of every proposal that came of their case, and why."""

from datetime import date

from sqlalchemy import select

from app.clock import today
from app.database import db
from cases.story import Step, chains_of, story_of
from learning.lifecycle.proposals import Door, ProposalStep
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import AddresseeAnswer, AddresseeKind
from learning.operations.decision_rules import Addressed, Decision
from learning.operations.decisions import decide_proposal
from learning.operations.wishes import ask_again
from tests.factories import as_actor
from tests.learning.telling.staging import CHANGED, SUNDAY, Acting, Stage


def told(world: Acting) -> list[Step]:
    return story_of(world.member, world.reporter)


def titles(world: Acting) -> list[str]:
    return [one.title for one in told(world)]


def chain(world: Acting) -> dict[str, str]:
    links = chains_of([world.member], world.reporter)[world.member.id]
    return {one.title: one.words for one in links}


def test_the_way_to_a_change_is_told_step_by_step(scene: Stage) -> None:
    with scene.acting() as world:
        world.learned(world.proposal(scene.changed))
        steps = told(world)
        found = [one.title for one in steps]
        for title in (
            "Hoort bij patroon 1: Post bereikt mensen niet",
            "Verbetervoorstel: Een brief die aankomt",
            "Beslissing: aangenomen",
            "Beslissing: uitvoering begonnen",
            "Veranderd",
            "Effect aangetoond: daling aangetoond",
        ):
            assert title in found
        changed = next(one for one in steps if one.title == "Veranderd")
        assert (changed.day, changed.text) == (CHANGED, "Er gaat nu een bericht uit.")
        assert chain(world)["Verandering"] == "daling aangetoond"


def test_the_door_of_practice_is_named_as_such(scene: Stage) -> None:
    with scene.acting() as world:
        proposal = world.proposal(scene.changed)
        world.learned(proposal)
        proposal.decisions[-1].door = Door.PRACTICE
        assert "Effect aangetoond: bevestigd door de praktijk" in titles(world)


def test_what_was_put_off_or_asked_back_is_told_with_its_reason(scene: Stage) -> None:
    with scene.acting() as world:
        later = world.submitted("Een loket dat belt")
        world.decide(
            later, ProposalStep.DEFER, reason="Eerst het oude werk.", until=date(2027, 2, 1)
        )
        asked = world.submitted("Een vraag minder")
        world.decide(asked, ProposalStep.ASK_BACK, reason="Wat kost dit?")
        steps = {(one.title, one.about): one for one in told(world)}
        deferred = steps["Beslissing: uitgesteld", "Een loket dat belt"]
        assert deferred.text == "Eerst het oude werk. Tot 1 februari 2027."
        assert steps["Beslissing: teruggevraagd", "Een vraag minder"].text == "Wat kost dit?"
        assert not steps["Nog geen beslissing op het voorstel", "Een vraag minder"].done


def test_who_it_went_on_to_is_told_by_kind_and_with_the_answer(scene: Stage) -> None:
    with scene.acting() as world:
        proposal = world.submitted("Een wet die past")
        world.decide(proposal, ProposalStep.ACCEPT, capacity="een dag")
        to = (
            Addressed("Directie Naamkanarie", date(2027, 1, 5), AddresseeKind.MINISTRY),
            Addressed("Bureau Naamkanarie", date(2027, 1, 5), AddresseeKind.VNG),
        )
        world.decide(proposal, ProposalStep.FORWARD, reason="Dit is van het rijk.", addressees=to)
        step = next(one for one in told(world) if one.title == "Beslissing: doorgeleid")
        assert step.text == (
            "Dit is van het rijk. Doorgeleid aan een ministerie, de VNG. Er komen nog antwoorden."
        )
        answered = proposal.decisions[-1].addressees[0]
        answered.answer, answered.answered_on = AddresseeAnswer.TAKEN_UP, today()
        answered.answer_text = "Dit gaat mee in de volgende wijziging."
        step = next(one for one in told(world) if one.title.startswith("Antwoord van"))
        assert step.title == "Antwoord van een ministerie: pakt het op"
        assert step.text == "Dit gaat mee in de volgende wijziging."
        assert not [one for one in told(world) if "Naamkanarie" in one.title + one.text]


def test_what_was_merged_goes_on_being_told_in_the_other(scene: Stage) -> None:
    with scene.acting() as world:
        mine, other = world.submitted("Het eerste idee"), world.submitted("Het betere idee")
        other.patterns = [another_pattern(world)]
        decide_proposal(mine, Decision(ProposalStep.MERGE, into=other), by=as_actor(world.analyst))
        # Also when the other were not to take over the pattern.
        other.patterns = [one for one in other.patterns if one.id != world.pattern.id]
        world.decide(other, ProposalStep.REJECT, reason="Er is geen geld voor.")
        steps = {(one.title, one.about): one.text for one in told(world)}
        assert ("Samengevoegd met 'Het betere idee'", "Het eerste idee") in steps
        assert steps["Beslissing: niet overgenomen", "Het betere idee"] == "Er is geen geld voor."
        assert chain(world)["Beslissing"] != "samengevoegd"


def another_pattern(world: Acting) -> Pattern:
    made = Pattern(
        organisation_id=world.organisation.id,
        number=2,
        title="Iets anders",
        state=world.pattern.state,
        found_at=SUNDAY,
        published_at=SUNDAY,
        published_title="Iets anders",
    )
    db.session.add(made)
    db.session.flush()
    return made


def test_what_was_split_off_tells_of_the_whole_too(scene: Stage) -> None:
    with scene.acting() as world:
        whole, part = world.submitted("Het hele plan"), world.draft("Een deel ervan")
        part.split_from, whole.patterns = whole, [another_pattern(world)]
        found = titles(world)
        assert "Verbetervoorstel: Het hele plan" in found
        assert "Verbetervoorstel: Een deel ervan" not in found


def test_a_case_that_only_a_run_found_is_told_nothing(scene: Stage) -> None:
    with scene.acting() as world:
        case = world.case(world.reporter, SUNDAY, member=True)
        assert "Veranderd" in [one.title for one in story_of(case, world.reporter)]
        joined = select(PatternMember).where(PatternMember.case_id == case.id)
        db.session.scalars(joined).one().published = False
        db.session.flush()
        chapters = {one.chapter for one in story_of(case, world.reporter)}
        assert chapters == {"logged", "shared"}


def test_the_own_page_shows_how_far_it_came(scene: Stage) -> None:
    page = scene.browser("reporter").get("/mijn-casussen")
    assert "Verandering doorgevoerd" in page.main
    page = scene.browser("reporter").get(f"/casussen/{scene.case}")
    assert "Er gaat nu een bericht uit." in page.main


def test_without_a_proposal_the_story_says_what_may_still_come(scene: Stage) -> None:
    with scene.acting() as world:
        world.proposal(scene.changed).patterns = []
        db.session.flush()
        assert titles(world)[-1] == "Nog geen verbetervoorstel"


def test_what_came_again_is_told_again(scene: Stage) -> None:
    with scene.acting() as world:
        proposal = world.submitted("Een vraag minder")
        world.decide(proposal, ProposalStep.ASK_BACK, reason="Wat kost dit?")
        world.decide(proposal, ProposalStep.SUBMIT)
        steps = [(one.title, one.about) for one in told(world)]
        assert ("Opnieuw ingediend", "Een vraag minder") in steps


def test_a_colleague_reads_the_way_of_a_proposal_but_not_what_was_asked(scene: Stage) -> None:
    with scene.acting() as world:
        ask_again(
            world.proposal(scene.changed),
            person=world.reporter,
            text="Bij ons knelt het nog steeds.",
            by=as_actor(world.reporter),
        )
        asked = "Je vroeg om dit opnieuw te bekijken: Een brief die aankomt"
        assert asked in titles(world)
        assert "Nog geen antwoord op je vraag" in titles(world)
        colleague = [one.title for one in story_of(world.member, world.professional)]
        assert "Veranderd" in colleague
        assert asked not in colleague
        stranger = story_of(world.member, world.elsewhere)
        assert {one.chapter for one in stranger} == {"logged", "shared"}
        assert chains_of([world.member], world.professional)[world.member.id][-1].mark is None
