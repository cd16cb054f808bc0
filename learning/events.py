"""What learning announces. Others listen, inside the transaction of the change."""

from dataclasses import dataclass

from cases.events import Event


@dataclass(frozen=True)
class PatternPublished:
    """A pattern was published, or its published text was renewed."""

    pattern_id: int
    public_id: str
    organisation_id: int


pattern_published: Event[PatternPublished] = Event()
