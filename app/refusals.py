"""The three ways in which the product says no. Pure; every layer may raise them."""

from collections.abc import Sequence


class Refused(Exception):
    """Not there, or not for this person: the answer is the same, and so is the audit row."""

    def __init__(self, kind: str = "", record: str = "") -> None:
        super().__init__(kind, record)
        self.kind = kind
        self.record = record


class Invalid(Exception):
    """What was asked cannot be done; the message says in Dutch what to do about it.

    What differs from time to time goes in by name, so that a page can translate the sentence.
    """

    def __init__(self, sentence: str, field: str = "", **values: object) -> None:
        self.sentence = sentence
        self.values = values
        self.message = sentence % values if values else sentence
        self.field = field
        super().__init__(self.message)


class LooksPersonal(Invalid):
    """Words by which a person may be known; the writer may state that they are no such thing.

    `found` holds every such word, in whichever field it stands; the message names the first few.
    """

    def __init__(self, field: str, found: Sequence[str]) -> None:
        self.found = tuple(dict.fromkeys(found))
        super().__init__(
            "Dit lijkt op een persoonsgegeven: %(words)s. Haal het weg, of geef aan dat het er "
            "geen is.",
            field,
            words=", ".join(f"'{words}'" for words in self.found[:3]),
        )


class Stale(Exception):
    """Somebody saved in between; nothing is overwritten and both texts are shown."""
