"""The eight-words rule: no text about a pattern quotes a case of it, outside a released excerpt."""

from collections.abc import Mapping, Sequence

from app.audit import Actor
from app.database import db
from app.people.models import Person
from app.refusals import Invalid
from cases.models.case import TEXT_FIELDS, Case
from cases.permissions import can_read_case
from learning.lifecycle.publication import copied_words
from learning.models.patterns import Pattern
from learning.queries.patterns import member_cases


def refuse_words_of_cases(
    texts: Mapping[str, str], patterns: Sequence[Pattern], *, by: Actor | None = None
) -> None:
    """Stop words that stand so in a case of these patterns, beside the field they stand in.

    Managers and contributors read no case, and a released excerpt is the one way to quote one.
    With `by` only cases that this person may read are looked at: who reads none has nothing to
    copy, and could find out by guessing what stands in them. The analysts' own texts, which a
    second analyst may have written, are held beside all.
    """
    said = {name: text for name, text in texts.items() if text.strip()}
    if not said:
        return
    told = [getattr(case, name) or "" for case in _cases(patterns, by) for name in TEXT_FIELDS]
    for name, text in said.items():
        copied = copied_words(text, told)
        if copied:
            raise Invalid(
                "Deze woorden staan ook zo in een casus: '%(words)s'. Zeg het in je eigen woorden.",
                name,
                words=copied,
            )


def _cases(patterns: Sequence[Pattern], by: Actor | None) -> list[Case]:
    cases = [case for pattern in patterns for case in member_cases(pattern)]
    if by is None or by.person_id is None:
        return cases
    person = db.session.get_one(Person, by.person_id)
    return [case for case in cases if can_read_case(case, person)]
