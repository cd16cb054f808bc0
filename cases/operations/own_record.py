"""Erasing what cases keep of one person."""

from typing import Any

from sqlalchemy import delete, or_, select, update

from app.clock import now
from app.database import db
from cases.lifecycle import CaseState
from cases.models.case import Case, CaseGrant, Reading
from cases.models.excerpts import Excerpt, ExcerptState
from cases.models.history import CaseDraft, CaseRevision, Reaction
from cases.models.imports import BatchState, ImportBatch
from cases.models.response import Appreciation, Question, Recognition
from cases.models.weighing import CaseWeighing
from cases.operations.announce import announce
from cases.operations.forgetting import plan_scrub
from cases.terms import NameShownTo

# Read by this person alone, or pressed by them alone.
PRIVATE = (CaseDraft, Recognition, Appreciation, CaseGrant)
# Rows that others need, with the column that tells who wrote them.
AUTHORS = (
    (Reaction, "by_id"),
    (Question, "by_id"),
    (Reading, "by_id"),
    (Excerpt, "offered_by_id"),
    (ImportBatch, "person_id"),
)


def erase_record(person_id: int) -> None:
    """Erase what is this person's alone; shared cases stay, without a reporter.

    What was never shared or was withdrawn goes for good. Of a shared case goes what its reporter
    alone could read: the own reference, earlier versions, the worksheet of the weighing.
    """
    for case in db.session.scalars(select(Case).where(Case.reporter_id == person_id)).all():
        if case.state is CaseState.DRAFT:
            announce(case)
            db.session.delete(case)
        else:
            _leave(case)
    db.session.flush()
    _end_questions(person_id)
    _forget_files(person_id)
    for kind in PRIVATE:
        db.session.execute(delete(kind).where(_of(kind, "person_id") == person_id))
    for author, name in AUTHORS:
        change = update(author).where(_of(author, name) == person_id)
        db.session.execute(change.values({name: None}))
    plan_scrub()


def _of(kind: type[Any], name: str) -> Any:
    return getattr(kind, name)


def _leave(case: Case) -> None:
    """Take the reporter off a case that others read.

    Nobody can answer a question any more, nor take back a yes to an excerpt: both end.
    """
    case.reporter_id, case.reporter_pseudonym = None, None
    case.name_shown_to, case.own_reference, case.begun_at = NameShownTo.NOBODY, None, None
    case.submission_key, case.follow_up_on = None, None
    for kind in (CaseRevision, CaseWeighing):
        db.session.execute(delete(kind).where(_of(kind, "case_id") == case.id))
    asked = update(Question).where(Question.case_id == case.id)
    db.session.execute(asked.values(answer_name_shown=False))
    db.session.execute(asked.where(Question.answered_at.is_(None)).values(answered_at=now()))
    live = Excerpt.state.in_([ExcerptState.OFFERED, ExcerptState.RELEASED])
    end = update(Excerpt).where(Excerpt.case_id == case.id, live)
    db.session.execute(end.values(state=ExcerptState.REVOKED, decided_at=now()))
    announce(case)


def _end_questions(person_id: int) -> None:
    """Take back what this person asked and nobody answered; an answered one stays, unsigned."""
    mine = Question.by_id == person_id
    db.session.execute(delete(Question).where(mine, Question.answered_at.is_(None)))
    db.session.execute(update(Question).where(mine).values(name_shown=False))


def _forget_files(person_id: int) -> None:
    """Throw away a file that was not taken over; of the others what it was called."""
    mine = ImportBatch.person_id == person_id
    untaken = or_(ImportBatch.state == BatchState.UPLOADED, ImportBatch.content.is_not(None))
    db.session.execute(delete(ImportBatch).where(mine, untaken))
    db.session.execute(update(ImportBatch).where(mine).values(filename=""))
