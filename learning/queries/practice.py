"""What those who met the bottleneck say after a change: whom to ask, and what came of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.clock import AMSTERDAM, today
from app.database import db
from app.people.models import Person
from app.people.permissions import roles_in
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.response import Recognition
from cases.permissions import can_read_case
from learning.effect import Verdict
from learning.lifecycle.patterns import PUBLIC_STATES, PatternState
from learning.lifecycle.practice import ROUNDS, months_after, round_due
from learning.lifecycle.proposals import MEASURED_STATES, Door, ProposalStep
from learning.models.patterns import PatternMember
from learning.models.practice import PracticeAsked, PracticeOutcome, PracticeRound
from learning.models.proposals import Proposal
from learning.queries.effects import subjects_of
from learning.queries.figures import last_verdict

# What was merged had been published before it went on in another pattern.
TOLD = PUBLIC_STATES | {PatternState.MERGED}
ANSWER_LABELS = {
    "solved": "Nee, het is opgelost",
    "less": "Minder dan eerst",
    "still": "Ja, het knelt nog",
    "unknown": "Ik weet het niet, ik heb er niet meer mee te maken",
}
OUTCOME_LABELS = {
    PracticeOutcome.CONFIRMED: "bevestigd door de praktijk",
    PracticeOutcome.NOT_CONFIRMED: "volgens de praktijk knelt het nog",
    PracticeOutcome.TOO_FEW: "te weinig antwoorden uit de praktijk",
}


def rounds_of(proposal: Proposal) -> list[PracticeRound]:
    """The rounds about the change that stands now, oldest first; of an earlier one is history."""
    made = [one.at for one in proposal.decisions if one.kind is ProposalStep.IMPLEMENT]
    if not made or proposal.changed_on is None:
        return []
    found = db.session.scalars(
        select(PracticeRound)
        .where(
            PracticeRound.proposal_id == proposal.id,
            PracticeRound.changed_on == proposal.changed_on,
            PracticeRound.opens_on >= max(made).astimezone(AMSTERDAM).date(),
        )
        .order_by(PracticeRound.opens_on, PracticeRound.id)
    )
    return list(found)


def open_round(proposal: Proposal) -> PracticeRound | None:
    """The round that takes answers now; that it does follows from the calendar alone."""
    return next((one for one in rounds_of(proposal) if one.closed_at is None), None)


def next_round_on(proposal: Proposal) -> date | None:
    """The day from which practice is asked next; None when it has been asked for the last time."""
    if proposal.changed_on is None or proposal.state not in MEASURED_STATES:
        return None
    days = (months_after(proposal.changed_on, months) for months in ROUNDS)
    return next((day for day in days if day > today()), None)


def speaking_round(proposal: Proposal) -> PracticeRound | None:
    """The newest round with enough answers to say something; else the newest that has closed."""
    closed = [one for one in rounds_of(proposal) if one.outcome is not None]
    speaking = [one for one in closed if one.outcome is not PracticeOutcome.TOO_FEW]
    return next(reversed(speaking or closed), None)


def practice_says(proposal: Proposal) -> str:
    """What everybody may read of the answers; empty while no round has closed."""
    found = speaking_round(proposal)
    return OUTCOME_LABELS[found.outcome] if found and found.outcome else ""


def doors_of(proposal: Proposal) -> list[Door]:
    """The doors to learned that stand open: a fall that others may read of, a yes of practice."""
    verdict, practice = last_verdict(proposal), speaking_round(proposal)
    shown = verdict is not None and verdict.verdict is Verdict.FALL_SHOWN and verdict.may_show
    confirmed = practice is not None and practice.outcome is PracticeOutcome.CONFIRMED
    return [door for door, open_ in ((Door.FIGURES, shown), (Door.PRACTICE, confirmed)) if open_]


def rounds_due(organisation_id: int) -> list[tuple[Proposal, int]]:
    """The changes of which practice should be asked from today, and after how many months."""
    changed = db.session.scalars(
        select(Proposal).where(
            Proposal.organisation_id == organisation_id,
            Proposal.state.in_(list(MEASURED_STATES)),
            Proposal.changed_on.is_not(None),
        )
    ).all()
    found = []
    for proposal in changed:
        assert proposal.changed_on is not None
        months = round_due(proposal.changed_on, today())
        if months is not None and not _was_asked(proposal, months):
            found.append((proposal, months))
    return found


def _was_asked(proposal: Proposal, months: int) -> bool:
    query = select(PracticeRound.id).where(
        PracticeRound.proposal_id == proposal.id,
        PracticeRound.changed_on == proposal.changed_on,
        PracticeRound.months == months,
    )
    return db.session.scalar(query) is not None


def rounds_to_close(organisation_id: int) -> Sequence[PracticeRound]:
    """The rounds whose last day has passed, each held so that no answer comes in between."""
    return db.session.scalars(
        select(PracticeRound)
        .join(Proposal, Proposal.id == PracticeRound.proposal_id)
        .where(
            Proposal.organisation_id == organisation_id,
            PracticeRound.closed_at.is_(None),
            PracticeRound.closes_on < today(),
        )
        .order_by(PracticeRound.id)
        .with_for_update(of=PracticeRound)
    ).all()


def people_to_ask(proposal: Proposal) -> list[Person]:
    """Who logged or recognised a case of its patterns, as far as they still work here.

    Only cases that stood in a pattern when it was published: to be asked about another would tell
    somebody of a decision that no one has published. A recognition counts while its giver may
    still read the case.
    """
    patterns = {one.id: one for one in (*proposal.patterns, *subjects_of(proposal))}
    members = select(PatternMember.case_id).where(
        PatternMember.pattern_id.in_([key for key, one in patterns.items() if one.state in TOLD]),
        PatternMember.published.is_(True),
        PatternMember.removed.is_(False),
    )
    told = (
        Case.id.in_(members),
        Case.state.in_(list(SHARED_STATES)),
        Case.organisation_id == proposal.organisation_id,
    )
    reporters = db.session.scalars(
        select(Person).join(Case, Case.reporter_id == Person.id).where(*told)
    ).unique()
    found = {one.id: one for one in reporters}
    recognised = db.session.execute(
        select(Case, Person)
        .join(Recognition, Recognition.case_id == Case.id)
        .join(Person, Person.id == Recognition.person_id)
        .where(*told)
    ).unique()
    found.update({person.id: person for case, person in recognised if can_read_case(case, person)})
    return [found[key] for key in sorted(found) if _works_here(found[key], proposal)]


def _works_here(person: Person, proposal: Proposal) -> bool:
    return not person.guest and bool(roles_in(person, proposal.organisation_id))


def rounds_for(person: Person) -> Sequence[PracticeRound]:
    """The rounds that wait for this person's answer, what closes first on top."""
    return db.session.scalars(
        select(PracticeRound)
        .join(PracticeAsked, PracticeAsked.round_id == PracticeRound.id)
        .where(
            PracticeAsked.person_id == person.id,
            PracticeAsked.answered.is_(False),
            PracticeRound.closed_at.is_(None),
            PracticeRound.closes_on >= today(),
        )
        .order_by(PracticeRound.closes_on, PracticeRound.id)
    ).all()


def round_for(public_id: str, person: Person) -> PracticeRound:
    """A round that waits for this person's answer, or a refusal."""
    for one in rounds_for(person):
        if one.public_id == public_id:
            return one
    raise Refused("practice_round", public_id)
