"""A case that was just shared joins a pattern at once, without waiting for the nightly run."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.audit import Actor, record
from app.database import db, transaction
from app.jobs import enqueue
from app.people.models import Organisation
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.operations.members import Placing, lock_patterns, place_members
from learning.operations.planning import Links, votes_allowed
from learning.operations.vectors import meanings
from learning.queries.comparison import comparable_cases
from learning.queries.known import Known, known_patterns
from learning.queries.runs import changed_since, last_runs

if TYPE_CHECKING:
    from cases.representation import CaseText

PLACE = "place_cases"
LEAST_CASES = 2
LIVING_STATES = SETTLED_STATES | {PatternState.CANDIDATE}


def plan_placing(organisation_id: int) -> None:
    """Have new cases placed, where there are settled patterns to join.

    One job for all that waits: five hundred cases that come in at once are read once.
    """
    settled = select(Pattern.id).where(
        Pattern.organisation_id == organisation_id,
        Pattern.across.is_(False),
        Pattern.state.in_(list(SETTLED_STATES)),
    )
    if db.session.scalar(settled.limit(1)) is None:
        return
    organisation = db.session.get_one(Organisation, organisation_id)
    enqueue(
        PLACE,
        {"organisation": organisation.public_id},
        unique_key=f"{PLACE}:{organisation.public_id}",
        organisation_id=organisation.id,
    )


def place_cases(organisation_id: int, *, by: Actor) -> dict[str, int]:
    """Let the cases that came since the last run join settled patterns, by the vote of their kin.

    Gives the number of the pattern by case. Opens its own transactions; call it outside of one.
    A case that is in a pattern, or was taken out of the one it resembles, is left alone.
    """
    waiting = set(_waiting(organisation_id))
    texts = comparable_cases(organisation_id) if waiting else []
    known = known_patterns(organisation_id)
    db.session.rollback()
    if len(texts) <= LEAST_CASES:
        return {}
    near = _near(organisation_id, waiting, texts)
    placed = placed_by_vote(near, known)
    by_number: dict[int, list[str]] = defaultdict(list)
    for key, number in placed.items():
        by_number[number].append(key)
    for number, keys in by_number.items():
        with transaction():
            _join(organisation_id, number, keys, by)
    return placed


def _waiting(organisation_id: int) -> Sequence[str]:
    """The shared cases in no living pattern that came or changed after what the last run read."""
    inside = (
        select(PatternMember.case_id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.removed.is_(False),
            Pattern.across.is_(False),
            Pattern.state.in_(list(LIVING_STATES)),
        )
    )
    query = select(Case.public_id).where(
        Case.organisation_id == organisation_id,
        Case.state.in_(list(SHARED_STATES)),
        Case.id.not_in(inside),
    )
    since = last_runs(organisation_id, most=1)
    if since:
        query = query.where(changed_since(since[0].at))
    return db.session.scalars(query.order_by(Case.id)).all()


def placed_by_vote(near: Links, known: Sequence[Known]) -> dict[str, int]:
    """The number of the settled pattern that each case joins; who joins none is left out. Pure.

    `near` gives per case its near cases. What people said of them holds.
    """
    from learning.similarity.identity import vote  # noqa: PLC0415 - loads numpy, which is slow

    pattern_of = {key: one.number for one in known if one.settled for key in one.members}
    voted = {key: vote(links, pattern_of) for key, links in votes_allowed(near, known).items()}
    return {key: number for key, number in voted.items() if number is not None}


def _near(organisation_id: int, keys: Collection[str], texts: Sequence["CaseText"]) -> Links:
    """The cases near each of these, among all that are there.

    Among few cases as a run compares them, by words and sentences: that places more of them, and
    more of them rightly. Among many by words alone, in milliseconds a case.
    """
    from cases.likeness import joined, links, readings, reranked  # noqa: PLC0415 - loads scipy
    from learning.similarity.assignment import Standing  # noqa: PLC0415 - loads scipy
    from learning.similarity.graph import bar  # noqa: PLC0415 - loads scipy
    from learning.similarity.groups import DEFAULT  # noqa: PLC0415 - loads scipy

    if len(texts) > DEFAULT.all_pairs_up_to:
        standing = Standing.of(texts)
        return {text.key: standing.near(text) for text in texts if text.key in keys}
    vectors = meanings(organisation_id, texts)
    z = reranked(joined(readings(texts, vectors=vectors)))
    found = links(z, [text.key for text in texts], bar(z))
    return {key: found[key] for key in keys if key in found}


def _join(organisation_id: int, number: int, keys: Sequence[str], by: Actor) -> None:
    """Put cases in a pattern, if it is still settled and nobody put them elsewhere meanwhile."""
    organisation = lock_patterns(organisation_id)
    pattern = db.session.scalar(
        select(Pattern).where(
            Pattern.organisation_id == organisation_id,
            Pattern.number == number,
            Pattern.state.in_(list(SETTLED_STATES)),
        )
    )
    still = set(_waiting(organisation_id)) & set(keys)
    if pattern is None or not still:
        return
    place_members(pattern, sorted(still), Placing.JOIN)
    record(
        by,
        "place",
        "pattern",
        pattern,
        organisation=organisation.public_id,
        records=sorted(still),
    )
