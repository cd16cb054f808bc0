"""The weights that detection works with in an organisation, and the decisions they come from."""

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.database import db
from cases.models.case import Case
from learning.lifecycle.decisions import UNDO
from learning.models.curation import PatternDecision
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.models.runs import FittedWeights
from learning.queries.known import known_patterns

if TYPE_CHECKING:
    from cases.representation import Weights
    from learning.similarity.judged import Judged

# What an analyst decides about which cases belong together.
JUDGING = frozenset(
    {"make", "confirm", "dismiss", "merge", "split", "remove_member", "add_member", UNDO}
)


def last_fit(organisation_id: int) -> FittedWeights | None:
    """What was last fitted from the decisions of an organisation, in use or not."""
    return db.session.scalar(
        select(FittedWeights)
        .where(FittedWeights.organisation_id == organisation_id)
        .order_by(FittedWeights.at.desc(), FittedWeights.id.desc())
        .limit(1)
    )


def weights_in_use(organisation_id: int) -> FittedWeights | None:
    """The fitted weights that runs of this organisation work with; None means the default ones."""
    fit = last_fit(organisation_id)
    return fit if fit is not None and fit.in_use else None


def weights_of(fit: FittedWeights | None) -> "Weights":
    """The weights that were fitted, or the default ones."""
    from cases.representation import DEFAULT_WEIGHTS, Weights  # noqa: PLC0415 - loads scipy

    return Weights.from_dict(fit.weights) if fit else DEFAULT_WEIGHTS


def decisions_that_hold(organisation_id: int) -> int:
    """How many decisions stand about which cases belong together."""
    query = _judging(organisation_id).where(
        PatternDecision.undone_at.is_(None), PatternDecision.action != UNDO
    )
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def has_new_decisions(organisation_id: int) -> bool:
    """Whether something was decided, or undone, that the last fit has not read."""
    last = last_fit(organisation_id)
    query = _judging(organisation_id)
    if last is not None:
        query = query.where(PatternDecision.at >= last.at)
    return db.session.scalar(query.limit(1)) is not None


def _judging(organisation_id: int) -> Select[int]:
    return (
        select(PatternDecision.id)
        .join(Pattern, Pattern.id == PatternDecision.pattern_id)
        .where(_own(organisation_id), PatternDecision.action.in_(JUDGING))
    )


def _own(organisation_id: int) -> ColumnElement[bool]:
    """The patterns of its own cases: others never learn from what happens between organisations."""
    return and_(Pattern.organisation_id == organisation_id, Pattern.across.is_(False))


def judged_patterns(organisation_id: int) -> list["Judged"]:
    """What was decided about each pattern of an organisation's own cases, by number.

    The members of a confirmed pattern were judged together, but for those that a run put there
    since; in another pattern only who a person put there.
    """
    from learning.similarity.judged import Judged  # noqa: PLC0415 - stays with what is slow

    late = _joined_since(organisation_id)
    judged = (
        Judged(one.number, outside=one.barred, refused=one.members)
        if one.refused
        else Judged(
            one.number,
            inside=one.members - late[one.number] if one.settled else one.pinned,
            outside=one.barred,
        )
        for one in known_patterns(organisation_id)
    )
    return [one for one in judged if one.keys]


def _joined_since(organisation_id: int) -> dict[int, set[str]]:
    """Per number the cases that a run put in a pattern after a person confirmed it."""
    rows = db.session.execute(
        select(Pattern.number, Case.public_id)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            _own(organisation_id),
            PatternMember.decided_by == DecidedBy.MACHINE,
            or_(
                PatternMember.joined_at > Pattern.confirmed_at,
                Pattern.confirmed_at.is_(None),
            ),
        )
    )
    late: dict[int, set[str]] = defaultdict(set)
    for number, key in rows:
        late[number].add(key)
    return late
