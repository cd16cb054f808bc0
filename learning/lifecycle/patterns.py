"""The states of a pattern and what leads from one to another: one table. Pure.

Undoing a decision is no step of its own: it leads back to the state that the decision began from.
`SEPARATE` is for a merge of which nothing else is known.
"""

from enum import StrEnum

from app.refusals import Invalid


class PatternState(StrEnum):
    """Where a pattern stands."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    ADDRESSED = "addressed"
    DISMISSED = "dismissed"
    MERGED = "merged"


class PatternStep(StrEnum):
    """What moves a pattern."""

    CONFIRM = "confirm"
    PUBLISH = "publish"
    ADDRESS = "address"
    COME_BACK = "come_back"
    DISMISS = "dismiss"
    RESTORE = "restore"
    MERGE = "merge"
    SEPARATE = "separate"


STEPS: dict[PatternStep, tuple[frozenset[PatternState], PatternState]] = {
    PatternStep.CONFIRM: (frozenset({PatternState.CANDIDATE}), PatternState.CONFIRMED),
    PatternStep.PUBLISH: (frozenset({PatternState.CONFIRMED}), PatternState.PUBLISHED),
    PatternStep.ADDRESS: (frozenset({PatternState.PUBLISHED}), PatternState.ADDRESSED),
    PatternStep.COME_BACK: (frozenset({PatternState.ADDRESSED}), PatternState.PUBLISHED),
    PatternStep.DISMISS: (
        frozenset({PatternState.CANDIDATE, PatternState.CONFIRMED}),
        PatternState.DISMISSED,
    ),
    PatternStep.RESTORE: (frozenset({PatternState.DISMISSED}), PatternState.CANDIDATE),
    PatternStep.MERGE: (
        frozenset({PatternState.CANDIDATE, PatternState.CONFIRMED, PatternState.PUBLISHED}),
        PatternState.MERGED,
    ),
    PatternStep.SEPARATE: (frozenset({PatternState.MERGED}), PatternState.CONFIRMED),
}

# A person has said that these are one thing: no run moves their cases.
SETTLED_STATES = frozenset({PatternState.CONFIRMED, PatternState.PUBLISHED, PatternState.ADDRESSED})

# Neither put aside nor merged: its cases can be changed.
OPEN_STATES = SETTLED_STATES | {PatternState.CANDIDATE}

# Others than the analyst read these.
PUBLIC_STATES = frozenset({PatternState.PUBLISHED, PatternState.ADDRESSED})

# Of two patterns that turn out to be one, the one that came furthest goes on.
PROGRESS = (
    PatternState.CANDIDATE,
    PatternState.CONFIRMED,
    PatternState.PUBLISHED,
    PatternState.ADDRESSED,
)

STATE_LABELS = {
    PatternState.CANDIDATE: "mogelijk patroon",
    PatternState.CONFIRMED: "bevestigd",
    PatternState.PUBLISHED: "gepubliceerd",
    PatternState.ADDRESSED: "aangepakt",
    PatternState.DISMISSED: "terzijde gelegd",
    PatternState.MERGED: "samengevoegd",
}


def next_state(state: PatternState, step: PatternStep) -> PatternState:
    """The state to which a step leads, or Invalid when it cannot be taken from here."""
    sources, target = STEPS[step]
    if state not in sources:
        raise Invalid("Dit kan niet met een patroon dat '%(state)s' is.", state=STATE_LABELS[state])
    return target


def can_take(state: PatternState, step: PatternStep) -> bool:
    """Whether a step can be taken from a state."""
    return state in STEPS[step][0]
