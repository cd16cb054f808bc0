"""What an analyst who describes a pattern is told about the words that were written."""

from cases.models.case import TEXT_FIELDS
from learning.lifecycle.publication import copied_passages
from learning.models.patterns import Pattern
from learning.queries.patterns import member_cases

Pieces = list[tuple[str, bool]]


def copied_pieces(pattern: Pattern) -> Pieces:
    """Title and summary in pieces, with the words marked that a member case has as well.

    Empty when there are none: then publication has nothing against these words.
    """
    texts = [getattr(case, name) or "" for case in member_cases(pattern) for name in TEXT_FIELDS]
    pieces = copied_passages(f"{pattern.title}\n{pattern.summary}", texts)
    return pieces if any(copied for _, copied in pieces) else []
