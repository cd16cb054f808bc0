"""The states of what is prepared for readers outside the organisation. Pure.

An analyst prepares it, a manager approves it; nothing leaves by itself.
"""

from enum import StrEnum

from app.people.roles import Role
from app.refusals import Invalid


class OutsideState(StrEnum):
    """Where an item for outside stands."""

    DRAFT = "draft"
    OFFERED = "offered"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class OutsideStep(StrEnum):
    """What moves it."""

    OFFER = "offer"
    APPROVE = "approve"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    WITHDRAW = "withdraw"
    REVISE = "revise"


_S, _P = OutsideState, OutsideStep

STEPS: dict[OutsideStep, tuple[frozenset[OutsideState], OutsideState]] = {
    _P.OFFER: (frozenset({_S.DRAFT}), _S.OFFERED),
    _P.APPROVE: (frozenset({_S.OFFERED}), _S.APPROVED),
    _P.REFUSE: (frozenset({_S.OFFERED}), _S.REFUSED),
    _P.TAKE_BACK: (frozenset({_S.OFFERED}), _S.DRAFT),
    _P.WITHDRAW: (frozenset({_S.APPROVED}), _S.WITHDRAWN),
    _P.REVISE: (frozenset({_S.REFUSED, _S.WITHDRAWN}), _S.DRAFT),
}

STEP_ROLES: dict[OutsideStep, frozenset[Role]] = {
    _P.OFFER: frozenset({Role.ANALYST}),
    _P.APPROVE: frozenset({Role.MANAGER}),
    _P.REFUSE: frozenset({Role.MANAGER}),
    _P.TAKE_BACK: frozenset({Role.ANALYST}),
    _P.WITHDRAW: frozenset({Role.MANAGER, Role.ANALYST}),
    _P.REVISE: frozenset({Role.ANALYST}),
}

STATE_LABELS = {
    _S.DRAFT: "concept",
    _S.OFFERED: "wacht op akkoord",
    _S.APPROVED: "akkoord",
    _S.REFUSED: "niet akkoord",
    _S.WITHDRAWN: "ingetrokken",
}

# What a step is called once it has been taken.
STEP_LABELS = {
    _P.OFFER: "Aangeboden aan de manager",
    _P.APPROVE: "Akkoord gegeven",
    _P.REFUSE: "Niet akkoord",
    _P.TAKE_BACK: "Teruggenomen",
    _P.WITHDRAW: "Ingetrokken",
    _P.REVISE: "Weer in bewerking",
}


def next_state(state: OutsideState, step: OutsideStep) -> OutsideState:
    """The state to which a step leads, or Invalid when it cannot be taken from here."""
    sources, target = STEPS[step]
    if state not in sources:
        raise Invalid("Dit kan niet bij de stand '%(state)s'.", state=STATE_LABELS[state])
    return target


def steps_from(state: OutsideState, roles: set[Role]) -> list[OutsideStep]:
    """The steps that holders of these roles can take from a state."""
    return [
        step
        for step, (sources, _) in STEPS.items()
        if state in sources and STEP_ROLES[step] & roles
    ]
