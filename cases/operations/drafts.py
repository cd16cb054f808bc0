"""What is typed and not yet saved: kept by itself, and never over a text that it has not seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from app.clock import now
from app.database import clean_text, db, new_public_id
from app.people.models import Person
from app.refusals import Invalid
from cases.models.case import TEXT_FIELDS, Case
from cases.models.history import CaseDraft
from cases.operations.forgetting import without_replaced
from cases.queries.capture import WINDOW_MARK, cases_of_windows, family_of

MOST_DRAFTS = 20
DRAFT_LIFE = timedelta(days=90)
LONGEST_VALUE = 50_000
# A draft is kept as plain text, so what is to be sealed does not go into it.
NEVER_KEPT = ("csrf_token", "then", "own_reference", "draft_version", "stated")
# The page with two versions asks of each field which one it will be; that is no text.
CHOICE = "choice_"
# What tells one window from another, and the order in which its texts left it; then the version of
# the row as that window left it, which shows whether anything else has changed the row since.
WINDOW, TURN, LEFT_AT = "draft_window", "draft_turn", "draft_left_at"
# Said of a draft that was set apart: the how manieth of its form it is.
NUMBER = "draft_number"
NO_TEXT = ("submission_key", "version", WINDOW, TURN, LEFT_AT, NUMBER)


@dataclass(frozen=True)
class Kept:
    """Where a text stands now; `other` is the text of another window, which was left alone."""

    key: str
    version: int
    saved_at: datetime
    other: CaseDraft | None = None


def keep_draft(
    values: Mapping[str, str],
    *,
    person: Person,
    case: Case | None = None,
    saved: Mapping[str, str] | None = None,
) -> Kept:
    """Keep a form as it stands; the same form is kept in one row.

    `case` is the case that is being edited, or that was made of this form already, and `saved`
    says how it reads: what stands in it needs no draft. A row that another window has changed
    meanwhile stays as it is, and this text gets a row and a key of its own.
    """
    key = values.get("submission_key", "")[:64]
    draft = _row_of(key, person, case)
    texts = {
        name: clean_text(value)[:LONGEST_VALUE]
        for name, value in values.items()
        if name not in NEVER_KEPT and not name.startswith(CHOICE)
    }
    for made in [case] if case else cases_of_windows(key, person):
        texts = without_replaced(made, texts)
    if draft is not None and not _may_follow(draft, texts, values.get("draft_version", "")):
        texts[NUMBER] = str(_next_number(person, draft))
        own_key = f"{family_of(key)}{WINDOW_MARK}{new_public_id()}"
        return _begun(texts, own_key, person, case, beside=draft)
    if case is not None and not _adds_to(case, texts, saved or {}, key):
        drop_draft(key, person=person)
        return Kept(key, 0, now())
    if draft is not None:
        return _continued(draft, texts)
    try:
        with db.session.begin_nested():
            return _begun(texts, key, person, case)
    except IntegrityError:
        # The same form was sent twice at the same moment; now the other one's row is there.
        return keep_draft(values, person=person, case=case, saved=saved)


def _row_of(key: str, person: Person, case: Case | None) -> CaseDraft | None:
    """The row of this form, held until the end of the transaction."""
    if not key:
        raise Invalid("Dit formulier heeft geen kenmerk. Open het opnieuw.")
    draft = db.session.scalar(
        select(CaseDraft).where(CaseDraft.submission_key == key).with_for_update()
    )
    if draft is not None and draft.person_id != person.id:
        raise Invalid("Dit formulier is van iemand anders.")
    if draft is not None and draft.case_id not in (None, case.id if case else None):
        raise Invalid("Dit formulier is van een andere casus.")
    return draft


def _adds_to(case: Case, texts: Mapping[str, str], saved: Mapping[str, str], key: str) -> bool:
    """Whether something was typed that does not stand in the case.

    What arrives under the key of the form that made the case may have been sent before the last
    words were typed, or come from its short form: then it is no news.
    """
    if case.submission_key != key:
        return any(
            _plain(name, value) != _plain(name, saved.get(name, ""))
            for name, value in texts.items()
            if name not in NO_TEXT
        )
    return any(
        not _plain(name, saved.get(name, "")).startswith(_plain(name, texts.get(name, "")))
        for name in TEXT_FIELDS
    )


def says_otherwise(values: Mapping[str, str], saved: Mapping[str, str]) -> bool:
    """Whether a form holds another text than the case that it has made already."""
    return any(
        _plain(name, values[name]) != _plain(name, saved.get(name, ""))
        for name in TEXT_FIELDS
        if name in values
    )


def _plain(name: str, text: str) -> str:
    """A text for comparing: what changes by itself when a form comes in makes no difference."""
    if name == "partners":
        return ",".join(one.strip() for one in clean_text(text).split(",") if one.strip())
    return clean_text(text).strip()


def _begun(
    texts: dict[str, str],
    key: str,
    person: Person,
    case: Case | None,
    beside: CaseDraft | None = None,
) -> Kept:
    _make_room(person)
    draft = CaseDraft(
        person_id=person.id,
        case_id=case.id if case else None,
        submission_key=key,
        values={**texts, "submission_key": key, LEFT_AT: "1"},
        version=1,
        begun_at=_first_key(texts, beside),
        saved_at=now(),
    )
    db.session.add(draft)
    return Kept(key, draft.version, draft.saved_at, beside)


def _first_key(texts: Mapping[str, str], beside: CaseDraft | None) -> datetime | None:
    """When the typing began, as far as a browser that keeps the text by itself has told."""
    if beside is not None:
        return beside.begun_at
    return now() if texts.get(WINDOW) else None


def _continued(draft: CaseDraft, texts: dict[str, str]) -> Kept:
    if not _is_late(draft, texts):
        number = {NUMBER: draft.values[NUMBER]} if NUMBER in draft.values else {}
        draft.saved_at, draft.version = now(), draft.version + 1
        draft.values = {**texts, **number, LEFT_AT: str(draft.version)}
    return Kept(draft.submission_key, draft.version, draft.saved_at)


def _may_follow(draft: CaseDraft, texts: Mapping[str, str], known_version: str) -> bool:
    """Whether this text comes after the kept one: version known, same window, or same words.

    A window whose answer was lost on the way does not know the newest version, but it made it.
    """
    untouched = draft.values.get(LEFT_AT, "") == str(draft.version)
    same_window = untouched and draft.values.get(WINDOW, "") == texts.get(WINDOW, "")
    return same_window or known_version == str(draft.version) or not _differs(draft, texts)


def _differs(draft: CaseDraft, texts: Mapping[str, str]) -> bool:
    names = (set(draft.values) | set(texts)) - set(NO_TEXT)
    return any(
        _plain(name, draft.values.get(name, "")) != _plain(name, texts.get(name, ""))
        for name in names
    )


def _is_late(draft: CaseDraft, texts: Mapping[str, str]) -> bool:
    """Whether this text left its window before the kept one did, and arrived after it."""
    window = texts.get(WINDOW, "")
    if not window or draft.values.get(WINDOW) != window:
        return False
    return _count(texts.get(TURN, "")) < _count(draft.values.get(TURN, ""))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _next_number(person: Person, draft: CaseDraft) -> int:
    """The number of a further draft beside this one."""
    query = select(CaseDraft).where(
        CaseDraft.person_id == person.id, CaseDraft.begun_at == draft.begun_at
    )
    return 1 + max(_count(one.values.get(NUMBER, "1")) for one in db.session.scalars(query))


def _make_room(person: Person) -> None:
    """Nobody fills the table: who begins more than so many forms keeps the newest."""
    mine = CaseDraft.person_id == person.id
    count = db.session.scalar(select(func.count()).select_from(CaseDraft).where(mine)) or 0
    if count >= MOST_DRAFTS:
        oldest = select(CaseDraft.id).where(mine).order_by(CaseDraft.saved_at).limit(1)
        db.session.execute(delete(CaseDraft).where(CaseDraft.id.in_(oldest.scalar_subquery())))


def drop_draft(key: str, *, person: Person) -> None:
    """Throw a form away that was never saved, or whose text stands in the case now."""
    db.session.execute(
        delete(CaseDraft).where(CaseDraft.submission_key == key, CaseDraft.person_id == person.id)
    )


def drop_old_drafts() -> None:
    """Remove what nobody went on with for so long; the page says until when it stays."""
    db.session.execute(delete(CaseDraft).where(CaseDraft.saved_at < now() - DRAFT_LIFE))


def words_of(draft: CaseDraft) -> dict[str, str]:
    """What was typed in a form, without what the form needs for itself."""
    return {name: value for name, value in draft.values.items() if name not in NO_TEXT}
