"""The written cases, played as their reporters and first readers lived them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import cycle
from typing import Any, TypeVar

from app.clock import today
from app.database import db, sort_key
from app.people.models import Organisation
from app.people.queries import all_organisations, team_by_name
from app.people.roles import Role
from cases.models.case import Case
from cases.models.history import ReactionKind
from cases.operations.findings import keep_findings
from cases.operations.log import CaseDetails, log_case
from cases.operations.react import interpret, react
from cases.operations.share import conclude_case, share_case, withdraw_case
from cases.permissions import can_react
from cases.queries.lists import active_bouwstenen
from cases.terms import (
    Affected,
    Audience,
    Direction,
    Effort,
    Kind,
    NameShownTo,
    Nature,
    NoticedBy,
    Obstacle,
    OutcomeStatus,
    Stage,
    UsedRoom,
    WhoElse,
    parse,
)
from demo.people import DATA, acting, holder, organisation, person
from demo.timeline import Timeline, after

Code = TypeVar("Code", bound=StrEnum)

TEXTS = ("title", "situation", "standard_procedure", "procedure", "law", "deviation")
MORE_TEXTS = ("consideration", "domain", "in_the_way", "wish", "outcome")
CODES: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "stage": Stage,
    "used_room": UsedRoom,
    "obstacle": Obstacle,
    "affected": Affected,
    "noticed_by": NoticedBy,
    "who_else": WhoElse,
    "effort": Effort,
    "outcome_status": OutcomeStatus,
}
SHARING_TAKES = timedelta(minutes=35)
LOOK_BACK_AFTER = timedelta(weeks=8)
# Every reaction is a person's: mostly thanks, now and then a question or a second case.
KINDS = ("thanks", "also_here", "thanks", "question", "thanks", "thanks")
REACTION_DAYS = (2, 1, 5, 3, 8, 2, 4)
LATE_DAYS = 19
UNREAD_DAYS = 11


@dataclass(frozen=True)
class WrittenCase:
    """A case as it was written for the demo; what it is about stands in the file."""

    key: str
    moment: datetime
    reporter: str
    team: str
    told: Mapping[str, Any]

    @property
    def slug(self) -> str:
        """The organisation of its reporter."""
        return self.reporter.split("@")[1].split(".")[0]


@dataclass
class Cases:
    """The cases of the demo by their key, and the course that some of them take."""

    timeline: Timeline
    written: dict[str, WrittenCase] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    course: Mapping[str, list[str]] = field(default_factory=dict)
    # The questions that first readers ask: about which case, when, and what.
    asked: list[tuple[WrittenCase, datetime, str]] = field(default_factory=list)

    def find(self, key: str) -> Case:
        """A case that has been logged."""
        return db.session.get_one(Case, self.ids[key])

    def takes(self, course: str, case: WrittenCase) -> bool:
        """Whether a case takes a course, such as staying a draft."""
        return case.key in self.course[course]


def plan_cases(timeline: Timeline) -> Cases:
    """Plan what happens to each case by itself."""
    course = json.loads((DATA / "course.json").read_text(encoding="utf-8"))
    cases = Cases(timeline, course=course)
    cases.written = {one.key: one for one in written_cases(timeline)}
    texts = {
        kind: cycle(lines)
        for kind, lines in json.loads((DATA / "reactions.json").read_text("utf-8")).items()
    }
    late, unread = _late(cases), timeline.days_ago(UNREAD_DAYS)
    in_order = sorted(cases.written.values(), key=lambda one: one.moment)
    for number, case in enumerate(in_order):
        _plan(cases, case)
        if not cases.takes("drafts", case) and case is not late and case.moment < unread:
            kind = ReactionKind(KINDS[number % len(KINDS)])
            read = after(case.moment, REACTION_DAYS[number % len(REACTION_DAYS)])
            text = next(texts[kind])
            timeline.at(read, partial(_react, cases, case, kind, text))
            if kind is ReactionKind.QUESTION:
                cases.asked.append((case, read, text))
    return cases


def written_cases(timeline: Timeline) -> Iterator[WrittenCase]:
    """Every written case, on the moment that it has in this demo."""
    for path in sorted(DATA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            moment = timeline.within(told["quarter"], told["at"])
            yield WrittenCase(told["key"], moment, told["reporter"], told["team"], told)


def _late(cases: Cases) -> WrittenCase:
    """The case that nobody reacted to in time: the newest of which the promised day has passed."""
    before = cases.timeline.days_ago(LATE_DAYS)
    waiting = [
        one
        for one in cases.written.values()
        if one.moment < before and one.slug == "waterdam" and not cases.takes("drafts", one)
    ]
    return max(waiting, key=lambda one: one.moment)


def _plan(cases: Cases, case: WrittenCase) -> None:
    timeline = cases.timeline
    timeline.at(case.moment, partial(_log, cases, case))
    if cases.takes("drafts", case):
        return
    timeline.at(case.moment + SHARING_TAKES, partial(_share, cases, case))
    if cases.takes("withdrawn", case):
        timeline.at(after(case.moment, 16), partial(_withdraw, cases, case))
    elif _ends(case) and not cases.takes("still_open", case):
        days = 20 + len(case.key) % 25
        timeline.at(after(case.moment, days), partial(_conclude, cases, case))
    if case.told["kind"] == "goed voorbeeld":
        timeline.at(after(case.moment, 9), partial(_interpret, cases, case))


def _ends(case: WrittenCase) -> bool:
    """Whether its reporter tells later how it ended, instead of at once."""
    return "outcome" in case.told and case.told.get("outcome_status") in ("geholpen", "deels")


def details_of(case: WrittenCase, host: Organisation) -> CaseDetails:
    """What the file says of a case, in the codes of the form."""
    told = case.told
    codes = {name: code(kind, told[name]) for name, kind in CODES.items() if name in told}
    if _ends(case):
        codes.pop("outcome_status")
    texts = {name: told.get(name, "") for name in (*TEXTS, *MORE_TEXTS)}
    if _ends(case):
        texts["outcome"] = ""
    named = {sort_key(one.name): one.public_id for one in active_bouwstenen(host.id)}
    return CaseDetails(
        **texts,
        **codes,  # type: ignore[arg-type]
        happened_on=today() - timedelta(days=len(case.key) % 6),
        partners=told.get("partners", ()),
        bouwstenen={
            named[sort_key(name)]: code(Direction, word)
            for name, word in told.get("bouwstenen", {}).items()
        },
        consequence=told.get("consequence"),
        gut_feeling=told.get("gut_feeling"),
    )


def code(kind: type[Code], word: str) -> Code:
    """The code of a Dutch word; a word that is no label is a mistake in the file."""
    found = parse(kind, word)
    if not isinstance(found, kind):
        raise ValueError(f"{word!r} is not one of {kind.__name__}")
    return found


def _log(cases: Cases, case: WrittenCase) -> None:
    reporter, host = person(case.reporter), organisation(case.slug)
    details = details_of(case, host)
    if cases.takes("look_back", case):
        details = replace(details, follow_up_on=today() + LOOK_BACK_AFTER)
    logged = log_case(
        details,
        reporter=reporter,
        organisation=host,
        team=team_by_name(host.id, case.team),
        by=acting(reporter),
        submission_key=f"demo-{case.key}",
    )
    cases.ids[case.key] = logged.id


def _share(cases: Cases, case: WrittenCase) -> None:
    audience, shown = Audience.ORGANISATION, NameShownTo.TEAM
    if cases.takes("team_only", case):
        audience = Audience.TEAM
    elif cases.takes("network", case):
        audience = Audience.NETWORK
    if cases.takes("name_shown_to_nobody", case):
        shown = NameShownTo.NOBODY
    elif cases.takes("name_shown_in_session", case):
        shown = NameShownTo.TEAM_AND_SESSION
    told, by = cases.find(case.key), acting(person(case.reporter))
    # Everybody in these texts is invented: what looks like a name was looked at.
    keep_findings(told, by=by)
    share_case(
        told,
        audience=audience,
        name_shown_to=shown,
        network=list(all_organisations()),
        by=by,
    )


def _withdraw(cases: Cases, case: WrittenCase) -> None:
    withdraw_case(cases.find(case.key), by=acting(person(case.reporter)))


def _conclude(cases: Cases, case: WrittenCase) -> None:
    conclude_case(
        cases.find(case.key),
        outcome=case.told["outcome"],
        outcome_status=code(OutcomeStatus, case.told["outcome_status"]),
        by=acting(person(case.reporter)),
    )


def _react(cases: Cases, case: WrittenCase, kind: ReactionKind, text: str) -> None:
    """The facilitator reacts to what reaches her, the analyst to all else."""
    found = cases.find(case.key)
    reader = holder(case.slug, Role.FACILITATOR)
    if not can_react(found, reader):
        reader = holder(case.slug, Role.ANALYST)
    react(found, person=reader, kind=kind, text=text, by=acting(reader))


def _interpret(cases: Cases, case: WrittenCase) -> None:
    """The analyst reads a good example as what it is, beside the reporter's own tags."""
    analyst = holder(case.slug, Role.ANALYST)
    interpret(
        cases.find(case.key),
        person=analyst,
        nature=Nature.TAILORING,
        obstacle=None,
        procedure="",
        bouwstenen=(),
        by=acting(analyst),
    )
