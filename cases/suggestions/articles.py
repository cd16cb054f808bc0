"""Law articles for a text: those it names, those it is about, and those of like cases."""

from collections.abc import Iterable

from cases.provisions.notation import Provision, provisions_in
from cases.suggestions.cues import Hit, hits_in, named_list
from cases.suggestions.neighbours import votes
from cases.suggestions.ranking import Text
from cases.suggestions.suggested import Known, Reason, Suggestion

NAMED, ABOUT = 1.0, 0.7
OFTEN = 2
LIKE_CASES, LIKE_SHARE = 4, 0.7


def suggested_articles(text: Text) -> list[Suggestion]:
    """Articles as written, each article once, the surest first.

    What the text names stands first; then what its words point at, then what four or more of the
    nearest cases agree on. A law that is named without an article is no article.
    """
    found: dict[str, Suggestion] = {}
    for one in (*_named(text), *_about(text), *_of_like_cases(text)):
        found.setdefault(key_of(one.value), one)
    return list(found.values())


def key_of(written: str) -> str:
    """What makes two notations the same article; one that is not known is its own text."""
    return next((one.jci for one in provisions_in(written) if one.jci), written.casefold())


def identifiers(suggestions: Iterable[Suggestion]) -> list[str]:
    """The Juriconnect identifiers of suggested articles, in their order."""
    found = (key_of(one.value) for one in suggestions)
    return list(dict.fromkeys(key for key in found if key.startswith("jci")))


def notation(one: Provision) -> str:
    """An article as it can be kept by itself: the writer's words when they say it all."""
    again = [other.jci for other in provisions_in(one.written)]
    if one.law is None or again == [one.jci]:
        return one.written
    return f"{one.law.short} art. {one.article}"


def _named(text: Text) -> list[Suggestion]:
    return [
        Suggestion(notation(one), Reason((text.written[one.start : one.end],)), NAMED)
        for one in provisions_in(text.written)
        if one.article
    ]


def _about(text: Text) -> list[Suggestion]:
    """What the text comes back to: a word that stands there once may be said in passing."""
    found: dict[str, list[Hit]] = {}
    for hit in hits_in(text.words, named_list("articles")):
        found.setdefault(hit.cue.label, []).append(hit)
    return [
        Suggestion(article, Reason((text.written[hits[0].start : hits[0].end],)), ABOUT)
        for article, hits in found.items()
        if len(hits) >= OFTEN
    ]


def _of_like_cases(text: Text) -> list[Suggestion]:
    written: dict[str, str] = {}

    def articles(one: Known) -> list[str]:
        named = [found for found in provisions_in(one.law) if found.jci and found.article]
        for found in named:
            written.setdefault(found.jci, notation(found))
        return [found.jci for found in named]

    return [
        Suggestion(written[jci], Reason(cases=vote.cases), vote.share)
        for jci, vote in votes(text.near, articles).items()
        if vote.cases >= LIKE_CASES and vote.share >= LIKE_SHARE
    ]
