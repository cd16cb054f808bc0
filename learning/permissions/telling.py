"""Who may ask to look at a change again, who reads those words, and who reads a leerbrief.

That somebody may ask says that a case of theirs is among those behind a proposal, so only they
are ever told so. The analyst reads what was asked and never by whom.
"""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from app.clock import now
from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations, organisations_with
from app.people.roles import Role
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import CHANGED_STATES
from learning.lifecycle.weeks import week_turned
from learning.models.patterns import Pattern, PatternMember
from learning.models.proposals import Proposal, proposal_patterns
from learning.models.telling import Newsletter, NewsletterState, ReopenWish


def told_to(person: Person) -> ColumnElement[bool]:
    """The row filter: the submitted proposals of which a case of this person is a part.

    As it was published: what a run found since, or an analyst took out, is told to nobody. A
    proposal in which another was merged tells those whom the other told.
    """
    own = (
        select(proposal_patterns.c.proposal_id)
        .join(Pattern, Pattern.id == proposal_patterns.c.pattern_id)
        .join(PatternMember, PatternMember.pattern_id == Pattern.id)
        .join(Case, Case.id == PatternMember.case_id)
        .where(
            Case.reporter_id == person.id,
            Case.state.in_(list(SHARED_STATES)),
            PatternMember.published.is_(True),
            PatternMember.removed.is_(False),
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
    )
    merged = select(Proposal.merged_into_id).where(
        Proposal.id.in_(own), Proposal.merged_into_id.is_not(None)
    )
    return and_(
        Proposal.submitted_at.is_not(None), or_(Proposal.id.in_(own), Proposal.id.in_(merged))
    )


def can_ask_again(proposal: Proposal, person: Person) -> bool:
    """Whether this person may ask to look at a change again: a reporter of it, once it changed."""
    if proposal.state not in CHANGED_STATES:
        return False
    mine = select(exists().where(Proposal.id == proposal.id, told_to(person)))
    return bool(db.session.scalar(mine))


def proposal_told_to(public_id: str, person: Person) -> Proposal:
    """A change that this person may ask about, or asked about before; or a refusal."""
    proposal = db.session.scalar(select(Proposal).where(Proposal.public_id == public_id))
    if proposal is None or not (can_ask_again(proposal, person) or _asked(proposal, person)):
        raise Refused("proposal", public_id)
    return proposal


def proposal_to_ask_again(public_id: str, person: Person) -> Proposal:
    """A change that this person may ask to look at again, or a refusal."""
    proposal = proposal_told_to(public_id, person)
    if not can_ask_again(proposal, person):
        raise Refused("proposal", public_id)
    return proposal


def _asked(proposal: Proposal, person: Person) -> bool:
    mine = select(ReopenWish.id).where(
        ReopenWish.proposal_id == proposal.id, ReopenWish.person_id == person.id
    )
    return db.session.scalar(mine.limit(1)) is not None


def visible_wishes(person: Person) -> Select[ReopenWish]:
    """The wishes that an analyst reads, to be narrowed further.

    They come in together when the week turns: who sees one appear knows nothing of the moment at
    which it was written, and so nothing of who was at work then. Nobody reads their own.
    """
    return (
        select(ReopenWish)
        .join(Proposal, Proposal.id == ReopenWish.proposal_id)
        .where(
            Proposal.organisation_id.in_(list(analysing_organisations(person))),
            ReopenWish.at < week_turned(now()),
        )
    )


def visible_newsletters(person: Person) -> Select[Newsletter]:
    """The leerbrieven that a person reads: published ones of the own organisations.

    An analyst reads the drafts of the organisation as well.
    """
    own, drafts = organisations_with(person, Role), analysing_organisations(person)
    return select(Newsletter).where(
        or_(
            and_(
                Newsletter.organisation_id.in_(list(own)),
                Newsletter.state == NewsletterState.PUBLISHED,
            ),
            Newsletter.organisation_id.in_(list(drafts)),
        )
    )


def readable_newsletter(public_id: str, person: Person) -> Newsletter:
    """A leerbrief for this reader, or a refusal."""
    query = visible_newsletters(person).where(Newsletter.public_id == public_id)
    found = db.session.scalar(query)
    if found is None:
        raise Refused("newsletter", public_id)
    return found


def can_edit(newsletter: Newsletter, person: Person) -> bool:
    """Whether this person may change a leerbrief: an analyst, until it is published."""
    draft = newsletter.state is NewsletterState.DRAFT
    return draft and newsletter.organisation_id in analysing_organisations(person)


def newsletter_to_edit(public_id: str, person: Person) -> Newsletter:
    """A draft that this person may change, or a refusal."""
    found = readable_newsletter(public_id, person)
    if not can_edit(found, person):
        raise Refused("newsletter", public_id)
    return found
