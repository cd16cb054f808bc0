"""What organisations announce. Others listen; nothing here calls up.

A listener runs at once, inside the transaction of the change: it writes rows or plans a job.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.audit import Actor
    from app.people.models import Organisation

Listener = Callable[["Organisation", "Actor"], None]


@dataclass
class OrganisationEvent:
    """Something that happened to an organisation, with who did it."""

    listeners: list[Listener] = field(default_factory=list)

    def listen(self, listener: Listener) -> None:
        """Register a listener, once."""
        if listener not in self.listeners:
            self.listeners.append(listener)

    def announce(self, organisation: "Organisation", by: "Actor") -> None:
        """Tell all listeners."""
        for listener in self.listeners:
            listener(organisation, by)


organisation_created = OrganisationEvent()
