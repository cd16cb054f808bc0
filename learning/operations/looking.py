"""That an analyst has seen what is new in a pattern."""

from app.audit import Actor, record
from app.clock import now
from learning.models.patterns import Pattern


def look_at_pattern(pattern: Pattern, *, by: Actor) -> None:
    """The members of this moment are seen; who joins after it is new.

    A press of its own and no side effect of opening the page: a page that is fetched writes
    nothing, and somebody who opens it by accident has not judged its cases.
    """
    pattern.looked_at = now()
    record(by, "look_at", "pattern", pattern, organisation=pattern.organisation.public_id)
