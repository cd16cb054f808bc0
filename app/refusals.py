"""The three ways in which the product says no. Pure; every layer may raise them."""


class Refused(Exception):
    """Not there, or not for this person: the answer is the same, and so is the audit row."""

    def __init__(self, kind: str = "", record: str = "") -> None:
        super().__init__(kind, record)
        self.kind = kind
        self.record = record


class Invalid(Exception):
    """What was asked cannot be done; the message says in Dutch what to do about it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Exception):
    """Somebody saved in between; nothing is overwritten and both texts are shown."""
