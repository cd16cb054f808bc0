"""The gate of `app/disclosure.py` for what is kept without saying whose it is.

Nobody knows which reporter logged in eleven minutes, or which participant answered "nee". So a
threshold on people is held to the worst that could be: the distribution over people in which it
fails first. What passes then, passes whoever gave it.
"""

from collections import Counter
from collections.abc import Sequence

from app.disclosure import (
    HIDDEN,
    ROUNDING,
    Fact,
    Figure,
    K,
    Shown,
    is_large_enough,
    passes,
    reporters_of,
    rounded,
)


def publish_median(values: Sequence[int], cases: Sequence[Fact], *, k: int = K) -> Figure:
    """The number within which half of the values lie, rounded up to 5, or nothing.

    `values` are one a case at most; the `cases` of the same window say who could have given them.
    In the worst case those with the fewest cases are the ones without a value, and the most active
    reporter gave all that has no case any more. Then, with any one reporter left out, values of k
    reporters remain, none of whom gave over half.
    """
    everyone = reporters_of(cases, k)
    if not values or not is_large_enough(everyone, k):
        return HIDDEN
    lacking, beyond = len(cases) - len(values), max(0, len(values) - len(cases))
    worst = Counter(everyone)
    for person, count in sorted(everyone.items(), key=lambda pair: pair[1]):
        taken = min(count, max(0, lacking))
        lacking -= taken
        worst[person] -= taken
    worst[max(everyone, key=lambda person: everyone[person])] += beyond
    if not passes(+worst, k):
        return HIDDEN
    middle = sorted(values)[(len(values) - 1) // 2]
    return Shown(-(-middle // ROUNDING) * ROUNDING)


def publish_answers(
    answers: Sequence[str],
    people: Sequence[Fact],
    divisions: Sequence[Sequence[frozenset[str]]],
    *,
    k: int = K,
) -> list[tuple[frozenset[str], Shown]]:
    """Count answers by what was answered, in the first division of which every part may be shown.

    Every answer has its place in a division, so one hidden part could be worked out from the
    others: either all parts show or none does, and a coarser division is tried. `people` holds one
    fact for each answer that somebody is known to have given, never which. In the worst case the
    most active ones gave all answers of a part, and who gave none of it gave the most of the
    others; what was given by somebody who is gone counts as the most active one's. A part of 90%
    or more tells what each of them answered, and is not shown. Where two parts pass there are
    always more than 2k people: of fewer, the k most active ones could have given all of one part.
    """
    everyone = reporters_of(people, k)
    for person, _ in everyone.most_common(1):
        everyone[person] += max(0, len(answers) - len(people))
    for division in divisions:
        sizes = {part: sum(one in part for one in answers) for part in division}
        if all(_passes_for_all(size, everyone, k) for size in sizes.values()):
            return [(part, Shown(rounded(size))) for part, size in sizes.items()]
    return []


def may_be_read(people: Sequence[Fact], *, k: int = K) -> bool:
    """Whether what these people wrote may stand together without names: k remain for any reader."""
    return passes(reporters_of(people, k), k)


def _passes_for_all(size: int, everyone: Counter[str], k: int) -> bool:
    worst: Counter[str] = Counter()
    for person, count in everyone.most_common():
        worst[person] = min(count, size - worst.total())
    most = max(everyone.values(), default=0)
    shared = 10 * size < 9 * (everyone.total() - most)
    return shared and passes(+worst, k)
