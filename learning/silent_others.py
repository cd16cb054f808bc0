"""How many people the reporters think have the same trouble and were not heard. Pure.

Each reporter may say for whom else a case holds: nobody, a few, dozens, hundreds or more. Two
reporters may mean the same people, so answers are not simply added: the least that all answers
together say is the least of the widest answer (all mean the same people), the most is the sum of
what each could mean at most (all mean others). Reporters of the cases themselves are not among
these others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# The least and the most that an answer means, in people; no most for "hundreds or more".
MEANT: dict[str, tuple[int, int | None]] = {
    "only_this": (0, 0),
    "a_few": (2, 9),
    "dozens": (10, 99),
    "hundreds": (100, None),
}
EXACT_UP_TO = 20


@dataclass(frozen=True)
class SilentOthers:
    """From `least` to `most` others, in people; `most` is None when somebody says hundreds or more.

    `told` reporters gave an answer; `unknown` do not know or said nothing.
    """

    least: int
    most: int | None
    told: int
    unknown: int


def silent_others(answers: Iterable[str | None]) -> SilentOthers:
    """What the answers of a pattern's cases say together.

    An answer is a code of `MEANT`; every other answer, None among them, counts as unknown.
    """
    given = list(answers)
    known = [MEANT[one] for one in given if one in MEANT]
    tops = [most for _, most in known]
    return SilentOthers(
        least=max((least for least, _ in known), default=0),
        most=None if None in tops else _rounded_up(sum(top or 0 for top in tops)),
        told=len(known),
        unknown=len(given) - len(known),
    )


def _rounded_up(count: int) -> int:
    """A most that does not look more exact than it is: up to tens, from twenty on."""
    return count if count < EXACT_UP_TO else -(-count // 10) * 10
