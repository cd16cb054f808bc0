"""Which cases stand in a pattern: what a run puts there and what an analyst decides for ever."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import delete, select

from app.audit import Actor
from app.clock import now
from app.database import db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.curation import PatternDecision, SuggestedCase
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.history import deciding
from learning.queries.comparison import may_stand_in


class Placing(StrEnum):
    """Whether cases come beside those that stand in a pattern, or instead of them."""

    JOIN = "join"
    EXACTLY = "exactly"


def lock_patterns(organisation_id: int) -> Organisation:
    """Let one run at a time write the patterns of an organisation; inside a transaction."""
    return db.session.scalars(
        select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    ).one()


def place_members(pattern: Pattern, keys: Sequence[str], placing: Placing) -> None:
    """Let a run put these cases (public ids) in a pattern; cases unshared by now stay out.

    What an analyst decided about a case in this pattern stays as it is.
    """
    ids = _shared_ids(pattern, keys)
    rows = {
        one.case_id: one
        for one in db.session.scalars(
            select(PatternMember).where(PatternMember.pattern_id == pattern.id)
        )
    }
    for place, case_id in enumerate(ids):
        order = place if placing is Placing.EXACTLY else None
        row = rows.pop(case_id, None)
        if row is None:
            db.session.add(_member(pattern, case_id, DecidedBy.MACHINE, order))
        elif not row.removed and order is not None:
            row.place = order
    if placing is Placing.EXACTLY:
        for row in rows.values():
            if row.decided_by is DecidedBy.MACHINE:
                db.session.delete(row)
    db.session.flush()
    release_from_candidates(pattern, ids)


def _member(
    pattern: Pattern, case_id: int, decided_by: DecidedBy, place: int | None
) -> PatternMember:
    return PatternMember(
        pattern_id=pattern.id,
        case_id=case_id,
        joined_at=now(),
        decided_by=decided_by,
        place=place,
    )


def _shared_ids(pattern: Pattern, keys: Sequence[str]) -> list[int]:
    rows = db.session.execute(
        select(Case.public_id, Case.id).where(
            Case.public_id.in_(keys),
            may_stand_in(pattern),
        )
    )
    found = {row.public_id: row.id for row in rows}
    return [found[key] for key in keys if key in found]


def release_from_candidates(pattern: Pattern, case_ids: Collection[int]) -> None:
    """Take cases out of every other candidate in which a run had put them."""
    others = select(Pattern.id).where(
        Pattern.organisation_id == pattern.organisation_id,
        Pattern.state == PatternState.CANDIDATE,
        Pattern.across.is_(pattern.across),
        Pattern.id != pattern.id,
    )
    db.session.execute(
        delete(PatternMember).where(
            PatternMember.case_id.in_(list(case_ids)),
            PatternMember.pattern_id.in_(others),
            PatternMember.decided_by == DecidedBy.MACHINE,
        )
    )


def member_ids(pattern: Pattern) -> list[int]:
    """The keys of the cases that stand in a pattern now."""
    query = select(PatternMember.case_id).where(
        PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
    )
    return list(db.session.scalars(query))


def remove_member(pattern: Pattern, case: Case, *, by: Actor) -> PatternDecision:
    """This is not the same: the case leaves the pattern, and no run brings it back."""
    return remove_members(pattern, [case], by=by)


def remove_members(pattern: Pattern, cases: Sequence[Case], *, by: Actor) -> PatternDecision:
    """These are not the same: they leave the pattern as one decision, and no run brings them."""
    _require_open(pattern)
    _require_some(cases)
    with deciding("remove_member", pattern, by=by) as decision:
        for case in cases:
            row = _row(pattern, case)
            if row is None or row.removed:
                raise Invalid("Deze casus staat niet in dit patroon.")
            row.removed, row.published, row.decided_by = True, False, DecidedBy.ANALYST
        forget_exemplars(pattern, {case.public_id for case in cases})
        pattern.curated = True
    return decision


def add_member(pattern: Pattern, case: Case, *, by: Actor) -> PatternDecision:
    """The case belongs here: it joins (or comes back), and no run takes it out."""
    return add_members(pattern, [case], by=by)


def add_members(pattern: Pattern, cases: Sequence[Case], *, by: Actor) -> PatternDecision:
    """These belong here: they join, stay or come back as one decision, and no run takes them."""
    _require_open(pattern)
    _require_some(cases)
    with deciding("add_member", pattern, by=by) as decision:
        bring_in(pattern, cases)
        pattern.curated = True
    return decision


def bring_in(pattern: Pattern, cases: Sequence[Case]) -> None:
    """Put cases in a pattern as an analyst's choice, as part of a larger decision."""
    for case in cases:
        _require_free(pattern, case)
        row = _row(pattern, case)
        if row is None:
            db.session.add(_member(pattern, case.id, DecidedBy.ANALYST, None))
        else:
            row.removed, row.decided_by = False, DecidedBy.ANALYST
    db.session.flush()
    release_from_candidates(pattern, [case.id for case in cases])


