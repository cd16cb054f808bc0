"""Cases that organisations share, and patterns across them."""

from collections.abc import Iterable

from sqlalchemy import func, select

from app.database import db
from cases.models.case import Case
from cases.terms import Audience
from learning.lifecycle.patterns import PatternState
from learning.models.patterns import Pattern, PatternMember
from learning.operations.across import confirm_across
from tests.factories import as_actor, make_case
from tests.learning.patterns.corpus import Town

TITLE = "Wie geen adres heeft, krijgt geen post"
SUMMARY = "Zonder adres kan iemand nergens terecht."


def shared(town: Town, texts: Iterable[tuple[str, str]], *others: Town) -> list[Case]:
    """Cases for the network, that name these organisations."""
    return [
        make_case(
            town.reporters[number % len(town.reporters)],
            town.organisation,
            town.team,
            title=title,
            situation=situation,
            audience=Audience.NETWORK,
            network=[one.organisation for one in others],
        )
        for number, (title, situation) in enumerate(texts)
    ]


def across(town: Town, cases: Iterable[Case], state: PatternState = PatternState.CANDIDATE) -> str:
    """A pattern across organisations as a run would have found it."""
    count = db.session.scalar(select(func.count()).select_from(Pattern)) or 0
    pattern = town.pattern(cases, state, number=count + 11)
    pattern.across = True
    db.session.flush()
    return pattern.public_id


def reread(public_id: str) -> Pattern:
    return db.session.scalars(select(Pattern).where(Pattern.public_id == public_id)).one()


def titles(pattern: Pattern) -> set[str]:
    db.session.expire_all()
    query = select(Case.title).join(PatternMember, PatternMember.case_id == Case.id)
    inside = (PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False))
    return set(db.session.scalars(query.where(*inside)))


def candidates(town: Town) -> list[Pattern]:
    db.session.rollback()
    query = select(Pattern).where(Pattern.organisation_id == town.organisation.id)
    return list(db.session.scalars(query.where(Pattern.across.is_(True)).order_by(Pattern.number)))


def confirmed(town: Town, public_id: str) -> Pattern:
    pattern = reread(public_id)
    confirm_across(pattern, title=TITLE, summary=SUMMARY, by=as_actor(town.analyst))
    return pattern
