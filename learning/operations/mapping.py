"""Drawing the map of an organisation: a place for each shared case, kept between drawings."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.database import db, transaction
from app.jobs import Job, enqueue
from app.people.models import Organisation
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.layout.places import Near, Place, placed
from learning.models.runs import CasePlace
from learning.operations.vectors import meanings
from learning.queries.comparison import comparable_cases
from learning.queries.pattern_map import groups_to_map, last_places

if TYPE_CHECKING:
    from cases.likeness import CaseText
    from cases.representation import Vectors

DRAW_MAP = "draw_map"
BATCH = 500
NEIGHBOURS = 15
Report = Callable[[int, str], None]


def plan_map(organisation: Organisation) -> Job:
    """Plan a drawing of the map; one that waits already is given back."""
    return enqueue(
        DRAW_MAP,
        {"organisation": organisation.public_id},
        unique_key=f"{DRAW_MAP}:{organisation.public_id}",
        organisation_id=organisation.id,
    )


def start_map(organisation: Organisation, *, by: Actor) -> Job:
    """Let the map be drawn because somebody asks for it."""
    job = plan_map(organisation)
    record(by, "start_map", "job", job, organisation=organisation.public_id)
    return job


def place_on_map(organisation_id: int, report: Report | None = None) -> None:
    """Give every shared case of an organisation a place, near to what it is like.

    Who had a place keeps it (see `learning.layout.places`); without new cases nothing changes but
    that cases which are shared no more lose theirs. Opens its own short transactions, so call it
    outside of one; may run twice.
    """
    say = report or (lambda _percent, _message: None)
    say(2, "Casussen lezen")
    texts = comparable_cases(organisation_id)
    before, groups = last_places(organisation_id), groups_to_map(organisation_id)
    db.session.rollback()
    keys = [text.key for text in texts]
    near: Near = {}
    if not before.keys() >= set(keys):
        meaning = meanings(
            organisation_id, texts, lambda done: say(2 + int(58 * done), "Zinnen lezen")
        )
        say(60, "Vergelijken")
        near = resemblance(texts, meaning)
    say(80, "Kaart tekenen")
    found = placed(keys, near, groups, before)
    _forget_unshared(organisation_id)
    changed = [key for key in keys if found[key] != before.get(key)]
    for batch in _batches(changed):
        _write(organisation_id, {key: found[key] for key in batch})


def leave_map(case_id: int) -> None:
    """Take a case that others read no more off every map."""
    db.session.execute(delete(CasePlace).where(CasePlace.case_id == case_id))


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]


def resemblance(
    texts: Sequence["CaseText"], meaning: Mapping[str, "Vectors"] | None = None
) -> Near:
    """Per case the cases most like it, 15 at most, with their likeness.

    `meaning` are the sentence vectors that were kept, by key. Among very many cases only the order
    of likeness is known, and falls by a fifth a place.
    """
    from cases.likeness import joined, links, readings, reranked  # noqa: PLC0415 - loads scipy
    from learning.similarity.groups import DEFAULT  # noqa: PLC0415 - loads scipy
    from learning.similarity.neighbours import neighbours  # noqa: PLC0415 - loads scipy

    keys = [text.key for text in texts]
    if len(texts) <= DEFAULT.all_pairs_up_to:
        z = reranked(joined(readings(texts, vectors=meaning)))
        return links(z, keys, least=-math.inf)
    ordered = neighbours(texts, NEIGHBOURS)
    return {
        key: {other: (NEIGHBOURS - place) / 5 for place, other in enumerate(near)}
        for key, near in zip(keys, ordered, strict=True)
    }


def _forget_unshared(organisation_id: int) -> None:
    shared = select(Case.id).where(
        Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES))
    )
    with transaction():
        db.session.execute(
            delete(CasePlace).where(
                CasePlace.organisation_id == organisation_id, CasePlace.case_id.not_in(shared)
            )
        )


def _write(organisation_id: int, places: Mapping[str, Place]) -> None:
    """Put these places down, of the cases that are still shared at this moment."""
    with transaction():
        rows = db.session.execute(
            select(Case.id, Case.public_id)
            .where(
                Case.organisation_id == organisation_id,
                Case.state.in_(list(SHARED_STATES)),
                Case.public_id.in_(list(places)),
            )
            .with_for_update()
        ).all()
        ids = {row.id: places[row.public_id] for row in rows}
        mine = CasePlace.organisation_id == organisation_id
        db.session.execute(delete(CasePlace).where(mine, CasePlace.case_id.in_(list(ids))))
        db.session.add_all(
            CasePlace(case_id=one, organisation_id=organisation_id, x=x, y=y)
            for one, (x, y) in ids.items()
        )
