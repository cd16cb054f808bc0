"""The states of a proposal, what leads from one to another, and who may take that step. Pure.

A rejected proposal stays findable, with its reason. What a person concluded is a state; what the
figures say is a verdict, which never changes a state by itself.
"""

from enum import StrEnum

from app.people.roles import Role
from app.refusals import Invalid


class ProposalState(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    FORWARDED = "forwarded"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    PROVEN = "proven"
    NOT_PROVEN = "not_proven"
    NOT_MEASURABLE = "not_measurable"
    REFUSED_ELSEWHERE = "refused_elsewhere"
    MERGED = "merged"


class ProposalStep(StrEnum):
    """What moves a proposal; each step that is taken is kept as a row."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    REJECT = "reject"
    DEFER = "defer"
    ASK_BACK = "ask_back"
    BRING_BACK = "bring_back"
    FORWARD = "forward"
    REFUSE_ELSEWHERE = "refuse_elsewhere"
    START = "start"
    IMPLEMENT = "implement"
    PROVE = "prove"
    NOT_PROVE = "not_prove"
    NOT_MEASURE = "not_measure"
    TAKE_UP_AGAIN = "take_up_again"
    REVISE = "revise"
    MERGE = "merge"


class Door(StrEnum):
    """By which of two doors a lesson counts as learned; it is always named."""

    FIGURES = "figures"
    PRACTICE = "practice"


_S, _P = ProposalState, ProposalStep

STEPS: dict[ProposalStep, tuple[frozenset[ProposalState], ProposalState]] = {
    _P.SUBMIT: (frozenset({_S.DRAFT}), _S.SUBMITTED),
    _P.ACCEPT: (frozenset({_S.SUBMITTED}), _S.ACCEPTED),
    _P.REJECT: (frozenset({_S.SUBMITTED}), _S.REJECTED),
    _P.DEFER: (frozenset({_S.SUBMITTED}), _S.DEFERRED),
    _P.ASK_BACK: (frozenset({_S.SUBMITTED}), _S.DRAFT),
    _P.BRING_BACK: (frozenset({_S.DEFERRED}), _S.SUBMITTED),
    _P.START: (frozenset({_S.ACCEPTED, _S.FORWARDED}), _S.IN_PROGRESS),
    _P.FORWARD: (frozenset({_S.ACCEPTED}), _S.FORWARDED),
    _P.REFUSE_ELSEWHERE: (frozenset({_S.FORWARDED}), _S.REFUSED_ELSEWHERE),
    _P.IMPLEMENT: (frozenset({_S.IN_PROGRESS}), _S.IMPLEMENTED),
    _P.PROVE: (frozenset({_S.IMPLEMENTED}), _S.PROVEN),
    _P.NOT_PROVE: (frozenset({_S.IMPLEMENTED}), _S.NOT_PROVEN),
    _P.NOT_MEASURE: (frozenset({_S.IMPLEMENTED}), _S.NOT_MEASURABLE),
    _P.TAKE_UP_AGAIN: (frozenset({_S.PROVEN, _S.NOT_PROVEN}), _S.IN_PROGRESS),
    _P.REVISE: (frozenset({_S.REJECTED}), _S.DRAFT),
    _P.MERGE: (frozenset({_S.DRAFT, _S.SUBMITTED}), _S.MERGED),
}

# Who takes a step; bringing back what was deferred is the work of a job on its date.
STEP_ROLES: dict[ProposalStep, Role] = {
    _P.SUBMIT: Role.ANALYST,
    _P.ACCEPT: Role.MANAGER,
    _P.REJECT: Role.MANAGER,
    _P.DEFER: Role.MANAGER,
    _P.ASK_BACK: Role.MANAGER,
    _P.START: Role.MANAGER,
    _P.FORWARD: Role.MANAGER,
    _P.REFUSE_ELSEWHERE: Role.MANAGER,
    _P.IMPLEMENT: Role.MANAGER,
    _P.PROVE: Role.ANALYST,
    _P.NOT_PROVE: Role.ANALYST,
    _P.NOT_MEASURE: Role.ANALYST,
    _P.TAKE_UP_AGAIN: Role.ANALYST,
    _P.REVISE: Role.ANALYST,
    _P.MERGE: Role.ANALYST,
}

# Submitting and merging have pages of their own; everything else is chosen on one page.
OWN_BUTTON = frozenset({_P.SUBMIT, _P.MERGE})

# What a second manager looks at as well, where the organisation lets two people decide.
SECONDED_STEPS = frozenset({_P.ACCEPT, _P.REJECT, _P.DEFER, _P.FORWARD})

STATE_LABELS = {
    _S.DRAFT: "concept",
    _S.SUBMITTED: "wacht op een beslissing",
    _S.ACCEPTED: "aangenomen",
    _S.REJECTED: "niet overgenomen",
    _S.DEFERRED: "uitgesteld",
    _S.FORWARDED: "doorgeleid",
    _S.IN_PROGRESS: "in uitvoering",
    _S.IMPLEMENTED: "doorgevoerd",
    _S.PROVEN: "effect aangetoond",
    _S.NOT_PROVEN: "doorgevoerd, effect niet aangetoond",
    _S.NOT_MEASURABLE: "doorgevoerd, niet meetbaar",
    _S.REFUSED_ELSEWHERE: "elders niet overgenomen",
    _S.MERGED: "samengevoegd",
}

DOOR_LABELS = {
    Door.FIGURES: "daling aangetoond",
    Door.PRACTICE: "bevestigd door de praktijk",
}

# What the step is called once it has been taken.
STEP_LABELS = {
    _P.SUBMIT: "Ingediend",
    _P.ACCEPT: "Aangenomen",
    _P.REJECT: "Niet overgenomen",
    _P.DEFER: "Uitgesteld",
    _P.ASK_BACK: "Teruggevraagd",
    _P.BRING_BACK: "Ligt weer voor na uitstel",
    _P.FORWARD: "Doorgeleid",
    _P.REFUSE_ELSEWHERE: "Elders niet overgenomen",
    _P.START: "Uitvoering begonnen",
    _P.IMPLEMENT: "Doorgevoerd",
    _P.PROVE: "Effect aangetoond",
    _P.NOT_PROVE: "Effect niet aangetoond",
    _P.NOT_MEASURE: "Doorgevoerd, niet meetbaar",
    _P.TAKE_UP_AGAIN: "Opnieuw opgepakt",
    _P.REVISE: "Weer in bewerking, met nieuwe informatie",
    _P.MERGE: "Samengevoegd",
}

# What the choice is called before it is made.
STEP_CHOICES = {
    _P.ACCEPT: "Aannemen",
    _P.REJECT: "Niet overnemen",
    _P.DEFER: "Uitstellen tot een datum",
    _P.ASK_BACK: "Terugvragen aan de leeranalist",
    _P.FORWARD: "Doorgeleiden naar een ander",
    _P.REFUSE_ELSEWHERE: "De ander neemt het niet over",
    _P.START: "De uitvoering begint",
    _P.IMPLEMENT: "De verandering is doorgevoerd",
    _P.PROVE: "Effect aangetoond",
    _P.NOT_PROVE: "Effect niet aangetoond",
    _P.NOT_MEASURE: "Doorgevoerd, niet meetbaar",
    _P.TAKE_UP_AGAIN: "Opnieuw oppakken, want het komt terug",
    _P.REVISE: "Weer bewerken, want er is nieuwe informatie",
    _P.MERGE: "Samenvoegen met een ander voorstel",
}

CHANGED_STATES = frozenset({_S.IMPLEMENTED, _S.PROVEN, _S.NOT_PROVEN, _S.NOT_MEASURABLE})
MEASURED_STATES = CHANGED_STATES - {_S.NOT_MEASURABLE}
UNDECIDED_STATES = frozenset({_S.DRAFT, _S.SUBMITTED, _S.MERGED})
DECIDED_STATES = frozenset(_S) - UNDECIDED_STATES
WRITING_STATES = frozenset({_S.DRAFT})
# What was not taken over stays findable, with its reason.
NOT_TAKEN_STATES = frozenset({_S.REJECTED, _S.REFUSED_ELSEWHERE})
# From the moment that a manager says yes there is capacity for it, or there is none.
GRANTED_STATES = DECIDED_STATES - {_S.REJECTED, _S.DEFERRED}
# Where another proposal can still go on in this one: it is neither over nor changed yet.
JOINABLE_STATES = frozenset(
    {_S.DRAFT, _S.SUBMITTED, _S.ACCEPTED, _S.DEFERRED, _S.FORWARDED, _S.IN_PROGRESS}
)
# What a proposal still goes through; in the others there is nothing left to do for it.
LIVING_STATES = JOINABLE_STATES
# Out of which a second draft can be made.
DIVISIBLE_STATES = frozenset({_S.DRAFT, _S.SUBMITTED})

# What people write when they give nothing; it is no capacity.
_NOTHING = frozenset({"", "-", "–", "0", "geen", "nee", "niets", "nihil", "nvt", "n.v.t"})


def no_capacity(text: str) -> bool:
    """Whether what was written as capacity says that there is none."""
    return text.strip().rstrip(".").casefold() in _NOTHING


def next_state(state: ProposalState, step: ProposalStep) -> ProposalState:
    """The state to which a step leads, or Invalid when it cannot be taken from here."""
    sources, target = STEPS[step]
    if state not in sources:
        raise Invalid(
            "Dit kan niet bij een voorstel met de stand '%(state)s'.", state=STATE_LABELS[state]
        )
    return target


def steps_from(state: ProposalState, roles: set[Role]) -> list[ProposalStep]:
    """The steps that holders of these roles can take from a state, in the order of the table."""
    return [
        step
        for step, (sources, _) in STEPS.items()
        if state in sources and STEP_ROLES.get(step) in roles
    ]
