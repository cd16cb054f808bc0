"""What was said of a proposal, and who stands behind it: roles, and a crowd that names nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select

from app.clock import AMSTERDAM, today
from app.database import db
from app.disclosure import STEPS
from app.people.models import Organisation, Person
from app.people.queries import smallest_group
from app.people.roles import READING_ROLES, Role
from learning.models.proposals import Proposal
from learning.models.writing import ProposalComment, ProposalSupport


@dataclass(frozen=True)
class Signed:
    """So many holders of a role in an organisation stand behind a proposal."""

    role: Role
    organisation: str
    people: int


@dataclass(frozen=True)
class Support:
    """Who stands behind a proposal, as a reader may know it.

    `crowd` is the number of "meer dan 5 professionals", or None when that may not be said. The
    reader is not counted in it; `own` says whether the reader stands behind it.
    """

    signed: list[Signed]
    crowd: int | None
    own: bool


def comments_of(proposal: Proposal) -> Sequence[ProposalComment]:
    """What was said of a proposal, the oldest first."""
    query = select(ProposalComment).where(ProposalComment.proposal_id == proposal.id)
    return db.session.scalars(query.order_by(ProposalComment.at, ProposalComment.id)).all()


def support_of(proposal: Proposal, reader: Person) -> Support:
    """Who stands behind a proposal: those who read it whole by role, the others as a crowd."""
    rows = db.session.scalars(
        select(ProposalSupport)
        .where(ProposalSupport.proposal_id == proposal.id)
        .order_by(ProposalSupport.role, ProposalSupport.id)
    ).all()
    known = Counter(
        (one.role, one.organisation.name) for one in rows if one.role not in READING_ROLES
    )
    return Support(
        [Signed(role, name, people) for (role, name), people in known.items()],
        crowd=_crowd(proposal, reader),
        own=any(one.person_id == reader.id for one in rows),
    )


def _crowd(proposal: Proposal, reader: Person) -> int | None:
    """The band of professionals and facilitators who signed, without the reader.

    It is brought up to date once a week, so that nobody can tell who signed from the moment at
    which it changes; and since the reader is left out, signing oneself changes nothing in it.
    """
    others = db.session.scalars(
        select(func.count()).where(
            ProposalSupport.proposal_id == proposal.id,
            ProposalSupport.role.in_(list(READING_ROLES)),
            ProposalSupport.person_id != reader.id,
            ProposalSupport.at < _this_week(),
        )
    ).one()
    k = smallest_group(db.session.get_one(Organisation, proposal.organisation_id))
    return max((step for step in STEPS if k <= step < others), default=None)


def _this_week() -> datetime:
    """The beginning of this week, as a Dutch calendar shows it."""
    monday = today() - timedelta(days=today().weekday())
    return datetime.combine(monday, time(), AMSTERDAM).astimezone(UTC)
