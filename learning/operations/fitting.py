"""Learning from what analysts decided: how much each part of a case counts in detection.

The weights of an organisation come from its own decisions and go nowhere but into its own runs:
search, similar cases and suggestions are the same whatever was learned. `refit_weights` opens
transactions itself, because it computes for long in between; call it outside of one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from app.audit import Actor, record
from app.database import db, transaction
from app.jobs import Job, enqueue
from app.people.models import Organisation
from app.refusals import Invalid
from learning.models.runs import FittedWeights
from learning.operations.members import lock_patterns
from learning.operations.vectors import meanings
from learning.queries.comparison import comparable_cases
from learning.queries.weights import decisions_that_hold, judged_patterns, last_fit

if TYPE_CHECKING:
    from cases.representation import CaseText
    from learning.similarity.judged import Judged

REFIT = "refit_weights"
# All pairs of so many cases are compared some thirty times.
MOST_CASES = 600


@dataclass(frozen=True)
class _Learned:
    """The weights as plain numbers, and how well they did."""

    weights: dict[str, Any]
    figures: dict[str, Any]
    pairs: int
    better: bool


def _tell_nobody(_share: float) -> None:
    """Few cases are compared in the time of a blink."""


def plan_refit(organisation: Organisation) -> Job:
    """Have the weights of an organisation fitted anew."""
    return enqueue(
        REFIT,
        {"organisation": organisation.public_id},
        unique_key=f"{REFIT}:{organisation.public_id}",
        organisation_id=organisation.id,
    )


def refit_weights(
    organisation_id: int,
    moment: datetime,
    *,
    by: Actor,
    report: Callable[[float], None] = _tell_nobody,
) -> FittedWeights | None:
    """Fit the weights on what was decided so far, and use them where they did better.

    With too few decisions nothing is kept and the default weights are used. An analyst who went
    back to those is obeyed. Opens its own short transactions; `report` hears the share (0..1).
    """
    from learning.similarity.judged import enough  # noqa: PLC0415 - stays with what is slow

    judged = judged_patterns(organisation_id)
    decisions = decisions_that_hold(organisation_id)
    texts = _some_of(comparable_cases(organisation_id), judged)
    db.session.rollback()
    learned = _learn(organisation_id, texts, judged, report) if enough(judged) else None
    with transaction():
        organisation = lock_patterns(organisation_id)
        last = last_fit(organisation_id)
        wanted = last is None or last.figures.get("wanted", True)
        _let_go(organisation_id)
        if learned is None:
            return None
        fit = FittedWeights(
            organisation_id=organisation_id,
            at=moment,
            weights=learned.weights,
            figures=learned.figures | {"decisions": decisions, "wanted": wanted},
            pairs=learned.pairs,
            in_use=learned.better and wanted,
        )
        db.session.add(fit)
        db.session.flush()
        record(by, "refit_weights", "fitted_weights", fit, organisation=organisation.public_id)
    return fit


def _let_go(organisation_id: int) -> None:
    db.session.execute(
        update(FittedWeights)
        .where(FittedWeights.organisation_id == organisation_id, FittedWeights.in_use)
        .values(in_use=False)
    )


def _some_of(texts: Sequence["CaseText"], judged: Sequence["Judged"]) -> list["CaseText"]:
    """The cases that something was decided about, and others beside them to compare with."""
    decided = {key for one in judged for key in one.keys}
    return sorted(texts, key=lambda text: text.key not in decided)[:MOST_CASES]


def _learn(
    organisation_id: int,
    texts: Sequence["CaseText"],
    judged: Sequence["Judged"],
    report: Callable[[float], None],
) -> _Learned:
    """What the decisions teach."""
    from cases.representation import sentence_vectors  # noqa: PLC0415 - loads scipy, slow
    from learning.similarity.fitting import learn  # noqa: PLC0415 - loads scipy, slow
    from learning.similarity.pairs import pairs_of  # noqa: PLC0415 - loads numpy, slow
    from learning.similarity.slopes import (  # noqa: PLC0415 - loads scipy, slow
        Compared,
        parts_of,
        weights_of,
    )

    pairs = pairs_of(judged, {text.key: row for row, text in enumerate(texts)})
    vectors = meanings(organisation_id, texts)
    parts = parts_of(sentences=sentence_vectors([]) is not None)
    compared = Compared(texts, pairs.left, pairs.right, parts, vectors)
    lesson = learn(pairs, compared.slopes(report), compared.likeness)
    return _Learned(
        weights=weights_of(parts, lesson.times).as_dict(),
        figures={
            "better": lesson.better,
            "auc": [round(one, 4) for one in lesson.auc],
            "gain": round(lesson.gain, 4),
            "error": round(lesson.error, 4),
        },
        pairs=len(pairs.left),
        better=lesson.better,
    )


def choose_weights(fit: FittedWeights, *, own: bool, by: Actor) -> None:
    """Work with the weights that were learned, or with the default ones from now on.

    That holds for what is learned later too, until somebody chooses otherwise.
    """
    if own and not fit.figures["better"]:
        raise Invalid("Deze weging hielp niet. Leerlus blijft bij de gewone weging.")
    organisation = lock_patterns(fit.organisation_id)
    fit.figures = {**fit.figures, "wanted": own}
    fit.in_use = own
    action = "take_up_weights" if own else "set_aside_weights"
    record(by, action, "fitted_weights", fit, organisation=organisation.public_id)
