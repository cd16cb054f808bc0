"""Undoing a decision about a pattern: what it changed becomes as it was before."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, delete, func, or_, select

from app.audit import Actor
from app.clock import now
from app.database import db
from app.refusals import Invalid
from cases.models.case import Case
from learning.lifecycle.decisions import DECISION_LABELS, LASTING, UNDO, in_the_way, moment_of
from learning.lifecycle.patterns import OPEN_STATES, SETTLED_STATES, PatternState
from learning.models.curation import PatternDecision, PatternSuggestion
from learning.models.patterns import DecidedBy, DismissedKind, Pattern, PatternMember
from learning.models.proposals import proposal_patterns
from learning.operations.history import Plain, deciding
from learning.operations.members import member_ids, release_from_candidates
from learning.queries.comparison import may_stand_in
from learning.queries.history import decisions_beside, decisions_of, suggestion_of

MOMENTS = ("confirmed_at", "published_at", "joined_at")


def undo_decision(decision: PatternDecision, *, by: Actor) -> PatternDecision:
    """Put back what a decision changed, unless a later one builds on it; undo that one first.

    Undoing is a decision too, so undoing it does again what was undone.
    """
    _require_undoable(decision)
    pattern = decision.pattern
    suggestion = suggestion_of(decision)
    with deciding(UNDO, pattern, by=by, other=decision.other, suggestion=suggestion) as undoing:
        undoing.undoes = decision
        _mark(decision, True, by)
        _put_back(decision, suggestion)
    return undoing


def _require_undoable(decision: PatternDecision) -> None:
    if decision.undone_at is not None:
        raise Invalid("Dit is al ongedaan gemaakt.")
    if decision.action in LASTING:
        raise Invalid(_LASTING_REASONS[decision.action])
    first = in_the_way(decision, decisions_beside(decision))
    if first is not None and first.action in LASTING:
        raise Invalid(
            "Dit kan niet meer, want het patroon is daarna gepubliceerd. "
            "Pas de tekst aan en publiceer opnieuw."
        )
    if first is not None:
        raise Invalid(
            "Hierna besloot je nog iets over hetzelfde. Maak eerst dat ongedaan: %(what)s.",
            what=DECISION_LABELS[first.action],
        )
    if _leaves_a_proposal(decision):
        raise Invalid("Er is een verbetervoorstel uit dit patroon. Daarom blijft het bevestigd.")


_LASTING_REASONS = {
    "publish": "Publiceren kun je niet ongedaan maken. Pas de tekst aan en publiceer opnieuw.",
    "make": "Leg het patroon terzijde als je het niet meer nodig hebt.",
}


def _leaves_a_proposal(decision: PatternDecision) -> bool:
    """Whether undoing takes away that a pattern is confirmed while a proposal stands on it."""
    was = (decision.before.get("patterns", {}).get(decision.pattern.public_id) or {}).get("state")
    if was is None or PatternState(was) in SETTLED_STATES:
        return False
    if decision.pattern.state not in SETTLED_STATES:
        return False
    proposals = (
        select(func.count())
        .select_from(proposal_patterns)
        .where(proposal_patterns.c.pattern_id == decision.pattern_id)
    )
    return bool(db.session.scalar(proposals))


def _mark(decision: PatternDecision, undone: bool, by: Actor) -> None:
    """Say whether a decision holds; what an undoing undid is then the other way round."""
    decision.undone_at = now() if undone else None
    decision.undone_by_id = by.person_id if undone else None
    if decision.undoes is not None:
        _mark(decision.undoes, not undone, by)


def _put_back(decision: PatternDecision, suggestion: PatternSuggestion | None) -> None:
    before = decision.before
    concerned = [one for one in (decision.pattern, decision.other) if one is not None]
    returned = [_put_back_in(one, decision) for one in concerned]
    db.session.flush()
    for pattern, case_ids in zip(concerned, returned, strict=True):
        _make_room(pattern, case_ids)
    if suggestion is not None:
        accepted = before["suggestions"][suggestion.public_id]["accepted"]
        suggestion.accepted, suggestion.decided_at = accepted, None if accepted is None else now()
    for key, case_key, row in before.get("released", []):
        _restore_released(key, case_key, row)


def _put_back_in(pattern: Pattern, decision: PatternDecision) -> list[int]:
    """What a decision changed in one pattern; gives the cases that are in it again."""
    before, key = decision.before, pattern.public_id
    if key in before.get("patterns", {}):
        _restore_fields(pattern, before["patterns"][key], decision.pattern)
    _restore_exemplars(pattern, before.get("exemplars", {}).get(key, {}))
    pattern.curated = _is_curated(pattern)
    return _restore_rows(pattern, before.get("members", {}).get(key, {}))


def _restore_fields(pattern: Pattern, values: Plain | None, into: Pattern) -> None:
    """The fields as they were. What a split made has nothing to go back to: it joins its origin."""
    if values is None:
        pattern.state, pattern.merged_into_id = PatternState.MERGED, into.id
        return
    for name, value in values.items():
        if name != "curated":
            setattr(pattern, name, _typed(name, value))


def _typed(name: str, value: Any) -> Any:
    if name in MOMENTS:
        return moment_of(value)
    if name == "state":
        return PatternState(value)
    if name == "dismissed_kind":
        return DismissedKind(value) if value else None
    return DecidedBy(value) if name == "decided_by" else value


def _restore_rows(pattern: Pattern, rows: dict[str, Plain | None]) -> list[int]:
    """The places of cases as they were; gives those that are in again. Unshared ones are not."""
    cases = db.session.scalars(
        select(Case).where(Case.public_id.in_(list(rows)), may_stand_in(pattern))
    )
    return [case.id for case in cases.all() if _restore_row(pattern, case.id, rows[case.public_id])]


def _restore_row(pattern: Pattern, case_id: int, values: Plain | None) -> bool:
    """Whether the case is in the pattern, now that its row is as it was."""
    row = db.session.scalar(
        select(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.case_id == case_id
        )
    )
    if values is None:
        if row is not None:
            db.session.delete(row)
        return False
    if row is None:
        row = PatternMember(pattern_id=pattern.id, case_id=case_id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, _typed(name, value))
    return not row.removed


def _restore_exemplars(pattern: Pattern, cases: dict[str, bool | None]) -> None:
    if not cases:
        return
    kept = [key for key in pattern.explanation.get("exemplars", []) if key not in cases]
    kept += [key for key, was_one in cases.items() if was_one]
    pattern.explanation = {**pattern.explanation, "exemplars": kept}


def _make_room(pattern: Pattern, returned: Collection[int]) -> None:
    """A case stands in one settled pattern: where a run put it yields, where a person did not."""
    if pattern.state in SETTLED_STATES:
        returned = member_ids(pattern)
        for row in _settled_elsewhere(pattern, returned):
            if row.decided_by is DecidedBy.ANALYST:
                raise Invalid(
                    "Een van de casussen staat nu in patroon %(number)s. Haal die daar eerst uit.",
                    number=row.pattern.number,
                )
            db.session.delete(row)
    elif pattern.state is PatternState.CANDIDATE:
        taken = {row.case_id for row in _settled_elsewhere(pattern, returned)}
        db.session.execute(
            delete(PatternMember).where(
                PatternMember.pattern_id == pattern.id,
                PatternMember.case_id.in_(taken),
                PatternMember.decided_by == DecidedBy.MACHINE,
            )
        )
    if pattern.state in OPEN_STATES:
        release_from_candidates(pattern, returned)


def _settled_elsewhere(pattern: Pattern, case_ids: Collection[int]) -> Sequence[PatternMember]:
    return db.session.scalars(
        select(PatternMember)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.case_id.in_(list(case_ids)),
            PatternMember.removed.is_(False),
            Pattern.id != pattern.id,
            # What another organisation confirmed does not yield to this one.
            Pattern.organisation_id == pattern.organisation_id,
            Pattern.across.is_(pattern.across),
            Pattern.state.in_(list(SETTLED_STATES)),
        )
    ).all()


def _restore_released(key: str, case_key: str, values: Plain) -> None:
    """A case goes back to the candidate that had to let it go, while nobody decided otherwise."""
    pattern = db.session.scalar(select(Pattern).where(Pattern.public_id == key))
    if pattern is None or pattern.state is not PatternState.CANDIDATE:
        return
    case = db.session.scalar(select(Case).where(Case.public_id == case_key, may_stand_in(pattern)))
    if case is not None and not _stands_somewhere(pattern, case.id):
        _restore_row(pattern, case.id, values)


def _stands_somewhere(pattern: Pattern, case_id: int) -> bool:
    """Whether the candidate has a row of the case, or a settled pattern has it for a member."""
    found = db.session.scalar(
        select(PatternMember.id)
        .join(Pattern, Pattern.id == PatternMember.pattern_id)
        .where(
            PatternMember.case_id == case_id,
            or_(
                Pattern.id == pattern.id,
                and_(
                    PatternMember.removed.is_(False),
                    Pattern.across.is_(pattern.across),
                    Pattern.state.in_(list(SETTLED_STATES)),
                ),
            ),
        )
        .limit(1)
    )
    return found is not None


def _is_curated(pattern: Pattern) -> bool:
    """Whether a person's work is left in it: a decision that holds, or work before the first."""
    decisions = decisions_of(pattern)
    if any(one.undone_at is None and one.action != UNDO for one in decisions):
        return True
    began = decisions[-1].before.get("patterns", {}).get(pattern.public_id, {})
    return began is None or bool(began.get("curated", True))
