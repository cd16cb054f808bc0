"""The words of a report of the board and of a letter to the council, made from what happened.

Every part has something to say, and each reads well without a number. Nobody is named: an owner,
a reporter and who decided are left out, and who has to sign is a gap to fill in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.people.models import Organisation, OrganisationKind
from app.web.dates import show_date, show_period
from app.web.language import said
from learning.lifecycle.proposals import DOOR_LABELS, ProposalStep
from learning.models.patterns import Pattern
from learning.models.proposals import ADDRESSEE_LABELS, LEVEL_LABELS, ProposalAddressee
from learning.queries.report_texts import Lying, Open, Told
from learning.queries.steps import Taken


@dataclass(frozen=True)
class Item:
    """One pattern or proposal, and what is told of it: a sentence of ours and what people wrote.

    Either of the two may be empty.
    """

    title: str
    told: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """A part under its heading: sentences, then items, then a list of lines."""

    heading: str
    sentences: Sequence[str] = ()
    items: Sequence[Item] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Text:
    """A whole paper: its title, what stands above the first part, the parts, what stands below."""

    title: str
    head: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    foot: Sequence[str] = ()


def report(told: Told, organisation: Organisation) -> Text:
    """A part of a report of the board; what did not happen has no heading."""
    parts = [
        Part(_("Waar gaat dit over?"), _opening(told, organisation)),
        Part(_("Wat kwam vaker voor?"), items=_patterns(told)),
        Part(_("Wat hebben we geleerd?"), items=_concluded(told.learned)),
        Part(_("Wat hielp niet, of is niet te meten?"), items=_concluded(told.not_learned)),
        Part(_("Wat is er veranderd?"), items=_changed(told)),
        Part(_("Welke beslissingen zijn genomen?"), items=_decided(told)),
        Part(_("Hoe gaat het verder?"), lines=_ahead(told)),
    ]
    title = _("Leren van wat knelt: %(period)s", period=_period(told))
    return Text(title, (), [one for one in parts if one.sentences or one.items or one.lines])


def council_letter(told: Told, organisation: Organisation) -> Text:
    """A letter that informs the council, with its usual parts; each says something, always."""
    of_municipality = organisation.kind is OrganisationKind.MUNICIPALITY
    sender = _("het college van burgemeester en wethouders") if of_municipality else _("[afzender]")
    council = _("de leden van de gemeenteraad") if of_municipality else _("[ontvanger]")
    subject = _("Wat wij leerden van casussen die knelden, %(period)s", period=_period(told))
    return Text(
        _("Raadsinformatiebrief") if of_municipality else _("Informatiebrief"),
        (
            (_("Aan"), council),
            (_("Van"), sender),
            (_("Datum"), _("[datum]")),
            (_("Nummer"), _("[nummer]")),
            (_("Onderwerp"), subject),
        ),
        [
            Part(_("Aanleiding"), _opening(told, organisation), lines=_titles(told.patterns)),
            Part(_("Kern"), _kernel(told), [*_concluded(told.learned), *_decided(told)]),
            Part(_("Wat is veranderd"), _change_sentences(told), _changed(told)),
            Part(_("Vervolg"), _next(told), lines=_ahead(told)),
        ],
        (
            _("Met vriendelijke groet,"),
            _("namens %(sender)s,", sender=sender) if of_municipality else _("namens [afzender],"),
            _("[naam en functie]"),
            _("[handtekening]"),
        ),
    )


def _period(told: Told) -> str:
    return show_period(told.window.label)


def _opening(told: Told, organisation: Organisation) -> list[str]:
    found = [
        _(
            "Medewerkers van %(organisation)s leggen vast waar de standaardprocedure knelt voor "
            "mensen, en ook waar zij ruimte vonden. Wat vaker voorkomt, beschrijven wij als "
            "patroon. Daaruit komen voorstellen om werk, systemen of regels te verbeteren.",
            organisation=organisation.name,
        )
    ]
    found += [
        _(
            "In de periode %(period)s deelden zij ongeveer %(count)s casussen.",
            period=show_period(one.window.label),
            count=one.value,
        )
        for one in told.totals
    ]
    if told.nothing_happened:
        found.append(_("In deze periode is er nog niets beslist, veranderd of geleerd."))
    return found


def _patterns(told: Told) -> list[Item]:
    return [
        Item(one.published_title, [("", one.published_summary), (_band(one), "")])
        for one in told.patterns
    ]


def _titles(patterns: Sequence[Pattern]) -> list[str]:
    return [
        _("Nieuw beschreven patroon: %(title)s.", title=_bare(one.published_title))
        for one in patterns
    ]


def _band(pattern: Pattern) -> str:
    if pattern.published_more_than is None:
        return ""
    return str(_("Hierover gaan meer dan %(number)s casussen.", number=pattern.published_more_than))


def _items(taken: Iterable[Taken], words: Callable[[Taken], str]) -> list[Item]:
    """One item a proposal, in the order of the first step, with all its steps in order."""
    found: dict[int, list[Taken]] = {}
    for one in taken:
        found.setdefault(one.proposal.id, []).append(one)
    return [
        Item(steps[0].proposal.title, [(words(one), one.row.reason) for one in steps])
        for steps in found.values()
    ]


def _concluded(taken: Sequence[Taken]) -> list[Item]:
    return _items(taken, _conclusion)


def _conclusion(taken: Taken) -> str:
    if taken.row.kind is ProposalStep.PROVE:
        if taken.row.door is None:
            return str(_("Dit is geleerd."))
        return str(_("Dit is geleerd: %(door)s.", door=said(DOOR_LABELS[taken.row.door])))
    if taken.row.kind is ProposalStep.NOT_PROVE:
        return str(_("Het effect is niet aangetoond."))
    return str(_("De verandering is doorgevoerd. Het effect is niet te meten."))


def _changed(told: Told) -> list[Item]:
    return _items(told.changed, _change)


def _change(taken: Taken) -> str:
    day, level = show_date(taken.row.changed_on), said(LEVEL_LABELS[taken.proposal.level])
    return str(_("Veranderd op %(day)s, in: %(level)s.", day=day, level=level))


def _decided(told: Told) -> list[Item]:
    taken = [*told.accepted, *told.declined, *told.deferred, *told.forwarded]
    return _items(sorted(taken, key=lambda one: (one.row.at, one.row.id)), _decision)


def _decision(taken: Taken) -> str:
    return _DECISION_WORDS[taken.row.kind](taken)


def _accepted(taken: Taken) -> str:
    if not taken.row.capacity:
        return str(_("Aangenomen, zonder extra capaciteit."))
    return str(_("Aangenomen, met capaciteit: %(capacity)s.", capacity=_bare(taken.row.capacity)))


def _rejected(_taken: Taken) -> str:
    return str(_("Niet overgenomen."))


def _refused_elsewhere(_taken: Taken) -> str:
    return str(_("Elders niet overgenomen."))


def _deferred(taken: Taken) -> str:
    return str(_("Uitgesteld tot %(day)s.", day=show_date(taken.row.until)))


def _forwarded(taken: Taken) -> str:
    names = ", ".join(addressee_words(one) for one in taken.row.addressees)
    return str(_("Doorgeleid naar: %(names)s.", names=names))


_DECISION_WORDS = {
    ProposalStep.ACCEPT: _accepted,
    ProposalStep.REJECT: _rejected,
    ProposalStep.REFUSE_ELSEWHERE: _refused_elsewhere,
    ProposalStep.DEFER: _deferred,
    ProposalStep.FORWARD: _forwarded,
}


def addressee_words(one: ProposalAddressee) -> str:
    """Who it went to, as a body; the name that was typed stands in no paper."""
    return said(ADDRESSEE_LABELS[one.kind])


def _kernel(told: Told) -> list[str]:
    if told.learned or _decided(told):
        return [_("Dit is in deze periode geleerd en beslist.")]
    return [
        _("In deze periode is op geen voorstel een beslissing genomen en geen effect vastgesteld.")
    ]


def _change_sentences(told: Told) -> list[str]:
    if told.changed:
        return [_("Deze verbeteringen zijn doorgevoerd.")]
    return [_("In deze periode is geen verbetering doorgevoerd.")]


def _next(told: Told) -> list[str]:
    if _ahead(told):
        return [_("Dit loopt nog of wacht op een beslissing.")]
    return [_("Er loopt nu geen voorstel. Wij blijven vastleggen wat knelt.")]


def _ahead(told: Told) -> list[str]:
    return [
        *(_("In uitvoering: %(title)s.", title=_bare(one.title)) for one in told.under_way),
        *(_lying(one) for one in told.undecided),
        *(_elsewhere(one) for one in told.elsewhere),
    ]


def _lying(one: Lying) -> str:
    title = _bare(one.proposal.title)
    if one.deferred:
        return str(_("Uitgesteld: %(title)s.", title=title))
    return str(_("Wacht op een beslissing: %(title)s.", title=title))


def _elsewhere(one: Open) -> str:
    title = _bare(one.proposal.title)
    if not one.addressees:
        return str(_("Ligt bij een ander: %(title)s.", title=title))
    names = ", ".join(dict.fromkeys(addressee_words(to) for to in one.addressees))
    return str(_("Wacht op antwoord van %(names)s: %(title)s.", names=names, title=title))


def _bare(text: str) -> str:
    """Words that stand at the end of a sentence of ours."""
    return text.rstrip(" .")
