"""What a text for readers outside must keep to, before it is kept, offered and let go."""

from collections.abc import Mapping

from app.people.models import Organisation
from app.refusals import Invalid
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.outside import PUBLIC_REPORTERS, SECTIONS, OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.telling_numbers import refuse_exact_numbers
from learning.operations.words import refuse_words_of_cases
from learning.queries.outside import other_public_item, submitted_proposals_of
from learning.queries.patterns import asked_of, member_cases, reporter_count

# A public item is for nobody in particular, and nothing need have changed yet.
MAY_BE_EMPTY = frozenset({"addressee", "what_changed"})


def refusal_of(item: OutsideItem) -> Invalid | None:
    """Why an item may not leave as it stands, or None when it may; for the analyst alone.

    What looks like personal data is no refusal yet: the analyst may state that it is none.
    """
    try:
        check_subject(item.pattern, item.organisation, item.proposal)
        check_texts(texts_of(item), item.pattern)
        if item.kind is OutsideKind.PUBLIC:
            _check_public(item)
    except Invalid as refusal:
        return refusal
    return None


def check_subject(pattern: Pattern, organisation: Organisation, proposal: Proposal | None) -> None:
    """Refuse a pattern that others do not read, and a proposal that does not come from it."""
    own = pattern.organisation_id == organisation.id and not pattern.across
    if not own or pattern.state not in PUBLIC_STATES:
        raise Invalid("Dit patroon is niet gepubliceerd. Publiceer het eerst.")
    if proposal is not None and proposal not in submitted_proposals_of(pattern):
        raise Invalid("Dit voorstel is niet ingediend, of hoort niet bij dit patroon.")


def check_texts(texts: Mapping[str, str], pattern: Pattern) -> None:
    """Refuse what is empty, what gives a number away, and the words of a case.

    A released excerpt is the one way to quote a case, and has its own place.
    """
    for name, text in texts.items():
        if not text and name not in MAY_BE_EMPTY:
            raise Invalid("Vul dit onderdeel in.", name)
    refuse_exact_numbers(texts, [pattern], pattern.organisation_id)
    refuse_words_of_cases(texts, [pattern])


def _check_public(item: OutsideItem) -> None:
    """Ten reporters, whoever of them is left out, and a published band that says so too."""
    cases = member_cases(item.pattern)
    asked = max(PUBLIC_REPORTERS, asked_of(item.pattern, cases))
    if reporter_count(cases) <= asked:
        raise Invalid(
            "Voor de openbare pagina zijn casussen nodig van meer dan %(count)s inbrengers. "
            "Zo ver is dit patroon nog niet.",
            count=asked,
        )
    if (item.pattern.published_more_than or 0) < PUBLIC_REPORTERS:
        raise Invalid(
            "Dit patroon is gepubliceerd toen er minder casussen waren. "
            "Publiceer het patroon opnieuw, dan klopt het aantal."
        )
    if other_public_item(item) is not None:
        raise Invalid(
            "Er staat al een stuk over dit patroon op de openbare pagina. Trek dat eerst in."
        )


def texts_of(item: OutsideItem) -> dict[str, str]:
    """What others will read of an item, by the name of its field."""
    sections = {name: str(item.texts.get(name, "")) for name in SECTIONS[item.kind]}
    return {"title": item.title, "addressee": item.addressee, **sections}
