"""The open agreements of a team, as far as somebody may read them."""

from dataclasses import dataclass

from sqlalchemy import select

from app.clock import today
from app.database import db
from app.people.models import Person
from app.refusals import Refused
from cases.doorbraak.models.review import Agreement
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.models.team import DoorbraakTeam
from cases.doorbraak.permissions import can_follow, leads_team


@dataclass(frozen=True)
class AgreementLine:
    """An agreement on the list of a team; `late` when its day has passed."""

    agreement: Agreement
    late: bool


def is_late(agreement: Agreement) -> bool:
    """Whether an agreement is open after its day."""
    return agreement.done_at is None and agreement.due_on < today()


def open_agreements_of(team: DoorbraakTeam, person: Person) -> list[AgreementLine]:
    """What a team still has to do, soonest first, so that late ones head the list.

    Only of cases that this person may follow: an agreement tells of its case.
    """
    query = (
        select(Agreement)
        .join(AgendaItem, AgendaItem.id == Agreement.item_id)
        .join(DoorbraakSession, DoorbraakSession.id == AgendaItem.session_id)
        .where(DoorbraakSession.team_id == team.id, Agreement.done_at.is_(None))
        .order_by(Agreement.due_on, Agreement.id)
    )
    found = list(db.session.scalars(query))
    items = {one.item_id: one.item for one in found}
    followed = {key for key, item in items.items() if can_follow(item, person)}
    return [AgreementLine(one, is_late(one)) for one in found if one.item_id in followed]


def agreement_to_move(public_id: str, person: Person) -> Agreement:
    """An open agreement whose day this person may change, or a refusal.

    Who leads the team may, as long as they may follow the case.
    """
    agreement = db.session.scalar(select(Agreement).where(Agreement.public_id == public_id))
    if agreement is None or agreement.done_at is not None:
        raise Refused("agreement", public_id)
    item = agreement.item
    if not leads_team(item.session.team, person) or not can_follow(item, person):
        raise Refused("agreement", public_id)
    return agreement
