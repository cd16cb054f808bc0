"""The roles of the contract, and which of them bite each other. Pure."""

from enum import StrEnum


class Role(StrEnum):
    """What a membership lets somebody do, within its organisation only."""

    PROFESSIONAL = "professional"
    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    MANAGER = "manager"
    CONTRIBUTOR = "contributor"
    BOARD = "board"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"


READING_ROLES = frozenset({Role.PROFESSIONAL, Role.FACILITATOR})
DECIDING_ROLES = frozenset({Role.MANAGER, Role.BOARD})
CONFIRMED_ROLES = frozenset(
    {Role.ANALYST, Role.FACILITATOR, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}
)

ROLE_LABELS = {
    Role.PROFESSIONAL: "maatwerkprofessional",
    Role.FACILITATOR: "Doorbraakbegeleider",
    Role.ANALYST: "leeranalist",
    Role.MANAGER: "manager",
    Role.CONTRIBUTOR: "uitvoerder van een voorstel",
    Role.BOARD: "bestuurder",
    Role.ADMINISTRATOR: "functioneel beheerder",
    Role.PRIVACY_OFFICER: "privacy officer",
}


def conflict(role: Role, held: set[Role]) -> str:
    """Say in Dutch why somebody with these roles cannot get this one, or an empty text.

    Who decides (manager, board) reads no cases, and so holds no role that reads or administers
    in the same organisation; who administers does not watch over privacy as well.
    """
    reads_or_runs = CONFIRMED_ROLES
    if role in reads_or_runs and held & DECIDING_ROLES:
        return (
            "Wie manager of bestuurder is, leest geen casussen van collega's. "
            "Daarom kan deze rol daar niet bij."
        )
    if role in DECIDING_ROLES and held & reads_or_runs:
        return (
            "Deze persoon begeleidt, leest of beheert al in deze organisatie. "
            "Daarom kan manager of bestuurder daar niet bij."
        )
    pair = {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}
    if role in pair and held & (pair - {role}):
        return "Functioneel beheerder en privacy officer gaan niet samen."
    return ""
