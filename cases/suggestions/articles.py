"""Law articles for a text: those it names, those it is about, and those of like cases."""

from collections.abc import Iterable

from cases.provisions.notation import Provision, provisions_in
from cases.suggestions.cues import by_label, cue_list, hits_in
from cases.suggestions.domains import concepts_of
from cases.suggestions.neighbours import votes
from cases.suggestions.ranking import Text
from cases.suggestions.suggested import Known, Reason, Suggestion

NAMED, ABOUT = 1.0, 0.7
ENOUGH = 2
NEAR_DOMAIN = 0.7
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
    """What the words of the text point at, in a text of a domain where such a word means that.

    A word that is used for more things than one must come back, because once may be in passing.
    """
    cues = cue_list("articles")
    domains = {section.label: section.names for section in cues.sections}
    strength = concepts_of(text)
    most = max(strength.values(), default=0.0)
    near = {concept for concept, amount in strength.items() if amount >= NEAR_DOMAIN * most}
    found = []
    for article, hits in by_label(hits_in(text.words, cues)).items():
        told = sum(hit.cue.weight for hit in hits)
        fitting = not domains[article] or near & set(domains[article])
        if told >= ENOUGH and fitting:
            first = max(hits, key=lambda hit: hit.cue.weight)
            reason = Reason((text.written[first.start : first.end],))
            found.append(Suggestion(article, reason, ABOUT + told / 100))
    return sorted(found, key=lambda one: -one.score)


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
