"""Replaced words leave every place where the old text of a case is kept besides the case."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlalchemy import or_, select

from app.clock import now
from app.database import Model, db
from app.jobs import enqueue
from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import replace, replacement, scan_fields
from cases.models.case import Case
from cases.models.excerpts import Excerpt
from cases.models.history import CaseDraft, CaseRevision, Reaction
from cases.models.provisions import CaseProvision
from cases.models.response import Question
from cases.models.weighing import CaseWeighing
from cases.motivation import FIELDS as WEIGHED

SCRUB = "scrub"
# What is replaced one after the other is cleared from the files in one go.
SCRUB_AFTER = timedelta(minutes=5)

# Words around a name by which two names would seem to be the same one.
_NO_NAME = re.compile(
    "de|heer|mevrouw|meneer|mijnheer|dhr|mw|mevr|fam|familie|echtpaar|en|van|der|den|het|ten|ter"
    "|te|op|in|'t|la|le|el|al"
)


def plan_scrub() -> None:
    """Clear the files of the database and the index soon, and not only tonight."""
    enqueue(SCRUB, {}, due_at=now() + SCRUB_AFTER, unique_key="scrub:soon")


def forget_words(case: Case, gone: Mapping[str, Kind], texts: Mapping[str, str]) -> None:
    """Replace these words in the drafts and revisions of a case and in all that was taken from it.

    `texts` are those in which they were found: there a name is known as one, so that a bare
    surname or one in lower case is found back in an older version too.
    """
    without = _Without(gone, texts)
    for row, name in _texts_beside(case):
        setattr(row, name, without(getattr(row, name)))
    for revision in db.session.scalars(select(CaseRevision).where(CaseRevision.case_id == case.id)):
        revision.texts = {name: without(text) for name, text in revision.texts.items()}
    for draft in _drafts_of(case):
        draft.values = {name: without(value) for name, value in draft.values.items()}
        # A window that still shows the old text may not put it back by itself.
        draft.version += 1


def _texts_beside(case: Case) -> Iterator[tuple[Model, str]]:
    """The rows around a case with a text in them, and the name of each text."""
    holders: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
        (CaseProvision, ("written",)),
        (CaseWeighing, tuple(WEIGHED)),
        (Excerpt, ("text", "explanation")),
        (Reaction, ("text",)),
        (Question, ("text", "answer")),
    )
    for kind, names in holders:
        for row in db.session.scalars(select(kind).filter_by(case_id=case.id)):
            for name in names:
                yield row, name


def _drafts_of(case: Case) -> Iterator[CaseDraft]:
    of_case = or_(
        CaseDraft.case_id == case.id, CaseDraft.submission_key == (case.submission_key or "")
    )
    return iter(db.session.scalars(select(CaseDraft).where(of_case)).all())


class _Without:
    """Takes words out of a text, as they were written and as the scan finds them back."""

    def __init__(self, gone: Mapping[str, Kind], texts: Mapping[str, str]) -> None:
        self.gone = gone
        self.texts = {f"was {name}": text for name, text in texts.items()}
        self.names = {
            part for words, kind in gone.items() if kind is Kind.NAME for part in _parts(words)
        }
        # The longest first, since one may stand in another; never a part of a longer word.
        longest = sorted(gone, key=len, reverse=True)
        self.exactly = re.compile(
            "|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in longest)
        )

    def __call__(self, text: object) -> object:
        """The text without the words; what is no text stays as it is."""
        if not isinstance(text, str) or not text:
            return text
        found = scan_fields({**self.texts, "here": text}).get("here", [])
        bare = replace(text, [one for one in found if self._is_gone(one)])
        return self.exactly.sub(lambda match: replacement(self.gone[match.group()]), bare)

    def _is_gone(self, one: Finding) -> bool:
        return one.kind is Kind.NAME and bool(_parts(one.text) & self.names)


def _parts(name: str) -> set[str]:
    """The words of a name by which it is known, in lower case; initials and titles are none."""
    words = (part.strip(".,'").casefold() for part in re.split(r"[\s-]+", name))
    return {part for part in words if len(part) > 1 and not _NO_NAME.fullmatch(part)}
