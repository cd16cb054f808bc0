"""What analysts decided about cases, and whether it is enough to learn from. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Least:
    """So many confirmed patterns, judged cases, and refusals among those.

    With fewer patterns a standard error over patterns means nothing, and with fewer refusals there
    is nothing to tell apart.
    """

    patterns: int = 6
    judgements: int = 40
    refusals: int = 12


LEAST = Least()


@dataclass(frozen=True)
class Judged:
    """What was decided about a pattern, by key.

    `inside` were confirmed as belonging together, `outside` were taken out, `refused` were put
    aside because they do not belong together.
    """

    number: int
    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """All cases that something was decided about."""
        return self.inside | self.outside | self.refused

    @property
    def confirmations(self) -> int:
        """How many times it was said that a case belongs with the others."""
        return max(0, len(self.inside) - 1)

    @property
    def refusals(self) -> int:
        """How many times it was said that a case does not."""
        out = len(self.outside) if self.inside else 0
        return out + max(0, len(self.refused) - 1)


def enough(judged: Sequence[Judged]) -> bool:
    """Whether there are so many patterns, refusals and judgements that fitting makes sense."""
    refused = sum(one.refusals for one in judged)
    return (
        sum(one.confirmations > 0 for one in judged) >= LEAST.patterns
        and refused >= LEAST.refusals
        and refused + sum(one.confirmations for one in judged) >= LEAST.judgements
    )
