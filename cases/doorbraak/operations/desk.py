"""The desk of the Doorbraak: offering a running case in the same press as sharing it."""

from hashlib import sha256

from app.audit import Actor
from cases.doorbraak.models.team import DoorbraakMember
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.queries.readers import Circle, circle_of
from cases.doorbraak.queries.teams import live_offer, teams_for
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.offering import Offering


def offerings_at_doorbraak(case: Case) -> list[Offering]:
    """The Doorbraak teams for a case that is not offered yet, each with its readers by name."""
    if case.state not in (CaseState.DRAFT, CaseState.SHARED) or live_offer(case) is not None:
        return []
    circles = [circle_of(case, team) for team in teams_for(case)]
    return [
        Offering(
            key=_key(one),
            name=one.team.name,
            readers=tuple(_name(member) for member in one.at_once),
            later=tuple(_name(member) for member in one.later),
        )
        for one in circles
    ]


def _name(member: DoorbraakMember) -> str:
    return f"{member.person.name}, {member.organisation.name}"


def _key(circle: Circle) -> str:
    """The team with who was shown to read: when that changes meanwhile, the choice is made anew."""
    at_once = [member.public_id for member in circle.at_once]
    later = [member.public_id for member in circle.later]
    shown = "/".join([" ".join(sorted(at_once)), " ".join(sorted(later))])
    return f"{circle.team.public_id}-{sha256(shown.encode()).hexdigest()[:16]}"


def take_at_doorbraak(case: Case, key: str, by: Actor) -> None:
    """Offer the case to the team of this key; what is no choice of the case is passed over."""
    for team in teams_for(case):
        if _key(circle_of(case, team)) == key:
            offer_case(case, team=team, by=by)
