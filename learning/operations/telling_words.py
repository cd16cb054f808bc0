"""What an analyst may not write in texts that the whole organisation reads."""

from collections.abc import Iterable, Mapping, Sequence

from app.refusals import Invalid
from learning.lifecycle.publication import copied_words
from learning.models.patterns import Pattern
from learning.operations.telling_numbers import refuse_exact_numbers
from learning.operations.words import refuse_words_of_cases


def refuse_unfit_words(
    texts: Mapping[str, str],
    patterns: Sequence[Pattern],
    organisation_id: int,
    asked: Iterable[str] = (),
) -> None:
    """Stop words of a case, words of who asked something, and numbers that nobody published."""
    refuse_words_of_cases(texts, patterns)
    refuse_exact_numbers(texts, patterns, organisation_id)
    sources = list(asked)
    for name, text in texts.items():
        copied = copied_words(text, sources)
        if copied:
            raise Invalid(
                "Deze woorden zijn van een inbrenger: '%(words)s'. Zeg het in je eigen woorden.",
                name,
                words=copied,
            )
