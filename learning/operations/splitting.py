"""One pattern that turns out to be two, and the answer to what a run proposes about patterns."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.audit import Actor
from app.clock import now
from app.database import clean_text, db
from app.refusals import Invalid
from cases.models.case import Case
from cases.screening import screen_texts
from learning.lifecycle.patterns import OPEN_STATES, PatternState
from learning.models.curation import PatternDecision, PatternSuggestion, SuggestionKind
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.detection import highest_number
from learning.operations.history import deciding
from learning.operations.members import forget_exemplars
from learning.operations.merging import merge_patterns
from learning.queries.halves import suggested_cut
from learning.queries.patterns import member_cases

LONGEST = 200


def split_pattern(
    pattern: Pattern,
    *,
    cases: Sequence[Case],
    title: str,
    by: Actor,
    stated: Collection[str] = (),
    suggestion: PatternSuggestion | None = None,
) -> PatternDecision:
    """Let these cases leave for a new candidate, which is `other` of the decision.

    The analyst separated two parts, and only that holds for ever: no run brings a case of one part
    back to the other. Who stays keeps the place that it had.
    """
    title = clean_text(title).strip()
    _check(pattern, cases, title)
    screen_texts({"title": title}, organisation=pattern.organisation, by=by, stated=stated)
    with deciding("split", pattern, by=by, suggestion=suggestion) as decision:
        decision.other = _new_pattern(pattern, title)
        _part(pattern, decision.other, {case.id for case in cases})
        forget_exemplars(pattern, {case.public_id for case in cases})
        pattern.curated = True
        if suggestion is not None:
            suggestion.accepted, suggestion.decided_at = True, now()
    return decision


def _check(pattern: Pattern, cases: Sequence[Case], title: str) -> None:
    if pattern.state not in OPEN_STATES:
        raise Invalid("Dit patroon ligt terzijde. Zet het eerst terug.")
    if not title:
        raise Invalid("Vul een titel in voor het nieuwe patroon.", "title")
    members = {case.id for case in member_cases(pattern)}
    leaving = {case.id for case in cases}
    if not leaving:
        raise Invalid("Vink aan welke casussen naar het nieuwe patroon gaan.", "case")
    if not leaving <= members:
        raise Invalid("Een van deze casussen staat niet meer in dit patroon. Kies opnieuw.", "case")
    if leaving == members:
        raise Invalid("Laat een of meer casussen in dit patroon staan.", "case")


def _new_pattern(pattern: Pattern, title: str) -> Pattern:
    made = Pattern(
        organisation_id=pattern.organisation_id,
        number=highest_number(pattern.organisation_id) + 1,
        title=title[:LONGEST],
        state=PatternState.CANDIDATE,
        possible=False,
        across=pattern.across,
        curated=True,
        explanation={},
        found_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _part(pattern: Pattern, made: Pattern, leaving: Collection[int]) -> None:
    """Take the leaving cases out of the pattern, and keep each part out of the other."""
    rows = db.session.scalars(
        select(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
        )
    )
    for row in rows.all():
        leaves = row.case_id in leaving
        db.session.add(
            PatternMember(
                pattern_id=made.id,
                case_id=row.case_id,
                joined_at=now(),
                decided_by=DecidedBy.ANALYST,
                removed=not leaves,
            )
        )
        if leaves:
            row.removed, row.published, row.decided_by = True, False, DecidedBy.ANALYST
    db.session.flush()


def accept_suggestion(suggestion: PatternSuggestion, *, title: str, by: Actor) -> PatternDecision:
    """Do what a run proposed: split the pattern, or let it go on in the other."""
    _require_open(suggestion)
    pattern = suggestion.pattern
    if suggestion.kind is SuggestionKind.MERGE and suggestion.other is not None:
        return merge_patterns(pattern, into=suggestion.other, by=by, suggestion=suggestion)
    leaving = suggested_cut(suggestion).leaving
    return split_pattern(pattern, cases=leaving, title=title, by=by, suggestion=suggestion)


def leave_suggestion(suggestion: PatternSuggestion, *, by: Actor) -> PatternDecision:
    """Leave it as it is; no run proposes the same again."""
    _require_open(suggestion)
    pattern, other = suggestion.pattern, suggestion.other
    with deciding(
        "leave_suggestion", pattern, by=by, other=other, suggestion=suggestion
    ) as decision:
        suggestion.accepted, suggestion.decided_at = False, now()
    return decision


def _require_open(suggestion: PatternSuggestion) -> None:
    if suggestion.decided_at is not None:
        raise Invalid("Hierover is al besloten. Kijk in de geschiedenis van het patroon.")
