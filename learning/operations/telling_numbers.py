"""Stopping exact numbers of cases in texts that others than the analyst read."""

from collections.abc import Mapping, Sequence

from app.refusals import Invalid
from learning.lifecycle.exact_numbers import first_unpublished, numbers_told
from learning.models.patterns import Pattern
from learning.queries.evidence import published_band, published_numbers


def refuse_exact_numbers(
    texts: Mapping[str, str], patterns: Sequence[Pattern], organisation_id: int
) -> None:
    """Refuse a text that tells a number of cases or reporters that was not published.

    What may be told follows from published bands and figures alone, so that a refusal says
    nothing about cases that the writer may not read.
    """
    telling = {name: text for name, text in texts.items() if numbers_told(text)}
    if not telling:
        return
    band = published_band(patterns)
    figures = published_numbers(organisation_id, patterns)
    for name, text in telling.items():
        words = first_unpublished(text, band=band, figures=figures)
        if words and band is not None:
            raise Invalid(
                "Hier staat een precies aantal: '%(words)s'. Schrijf 'meer dan %(band)s "
                "casussen', of laat het aantal weg.",
                name,
                words=words,
                band=band,
            )
        if words:
            raise Invalid(
                "Hier staat een precies aantal: '%(words)s'. Schrijf 'meerdere casussen', of "
                "laat het aantal weg.",
                name,
                words=words,
            )
