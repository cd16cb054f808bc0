"""Where each bouwsteen helped and where it pinched, with exact numbers: for the analyst alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Select, select

from app.database import db
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case, CaseBouwsteen, Reading
from cases.models.lists import Bouwsteen, BouwsteenSet
from cases.terms import Direction
from learning.lifecycle.patterns import OPEN_STATES
from learning.models.patterns import Pattern, PatternMember


@dataclass(frozen=True)
class Tally:
    """In how many cases a bouwsteen pinched, helped, and was seen by the analyst."""

    pinched: int = 0
    helped: int = 0
    read: int = 0

    @property
    def total(self) -> int:
        """How often it is named; a case may count for the reporter and for the analyst."""
        return self.pinched + self.helped + self.read


@dataclass(frozen=True)
class BouwsteenLine:
    """A bouwsteen over all shared cases, and per open pattern in which it is named."""

    bouwsteen: Bouwsteen
    everywhere: Tally
    patterns: list[tuple[Pattern, Tally]] = field(default_factory=list)


@dataclass(frozen=True)
class _Named:
    """The shared cases that name each bouwsteen, by its row: of the reporter and of the analyst."""

    pinched: dict[int, set[int]]
    helped: dict[int, set[int]]
    read: dict[int, set[int]]

    def tally(self, bouwsteen_id: int, cases: set[int] | None = None) -> Tally:
        """How many name it, of all cases or of these."""

        def count(by: dict[int, set[int]]) -> int:
            found = by.get(bouwsteen_id, set())
            return len(found if cases is None else found & cases)

        return Tally(count(self.pinched), count(self.helped), count(self.read))


def bouwsteen_lines(one: BouwsteenSet) -> list[BouwsteenLine]:
    """The bouwstenen of a set in their order; the patterns that name one most stand first."""
    named = _named(one)
    members = _members(one.organisation_id)
    return [
        BouwsteenLine(
            bouwsteen,
            named.tally(bouwsteen.id),
            _ordered(
                (pattern, named.tally(bouwsteen.id, cases)) for pattern, cases in members.items()
            ),
        )
        for bouwsteen in one.bouwstenen
    ]


def _ordered(found: Iterable[tuple[Pattern, Tally]]) -> list[tuple[Pattern, Tally]]:
    telling = [(pattern, tally) for pattern, tally in found if tally.total]
    return sorted(telling, key=lambda pair: (-pair[1].total, pair[0].number))


def _shared(organisation_id: int) -> Select[int]:
    return select(Case.id).where(
        Case.organisation_id == organisation_id, Case.state.in_(list(SHARED_STATES))
    )


def _named(one: BouwsteenSet) -> _Named:
    by: dict[Direction, dict[int, set[int]]] = {code: defaultdict(set) for code in Direction}
    for tag in db.session.execute(
        select(CaseBouwsteen.bouwsteen_id, CaseBouwsteen.case_id, CaseBouwsteen.direction)
        .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
        .where(Bouwsteen.set_id == one.id, CaseBouwsteen.case_id.in_(_shared(one.organisation_id)))
    ):
        by[tag.direction][tag.bouwsteen_id].add(tag.case_id)
    ids = {bouwsteen.public_id: bouwsteen.id for bouwsteen in one.bouwstenen}
    read: dict[int, set[int]] = defaultdict(set)
    for case_id, keys in db.session.execute(
        select(Reading.case_id, Reading.bouwstenen).where(
            Reading.bouwstenen != "", Reading.case_id.in_(_shared(one.organisation_id))
        )
    ):
        for key in keys.splitlines():
            if key in ids:
                read[ids[key]].add(case_id)
    return _Named(by[Direction.PINCHED], by[Direction.HELPED], read)


def _members(organisation_id: int) -> dict[Pattern, set[int]]:
    members: dict[Pattern, set[int]] = {}
    for pattern, case_id in db.session.execute(
        select(Pattern, PatternMember.case_id)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .where(
            Pattern.organisation_id == organisation_id,
            Pattern.across.is_(False),
            Pattern.state.in_(list(OPEN_STATES)),
            PatternMember.removed.is_(False),
        )
    ):
        members.setdefault(pattern, set()).add(case_id)
    return members
