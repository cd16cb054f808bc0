"""What an analyst is told of the weights that were learned: in words, and how well they do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from learning.models.runs import FittedWeights
from learning.queries.weights import decisions_that_hold, judged_patterns, last_fit
from learning.similarity.judged import enough

PART_LABELS = {
    "fields.title": "woorden in de titel",
    "fields.situation": "woorden in de situatie",
    "fields.standard_procedure": "woorden in de standaardprocedure",
    "fields.deviation": "woorden over waarvan jullie afweken",
    "fields.consideration": "woorden in de afweging",
    "fields.outcome": "woorden in de afloop",
    "fields.in_the_way": "woorden over wat in de weg zat",
    "tags.procedure": "de procedure",
    "tags.law": "het wetsartikel",
    "tags.domain": "het domein",
    "views.words": "dezelfde woorden gebruiken",
    "views.characters": "woorden die op elkaar lijken",
    "views.sentences": "zinnen die hetzelfde betekenen",
    "spoken.whole": "de betekenis van het hele verhaal",
    "spoken.standard_procedure": "de betekenis van de standaardprocedure",
    "spoken.deviation": "de betekenis van de afwijking",
}
# Only the proportion within these says something.
TOGETHER = (("fields", "tags"), ("views",), ("spoken",))
HEAVIER, LIGHTER, SILENT = 1.25, 0.8, 0.05


class Standing(StrEnum):
    """What came of learning so far."""

    TOO_FEW = "too_few"
    TONIGHT = "tonight"
    NO_HELP = "no_help"
    IN_USE = "in_use"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Learned:
    """What an analyst reads: labels of parts by how much they count, and how many in a hundred."""

    standing: Standing
    decisions: int
    heavier: tuple[str, ...] = ()
    lighter: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    right_by_default: int = 0
    right: int = 0


def learned_from_decisions(organisation_id: int) -> Learned:
    """What the decisions of an organisation taught, for its analyst.

    With too few decisions nothing is told, also when there were more once.
    """
    if not enough(judged_patterns(organisation_id)):
        return Learned(Standing.TOO_FEW, decisions_that_hold(organisation_id))
    fit = last_fit(organisation_id)
    if fit is None:
        return Learned(Standing.TONIGHT, decisions_that_hold(organisation_id))
    times = dict(_times(fit.weights))
    order = sorted(times, key=lambda part: -times[part])
    light = [one for one in reversed(order) if SILENT < times[one] <= LIGHTER]
    usual, fitted = fit.figures["auc"]
    return Learned(
        _standing(fit),
        fit.figures["decisions"],
        heavier=tuple(PART_LABELS[one] for one in order if times[one] >= HEAVIER),
        lighter=tuple(PART_LABELS[one] for one in light),
        silent=tuple(PART_LABELS[one] for one in order if times[one] <= SILENT),
        right_by_default=round(100 * usual),
        right=round(100 * fitted),
    )


def _standing(fit: FittedWeights) -> Standing:
    if not fit.figures["better"]:
        return Standing.NO_HELP
    return Standing.IN_USE if fit.in_use else Standing.SET_ASIDE


def _times(weights: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, float]]:
    """By how much each part counts more than it did, set against the parts beside it."""
    from cases.representation import DEFAULT_WEIGHTS  # noqa: PLC0415 - loads scipy, which is slow

    usual = DEFAULT_WEIGHTS.as_dict()
    for groups in TOGETHER:
        times = {
            f"{group}.{name}": weights[group][name] / weight
            for group in groups
            for name, weight in usual[group].items()
            if weight
        }
        mean = sum(times.values()) / len(times) or 1.0
        yield from ((part, factor / mean) for part, factor in times.items())
