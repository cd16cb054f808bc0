"""The desk of the Doorbraak: offering a running case in the same press as sharing it."""

from app.audit import Actor
from cases.doorbraak.operations.offers import offer_case
from cases.doorbraak.queries.teams import live_offer, readers_of_offer, teams_for
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.offering import Offering


def offerings_at_doorbraak(case: Case) -> list[Offering]:
    """The Doorbraak teams for a case that is not offered yet, each with its readers by name."""
    if case.state not in (CaseState.DRAFT, CaseState.SHARED) or live_offer(case) is not None:
        return []
    return [
        Offering(
            key=team.public_id,
            name=team.name,
            readers=tuple(
                f"{member.person.name}, {member.organisation.name}"
                for member in readers_of_offer(case, team)
            ),
        )
        for team in teams_for(case)
    ]


def take_at_doorbraak(case: Case, key: str, by: Actor) -> None:
    """Offer the case to the team of this key; what is no choice of the case is passed over."""
    for team in teams_for(case):
        if team.public_id == key:
            offer_case(case, team=team, by=by)
