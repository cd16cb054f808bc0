"""The access table of the contract, written down by hand for the readers and cases of `world`."""

from dataclasses import dataclass

from cases.terms import Audience
from tests.world import Cell

T, O, N = Audience.TEAM, Audience.ORGANISATION, Audience.NETWORK  # noqa: E741 - as in the table


@dataclass(frozen=True)
class Reader:
    """A column of the table: which audiences reach this reader, and what shows and may be done."""

    reads: tuple[Audience, ...] = ()
    reporter: bool = False
    name: bool = False
    team: bool = False
    reacts: bool = False
    interprets: bool = False
    responds: bool = False
    list_page: bool = True
    enters: bool = True


EVERY = (T, O, N)
READERS = {
    "reporter": Reader(EVERY, reporter=True, name=True, team=True),
    "colleague": Reader(EVERY, name=True, team=True, responds=True),
    "team facilitator": Reader(EVERY, name=True, team=True, reacts=True, responds=True),
    "other team": Reader((O, N), responds=True),
    "other facilitator": Reader((O, N), reacts=True, responds=True),
    "neighbour": Reader((N,), responds=True),
    "neighbouring facilitator": Reader((N,), responds=True),
    "late neighbour": Reader(),
    "participant": Reader(EVERY, responds=True),
    "past participant": Reader(),
    "analyst": Reader(EVERY, reacts=True, interprets=True, responds=True),
    "analyst in the team": Reader(EVERY, reacts=True, interprets=True, responds=True),
    "neighbouring analyst": Reader(),
    "manager": Reader(list_page=False),
    "manager in the team": Reader(),
    "manager with a grant": Reader(list_page=False),
    "neighbouring manager": Reader(list_page=False),
    "board": Reader(list_page=False),
    "contributor": Reader(list_page=False),
    "administrator": Reader(list_page=False),
    "privacy officer": Reader(list_page=False),
    "officer in need": Reader(EVERY, list_page=False),
    "officer in need of the name": Reader(EVERY, name=True, list_page=False),
    "former colleague": Reader(list_page=False),
    "past deputy": Reader(list_page=False),
    "unconfirmed facilitator": Reader(list_page=False),
    "deactivated": Reader(enters=False, list_page=False),
    "signed out": Reader(enters=False, list_page=False),
}

# Lists of several cases; those from duiden on are the analyst's.
LISTS = (
    "/casussen",
    "/mijn-casussen",
    "/werkvoorraad",
    "/casussen/duiden",
    "/casussen/duiden?tab=gedaan",
    "/patronen/werkbank/kaart",
    "/patronen/werkbank/netwerk",
)
# What the reporter alone may open; the second column is where a press of its button is sent.
OWN_PAGES = (
    "bewerken",
    "delen",
    "afronden",
    "verwijderen",
    "gegevens",
    "versies",
    "aanbieden",
    "weging",
    "motivering",
)
OWN_PRESSES = (
    "bewerken", "delen", "afronden", "verwijderen", "gegevens", "intrekken", "heropenen",
    "aanbieden", "weging", "motivering", "nog-even-wachten", "bewaar", "terugzetten",
)  # fmt: skip
# What its other readers may give back to it.
RESPONSES = ("herkennen", "bedanken", "vraag")
# Reading is asked of every case. The pages of the reporter alone are asked of these, by sort.
LOOKED_INTO = {
    "network-shared": (*OWN_PAGES, "duiding", "fragment"),
    "draft": ("bewerken", "delen"),
}
PRESSED_ON = "team-concluded"
PRESSED = {
    "title": "Overgenomen titel", "situation": "Overgenomen verhaal", "version": "1",
    "audience": "network", "name_shown_to": "team_and_session", "outcome": "Overgenomen afloop",
    "outcome_status": "helped", "choice": "keep", "kind": "thanks", "text": "Dank je wel.",
    "reporter_id": "1", "state": "concluded", "team": "x",
}  # fmt: skip


def may_read(reader: Reader, cell: Cell) -> bool:
    """The row 'read' of the table."""
    if cell.audience is Audience.PRIVATE:
        return reader.reporter
    return cell.audience in reader.reads


def shows_name(name: str, reader: Reader, cell: Cell) -> bool:
    """The row 'see the reporter's name'."""
    if reader.reporter or name == "officer in need of the name":
        return True
    if cell.name.endswith("name-nobody"):
        return False
    if cell.name.endswith("name-team_and_session"):
        return reader.name or name == "participant"
    return reader.name
