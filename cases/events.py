"""What cases announce. Others listen; this package never calls up.

Listeners run at once, inside the transaction of the change: they write rows or plan a job.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True)
class CaseChanged:
    """A case was shared, edited, narrowed, withdrawn or erased: what others know of it is old."""

    case_id: int
    public_id: str
    organisation_id: int
    readable: bool


@dataclass(frozen=True)
class CaseReviewed:
    """A Doorbraak session with this case was concluded."""

    case_id: int
    lessons: int


@dataclass
class Event(Generic[E]):
    """An event that others can listen to."""

    listeners: list[Callable[[E], None]] = field(default_factory=list)

    def listen(self, listener: Callable[[E], None]) -> None:
        """Register a listener, once."""
        if listener not in self.listeners:
            self.listeners.append(listener)

    def announce(self, fact: E) -> None:
        """Tell all listeners."""
        for listener in self.listeners:
            listener(fact)


case_changed: Event[CaseChanged] = Event()
case_reviewed: Event[CaseReviewed] = Event()
