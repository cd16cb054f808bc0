"""Looking for patterns among the cases that several organisations share.

As a run of one organisation does (see `detection`), and with less: of the others' cases no word is
kept, a group within one organisation is that one's own business, and what another organisation has
confirmed is not found again. `detect_across` opens transactions itself; call it outside of one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import db, transaction
from cases.models.case import Case
from learning.lifecycle.patterns import SETTLED_STATES, PatternState
from learning.models.patterns import Pattern
from learning.models.runs import DetectionRun
from learning.operations.detection import TITLE_WORDS, highest_number, let_vanish, run_of
from learning.operations.members import Placing, lock_patterns, place_members
from learning.operations.planning import (
    LEAST_SIZE,
    Change,
    Plan,
    kept_apart,
    kept_together,
    plan_of,
)
from learning.operations.progress import WRITING, Report, Steps
from learning.operations.vectors import meanings
from learning.queries.comparison import comparable_cases, compared
from learning.queries.known import Known, known_patterns
from learning.queries.network import LEAST_ORGANISATIONS, confirmed_by_others

if TYPE_CHECKING:
    from cases.case_text import CaseText
    from learning.similarity.groups import Grouping

BACKGROUND = 300
NAMELESS = "casussen die op elkaar lijken"


@dataclass(frozen=True)
class Sharing:
    """Of the compared cases (public ids) the organisation, and which pattern others have it in."""

    own: int
    home: Mapping[str, int]
    taken: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    moment: datetime
    texts: Sequence["CaseText"]
    grouping: "Grouping"


def detect_across(
    organisation_id: int, *, by: Actor, report: Report | None = None, job_id: int | None = None
) -> DetectionRun:
    """Compare what an organisation shares with others, and bring its candidates up to date.

    What was shared less widely while it compared stays out. May run twice.
    """
    steps = Steps(report) if report else Steps()
    found = _found(organisation_id, steps)
    steps.say(WRITING, "Patronen bijwerken")
    known = known_patterns(organisation_id, across=True)
    sharing = _sharing(organisation_id)
    plan = shared_only(plan_of(found.grouping, found.grouping.near, known), known, sharing)
    terms = [_own_terms(change, found.texts, sharing) for change in plan.changes]
    with transaction():
        organisation = lock_patterns(organisation_id)
        for change, words in zip(plan.changes, terms, strict=True):
            _apply(change, words, organisation_id)
        run = run_of(
            plan,
            found.grouping,
            organisation_id,
            moment=found.moment,
            cases=len(found.texts),
            job_id=job_id,
        )
        run.across = True
        let_vanish(organisation_id, plan.vanished)
        db.session.add(run)
        db.session.flush()
        record(by, "detect_across", "detection_run", run, organisation=organisation.public_id)
    steps.end()
    with transaction():
        run.seconds, run.steps = steps.seconds, steps.kept()
    steps.report(100, "Klaar")
    return run


def _found(organisation_id: int, steps: Steps) -> _Found:
    from learning.similarity.groups import DEFAULT, find_groups  # noqa: PLC0415 - loads scipy

    steps.say(2, "Casussen lezen")
    moment = now()
    texts = comparable_cases(organisation_id, across=True)
    known = known_patterns(organisation_id, across=True)
    db.session.rollback()
    vectors = meanings(organisation_id, texts, across=True)
    steps.say(20, "Groepen zoeken")
    grouping = find_groups(
        texts,
        DEFAULT,
        lambda done: steps.say(20 + done * (WRITING - 21) // 100, "Groepen zoeken"),
        together=kept_together(known),
        apart=kept_apart(known),
        vectors=vectors,
    )
    return _Found(moment, texts, grouping)


def _sharing(organisation_id: int) -> Sharing:
    rows = db.session.execute(
        select(Case.id, Case.public_id, Case.organisation_id).where(
            compared(organisation_id, across=True)
        )
    ).all()
    taken = confirmed_by_others([row.id for row in rows], organisation_id)
    return Sharing(
        organisation_id,
        {row.public_id: row.organisation_id for row in rows},
        {row.public_id: taken[row.id] for row in rows if row.id in taken},
    )


def shared_only(plan: Plan, known: Sequence[Known], sharing: Sharing) -> Plan:
    """What of a plan is about several organisations, this one among them. Pure.

    A group of which another organisation has confirmed half or more is left to that pattern; of
    any other group the cases that stand in such a pattern stay there.
    """
    by_number = {one.number: one for one in known}
    kept = Plan(joined=0)
    gone = set(plan.vanished)
    for change in plan.changes:
        keys = [key for key in change.keys if key in sharing.home and key not in sharing.taken]
        if change.group is None:
            kept.changes += [replace(change, keys=keys)] if keys else []
            kept.joined += len(keys)
        elif _is_shared(keys, change, sharing):
            kept.changes.append(replace(change, keys=keys))
        elif change.number is not None and by_number[change.number].may_vanish:
            gone.add(change.number)
    kept.vanished = sorted(gone)
    return kept


def _is_shared(keys: Sequence[str], change: Change, sharing: Sharing) -> bool:
    claims = Counter(sharing.taken[key] for key in change.keys if key in sharing.taken)
    claimed = any(2 * count >= len(change.keys) for count in claims.values())
    homes = {sharing.home[key] for key in keys}
    several = sharing.own in homes and len(homes) >= LEAST_ORGANISATIONS
    return several and not claimed and len(keys) >= LEAST_SIZE


def _own_terms(change: Change, texts: Sequence["CaseText"], sharing: Sharing) -> list[str]:
    """The words that tell the own cases of a group apart from the other own ones.

    No word of another organisation's case reaches an analyst who may not read it.
    """
    from learning.wording import wording_of  # noqa: PLC0415 - loads scipy, which is slow

    own = [one for one in texts if sharing.home.get(one.key) == sharing.own]
    members = [one for one in own if one.key in set(change.keys)]
    others = [one for one in own if one.key not in set(change.keys)]
    return wording_of(members, others[:BACKGROUND]).terms if change.group else []


def _apply(change: Change, terms: list[str], organisation_id: int) -> None:
    """Carry out one change, unless a person has decided about the pattern in the meantime."""
    pattern = _pattern_for(change, terms, organisation_id)
    if pattern is None:
        return
    if change.group is None:
        if pattern.state in SETTLED_STATES:
            place_members(pattern, change.keys, Placing.JOIN)
    elif pattern.state is PatternState.CANDIDATE:
        place_members(pattern, change.keys, Placing.EXACTLY)
        pattern.explanation = {"terms": terms, "signals": [], "exemplars": []}
        pattern.possible = change.group.possible


def _pattern_for(change: Change, terms: list[str], organisation_id: int) -> Pattern | None:
    if change.number is not None:
        return db.session.scalar(
            select(Pattern).where(
                Pattern.organisation_id == organisation_id,
                Pattern.across.is_(True),
                Pattern.number == change.number,
            )
        )
    title = ", ".join(terms[:TITLE_WORDS]) or NAMELESS
    pattern = Pattern(
        organisation_id=organisation_id,
        number=highest_number(organisation_id) + 1,
        title=(title[:1].upper() + title[1:])[:200],
        state=PatternState.CANDIDATE,
        across=True,
        found_at=now(),
    )
    db.session.add(pattern)
    db.session.flush()
    return pattern
