"""What a case says, as it is compared: its story field by field, and its tags. Pure."""

from dataclasses import dataclass

NARRATIVE = (
    "title",
    "situation",
    "standard_procedure",
    "deviation",
    "consideration",
    "outcome",
    "in_the_way",
)
TAGS = ("procedure", "law", "domain", "obstacle", "bouwstenen", "partners")


@dataclass(frozen=True)
class CaseText:
    """What a case says, field by field; an empty field is an empty text and counts as nothing."""

    key: str
    title: str = ""
    situation: str = ""
    standard_procedure: str = ""
    deviation: str = ""
    consideration: str = ""
    outcome: str = ""
    in_the_way: str = ""
    procedure: str = ""
    law: str = ""
    domain: str = ""
    obstacle: str = ""
    bouwstenen: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    def narrative(self) -> dict[str, str]:
        """The fields that tell the story, by name."""
        return {name: getattr(self, name) for name in NARRATIVE}

    def values(self, name: str) -> list[str]:
        """What a field holds, as a list: none, one, or for partners and bouwstenen several."""
        told = getattr(self, name)
        given = (told,) if isinstance(told, str) else told
        return [value.strip() for value in given if value.strip()]
