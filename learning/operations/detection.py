"""Looking for patterns among the shared cases of an organisation.

A run proposes and people decide: the plan (see `planning`) is carried out only where nobody
decided otherwise in the meantime. `detect_patterns` is the one operation that opens transactions
itself, because it computes for long in between; call it outside of one.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.audit import Actor, record
from app.clock import now
from app.database import db, transaction
from app.people.models import Organisation
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern
from learning.models.runs import DetectionRun
from learning.operations.members import Placing, place_members
from learning.operations.planning import Change, Known, Plan, plan_of
from learning.queries.comparison import all_patterns, comparable_cases, membership_keys

if TYPE_CHECKING:
    from cases.likeness import CaseText
    from learning.similarity.groups import Group, Grouping

Report = Callable[[int, str], None]

BATCH = 20
TITLE_WORDS = 3


def detect_patterns(
    organisation_id: int, *, by: Actor, report: Report | None = None, job_id: int | None = None
) -> None:
    """Compare all shared cases, and bring candidates and memberships up to date.

    Opens its own short transactions. May run twice: a second run finds what the first one made.
    """
    say = report or (lambda _percent, _message: None)
    say(2, "Casussen lezen")
    texts = comparable_cases(organisation_id)
    db.session.rollback()
    grouping = _compare(texts, lambda done: say(5 + done * 4 // 5, "Vergelijken"))
    say(90, "Patronen bijwerken")
    plan = plan_of(grouping, grouping.near, known_patterns(organisation_id))
    for start in range(0, len(plan.changes), BATCH):
        with transaction():
            _lock(organisation_id)
            for change in plan.changes[start : start + BATCH]:
                _apply(change, organisation_id)
    with transaction():
        organisation = _lock(organisation_id)
        run = _finish(plan, organisation, grouping, len(texts), job_id)
        record(by, "detect", "detection_run", run, organisation=organisation.public_id)
    say(100, "Klaar")


def _compare(texts: Sequence["CaseText"], tell: Callable[[int], None]) -> "Grouping":
    """The groups, and per case its near cases."""
    from learning.similarity.groups import DEFAULT, find_groups  # noqa: PLC0415 - loads scipy

    return find_groups(texts, DEFAULT, tell)


def known_patterns(organisation_id: int) -> list[Known]:
    """How the patterns of an organisation stand; merged ones live on in another."""
    members, pinned, barred = membership_keys(organisation_id)
    return [
        Known(
            number=one.number,
            state=one.state,
            curated=one.curated,
            members=frozenset(members[one.id]),
            pinned=frozenset(pinned[one.id]),
            barred=frozenset(barred[one.id]),
        )
        for one in all_patterns(organisation_id)
        if one.state is not PatternState.MERGED
    ]


def _lock(organisation_id: int) -> Organisation:
    """One run at a time writes patterns of an organisation."""
    return db.session.scalars(
        select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    ).one()


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


def _finish(
    plan: Plan, organisation: Organisation, grouping: "Grouping", cases: int, job_id: int | None
) -> DetectionRun:
    """Let go of candidates that are not found any more, and keep the run."""
    from learning.similarity.groups import DEFAULT  # noqa: PLC0415 - loads scipy, which is slow

    run = DetectionRun(
        organisation_id=organisation.id,
        job_id=job_id,
        at=now(),
        settings=asdict(DEFAULT) | {"by_chance": grouping.by_chance},
        threshold=grouping.threshold,
        cases=cases,
        groups=sum(change.group is not None for change in plan.changes),
        joined=plan.joined,
        found=sum(change.number is None for change in plan.changes),
        vanished=len(plan.vanished),
        highest_number=highest_number(organisation.id),
    )
    db.session.add(run)
    db.session.execute(
        delete(Pattern).where(
            Pattern.organisation_id == organisation.id,
            Pattern.number.in_(plan.vanished),
            Pattern.state == PatternState.CANDIDATE,
            Pattern.curated.is_(False),
        )
    )
    db.session.flush()
    return run
