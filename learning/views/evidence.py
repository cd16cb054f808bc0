"""The sentences that stand ready for a proposal, in words that others may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.people.models import OrganisationKind
from app.web.dates import show_period
from app.web.language import said
from cases.terms import Effort, WhoElse, label
from learning.models.patterns import Pattern
from learning.queries.evidence import Evidence, Named, evidence_of

MOST_NAMED = 5


@dataclass(frozen=True)
class Ready:
    """A sentence to take over, by its key on the form, and what the analyst alone may know of it.

    `text` is what goes into the proposal; `taken` says that it stands in the text already.
    """

    key: str
    text: str
    notes: list[str]
    taken: bool


@dataclass(frozen=True)
class Panel:
    """What stands ready of one pattern."""

    pattern: Pattern
    evidence: Evidence
    ready: list[Ready]


def panels_of(patterns: Sequence[Pattern], typed: str) -> list[Panel]:
    """What stands ready of these patterns, beside what was typed already."""
    return [_panel(one, evidence_of(one), typed) for one in patterns]


def sentence_named(panels: Sequence[Panel], key: str) -> str:
    """The sentence that belongs to a button; nothing for a button that is not there."""
    return next((one.text for panel in panels for one in panel.ready if one.key == key), "")


def _panel(pattern: Pattern, evidence: Evidence, typed: str) -> Panel:
    lines = {
        "band": (_band(evidence), []),
        "trend": (_trend(evidence), []),
        "articles": (_articles(evidence), _counts(evidence.articles)),
        "partners": (
            _listed(evidence.partners, _("Dit speelt vaker in het werk samen met: %(words)s.")),
            _counts(evidence.partners),
        ),
        "obstacles": (
            _listed(evidence.obstacles, _("Vaker in de weg zit: %(words)s.")),
            _counts(evidence.obstacles),
        ),
        "bouwstenen": (
            _listed(evidence.bouwstenen, _("Het raakt vaker aan: %(words)s.")),
            _counts(evidence.bouwstenen),
        ),
        "others": (_others(evidence), _silent(evidence)),
        "effort": (_effort(evidence), _hours(evidence)),
        "room": (_room(evidence), []),
    }
    ready = [
        Ready(f"{pattern.public_id}-{kind}", text, notes, text in typed)
        for kind, (text, notes) in lines.items()
        if text
    ]
    return Panel(pattern, evidence, ready)


def _band(evidence: Evidence) -> str:
    if not evidence.public:
        return ""
    if evidence.more_than is None:
        return str(_("Dit komt naar voren uit meerdere casussen samen."))
    return str(
        _("Dit komt naar voren uit meer dan %(number)s casussen.", number=evidence.more_than)
    )


def _trend(evidence: Evidence) -> str:
    """How the last two published numbers differ; they count windows of one length."""
    if not evidence.figures:
        return ""
    window, last = evidence.figures[-1]
    length = len(window.quarters)
    before = [one for one in evidence.figures[:-1] if len(one[0].quarters) == length]
    if not before:
        return str(
            _(
                "In de periode %(window)s kwamen er afgerond %(count)s casussen bij.",
                window=show_period(window.label),
                count=last,
            )
        )
    earlier, first = before[-1]
    first_period, last_period = show_period(earlier.label), show_period(window.label)
    values = {"before": first, "after": last, "first": first_period, "last": last_period}
    if last > first:
        return str(
            _(
                "Het neemt toe: van afgerond %(before)s nieuwe casussen (%(first)s) naar afgerond "
                "%(after)s nieuwe casussen (%(last)s).",
                **values,
            )
        )
    if last < first:
        return str(
            _(
                "Het neemt af: van afgerond %(before)s nieuwe casussen (%(first)s) naar afgerond "
                "%(after)s nieuwe casussen (%(last)s).",
                **values,
            )
        )
    return str(
        _(
            "Het blijft gelijk: afgerond %(after)s nieuwe casussen, in %(first)s en in %(last)s.",
            **values,
        )
    )


def _articles(evidence: Evidence) -> str:
    """With links to the text of the law, as Markdown."""
    linked = [f"[{one.word}]({one.url})" for one in evidence.articles[:MOST_NAMED]]
    if not linked:
        return ""
    return str(_("Deze regels komen er vaker in voor: %(words)s.", words="; ".join(linked)))


def _listed(named: Sequence[Named], sentence: str) -> str:
    words = ", ".join(said(one.word) for one in named[:MOST_NAMED])
    return sentence % {"words": words} if words else ""


def _others(evidence: Evidence) -> str:
    words = {
        WhoElse.A_FEW: _(
            "Inbrengers schatten dat het ook speelt bij anderen die zij niet spraken."
        ),
        WhoElse.DOZENS: _(
            "Inbrengers schatten dat het ook speelt bij tientallen anderen die zij niet spraken."
        ),
        WhoElse.HUNDREDS: _(
            "Inbrengers schatten dat het ook speelt bij honderden anderen die zij niet spraken."
        ),
    }
    return words[evidence.others] if evidence.others else ""


def _effort(evidence: Evidence) -> str:
    words = {
        Effort.HALF_DAY: _("Maatwerk kost hier vaker een halve dag werk of meer per keer."),
        Effort.DAY: _("Maatwerk kost hier vaker een dag werk of meer per keer."),
        Effort.MORE: _("Maatwerk kost hier vaker meer dan een dag werk per keer."),
    }
    return words[evidence.effort] if evidence.effort else ""


def _room(evidence: Evidence) -> str:
    if evidence.room is None:
        return ""
    kind = evidence.pattern.organisation.kind
    sentence = _(
        "We lossen dit in de praktijk steeds op dezelfde manier op: met %(room)s. Dat is een vaste "
        "gedragslijn.",
        room=said(label(evidence.room)),
    )
    if kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.ZBO):
        return f"{sentence} {_('Leg die vast in een beleidsregel of verordening.')}"
    return f"{sentence} {_('Leg die vast in een regel die iedereen kan lezen.')}"


def _counts(named: Sequence[Named]) -> list[str]:
    return [
        _(
            "%(word)s: %(cases)s casussen van %(people)s inbrengers",
            word=said(one.word),
            cases=one.cases,
            people=one.reporters,
        )
        for one in named[:MOST_NAMED]
    ]


def _silent(evidence: Evidence) -> list[str]:
    silent = evidence.silent
    if silent.most is None:
        return [
            _(
                "minstens %(least)s mensen, volgens %(told)s casussen",
                least=silent.least,
                told=silent.told,
            )
        ]
    return [
        _(
            "tussen %(least)s en %(most)s mensen, volgens %(told)s casussen",
            least=silent.least,
            most=silent.most,
            told=silent.told,
        )
    ]


def _hours(evidence: Evidence) -> list[str]:
    hours = evidence.hours
    return [
        _(
            "samen minstens %(hours)s uur, volgens %(cases)s casussen",
            hours=hours.least,
            cases=hours.cases,
        )
    ]
