"""What the sentences of cases mean, kept beside them, because reading them takes longest."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.database import db, transaction
from app.jobs import enqueue
from app.people.models import Organisation
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.models.runs import CaseVector
from learning.queries.comparison import comparable_cases, compared

if TYPE_CHECKING:
    from cases.representation import CaseText, Vectors

READ = "read_sentences"
BATCH = 32
# So many cases are read in a run itself; with more of them a job of its own reads on afterwards,
# a portion at a time, because others wait for the worker too.
MOST_READ = 1500
PORTION = 200
# Of more cases the vectors would take more room than a small machine has.
MOST_HELD = 30_000


def _tell_nobody(_share: float) -> None:
    """Few cases are read in the time of a blink."""


def meanings(
    organisation_id: int,
    texts: Sequence["CaseText"],
    report: Callable[[float], None] = _tell_nobody,
    *,
    across: bool = False,
) -> dict[str, "Vectors"] | None:
    """By key what the sentences of each case mean; None without an encoder, or for too many cases.

    Only what is new or was rewritten is read, and kept at once in short transactions of its own: a
    run that is stopped halfway loses none of it. Of very many cases only what was kept before is
    given. `report` hears the share (0..1) that is done.
    """
    from cases.meaning import sentence_vectors  # noqa: PLC0415 - loads numpy, which is slow

    if len(texts) > MOST_HELD or sentence_vectors([]) is None:
        return None
    digests = _digests(texts)
    found = _kept(organisation_id, digests, across)
    db.session.rollback()
    if len(texts) <= MOST_READ:
        missing = [text for text in texts if text.key not in found]
        found |= _read(missing, digests, report)
    return found


def read_on(organisation_id: int, report: Callable[[float], None] = _tell_nobody) -> bool:
    """Read a portion of the cases that no run reads by itself; gives whether more are waiting."""
    from cases.meaning import sentence_vectors  # noqa: PLC0415 - loads numpy, which is slow

    texts = comparable_cases(organisation_id)
    digests = _digests(texts)
    kept = _kept(organisation_id, digests)
    missing = [text for text in texts if text.key not in kept]
    db.session.rollback()
    if len(texts) > MOST_HELD or sentence_vectors([]) is None:
        return False
    _read(missing[:PORTION], digests, report)
    return len(missing) > PORTION


def plan_reading(organisation: Organisation) -> None:
    """Have the next portion of the cases read."""
    enqueue(
        READ,
        {"organisation": organisation.public_id},
        unique_key=f"{READ}:{organisation.public_id}",
        organisation_id=organisation.id,
    )


def _digests(texts: Sequence["CaseText"]) -> dict[str, str]:
    from cases.meaning import spoken_digest  # noqa: PLC0415 - loads numpy, which is slow

    return {text.key: spoken_digest(text) for text in texts}


def _read(
    missing: Sequence["CaseText"], digests: Mapping[str, str], report: Callable[[float], None]
) -> dict[str, "Vectors"]:
    from cases.meaning import packed, sentence_vectors  # noqa: PLC0415 - loads numpy, slow

    found: dict[str, Vectors] = {}
    for start in range(0, len(missing), BATCH):
        report(start / len(missing))
        computed = sentence_vectors(missing[start : start + BATCH]) or {}
        found |= computed
        with transaction():
            _keep({key: (digests[key], packed(values)) for key, values in computed.items()})
    return found


def _kept(
    organisation_id: int, digests: Mapping[str, str], across: bool = False
) -> dict[str, "Vectors"]:
    from cases.meaning import unpacked  # noqa: PLC0415 - loads numpy, which is slow

    rows = db.session.execute(
        select(Case.public_id, CaseVector.digest, CaseVector.values)
        .join(Case, Case.id == CaseVector.case_id)
        .where(compared(organisation_id, across))
    )
    return {key: unpacked(values) for key, digest, values in rows if digests.get(key) == digest}


def _keep(vectors: dict[str, tuple[str, bytes]]) -> None:
    """Keep them in the place of older ones; of a case that is not shared any more nothing."""
    shared = db.session.execute(
        select(Case.id, Case.public_id)
        .where(Case.public_id.in_(vectors), Case.state.in_(list(SHARED_STATES)))
        .with_for_update()
    ).all()
    db.session.execute(delete(CaseVector).where(CaseVector.case_id.in_([row.id for row in shared])))
    for case_id, key in shared:
        digest, values = vectors[key]
        db.session.add(CaseVector(case_id=case_id, digest=digest, values=values))


def forget_meaning(case_id: int) -> None:
    """Let go of what the texts of a case meant: they changed, or nobody may read them any more."""
    db.session.execute(delete(CaseVector).where(CaseVector.case_id == case_id))
