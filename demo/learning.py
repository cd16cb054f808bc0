"""What the analyst does: patterns, and the figures that are published; `proposals` has the rest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.audit import Actor, Origin
from app.database import db
from app.people.models import Organisation, Person
from app.people.queries import all_organisations
from app.people.roles import Role
from app.quarters import PUBLICATION_MARGIN_DAYS
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from cases.operations.react import interpret
from cases.queries.lists import active_bouwstenen
from cases.queries.reading import reading_of
from cases.terms import Nature
from demo.cases import Cases, code
from demo.people import DATA, WATERDAM, acting, holder, organisation
from demo.proposals import plan_proposal
from demo.timeline import after
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.detection import detect_patterns
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from learning.operations.members import add_member, remove_member
from learning.operations.patterns import (
    confirm_pattern,
    describe_pattern,
    dismiss_pattern,
    make_pattern,
    publish_pattern,
)
from learning.queries.comparison import all_patterns, membership_keys

JOB = Actor(Origin.JOB)
Told = Mapping[str, Any]

OLDEST_QUARTER = -8
# At night, before anybody works: the end of a quarter, twice, and once in the present one.
DETECTION_MOMENTS = ((-7, 1.0), (-4, 1.0), (0, 0.3))
DETECTION_HOUR = 5
READING_TAKES_DAYS = 4


@dataclass
class Learning:
    """What has been made of the story so far, by the keys of the data files."""

    cases: Cases
    stories: dict[str, Told]
    written: dict[str, Told]
    patterns: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, int] = field(default_factory=dict)

    @property
    def host(self) -> Organisation:
        """The organisation in which the story of the patterns plays."""
        return organisation(WATERDAM)

    @property
    def analyst(self) -> Person:
        """Who reads, sorts and writes."""
        return holder(WATERDAM, Role.ANALYST)

    def pattern(self, key: str) -> Pattern:
        """A pattern that the analyst took up."""
        return db.session.get_one(Pattern, self.patterns[key])

    def proposal(self, key: str) -> Proposal:
        """A proposal that was written."""
        return db.session.get_one(Proposal, self.proposals[key])

    def shared_cases(self, key: str) -> dict[str, Case]:
        """The cases of a story that are shared by now, by public id."""
        known = [one for one in self.stories[key]["cases"] if one in self.cases.ids]
        found = [self.cases.find(one) for one in known]
        return {one.public_id: one for one in found if one.state in SHARED_STATES}


def plan_learning(cases: Cases) -> None:
    """Plan detection, the work of analyst and manager, and the figures."""
    learning = Learning(cases, _told("patterns.json"), _told("proposals.json"))
    timeline = cases.timeline
    nights = [timeline.within(*one).replace(hour=DETECTION_HOUR) for one in DETECTION_MOMENTS]
    for moment in (*nights, timeline.present - timedelta(minutes=2)):
        timeline.at_by_itself(moment, _detect)
        timeline.at(moment + timedelta(minutes=1), partial(_tidy, learning))
    for key in learning.stories:
        _plan_pattern(learning, key)
    for key in learning.written:
        plan_proposal(learning, key)
    for number in range(OLDEST_QUARTER + 1, 1):
        closed = timeline.quarter(number).first_moment + timedelta(days=PUBLICATION_MARGIN_DAYS)
        timeline.at(closed + timedelta(hours=3), _publish_figures)
    timeline.at(timeline.present, _publish_figures)


def _told(name: str) -> dict[str, Told]:
    return {one["key"]: one for one in json.loads((DATA / name).read_text(encoding="utf-8"))}


def _detect() -> None:
    for one in [host.id for host in all_organisations()]:
        detect_patterns(one, by=JOB)


def _publish_figures() -> None:
    for one in all_organisations():
        publish_closed_quarters(one, by=JOB)
        measure_effects(one, by=JOB)


def _plan_pattern(learning: Learning, key: str) -> None:
    story, timeline = learning.stories[key], learning.cases.timeline
    if "dismissed" in story:
        timeline.at(timeline.moment(story["dismissed"]), partial(_dismiss, learning, key))
        return
    confirmed = timeline.moment(story["confirmed"])
    timeline.at(confirmed, partial(_confirm, learning, key))
    for one in story["cases"]:
        read = after(learning.cases.written[one].moment, READING_TAKES_DAYS)
        if read > confirmed:
            timeline.at(read, partial(_tidy, learning))
    for moment in story["published"]:
        timeline.at(timeline.moment(moment), partial(_publish, learning, key))


def _confirm(learning: Learning, key: str) -> None:
    story, by = learning.stories[key], acting(learning.analyst)
    pattern = _take_up(learning, key, by)
    describe_pattern(pattern, title=story["title"], summary=story["summary"], by=by)
    confirm_pattern(pattern, by=by)
    _tidy(learning)


def _dismiss(learning: Learning, key: str) -> None:
    by = acting(learning.analyst)
    pattern = _take_up(learning, key, by)
    dismiss_pattern(pattern, reason=learning.stories[key]["reason"], by=by)


def _publish(learning: Learning, key: str) -> None:
    network = learning.stories[key]["network"]
    publish_pattern(learning.pattern(key), network=network, by=acting(learning.analyst))


def _take_up(learning: Learning, key: str, by: Actor) -> Pattern:
    """The candidate that is mostly this story; what no run found the analyst puts together."""
    wanted = learning.shared_cases(key)
    members = membership_keys(learning.host.id)[0]
    mostly = [
        one
        for one in all_patterns(learning.host.id)
        if one.state is PatternState.CANDIDATE
        and 2 * len(members[one.id] & wanted.keys()) > len(members[one.id])
    ]
    if mostly:
        pattern = max(mostly, key=lambda one: len(members[one.id] & wanted.keys()))
    else:
        title, cases = learning.stories[key]["title"], list(wanted.values())
        pattern = make_pattern(learning.host, title=title, cases=cases, by=by)
    learning.patterns[key] = pattern.id
    return pattern


def _tidy(learning: Learning) -> None:
    """The analyst takes out what does not belong in a confirmed pattern, and adds what does."""
    settled = [key for key in learning.patterns if "confirmed" in learning.stories[key]]
    members = membership_keys(learning.host.id)[0]
    wanted = {key: learning.shared_cases(key) for key in settled}
    by = acting(learning.analyst)
    for key in settled:
        for public_id in sorted(members[learning.patterns[key]] - wanted[key].keys()):
            case = db.session.scalars(select(Case).where(Case.public_id == public_id)).one()
            remove_member(learning.pattern(key), case, by=by)
    for key in settled:
        for public_id, case in wanted[key].items():
            if public_id not in members[learning.patterns[key]]:
                add_member(learning.pattern(key), case, by=by)
            if reading_of(case) is None:
                _interpret(learning, learning.stories[key], case, by)


def _interpret(learning: Learning, story: Told, case: Case, by: Actor) -> None:
    """The analyst's own reading of a case: what kind it is, and on which bouwstenen it turns."""
    names = set(story["bouwstenen"])
    tags = [one.public_id for one in active_bouwstenen(learning.host.id) if one.name in names]
    interpret(
        case,
        person=learning.analyst,
        nature=code(Nature, story["nature"]),
        obstacle=case.obstacle,
        procedure=case.procedure.name if case.procedure else "",
        bouwstenen=tags,
        by=by,
    )
