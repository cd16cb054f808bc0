"""Replaced words leave every place where the old text of a case is kept besides the case."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from app.clock import now
from app.database import Model, db
from app.jobs import enqueue
from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import replace, replacement, scan_fields
from cases.copies import copies_of
from cases.differences import PieceKind, difference
from cases.models.case import TEXT_FIELDS, Case
from cases.models.excerpts import Excerpt
from cases.models.history import CaseDraft, CaseRevision, Reaction
from cases.models.provisions import CaseProvision
from cases.models.response import Question
from cases.models.weighing import CaseWeighing
from cases.motivation import FIELDS as WEIGHED
from cases.queries.capture import family_of

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
    changed: set[Any] = set()
    for row, name in _texts_beside(case):
        before = getattr(row, name)
        setattr(row, name, without(before))
        if getattr(row, name) != before:
            changed.add(row)
    for row in changed:
        # A window that still shows the old text may not put it back by itself.
        if hasattr(row, "version"):
            row.version += 1
    for revision in db.session.scalars(select(CaseRevision).where(CaseRevision.case_id == case.id)):
        revision.texts = without(revision.texts)
    for draft in _drafts_of(case):
        draft.values = without(draft.values)
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
    yield from copies_of(case)


def _drafts_of(case: Case) -> list[CaseDraft]:
    """The drafts of a case, and those that other windows made of the form of which it came."""
    nearby = or_(CaseDraft.case_id == case.id, CaseDraft.person_id == case.reporter_id)
    family = family_of(case.submission_key or "")
    return [
        draft
        for draft in db.session.scalars(select(CaseDraft).where(nearby))
        if draft.case_id == case.id or family_of(draft.submission_key) == family
    ]


def without_replaced(case: Case, values: Mapping[str, str]) -> dict[str, str]:
    """What a form holds that was open already when words of its case were replaced, without them.

    Nobody remembers the words themselves: they are what stands in the form where a placeholder
    stands in the case, and what the scan finds there.
    """
    if values.get("version") == str(case.version) or not _has_placeholder(case):
        return dict(values)
    texts = {name: values[name] for name in TEXT_FIELDS if values.get(name)}
    gone = {
        one.text: one.kind
        for name, found in scan_fields(texts).items()
        for one in _where_replaced(getattr(case, name) or "", texts[name], found)
    }
    if not gone:
        return dict(values)
    without = _Without(gone, texts)
    return {name: without(value) for name, value in values.items()}


def _has_placeholder(case: Case) -> bool:
    placeholders = {replacement(kind) for kind in Kind}
    texts = [getattr(case, name) or "" for name in TEXT_FIELDS]
    return any(one in text for text in texts for one in placeholders)


def _where_replaced(saved: str, typed: str, found: list[Finding]) -> list[Finding]:
    """The findings in a typed text that stand where the saved one has a placeholder."""
    places: list[tuple[int, int, str]] = []
    end, removed = 0, ""
    for piece in difference(saved, typed):
        if piece.kind is PieceKind.REMOVED:
            removed = piece.text
            continue
        if piece.kind is PieceKind.ADDED and removed:
            places.append((end, end + len(piece.text), removed))
        end, removed = end + len(piece.text), ""
    return [
        one
        for one in found
        if any(
            one.start < until and one.end > since and _shares_placeholder(was, one.kind)
            for since, until, was in places
        )
    ]


def _shares_placeholder(removed: str, kind: Kind) -> bool:
    """Whether the placeholder of a kind went here; its brackets may have stayed."""
    return replacement(kind).strip("[]") in removed


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

    def __call__(self, text: Any) -> Any:
        """The text without the words, or what holds texts; what is no text stays as it is."""
        if isinstance(text, dict):
            return {name: self(value) for name, value in text.items()}
        if isinstance(text, list):
            return [self(value) for value in text]
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
