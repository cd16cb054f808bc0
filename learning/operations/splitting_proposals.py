"""A second proposal out of one: two measures that each deserve a decision of their own."""

from collections.abc import Collection, Sequence

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.refusals import Invalid
from cases.screening import screen_texts
from learning.lifecycle.proposals import DIVISIBLE_STATES, STATE_LABELS, ProposalState
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.proposals import note
from learning.operations.words import refuse_words_of_cases

# What the second one begins with; its author goes on from there.
COPIED = (
    "organisation_id",
    "owner_id",
    "problem",
    "evidence",
    "proposed_change",
    "expected_effect",
    "expected_fall",
    "costs",
    "level",
    "strength",
    "priority",
    "capacity_asked",
)


def split_proposal(
    proposal: Proposal,
    *,
    title: str,
    patterns: Sequence[Pattern],
    author: Person,
    by: Actor,
    stated: Collection[str] = (),
) -> Proposal:
    """Begin a second draft from some of the patterns of a proposal that nobody decided on yet.

    The first keeps its patterns, so that no reporter loses what they heard of; both lead to each
    other.
    """
    title = clean_text(title).strip()
    if proposal.state not in DIVISIBLE_STATES:
        state = STATE_LABELS[proposal.state]
        raise Invalid("Dit kan niet bij een voorstel met de stand '%(state)s'.", state=state)
    if not title:
        raise Invalid("Vul een titel in.", "title")
    if not patterns or not all(one in proposal.patterns for one in patterns):
        raise Invalid("Kies de patronen voor het tweede voorstel.", "patterns")
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts({"title": title}, organisation=host, by=by, stated=stated)
    refuse_words_of_cases({"title": title}, patterns, by=by)
    second = Proposal(
        title=title,
        state=ProposalState.DRAFT,
        split_from=proposal,
        author_id=author.id,
        patterns=list(patterns),
        bouwstenen=list(proposal.bouwstenen),
        created_at=now(),
        state_since=now(),
        **{name: getattr(proposal, name) for name in COPIED},
    )
    db.session.add(second)
    db.session.flush()
    note(by, "split_proposal", second)
    return second
