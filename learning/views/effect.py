"""What the pages say of the effect of a change: in words for all, exactly for the analyst."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.people.roles import Role
from app.quarters import Quarter
from app.web.access import access, me, roles
from learning.effect import Verdict
from learning.lifecycle.proposals import DOOR_LABELS, STATE_LABELS, Door
from learning.models.figures import EffectVerdict, quarter_of_code
from learning.models.proposals import Proposal
from learning.permissions.proposals import can_count, proposal_in_full, steps_for
from learning.power import Power, powers_of
from learning.queries.effects import exact_counts, first_verdict_on, noticed_on, quarters_of
from learning.queries.exact_effect import exact_effect, falls_of
from learning.queries.figures import effect_of, last_verdict
from learning.queries.practice import (
    doors_of,
    next_round_on,
    open_round,
    practice_says,
    speaking_round,
)
from learning.queries.published_effect import points_of, published_periods
from learning.views.effect_charts import exact_chart, published_chart

blueprint = Blueprint("effect", __name__)
READERS = roles(Role.ANALYST, Role.MANAGER, Role.CONTRIBUTOR, Role.BOARD)

SMALLEST = 0.0001
VERDICT_WORDS = {
    Verdict.TOO_EARLY: "Het is nog te vroeg om te zeggen of het helpt.",
    Verdict.TOO_FEW: "Er zijn te weinig gegevens om te zeggen of het helpt.",
    Verdict.NOT_SHOWN: "Een daling is niet aangetoond. Dat bewijst niet dat er niets veranderde.",
    Verdict.FALL_SHOWN: "Sinds de verandering komen er aantoonbaar minder casussen.",
    Verdict.RETURNED: "Eerst kwamen er aantoonbaar minder casussen, maar het komt terug.",
}


@blueprint.get("/verbetervoorstellen/<public_id>/effect")
@access(READERS)
def effect(public_id: str) -> ResponseReturnValue:
    """Whether a change helped; the exact counts stand on it for the analyst alone."""
    found = proposal_in_full(public_id, me)
    verdict = last_verdict(found)
    return render_template(
        "learning/effect/effect.html",
        proposal=found,
        states=STATE_LABELS,
        sentence=_sentence(verdict),
        steps=[one.value for one in steps_for(found, me)],
        **_doors(found, verdict),
        **_method(found, verdict),
        **_exact(found),
    )


def shown_on_proposal(proposal: Proposal) -> dict[str, object]:
    """What the page of a proposal says of its effect, to whoever reads it whole."""
    verdict = last_verdict(proposal)
    return {
        "counts": exact_counts(proposal) if can_count(proposal, me) else None,
        "verdict": verdict,
        "effect": effect_of(proposal),
        "effect_sentence": _sentence(verdict),
        "practice": practice_says(proposal),
        "learned_by": _learned_by(proposal),
    }


def _sentence(verdict: EffectVerdict | None) -> str:
    """The verdict in one sentence, as far as others than the analyst may read it."""
    if verdict is None:
        return str(_("Er is nog niet gemeten of het helpt."))
    if not verdict.may_show:
        words = _("Er is gemeten. De aantallen zijn te klein om er iets over te laten zien.")
        return str(words)
    return str(_(VERDICT_WORDS[verdict.verdict]))


def _learned_by(proposal: Proposal) -> str:
    """Through which door it was said to have been learned, while that stands."""
    last = proposal.last_decision
    return DOOR_LABELS[last.door] if last is not None and last.door is not None else ""


def _doors(proposal: Proposal, verdict: EffectVerdict | None) -> dict[str, object]:
    """Both doors to learned: which are open, and when the next word is expected."""
    spoken = speaking_round(proposal)
    return {
        "verdict": verdict,
        "effect": effect_of(proposal),
        "doors": DOOR_LABELS,
        "open_doors": doors_of(proposal),
        "by_figures": Door.FIGURES,
        "by_practice": Door.PRACTICE,
        "learned_by": _learned_by(proposal),
        "practice": practice_says(proposal),
        "share": spoken.share if spoken is not None else None,
        "asking": open_round(proposal),
        "next_round": next_round_on(proposal),
        "first_verdict": first_verdict_on(proposal),
    }


def _method(proposal: Proposal, verdict: EffectVerdict | None) -> dict[str, object]:
    """How it was computed: the calendar, and numbers that follow from what was published."""
    noticed = noticed_on(proposal)
    told: dict[str, object] = {
        "noticed": Quarter.of(noticed) if noticed else None,
        "changed_in": Quarter.of(proposal.changed_on) if proposal.changed_on else None,
    }
    if verdict is None or proposal.changed_on is None:
        return told
    last = quarter_of_code(verdict.quarter)
    before, after = quarters_of(proposal, last)
    points = points_of(proposal, last) if verdict.may_show else []
    return told | {
        "measured_until": last,
        "before": before,
        "after": after,
        "chart": published_chart(points, proposal.changed_on),
        "powers": _published_powers(proposal, verdict, last, len(after)),
    }


def _published_powers(
    proposal: Proposal, verdict: EffectVerdict, last: Quarter, quarters: int
) -> Sequence[Power]:
    """What could have been shown, of the same figures as the numbers beside it; else nothing."""
    published = published_periods(proposal, last) if verdict.before is not None else None
    if published is None:
        return []
    return powers_of(*published.counts(), quarters, falls_of(proposal))


def _exact(proposal: Proposal) -> dict[str, object]:
    """What the analyst alone sees."""
    changed_on: date | None = proposal.changed_on
    exact = exact_effect(proposal) if can_count(proposal, me) else None
    if exact is None or changed_on is None:
        return {"exact": None}
    return {
        "exact": exact,
        "exact_sentence": _(VERDICT_WORDS[exact.effect.verdict]),
        "exact_chart": exact_chart(exact, changed_on),
        "chance_in_words": _chance_in_words,
        "decimal": format_decimal,
    }


def _chance_in_words(chance: float) -> str:
    """A small chance with as many digits as mean something."""
    if chance < SMALLEST:
        return str(_("kleiner dan %(number)s", number=format_decimal(SMALLEST)))
    return str(format_decimal(chance, "0.0000"))
