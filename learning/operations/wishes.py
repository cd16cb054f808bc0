"""Choosing what to be mailed, and asking to look at a change again, through the analyst."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.proposals import Proposal
from learning.models.telling import MailWish, ReopenWish, WishAnswer
from learning.operations.decision_rules import Decision
from learning.operations.decisions import decide_proposal
from learning.operations.telling_words import refuse_unfit_words

SHORTEST, LONGEST = 10, 2_000


def choose_mail(person: Person, *, weekly: bool, newsletter: bool, by: Actor) -> None:
    """Keep which mail somebody wants; it is theirs alone to choose."""
    _one_at_a_time(person)
    wish = db.session.scalar(select(MailWish).where(MailWish.person_id == person.id))
    if wish is None:
        wish = MailWish(person_id=person.id)
        db.session.add(wish)
    wish.weekly, wish.newsletter = weekly, newsletter
    db.session.flush()
    record(by, "choose_mail", "person", person)


def ask_again(
    proposal: Proposal,
    *,
    person: Person,
    text: str,
    by: Actor,
    stated: Collection[str] = (),
) -> ReopenWish:
    """Ask to look at a change again, as a reporter; one question at a time.

    The row in the trail names the organisation, not the proposal nor the wish: with those the
    trail would say whose case is behind which change, which nobody has to know to see that
    somebody asked something.
    """
    text = clean_text(text).strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise Invalid("Schrijf in 10 tot 2000 tekens op wat er nog knelt.", "text")
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts({"text": text}, organisation=host, by=by, stated=stated)
    _one_at_a_time(person)
    if _waiting(proposal, person):
        raise Invalid("Je hebt hier al om gevraagd. Wacht eerst op het antwoord.")
    wish = ReopenWish(proposal_id=proposal.id, person_id=person.id, text=text, at=now())
    db.session.add(wish)
    db.session.flush()
    record(by, "ask_again", "organisation", host, organisation=host.public_id)
    return wish


def _one_at_a_time(person: Person) -> None:
    """Two presses at once become one after the other."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())


def _waiting(proposal: Proposal, person: Person) -> bool:
    query = select(ReopenWish.id).where(
        ReopenWish.proposal_id == proposal.id,
        ReopenWish.person_id == person.id,
        ReopenWish.answer.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None


def answer_wishes(
    proposal: Proposal,
    wishes: Sequence[ReopenWish],
    *,
    answer: WishAnswer,
    text: str,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Answer everybody whose words were read, as the analyst: taken up again, or not now and why.

    All get the same words, and the organisation reads them too when the proposal is taken up
    again. So they are the analyst's own: not those of who asked, nor of a case.
    """
    text = clean_text(text).strip()
    if not text:
        raise Invalid("Schrijf op waarom. Wie het vroeg, leest dit.", "text")
    asked = [one.text for one in wishes]
    refuse_unfit_words({"text": text}, proposal.patterns, proposal.organisation_id, asked)
    if answer is WishAnswer.REOPENED and proposal.state is not ProposalState.IN_PROGRESS:
        step = Decision(ProposalStep.TAKE_UP_AGAIN, reason=text)
        decide_proposal(proposal, step, by=by, stated=stated)
    else:
        host = db.session.get_one(Organisation, proposal.organisation_id)
        screen_texts({"text": text}, organisation=host, by=by, stated=stated)
    # Who asked meanwhile gets what was asked for; a no is for those whose words were read.
    for one in _open_wishes(proposal) if answer is WishAnswer.REOPENED else wishes:
        one.answer, one.answer_text = answer, text
        one.answered_at, one.answered_by_id = now(), by.person_id
    db.session.flush()
    record(by, "answer_wishes", "proposal", proposal, organisation=proposal.organisation.public_id)


def _open_wishes(proposal: Proposal) -> Sequence[ReopenWish]:
    query = select(ReopenWish).where(
        ReopenWish.proposal_id == proposal.id, ReopenWish.answer.is_(None)
    )
    return db.session.scalars(query).all()
