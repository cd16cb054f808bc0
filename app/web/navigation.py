"""The menus. Packages offer their entries; `leerlus.py` wires them together."""

from dataclasses import dataclass, field

from flask import request, url_for
from flask_babel import gettext

from app.people.roles import Role
from app.web.access import current_roles


@dataclass(frozen=True)
class Entry:
    """A line of a menu and who sees it; without roles everybody who has signed in.

    Who holds one of the roles of `denied` does not see it, whatever other role they hold.
    """

    label: str
    endpoint: str
    roles: frozenset[Role] = frozenset()
    order: int = 50
    denied: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Line:
    """A line as the template draws it."""

    label: str
    url: str
    current: bool


@dataclass
class Menu:
    """Entries gathered from the packages."""

    entries: list[Entry] = field(default_factory=list)

    def offer(self, *entries: Entry) -> None:
        """Add entries, once each."""
        self.entries.extend(entry for entry in entries if entry not in self.entries)

    def lines(self, roles: set[Role] | None = None) -> list[Line]:
        """The lines for the person of this request, in order."""
        held = current_roles() if roles is None else roles
        shown = [
            one
            for one in self.entries
            if (not one.roles or one.roles & held) and not one.denied & held
        ]
        return [
            Line(gettext(one.label), url_for(one.endpoint), _is_current(one))
            for one in sorted(shown, key=lambda one: one.order)
        ]


def _is_current(entry: Entry) -> bool:
    return request.endpoint == entry.endpoint


main_menu = Menu()
# What explains stands at the foot of every page; the menu above is for work.
foot_menu = Menu()
administration_menu = Menu()
