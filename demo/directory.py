"""Wie weet wat: what some people of the demo say to know about."""

from functools import partial

from cases.doorbraak.operations.directory import TopicDetails, choose_topics
from cases.doorbraak.terms import TopicKind
from demo.cases import Cases
from demo.people import acting, organisation, person
from demo.timeline import Timeline

WHEN = -20
# By address within the domain of the demo: bouwstenen, procedures, articles.
KNOWN: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("anouk.verbruggen@waterdam.example", ("afwegen",), "", "art. 18 Pw\nart. 35 Pw"),
    ("loes.wagemaker@waterdam.example", ("samenwerken",), "minnelijke regeling", "art. 3 Wgs"),
    ("tineke.bosgraaf@waterdam.example", ("mensgericht werken",), "", "art. 2.3.5 Wmo 2015"),
    ("emine.aksoy@waterdam.example", ("signaleren",), "briefadres", "art. 2.23 Wet BRP"),
    ("elly.vroom@merwestreek.example", ("definities",), "persoonsgebonden budget", "Wlz"),
)


def plan_directory(cases: Cases) -> None:
    """Plan who ticks what."""
    timeline: Timeline = cases.timeline
    for one in KNOWN:
        timeline.at(timeline.moment(WHEN), partial(_tick, *one))


def _tick(email: str, bouwstenen: tuple[str, ...], procedures: str, provisions: str) -> None:
    who = person(email)
    where = who.memberships[0].organisation
    details = TopicDetails({TopicKind.BOUWSTEEN: bouwstenen}, procedures, provisions)
    choose_topics(who, details, organisation=organisation(where.slug), by=acting(who))
