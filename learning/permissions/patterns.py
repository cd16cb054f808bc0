"""Who may curate a pattern, and who may read its published page."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations, organisations_with
from app.people.roles import READING_ROLES, Role
from app.refusals import Refused
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.patterns import Pattern


def can_curate(pattern: Pattern, person: Person) -> bool:
    """Whether this person sees the analyst page and changes it: the organisation's analyst."""
    return pattern.organisation_id in analysing_organisations(person)


def can_read_published(pattern: Pattern, person: Person) -> bool:
    """Whether this person may read the published page; the row-by-row twin of `published_to`.

    Everybody with a role in the organisation, and professionals and facilitators of the network
    when the analyst has published it for them as well.
    """
    if pattern.state not in PUBLIC_STATES:
        return False
    if pattern.organisation_id in organisations_with(person, Role):
        return True
    return pattern.network and bool(organisations_with(person, READING_ROLES))


def published_to(person: Person) -> ColumnElement[bool]:
    """The row filter: the patterns whose published page this person may read."""
    own = Pattern.organisation_id.in_(list(organisations_with(person, Role)))
    reads = bool(organisations_with(person, READING_ROLES))
    reach = or_(own, Pattern.network.is_(True)) if reads else own
    return and_(Pattern.state.in_(list(PUBLIC_STATES)), reach)


def visible_patterns(person: Person) -> Select[Pattern]:
    """The published patterns that a person may read, to be narrowed further."""
    return select(Pattern).where(published_to(person))


def published_pattern(public_id: str, person: Person) -> Pattern:
    """A published pattern for this reader, or a refusal; not there and not allowed are alike."""
    pattern = db.session.scalar(visible_patterns(person).where(Pattern.public_id == public_id))
    if pattern is None:
        raise Refused("pattern", public_id)
    return pattern


def curated_pattern(public_id: str, person: Person) -> Pattern:
    """A pattern of an organisation in which this person is the analyst, or a refusal.

    Not one across organisations: those have a page of their own, with less on it.
    """
    return _owned(public_id, person, across=False)


def curated_across(public_id: str, person: Person) -> Pattern:
    """A pattern across organisations of which this person's own is the owner, or a refusal."""
    return _owned(public_id, person, across=True)


def _owned(public_id: str, person: Person, *, across: bool) -> Pattern:
    pattern = db.session.scalar(
        select(Pattern).where(
            Pattern.public_id == public_id,
            Pattern.across.is_(across),
            Pattern.organisation_id.in_(list(analysing_organisations(person))),
        )
    )
    if pattern is None:
        raise Refused("pattern", public_id)
    return pattern
