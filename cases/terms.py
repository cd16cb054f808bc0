"""The closed lists of a case: codes for the database, Dutch words for the screen. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """Does it pinch, or is it an example to follow?"""

    PINCHES = "pinches"
    GOOD_EXAMPLE = "good_example"


class Stage(StrEnum):
    """How far the reporter is with the situation itself."""

    SOLVED = "solved"
    SEEKING_ROOM = "seeking_room"
    NOT_ALLOWED = "not_allowed"


class Audience(StrEnum):
    """Who may read a case, narrowest first."""

    PRIVATE = "private"
    TEAM = "team"
    ORGANISATION = "organisation"
    NETWORK = "network"


class NameShownTo(StrEnum):
    """Who sees the reporter's name beside the case."""

    NOBODY = "nobody"
    TEAM = "team"
    TEAM_AND_SESSION = "team_and_session"


class Obstacle(StrEnum):
    """What was in the way."""

    LEGISLATION = "legislation"
    POLICY = "policy"
    WORK_INSTRUCTION = "work_instruction"
    IT_SYSTEM = "it_system"
    COOPERATION = "cooperation"
    INFORMATION = "information"
    CAPACITY = "capacity"
    CULTURE = "culture"


class UsedRoom(StrEnum):
    """The room in law or policy that was used."""

    HARDSHIP_CLAUSE = "hardship_clause"
    POLICY_RULE = "policy_rule"
    INDIVIDUALISATION = "individualisation"
    URGENT_REASONS = "urgent_reasons"
    PROPORTIONALITY = "proportionality"
    DISCRETION = "discretion"
    EXCEPTION = "exception"
    TOLERATED = "tolerated"
    UNKNOWN = "unknown"
    NONE = "none"


class Affected(StrEnum):
    """Who it went wrong for."""

    RESIDENT = "resident"
    FAMILY = "family"
    BUSINESS = "business"
    GROUP = "group"


class NoticedBy(StrEnum):
    """How it came to light."""

    CONVERSATION = "conversation"
    COMPLAINT = "complaint"
    OBJECTION = "objection"
    OMBUDSMAN = "ombudsman"
    COLLEAGUE = "colleague"
    CHECK = "check"


class WhoElse(StrEnum):
    """For whom this holds as well."""

    ONLY_THIS = "only_this"
    A_FEW = "a_few"
    DOZENS = "dozens"
    HUNDREDS = "hundreds"
    UNKNOWN = "unknown"


class FirstTimeRight(StrEnum):
    """Could this have gone right in one go?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Effort(StrEnum):
    """How much time it took."""

    UNDER_HOUR = "under_hour"
    HALF_DAY = "half_day"
    DAY = "day"
    MORE = "more"


class OutcomeStatus(StrEnum):
    """How it ended for the other side."""

    UNKNOWN = "unknown"
    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not_helped"


class Direction(StrEnum):
    """Did a bouwsteen help or pinch?"""

    HELPED = "helped"
    PINCHED = "pinched"


class Nature(StrEnum):
    """The analyst's reading of what kind of situation it was."""

    EXECUTION_ERROR = "execution_error"
    ROOM_IN_STANDARD = "room_in_standard"
    TAILORING = "tailoring"
    RULE_MISFIRES = "rule_misfires"


LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Kind: {Kind.PINCHES: "knelt", Kind.GOOD_EXAMPLE: "goed voorbeeld"},
    Stage: {
        Stage.SOLVED: "opgelost met maatwerk",
        Stage.SEEKING_ROOM: "loopt nog, ik zoek ruimte",
        Stage.NOT_ALLOWED: "niet gelukt of niet gemogen",
    },
    Audience: {
        Audience.PRIVATE: "alleen ik (concept)",
        Audience.TEAM: "mijn team",
        Audience.ORGANISATION: "mijn organisatie",
        Audience.NETWORK: "alle aangesloten organisaties",
    },
    NameShownTo: {
        NameShownTo.NOBODY: "niemand",
        NameShownTo.TEAM: "mijn team",
        NameShownTo.TEAM_AND_SESSION: "mijn team en wie het samen bespreekt",
    },
    Obstacle: {
        Obstacle.LEGISLATION: "wet- en regelgeving",
        Obstacle.POLICY: "beleid",
        Obstacle.WORK_INSTRUCTION: "werkinstructie",
        Obstacle.IT_SYSTEM: "ICT-systeem",
        Obstacle.COOPERATION: "samenwerking",
        Obstacle.INFORMATION: "informatievoorziening",
        Obstacle.CAPACITY: "capaciteit",
        Obstacle.CULTURE: "cultuur",
    },
    UsedRoom: {
        UsedRoom.HARDSHIP_CLAUSE: "hardheidsclausule",
        UsedRoom.POLICY_RULE: "afwijken van beleidsregel (4:84 Awb)",
        UsedRoom.INDIVIDUALISATION: "individualisering of afstemming",
        UsedRoom.URGENT_REASONS: "dringende redenen",
        UsedRoom.PROPORTIONALITY: "evenredigheid (3:4 Awb)",
        UsedRoom.DISCRETION: "beleids- of beoordelingsruimte",
        UsedRoom.EXCEPTION: "uitzonderingsbepaling",
        UsedRoom.TOLERATED: "gedoogd",
        UsedRoom.UNKNOWN: "weet ik niet",
        UsedRoom.NONE: "geen",
    },
    Affected: {
        Affected.RESIDENT: "inwoner",
        Affected.FAMILY: "gezin",
        Affected.BUSINESS: "ondernemer of bedrijf",
        Affected.GROUP: "groep",
    },
    NoticedBy: {
        NoticedBy.CONVERSATION: "gesprek",
        NoticedBy.COMPLAINT: "klacht",
        NoticedBy.OBJECTION: "bezwaar",
        NoticedBy.OMBUDSMAN: "ombudsman",
        NoticedBy.COLLEAGUE: "collega",
        NoticedBy.CHECK: "controle",
    },
    WhoElse: {
        WhoElse.ONLY_THIS: "alleen deze persoon",
        WhoElse.A_FEW: "enkelen",
        WhoElse.DOZENS: "tientallen",
        WhoElse.HUNDREDS: "honderden of meer",
        WhoElse.UNKNOWN: "weet ik niet",
    },
    FirstTimeRight: {
        FirstTimeRight.YES: "ja",
        FirstTimeRight.NO: "nee",
        FirstTimeRight.UNKNOWN: "weet ik niet",
    },
    Effort: {
        Effort.UNDER_HOUR: "minder dan een uur",
        Effort.HALF_DAY: "halve dag",
        Effort.DAY: "dag",
        Effort.MORE: "meer",
    },
    OutcomeStatus: {
        OutcomeStatus.UNKNOWN: "nog onbekend",
        OutcomeStatus.HELPED: "geholpen",
        OutcomeStatus.PARTLY: "deels",
        OutcomeStatus.NOT_HELPED: "niet",
    },
    Direction: {Direction.HELPED: "hielp", Direction.PINCHED: "knelde"},
    Nature: {
        Nature.EXECUTION_ERROR: "fout in de uitvoering",
        Nature.ROOM_IN_STANDARD: "de standaard bood al ruimte",
        Nature.TAILORING: "maatwerk",
        Nature.RULE_MISFIRES: "de regel werkt verkeerd uit",
    },
}

SHORT_FORMS = {
    "afwijken van beleidsregel": UsedRoom.POLICY_RULE,
    "evenredigheid": UsedRoom.PROPORTIONALITY,
    "ict": Obstacle.IT_SYSTEM,
    "wetgeving": Obstacle.LEGISLATION,
    "systeem": Obstacle.IT_SYSTEM,
}


def label(value: StrEnum | None) -> str:
    """The Dutch word for a code; empty for nothing."""
    return LABELS[type(value)][value] if value is not None else ""


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the list, for a form."""
    return [(code.value, word) for code, word in LABELS[kind].items()]


def parse(kind: type[StrEnum], text: str) -> StrEnum | None:
    """Read a code or its Dutch word, whatever its capitals; None when it is neither."""
    wanted = text.strip().casefold()
    for code, word in LABELS[kind].items():
        if wanted in (code.value, word.casefold()):
            return code
    short = SHORT_FORMS.get(wanted)
    return short if isinstance(short, kind) else None
