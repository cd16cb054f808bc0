"""The states of a case and what leads from one to another: one table. Pure.

`in_review` is entered when a session with the case starts preparing; an offer is no state.
"""

from enum import StrEnum

from app.refusals import Invalid


class CaseState(StrEnum):
    """Where a case stands. No case is ever turned down."""

    DRAFT = "draft"
    SHARED = "shared"
    IN_REVIEW = "in_review"
    CONCLUDED = "concluded"
    ERASED = "erased"


class CaseStep(StrEnum):
    """What moves a case."""

    SHARE = "share"
    START_REVIEW = "start_review"
    END_REVIEW = "end_review"
    RETURN = "return"
    CONCLUDE = "conclude"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    ERASE = "erase"


STEPS: dict[CaseStep, tuple[frozenset[CaseState], CaseState]] = {
    CaseStep.SHARE: (frozenset({CaseState.DRAFT}), CaseState.SHARED),
    CaseStep.START_REVIEW: (frozenset({CaseState.SHARED}), CaseState.IN_REVIEW),
    CaseStep.END_REVIEW: (frozenset({CaseState.IN_REVIEW}), CaseState.CONCLUDED),
    CaseStep.RETURN: (frozenset({CaseState.IN_REVIEW}), CaseState.SHARED),
    CaseStep.CONCLUDE: (frozenset({CaseState.SHARED}), CaseState.CONCLUDED),
    CaseStep.REOPEN: (frozenset({CaseState.CONCLUDED}), CaseState.SHARED),
    CaseStep.WITHDRAW: (
        frozenset({CaseState.SHARED, CaseState.IN_REVIEW, CaseState.CONCLUDED}),
        CaseState.DRAFT,
    ),
    CaseStep.ERASE: (
        frozenset({CaseState.DRAFT, CaseState.SHARED, CaseState.IN_REVIEW, CaseState.CONCLUDED}),
        CaseState.ERASED,
    ),
}

# The states in which others than the reporter may read a case.
SHARED_STATES = frozenset({CaseState.SHARED, CaseState.IN_REVIEW, CaseState.CONCLUDED})

STATE_LABELS = {
    CaseState.DRAFT: "concept",
    CaseState.SHARED: "gedeeld",
    CaseState.IN_REVIEW: "wordt besproken",
    CaseState.CONCLUDED: "afgerond",
    CaseState.ERASED: "gewist",
}


def next_state(state: CaseState, step: CaseStep) -> CaseState:
    """The state to which a step leads, or Invalid when it cannot be taken from here."""
    sources, target = STEPS[step]
    if state not in sources:
        raise Invalid("Dit kan niet met een casus die '%(state)s' is.", state=STATE_LABELS[state])
    return target
