"""Who reads a case with each audience, and what they see, before its reporter shares it."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.people.models import Membership, MembershipState, Organisation
from app.people.queries import all_organisations, people_ids_with
from app.people.roles import DECIDING_ROLES, READING_ROLES
from cases.models.case import Case
from cases.permissions import Standing, shows_name, shows_team
from cases.terms import Audience, NameShownTo

STANDINGS = {
    "team": Standing.TEAM,
    "organisation": Standing.OUTSIDE,
    "network": Standing.OUTSIDE,
    "analyst": Standing.ANALYST,
}


@dataclass(frozen=True)
class Reach:
    """Counts of distinct others than the reporter; never a name.

    `network` are the organisations that read along when the reporter chooses the network now,
    `newcomers` those that joined since it was chosen and that the reporter has not agreed to.
    """

    in_team: bool
    team: int
    organisation: int
    elsewhere: int
    network: list[Organisation]
    newcomers: list[Organisation]
    small_team: bool
    only_team: bool


def reach_of(case: Case) -> Reach:
    """Who reads a case with each audience, and where a reader can guess whose it is."""
    home = case.organisation
    team = _readers(case, home.id, case.team_id) if case.team_id else set()
    network, newcomers = _network_of(case)
    elsewhere = {one for place in network for one in _readers(case, place.id)}
    inside = _readers(case, home.id)
    return Reach(
        in_team=case.team_id is not None,
        team=len(team),
        organisation=len(inside),
        elsewhere=len(elsewhere - inside),
        network=network,
        newcomers=newcomers,
        small_team=bool(case.team_id) and len(team) + 1 < home.smallest_group,
        only_team=bool(case.team_id) and not _work_in_a_team(inside - team, home.id),
    )


def _readers(case: Case, organisation_id: int, team_id: int | None = None) -> set[int]:
    """Who reads along there: not its deciders, nor those of the case's own, nor the reporter."""
    found = set(people_ids_with(organisation_id, READING_ROLES, team_id))
    for place in {organisation_id, case.organisation_id}:
        found -= set(people_ids_with(place, DECIDING_ROLES))
    return found - {case.reporter_id or 0}


def _network_of(case: Case) -> tuple[list[Organisation], list[Organisation]]:
    others = [one for one in all_organisations() if one.id != case.organisation_id]
    if case.audience is not Audience.NETWORK:
        return others, []
    named = {one.id for one in case.network}
    known = [one for one in others if one.id in named]
    return known, [one for one in others if one.id not in named]


def _work_in_a_team(person_ids: set[int], organisation_id: int) -> bool:
    """Whether one of these people works in a team of the organisation."""
    query = select(Membership.id).where(
        Membership.person_id.in_(person_ids),
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
        Membership.team_id.is_not(None),
    )
    return db.session.scalar(query.limit(1)) is not None


@dataclass(frozen=True)
class Sight:
    """What some readers see beside the text: team and date, and the name by what is chosen."""

    readers: list[str]
    team: bool
    name: dict[NameShownTo, bool]


def sights_of(reach: Reach) -> list[Sight]:
    """Who sees what: readers who see the same stand together. The rules are the permissions'."""
    present = {"team": reach.in_team, "network": bool(reach.network or reach.newcomers)}
    sights: list[Sight] = []
    for reader, standing in STANDINGS.items():
        if not present.get(reader, True):
            continue
        name = {shown: shows_name(standing, shown) for shown in NameShownTo}
        same = [one for one in sights if (one.team, one.name) == (shows_team(standing), name)]
        if same:
            same[0].readers.append(reader)
        else:
            sights.append(Sight([reader], shows_team(standing), name))
    return sights
