"""The states of a session and what leads from one to another: one table. Pure."""

from enum import StrEnum

from app.refusals import Invalid


class SessionState(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    PREPARING = "preparing"
    IN_SESSION = "in_session"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class SessionMove(StrEnum):
    """What moves a session."""

    PREPARE = "prepare"
    START = "start"
    CONCLUDE = "conclude"
    CANCEL = "cancel"


MOVES: dict[SessionMove, tuple[frozenset[SessionState], SessionState]] = {
    SessionMove.PREPARE: (frozenset({SessionState.PLANNED}), SessionState.PREPARING),
    SessionMove.START: (frozenset({SessionState.PREPARING}), SessionState.IN_SESSION),
    SessionMove.CONCLUDE: (frozenset({SessionState.IN_SESSION}), SessionState.CONCLUDED),
    SessionMove.CANCEL: (
        frozenset({SessionState.PLANNED, SessionState.PREPARING}),
        SessionState.CANCELLED,
    ),
}

# While a session is in one of these its agenda and participants can change.
OPEN_STATES = frozenset({SessionState.PLANNED, SessionState.PREPARING})
LIVE_STATES = OPEN_STATES | {SessionState.IN_SESSION}

STATE_LABELS = {
    SessionState.PLANNED: "gepland",
    SessionState.PREPARING: "in voorbereiding",
    SessionState.IN_SESSION: "bezig",
    SessionState.CONCLUDED: "afgerond",
    SessionState.CANCELLED: "afgezegd",
}


def next_session_state(state: SessionState, move: SessionMove) -> SessionState:
    """The state to which a move leads, or Invalid when it cannot be made from here."""
    sources, target = MOVES[move]
    if state not in sources:
        raise Invalid("Dit kan niet met een sessie die '%(state)s' is.", state=STATE_LABELS[state])
    return target
