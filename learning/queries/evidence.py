"""What the cases of a pattern say that a proposal may tell, and what only the analyst may know.

A proposal is read by managers. So what is offered for its text comes from what was published (the
band, the figures), or was named by so many reporters that leaving out any one of them changes
nothing: the thresholds of `app.disclosure`, for each thing that is named. Order tells nothing.
The exact counts beside it are for the analyst, who works with them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from app.database import db
from app.disclosure import Fact, Shown, cell_passes
from app.quarters import Window
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.models.lists import Bouwsteen
from cases.models.provisions import CaseProvision
from cases.provisions.juriconnect import url_of
from cases.provisions.laws import law_by_id
from cases.queries.reading import readings_of
from cases.terms import Effort, OutcomeStatus, UsedRoom, WhoElse, label
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.figures import FigureTable
from learning.models.patterns import Pattern
from learning.queries.facts import reporter_key
from learning.queries.figures import windows_that_show
from learning.queries.patterns import asked_of, member_cases, reporter_count
from learning.silent_others import SilentOthers, silent_others

# From little to much: who says the last says the ones before it as well.
OTHERS = (WhoElse.A_FEW, WhoElse.DOZENS, WhoElse.HUNDREDS)
EFFORTS = (Effort.HALF_DAY, Effort.DAY, Effort.MORE)
# The least number of hours that an answer stands for.
LEAST_HOURS = {Effort.UNDER_HOUR: 0, Effort.HALF_DAY: 4, Effort.DAY: 8, Effort.MORE: 8}

K = TypeVar("K")


@dataclass(frozen=True)
class Named:
    """Something that enough reporters named; the counts are exact and for the analyst alone."""

    word: str
    cases: int
    reporters: int
    url: str = ""


@dataclass(frozen=True)
class Hours:
    """At least so many hours of work, told of by so many cases; for the analyst alone."""

    least: int
    cases: int


@dataclass(frozen=True)
class Evidence:
    """What can be told of a pattern, and the exact counts beside it.

    `more_than` is the published band and `figures` the published numbers by window, oldest first.
    `others` and `effort` hold the highest answer that enough reporters gave, or more than that.
    """

    pattern: Pattern
    public: bool
    more_than: int | None
    figures: list[tuple[Window, int]]
    cases: int
    reporters: int
    hours: Hours
    silent: SilentOthers
    articles: list[Named] = field(default_factory=list)
    partners: list[Named] = field(default_factory=list)
    obstacles: list[Named] = field(default_factory=list)
    bouwstenen: list[Named] = field(default_factory=list)
    others: WhoElse | None = None
    effort: Effort | None = None
    room: UsedRoom | None = None


def evidence_of(pattern: Pattern) -> Evidence:
    """What an analyst may use of a pattern in a proposal; below the thresholds there is nothing."""
    cases = member_cases(pattern)
    enough = _Enough(pattern, cases)
    public = pattern.state in PUBLIC_STATES
    return Evidence(
        pattern,
        public=public,
        more_than=pattern.published_more_than if public else None,
        figures=_published(pattern),
        cases=len(cases),
        reporters=reporter_count(cases),
        hours=_hours(cases),
        silent=silent_others(case.who_else for case in cases),
        articles=_articles(enough, cases),
        partners=enough.named(_partners(cases)),
        obstacles=enough.named(_obstacles(cases)),
        bouwstenen=enough.named(_by_name(_tagged(cases))),
        others=enough.highest(OTHERS, {one.id: one.who_else for one in cases}),
        effort=enough.highest(EFFORTS, {one.id: one.effort for one in cases}),
        room=_fixed_room(enough, pattern, cases),
    )


def common_bouwstenen(patterns: Iterable[Pattern]) -> list[Bouwsteen]:
    """The bouwstenen on which enough reporters, or the analyst in their cases, saw it turn."""
    found: dict[int, Bouwsteen] = {}
    for pattern in patterns:
        cases = member_cases(pattern)
        tagged = _tagged(cases)
        passing = _Enough(pattern, cases).passing({one.id: ids for one, ids in tagged.items()})
        found |= {one.id: one for one in tagged if one.id in passing}
    return [found[key] for key in sorted(found)]


def published_band(patterns: Iterable[Pattern]) -> int | None:
    """The highest "more than" that stands on a published page of these patterns."""
    bands = [one.published_more_than for one in patterns if one.state in PUBLIC_STATES]
    return max((band for band in bands if band is not None), default=None)


def published_numbers(organisation_id: int, patterns: Iterable[Pattern]) -> set[int]:
    """Every figure of these patterns, and of all cases together, that was ever published."""
    numbers = {value for one in patterns for _, value in _published(one)}
    totals = windows_that_show(organisation_id, FigureTable.TOTAL)
    shown = (figure for _, table in totals for _, figure in table.cells)
    return numbers | {figure.value for figure in shown if isinstance(figure, Shown)}


class _Enough:
    """Which things so many reporters of a pattern named that they may be told."""

    def __init__(self, pattern: Pattern, cases: Sequence[Case]) -> None:
        self.k = asked_of(pattern, cases)
        self.reporters = {
            one.id: reporter_key(one.reporter_id, one.reporter_pseudonym) for one in cases
        }
        here = Case.organisation_id == pattern.organisation_id
        query = select(Case.id, Case.reporter_id, Case.reporter_pseudonym)
        self.everyone = {
            row.id: reporter_key(row.reporter_id, row.reporter_pseudonym)
            for row in db.session.execute(query.where(here, Case.state.in_(list(SHARED_STATES))))
        }

    def passing(self, named: Mapping[K, Collection[int]]) -> set[K]:
        """Of these things, each with the keys of its cases, those that pass every threshold."""
        likely = {key: ids for key, ids in named.items() if self._people(ids) > self.k}
        if not likely:
            return set()
        places = {key: str(place) for place, key in enumerate(likely)}
        keys = defaultdict(set)
        for key, ids in likely.items():
            for one in ids:
                keys[one].add(places[key])
        facts = [Fact(who, frozenset(keys.get(one, ()))) for one, who in self.everyone.items()]
        return {key for key in likely if cell_passes(facts, places[key], k=self.k)}

    def named(
        self, named: Mapping[str, Collection[int]], urls: Mapping[str, str] | None = None
    ) -> list[Named]:
        """Those that pass, by name, with their exact counts."""
        passing = sorted(self.passing(named), key=str.casefold)
        links = urls or {}
        return [
            Named(one, len(named[one]), self._people(named[one]), links.get(one, ""))
            for one in passing
        ]

    def highest(self, ladder: Sequence[K], answers: Mapping[int, object]) -> K | None:
        """The highest step that enough reporters answered, or a step above it."""
        reached = {
            step: [one for one, answer in answers.items() if answer in ladder[place:]]
            for place, step in enumerate(ladder)
        }
        passing = self.passing(reached)
        return next((step for step in reversed(ladder) if step in passing), None)

    def _people(self, ids: Iterable[int]) -> int:
        return len({self.reporters[one] for one in ids})


def _published(pattern: Pattern) -> list[tuple[Window, int]]:
    """The published numbers of a pattern by window, oldest first."""
    tables = windows_that_show(pattern.organisation_id, FigureTable.PATTERN)
    found = ((window, table.figure(pattern.public_id)) for window, table in tables)
    return [(window, figure.value) for window, figure in found if isinstance(figure, Shown)]


def _articles(enough: _Enough, cases: Sequence[Case]) -> list[Named]:
    """The articles and laws that are named, each with where its text stands."""
    rows = db.session.scalars(
        select(CaseProvision).where(
            CaseProvision.case_id.in_([one.id for one in cases]), CaseProvision.bwb != ""
        )
    )
    named: dict[str, set[int]] = defaultdict(set)
    urls = {}
    for row in rows:
        law = law_by_id(row.bwb)
        if law is not None:
            word = f"{law.short}, artikel {row.article}" if row.article else law.short
            named[word].add(row.case_id)
            urls[word] = url_of(law, row.article)
    return enough.named(named, urls)


def _partners(cases: Iterable[Case]) -> dict[str, set[int]]:
    written: dict[str, str] = {}
    named: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        for partner in case.partner_list:
            named[written.setdefault(partner.casefold(), partner)].add(case.id)
    return named


def _obstacles(cases: Sequence[Case]) -> dict[str, set[int]]:
    """What was in the way; the analyst's reading goes before the reporter's tag."""
    readings = readings_of(cases)
    named: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        reading = readings.get(case.id)
        obstacle = (reading.obstacle if reading else None) or case.obstacle
        if obstacle is not None:
            named[label(obstacle)].add(case.id)
    return named


def _tagged(cases: Sequence[Case]) -> dict[Bouwsteen, set[int]]:
    """The cases of each bouwsteen, by the tags of the reporter and the reading of the analyst."""
    known = {one.public_id: one for one in db.session.scalars(select(Bouwsteen))}
    tagged: dict[Bouwsteen, set[int]] = defaultdict(set)
    for case in cases:
        for tag in case.tags:
            tagged[tag.bouwsteen].add(case.id)
    for case_id, reading in readings_of(cases).items():
        for key in reading.bouwstenen.splitlines():
            if key in known:
                tagged[known[key]].add(case_id)
    return tagged


def _by_name(tagged: Mapping[Bouwsteen, set[int]]) -> dict[str, set[int]]:
    return {one.name: ids for one, ids in tagged.items()}


def _hours(cases: Iterable[Case]) -> Hours:
    told = [LEAST_HOURS[one.effort] for one in cases if one.effort is not None]
    return Hours(sum(told), len(told))


def _fixed_room(enough: _Enough, pattern: Pattern, cases: Iterable[Case]) -> UsedRoom | None:
    """The room of the fixed line that was noticed, when enough reporters used it."""
    line = pattern.notices.get("fixed_line")
    if not line:
        return None
    ends = OutcomeStatus(line["outcome"])
    rooms = {one.used_room for one in cases if label(one.used_room) == line["room"]}
    used = {
        room: [one.id for one in cases if one.used_room is room and one.outcome_status is ends]
        for room in rooms
    }
    return next(iter(enough.passing(used)), None)
