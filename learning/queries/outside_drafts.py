"""With which words a text for outside begins: those of the published pattern and the proposal.

The analyst reads and rewrites them. Articles and room are named only when as many reporters named
them as it takes to publish a pattern.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import select

from app.database import db
from cases.models.case import Case
from cases.models.provisions import CaseProvision
from cases.provisions.laws import law_by_id
from cases.terms import UsedRoom, label
from learning.lifecycle.proposals import CHANGED_STATES, STATE_LABELS
from learning.models.outside import SECTIONS, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.queries.outside import figures_of
from learning.queries.patterns import asked_of, member_cases, reporter_of

NO_ROOM = frozenset({UsedRoom.UNKNOWN, UsedRoom.NONE})


def beginning_of(kind: OutsideKind, pattern: Pattern, proposal: Proposal | None) -> dict[str, str]:
    """The fields of the form by name, filled as far as the published texts go."""
    told = {name: _WORDS[name](pattern, proposal) for name in SECTIONS[kind]}
    addressees = _addressees(proposal) if proposal else ""
    return {"title": pattern.published_title, "addressee": addressees, **told}


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(one for one in texts if one)


def _bottleneck(pattern: Pattern, proposal: Proposal | None) -> str:
    return _paragraphs(pattern.published_summary, proposal.problem if proposal else "")


def _evidence(pattern: Pattern, proposal: Proposal | None) -> str:
    figures = [
        f"In het {window} zijn hierover ongeveer {value} casussen gedeeld, afgerond op vijf."
        for window, value in figures_of(pattern).items()
    ]
    return _paragraphs(proposal.evidence if proposal else "", *figures[-1:])


def _within_the_law(pattern: Pattern, proposal: Proposal | None) -> str:
    cases = member_cases(pattern)
    asked = asked_of(pattern, cases)
    rooms = _often(((one, _room(one)) for one in cases), asked)
    articles = _often(_articles(cases), asked)
    return _paragraphs(
        f"Collega's gebruikten deze ruimte: {', '.join(rooms)}." if rooms else "",
        f"Het gaat om {', '.join(articles)}." if articles else "",
        _changed(pattern, proposal),
    )


def _changed(_: Pattern, proposal: Proposal | None) -> str:
    """What was changed already, once it was."""
    return proposal.what_changed if proposal and proposal.state in CHANGED_STATES else ""


def _tried(pattern: Pattern, proposal: Proposal | None) -> str:
    stands = f"Verbetervoorstel '{proposal.title}': {_state(proposal)}." if proposal else ""
    return _paragraphs(_within_the_law(pattern, proposal), stands)


def _state(proposal: Proposal) -> str:
    return STATE_LABELS[proposal.state]


def _addressees(proposal: Proposal) -> str:
    """To whom the proposal was forwarded last, if it was."""
    forwarded = [row for row in proposal.decisions if row.addressees]
    return ", ".join(one.name for one in forwarded[-1].addressees)[:200] if forwarded else ""


def _room(case: Case) -> str:
    room = case.used_room
    return label(room) if room and room not in NO_ROOM else ""


def _articles(cases: Iterable[Case]) -> Iterable[tuple[Case, str]]:
    by_id = {case.id: case for case in cases}
    rows = db.session.execute(
        select(CaseProvision.case_id, CaseProvision.bwb, CaseProvision.article).where(
            CaseProvision.case_id.in_(list(by_id)), CaseProvision.bwb != ""
        )
    )
    for case_id, bwb, article in rows:
        law = law_by_id(bwb)
        if law is not None and article:
            yield by_id[case_id], f"artikel {article} {law.short}"


def _often(named: Iterable[tuple[Case, str]], asked: int) -> list[str]:
    """The words that at least so many reporters used, by alphabet: order tells nothing."""
    reporters: dict[str, set[str | int | None]] = defaultdict(set)
    for case, word in named:
        reporters[word].add(reporter_of(case))
    return sorted(word for word, people in reporters.items() if word and len(people) >= asked)


_WORDS: dict[str, Callable[[Pattern, Proposal | None], str]] = {
    "bottleneck": _bottleneck,
    "who_it_hits": lambda *_: "",
    "evidence": _evidence,
    "what_we_did": _within_the_law,
    "asked": lambda _, proposal: proposal.proposed_change if proposal else "",
    "contact": lambda pattern, _: f"Leeranalist van {pattern.organisation.name}",
    "context": lambda *_: "",
    "lesson": lambda _, proposal: proposal.proposed_change if proposal else "",
    "tried": _tried,
    "summary": lambda pattern, _: pattern.published_summary,
    "what_changed": _changed,
}
