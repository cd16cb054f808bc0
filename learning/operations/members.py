"""Which cases stand in a pattern: what a run puts there and what an analyst decides for ever."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import DecidedBy, Pattern, PatternMember


class Placing(StrEnum):
    """Whether cases come beside those that stand in a pattern, or instead of them."""

    JOIN = "join"
    EXACTLY = "exactly"


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
            Case.organisation_id == pattern.organisation_id,
            Case.state.in_(list(SHARED_STATES)),
        )
    )
    found = {row.public_id: row.id for row in rows}
    return [found[key] for key in keys if key in found]


def release_from_candidates(pattern: Pattern, case_ids: Collection[int]) -> None:
    """Take cases out of every other candidate in which a run had put them."""
    others = select(Pattern.id).where(
        Pattern.organisation_id == pattern.organisation_id,
        Pattern.state == PatternState.CANDIDATE,
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


def remove_member(pattern: Pattern, case: Case, *, by: Actor) -> None:
    """This is not the same: the case leaves the pattern, and no run brings it back."""
    _require_open(pattern)
    row = _row(pattern, case)
    if row is None or row.removed:
        raise Invalid("Deze casus staat niet in dit patroon.")
    row.removed, row.published, row.decided_by = True, False, DecidedBy.ANALYST
    _forget_exemplars(pattern, {case.public_id})
    _decided(pattern, "remove_member", case, by)


def add_member(pattern: Pattern, case: Case, *, by: Actor) -> None:
    """The case belongs here: it joins (or comes back), and no run takes it out."""
    _require_open(pattern)
    if case.organisation_id != pattern.organisation_id or case.state not in SHARED_STATES:
        raise Invalid("Kies een gedeelde casus van je eigen organisatie.", "case")
    if _settled_elsewhere(pattern, case):
        raise Invalid(
            "Deze casus hoort al bij een ander bevestigd patroon. Haal hem daar eerst weg.", "case"
        )
    row = _row(pattern, case)
    if row is None:
        db.session.add(_member(pattern, case.id, DecidedBy.ANALYST, None))
    else:
        row.removed, row.decided_by = False, DecidedBy.ANALYST
    db.session.flush()
    release_from_candidates(pattern, [case.id])
    _decided(pattern, "add_member", case, by)


def leave_patterns(case_id: int, public_id: str) -> None:
    """A case that is not shared any more leaves every pattern at once.

    That an analyst took it out of a pattern is remembered, for when it is shared again.
    """
    rows = db.session.scalars(
        select(PatternMember).where(
            PatternMember.case_id == case_id, PatternMember.removed.is_(False)
        )
    ).all()
    for row in rows:
        _forget_exemplars(row.pattern, {public_id})
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
            Pattern.state.in_(list(SETTLED_STATES)),
        )
    )
    return found is not None


def _require_open(pattern: Pattern) -> None:
    if pattern.state in (PatternState.DISMISSED, PatternState.MERGED):
        raise Invalid("Dit patroon ligt terzijde. Zet het eerst terug.")


def _forget_exemplars(pattern: Pattern, public_ids: Collection[str]) -> None:
    kept = [key for key in pattern.explanation.get("exemplars", []) if key not in public_ids]
    pattern.explanation = {**pattern.explanation, "exemplars": kept}


def _decided(pattern: Pattern, action: str, case: Case, by: Actor) -> None:
    pattern.curated = True
    organisation = pattern.organisation.public_id
    record(by, action, "pattern", pattern, organisation=organisation, records=[case.public_id])
