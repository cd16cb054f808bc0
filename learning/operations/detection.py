"""Looking for patterns among the shared cases of an organisation.

A run proposes and people decide: the plan (see `planning`) is carried out only where nobody
decided otherwise in the meantime. `detect_patterns` opens transactions itself, because it computes
for long in between; call it outside of one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.audit import Actor, record
from app.clock import now
from app.database import db, transaction
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.models.runs import DetectionRun
from learning.operations.members import Placing, lock_patterns, place_members
from learning.operations.noticing import note_signals
from learning.operations.planning import Change, Plan, kept_apart, kept_together, plan_of
from learning.operations.progress import WRITING, Report, Steps
from learning.operations.suggesting import keep_suggestions, suggestions_from
from learning.operations.vectors import meanings
from learning.queries.comparison import comparable_cases
from learning.queries.known import known_patterns
from learning.queries.weights import weights_in_use, weights_of

if TYPE_CHECKING:
    from learning.similarity.groups import Group, Grouping

BATCH = 20
# What the engine is doing until it has done so many percent.
COMPARING_WORDS = (
    (20, "Woorden vergelijken"),
    (80, "Groepen zoeken"),
    (101, "Kijken wat toeval vindt"),
)
READ_FROM, COMPARED_FROM = 3, 20
TITLE_WORDS = 3


@dataclass(frozen=True)
class _Found:
    """What was read at which moment, the groups in it, and which fitted weights were used."""

    moment: datetime
    cases: int
    grouping: "Grouping"
    weights: str | None


def detect_patterns(
    organisation_id: int, *, by: Actor, report: Report | None = None, job_id: int | None = None
) -> DetectionRun:
    """Compare all shared cases, and bring candidates, memberships and proposals up to date.

    Opens its own short transactions; nothing is changed before `report` heard of `WRITING`. May
    run twice: a second run finds what the first one made.
    """
    steps = Steps(report) if report else Steps()
    found = _found(organisation_id, steps)
    steps.say(WRITING, "Patronen bijwerken")
    known = known_patterns(organisation_id)
    plan = plan_of(found.grouping, found.grouping.near, known)
    for start in range(0, len(plan.changes), BATCH):
        with transaction():
            lock_patterns(organisation_id)
            for change in plan.changes[start : start + BATCH]:
                _apply(change, organisation_id)
    with transaction():
        organisation = lock_patterns(organisation_id)
        run = run_of(
            plan,
            found.grouping,
            organisation.id,
            moment=found.moment,
            cases=found.cases,
            job_id=job_id,
        )
        run.settings = run.settings | {"weights": found.weights}
        suggested = suggestions_from(found.grouping, known)
        run.suggested = keep_suggestions(organisation_id, suggested)
        let_vanish(organisation_id, plan.vanished)
        db.session.add(run)
        db.session.flush()
        record(by, "detect", "detection_run", run, organisation=organisation.public_id)
    steps.say(96, "Kijken wat opvalt")
    note_signals(organisation_id, found.moment, by=by)
    steps.end()
    with transaction():
        run.seconds, run.steps = steps.seconds, steps.kept()
    steps.report(100, "Klaar")
    return run


def _found(organisation_id: int, steps: Steps) -> _Found:
    """Compares all shared cases; what changes after the moment of reading is for the next run."""
    from learning.similarity.groups import DEFAULT, find_groups  # noqa: PLC0415 - loads scipy

    steps.say(2, "Casussen lezen")
    moment = now()
    texts, known = comparable_cases(organisation_id), known_patterns(organisation_id)
    fit = weights_in_use(organisation_id)
    weights, fitted = weights_of(fit), fit.public_id if fit else None
    db.session.rollback()
    vectors = meanings(organisation_id, texts, partial(_tell_of_reading, steps))
    _tell_of_comparing(steps, 0)
    grouping = find_groups(
        texts,
        DEFAULT,
        partial(_tell_of_comparing, steps),
        together=kept_together(known),
        apart=kept_apart(known),
        weights=weights,
        vectors=vectors,
    )
    return _Found(moment, len(texts), grouping, fitted)


def _tell_of_reading(steps: Steps, share: float) -> None:
    steps.say(READ_FROM + int(share * (COMPARED_FROM - READ_FROM)), "Zinnen lezen")


def _tell_of_comparing(steps: Steps, done: int) -> None:
    """The steps of the engine by the percentage that it has done."""
    name = next(name for until, name in COMPARING_WORDS if done < until)
    steps.say(COMPARED_FROM + done * (WRITING - 1 - COMPARED_FROM) // 100, name)


def _apply(change: Change, organisation_id: int) -> None:
    """Carry out one change, unless a person has decided about the pattern in the meantime."""
    pattern = _pattern_for(change, organisation_id)
    if pattern is None:
        return
    if change.group is None:
        if pattern.state in SETTLED_STATES:
            place_members(pattern, change.keys, Placing.JOIN)
    elif pattern.state is PatternState.CANDIDATE:
        place_members(pattern, change.keys, Placing.EXACTLY)
        pattern.explanation = explanation_of(change.group)
        pattern.possible = change.group.possible


def _pattern_for(change: Change, organisation_id: int) -> Pattern | None:
    if change.number is not None:
        return db.session.scalar(
            select(Pattern).where(
                Pattern.organisation_id == organisation_id, Pattern.number == change.number
            )
        )
    assert change.group is not None
    pattern = Pattern(
        organisation_id=organisation_id,
        number=highest_number(organisation_id) + 1,
        title=suggested_title(change.group),
        state=PatternState.CANDIDATE,
        found_at=now(),
    )
    db.session.add(pattern)
    db.session.flush()
    return pattern


def highest_number(organisation_id: int) -> int:
    """The highest number that was ever given to a pattern here."""
    numbers = (
        db.session.scalar(
            select(func.max(Pattern.number)).where(Pattern.organisation_id == organisation_id)
        ),
        db.session.scalar(
            select(func.max(DetectionRun.highest_number)).where(
                DetectionRun.organisation_id == organisation_id
            )
        ),
    )
    return max((number for number in numbers if number is not None), default=0)


def suggested_title(group: "Group") -> str:
    """A title from the words that tell the group apart, after the procedure that it shares."""
    words = ", ".join(group.terms[:TITLE_WORDS]) or "casussen die op elkaar lijken"
    procedure = next((s.value for s in group.signals if s.field == "procedure" and s.tested), "")
    title = f"{procedure}: {words}" if procedure else words
    return (title[:1].upper() + title[1:])[:200]


def explanation_of(group: "Group") -> dict[str, object]:
    """Why these cases stand together, as it is kept with the pattern."""
    return {
        "terms": group.terms,
        "signals": [asdict(signal) for signal in group.signals],
        "exemplars": group.exemplars,
        "strength": group.strength,
    }


def run_of(
    plan: Plan,
    grouping: "Grouping",
    organisation_id: int,
    *,
    moment: datetime,
    cases: int,
    job_id: int | None,
) -> DetectionRun:
    """What is kept of a run that read so many cases at that moment."""
    from learning.similarity.groups import DEFAULT  # noqa: PLC0415 - loads scipy, which is slow

    said = {"by_chance": grouping.by_chance, "too_few": grouping.too_few}
    return DetectionRun(
        organisation_id=organisation_id,
        job_id=job_id,
        at=moment,
        settings=asdict(DEFAULT) | said,
        threshold=grouping.threshold,
        cases=cases,
        groups=sum(change.group is not None for change in plan.changes),
        joined=plan.joined,
        found=sum(change.number is None for change in plan.changes),
        vanished=len(plan.vanished),
        highest_number=highest_number(organisation_id),
    )


def let_vanish(organisation_id: int, numbers: Sequence[int]) -> None:
    """Let go of candidates that are not found any more, unless somebody decided on one."""
    decided = select(PatternMember.pattern_id).where(PatternMember.decided_by == DecidedBy.ANALYST)
    db.session.execute(
        delete(Pattern).where(
            Pattern.organisation_id == organisation_id,
            Pattern.number.in_(numbers),
            Pattern.state == PatternState.CANDIDATE,
            Pattern.curated.is_(False),
            Pattern.id.not_in(decided),
        )
    )
