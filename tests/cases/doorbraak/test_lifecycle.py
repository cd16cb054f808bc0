"""A session moves as the contract says, and in no other way."""

import pytest

from app.refusals import Invalid
from cases.doorbraak.lifecycle import SessionMove, SessionState, next_session_state

ALLOWED = {
    ("planned", "prepare"): "preparing",
    ("preparing", "start"): "in_session",
    ("in_session", "conclude"): "concluded",
    ("planned", "cancel"): "cancelled",
    ("preparing", "cancel"): "cancelled",
}


@pytest.mark.parametrize("state", SessionState)
@pytest.mark.parametrize("move", SessionMove)
def test_only_the_moves_of_the_contract(state: SessionState, move: SessionMove) -> None:
    target = ALLOWED.get((state.value, move.value))
    if target is None:
        with pytest.raises(Invalid, match="sessie"):
            next_session_state(state, move)
    else:
        assert next_session_state(state, move) == target
