"""How far a run is: its steps by name, and how long each of them took."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Report = Callable[[int, str], None]

# From here on a run writes what it found, and goes through to the end.
WRITING = 90


def _tell_nobody(_percent: int, _message: str) -> None:
    """Who starts a run without asking to hear of it hears nothing."""


@dataclass
class Steps:
    """The steps of a run, in order; what a person reads of them is Dutch."""

    report: Report = _tell_nobody
    done: list[tuple[str, float]] = field(default_factory=list)
    _name: str = ""
    _begun: float = field(default_factory=time.perf_counter)

    def say(self, percent: int, name: str) -> None:
        """Tell that a step begins; telling it again is telling how far it is."""
        if name != self._name:
            self.end()
            self._name = name
        self.report(percent, name)

    def end(self) -> None:
        """Close the step that is going on, and keep its seconds."""
        moment = time.perf_counter()
        if self._name:
            self.done.append((self._name, round(moment - self._begun, 2)))
        self._name, self._begun = "", moment

    @property
    def seconds(self) -> float:
        """How long all steps that are over took together."""
        return round(sum(seconds for _, seconds in self.done), 2)

    def kept(self) -> list[dict[str, object]]:
        """The steps as they are kept with a run."""
        return [{"name": name, "seconds": seconds} for name, seconds in self.done]