def _require_some(cases: Sequence[Case]) -> None:
    if not cases:
        raise Invalid("Vink eerst een of meer casussen aan.", "case")


def _require_free(pattern: Pattern, case: Case) -> None:
    if case.organisation_id != pattern.organisation_id or case.state not in SHARED_STATES:
        raise Invalid("Kies een gedeelde casus van je eigen organisatie.", "case")
    if _settled_elsewhere(pattern, case):
        raise Invalid(
            "Deze casus hoort al bij een ander bevestigd patroon. Haal hem daar eerst weg.", "case"
        )


def leave_patterns(case_id: int, public_id: str) -> None:
    """A case that is not shared any more leaves every pattern at once.

    That an analyst took it out of a pattern is remembered, for when it is shared again. It goes
    from what a run proposed as well.
    """
    db.session.execute(delete(SuggestedCase).where(SuggestedCase.case_id == case_id))
    rows = db.session.scalars(
        select(PatternMember).where(
            PatternMember.case_id == case_id, PatternMember.removed.is_(False)
        )
    ).all()
    for row in rows:
        forget_exemplars(row.pattern, {public_id})
        db.session.delete(row)
    db.session.flush()


def leave_patterns_across(case_id: int, public_id: str) -> None:
    """A case leaves at once the patterns across of who may not compare it any more.

    That is so when it is not shared with the network now, or not with the owner of the pattern.
    """
    db.session.flush()
    rows = db.session.scalars(
        select(PatternMember)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.case_id == case_id,
            PatternMember.removed.is_(False),
            Pattern.across.is_(True),
        )
    ).all()
    for row in rows:
        allowed = select(Case.id).where(Case.id == case_id, may_stand_in(row.pattern))
        if db.session.scalar(allowed) is None:
            forget_exemplars(row.pattern, {public_id})
            db.session.delete(row)
    db.session.flush()


def _row(pattern: Pattern, case: Case) -> PatternMember | None:
    return db.session.scalar(
        select(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.case_id == case.id
        )
    )


def _settled_elsewhere(pattern: Pattern, case: Case) -> bool:
    found = db.session.scalar(
        select(PatternMember.id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.case_id == case.id,
            PatternMember.removed.is_(False),
            Pattern.id != pattern.id,
            Pattern.across.is_(pattern.across),
            Pattern.state.in_(list(SETTLED_STATES)),
        )
    )
    return found is not None


def _require_open(pattern: Pattern) -> None:
    if pattern.state in (PatternState.DISMISSED, PatternState.MERGED):
        raise Invalid("Dit patroon ligt terzijde. Zet het eerst terug.")


def forget_exemplars(pattern: Pattern, public_ids: Collection[str]) -> None:
    """Cases that left a pattern are no examples of it any more."""
    kept = [key for key in pattern.explanation.get("exemplars", []) if key not in public_ids]
    pattern.explanation = {**pattern.explanation, "exemplars": kept}
