"""Who prepares, approves and reads what is meant for readers outside the organisation.

An analyst prepares, and sees everything. A manager sees what has been offered, and what came of
it; a draft is the analysts' alone. The board reads what was approved.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.people.models import Person
from app.people.permissions import analysing_organisations, organisations_with, roles_in
from app.people.roles import Role
from app.refusals import Refused
from learning.lifecycle.outside import OutsideState, OutsideStep, steps_from
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.outside import OutsideItem

DECIDED_STATES = frozenset(OutsideState) - {OutsideState.DRAFT}


def can_read_outside(item: OutsideItem, person: Person) -> bool:
    """Whether this person reads an item; the row-by-row twin of `outside_shown_to`."""
    organisation, state = item.organisation_id, item.state
    if organisation in analysing_organisations(person):
        return True
    if organisation in organisations_with(person, [Role.MANAGER]):
        return state in DECIDED_STATES
    return state is OutsideState.APPROVED and organisation in organisations_with(
        person, [Role.BOARD]
    )


def outside_shown_to(person: Person) -> ColumnElement[bool]:
    """The row filter: the items that this person may read."""
    analyses = OutsideItem.organisation_id.in_(list(analysing_organisations(person)))
    manages = OutsideItem.organisation_id.in_(list(organisations_with(person, [Role.MANAGER])))
    governs = OutsideItem.organisation_id.in_(list(organisations_with(person, [Role.BOARD])))
    return or_(
        analyses,
        and_(manages, OutsideItem.state.in_(list(DECIDED_STATES))),
        and_(governs, OutsideItem.state == OutsideState.APPROVED),
    )


def readable_item(public_id: str, person: Person) -> OutsideItem:
    """An item that this person may read, or a refusal."""
    item = db.session.scalar(
        select(OutsideItem).where(OutsideItem.public_id == public_id, outside_shown_to(person))
    )
    if item is None:
        raise Refused("outside_item", public_id)
    return item


def steps_for(item: OutsideItem, person: Person) -> list[OutsideStep]:
    """The steps that this person can take now; manager and board never act as analyst."""
    roles = roles_in(person, item.organisation_id)
    if item.organisation_id not in analysing_organisations(person):
        roles = roles - {Role.ANALYST}
    return steps_from(item.state, roles)


def item_for_step(public_id: str, person: Person, step: OutsideStep) -> OutsideItem:
    """An item with which this person can take this step now, or a refusal."""
    item = readable_item(public_id, person)
    if step not in steps_for(item, person):
        raise Refused("outside_item", public_id)
    return item


def item_to_write(public_id: str, person: Person) -> OutsideItem:
    """A draft that this person may change, or a refusal: an analyst, before it is offered."""
    return item_for_step(public_id, person, OutsideStep.OFFER)


def can_leave(item: OutsideItem) -> bool:
    """Whether an item may leave the building: approved, about a pattern that is published still."""
    return item.state is OutsideState.APPROVED and item.pattern.state in PUBLIC_STATES


def item_to_take_along(public_id: str, person: Person) -> OutsideItem:
    """An item that this person may take out of the building, or a refusal."""
    item = readable_item(public_id, person)
    if not can_leave(item):
        raise Refused("outside_item", public_id)
    return item
