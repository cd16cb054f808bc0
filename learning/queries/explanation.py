"""Why cases stand together, computed for the members of this moment: for the analyst alone.

Nothing here was kept by a run except the order of the members and its three exemplars: after an
analyst has taken cases out, the words, the fields and the marked sentences are those of the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.database import db
from cases.case_text import CaseText
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.queries.comparison import field_values
from learning.queries.patterns import member_rows, reporter_count
from learning.queries.standing_out import Shared, standing_out
from learning.queries.trend import Spread, Trend, spread_of_cases, trend_of_cases
from learning.silent_others import SilentOthers, silent_others

if TYPE_CHECKING:
    from learning.wording import Told, Wording

EXEMPLARS = 3
# Of so many members the page shows the text; of the others the title with a link.
MOST_TOLD = 120
# So many other cases tell which words are ordinary in this organisation.
BACKGROUND = 300


@dataclass(frozen=True)
class Member:
    """A case in a pattern, and what is known of its place there.

    Who is doubtful has a reason: it joined `late`, after the group was found, or it stands
    `apart`, in the last third by likeness. `differs` are fields in which it says something else
    than most.
    """

    case: Case
    pinned: bool
    doubtful: bool
    late: bool
    exemplar: bool
    fresh: bool
    told: "Told | None" = None
    differs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why cases stand together, with the members in the order in which to look at them."""

    terms: list[str]
    shared: list[Shared]
    members: list[Member]
    removed: list[Case]
    reporters: int
    trend: Trend
    spread: Spread
    silent: SilentOthers

    @property
    def exemplars(self) -> list[Member]:
        """The most typical cases, three at most."""
        return [one for one in self.members if one.exemplar]

    @property
    def fresh(self) -> int:
        """How many members joined since an analyst last looked."""
        return sum(one.fresh for one in self.members)

    @property
    def shown_cases(self) -> list[str]:
        """The public ids of all cases of which a page about it shows anything."""
        return [one.case.public_id for one in self.members] + [
            one.public_id for one in self.removed
        ]


def explanation_of(pattern: Pattern) -> Explanation:
    """Why the cases of a pattern stand together now.

    Doubtful is the last third by likeness, and who joined after the group was found; they come
    first, the least alike at the head.
    """
    rows = member_rows(pattern)
    inside = [row for row in rows if not row.removed]
    cases = [row.case for row in inside]
    texts = field_values(cases)
    sorted_rows = sorted(inside, key=lambda row: not _doubt(row, len(inside)))
    wording = _wording(pattern, [row.case.public_id for row in sorted_rows], texts)
    shared = standing_out(pattern, texts)
    differing = {text.key: _differs(text, shared) for text in texts}
    exemplars = _exemplars(pattern, inside, wording)
    members = [
        Member(
            case=row.case,
            pinned=row.decided_by is DecidedBy.ANALYST,
            doubtful=_doubt(row, len(inside)),
            late=row.place is None,
            exemplar=row.case.public_id in exemplars,
            fresh=pattern.looked_at is not None and row.joined_at > pattern.looked_at,
            told=wording.told.get(row.case.public_id),
            differs=differing[row.case.public_id],
        )
        for row in sorted_rows
    ]
    return Explanation(
        terms=wording.terms,
        shared=shared,
        members=sorted(members, key=_order),
        removed=[row.case for row in rows if row.removed],
        reporters=reporter_count(cases),
        trend=trend_of_cases(cases),
        spread=spread_of_cases(cases),
        silent=silent_others(case.who_else for case in cases),
    )


def _doubt(row: PatternMember, size: int) -> bool:
    apart = row.place is None or row.place >= size - size // 3
    return row.decided_by is DecidedBy.MACHINE and apart


def _order(one: Member) -> tuple[bool, bool, float]:
    """Doubtful members first, the least alike at the head; the others after the exemplars."""
    alike = one.told.likeness if one.told else 0.0
    return (not one.doubtful, not one.exemplar, alike if one.doubtful else -alike)


def _wording(pattern: Pattern, order: Sequence[str], texts: Sequence[CaseText]) -> "Wording":
    from learning.wording import wording_of  # noqa: PLC0415 - loads scipy, which is slow

    by_key = {text.key: text for text in texts}
    told = [by_key[key] for key in order[:MOST_TOLD]]
    return wording_of(told, _others(pattern, set(order)))


def _others(pattern: Pattern, members: set[str]) -> list[CaseText]:
    """The latest other cases, as a background against which words stand out."""
    newest = db.session.scalars(
        select(Case)
        .where(Case.organisation_id == pattern.organisation_id, Case.state.in_(list(SHARED_STATES)))
        .order_by(Case.id.desc())
        .limit(BACKGROUND + len(members))
    ).all()
    return field_values([one for one in newest if one.public_id not in members][:BACKGROUND])


def _exemplars(
    pattern: Pattern, inside: Sequence[PatternMember], wording: "Wording"
) -> frozenset[str]:
    """Those that a run named and that are still there, filled up with the most alike."""
    sure = {row.case.public_id: not _doubt(row, len(inside)) for row in inside}
    named = [key for key in pattern.explanation.get("exemplars", []) if key in sure]
    alike = sorted(wording.told, key=lambda key: (not sure[key], -wording.told[key].likeness))
    return frozenset(list(dict.fromkeys([*named, *alike]))[:EXEMPLARS])


def _differs(text: CaseText, shared: Sequence[Shared]) -> tuple[tuple[str, str], ...]:
    """The fields that most members share and in which this case names something else."""
    found: dict[str, str] = {}
    for one in shared:
        own = text.values(one.code)
        usual = one.tested and 2 * one.count > one.size
        if usual and own and one.value.casefold() not in map(str.casefold, own):
            found.setdefault(one.field, ", ".join(own))
    return tuple(found.items())
