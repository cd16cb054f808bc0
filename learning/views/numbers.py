"""The five numbers of a quarter at most, each with what it means."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.web.dates import show_period
from learning.queries.board import Numbers


@dataclass(frozen=True)
class Card:
    """A number with its name and what it means."""

    label: str
    value: str
    note: str


def cards_of(numbers: Numbers) -> list[Card]:
    """The numbers that there are, in one order; what cannot be shown is left out."""
    found = [
        _cases(numbers),
        _decided(numbers),
        _days(numbers),
        _leaning(numbers),
        _learned(numbers),
    ]
    return [one for one in found if one is not None]


def _cases(numbers: Numbers) -> Card | None:
    if numbers.total is None:
        return None
    return Card(
        _("Gedeelde casussen, %(period)s", period=show_period(numbers.total.window.label)),
        _("ongeveer %(count)s", count=numbers.total.value),
        _("Zo vaak legde een collega vast dat de standaard knelde. Meer is niet slechter."),
    )


def _decided(numbers: Numbers) -> Card | None:
    if not numbers.laid_before:
        return None
    return Card(
        _("Beslissingen in dit kwartaal"),
        _("%(count)s van %(all)s", count=numbers.decided, all=numbers.laid_before),
        _("Op zoveel van de voorstellen die voorlagen, kwam een ja of een nee met een reden."),
    )


def _days(numbers: Numbers) -> Card | None:
    if numbers.days_to_decide is None:
        return None
    return Card(
        _("Tijd tot een beslissing"),
        ngettext("%(num)s dag", "%(num)s dagen", numbers.days_to_decide),
        _("De helft kreeg zo snel een beslissing, of sneller. Wachten kost vertrouwen."),
    )


def _leaning(numbers: Numbers) -> Card | None:
    if not numbers.accepted:
        return None
    return Card(
        _("Vraagt volhouden"),
        _("%(count)s van %(all)s", count=numbers.leaning, all=numbers.accepted),
        _("Zoveel van de aangenomen voorstellen zakken weg als niemand ze volhoudt."),
    )


def _learned(numbers: Numbers) -> Card | None:
    if not numbers.changed:
        return None
    return Card(
        _("Geleerd"),
        _("%(count)s van %(all)s", count=numbers.learned, all=numbers.changed),
        _("Van zoveel veranderingen tot nu toe is aangetoond of bevestigd dat het helpt."),
    )
