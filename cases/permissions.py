"""Who may read a case: audience, membership and grants. Check and row filter stand together.

Sessions and the privacy desk write grants; nothing here looks at a session. Deny wins: who holds
manager or board in the organisation of a case reads, in any capacity, only their own cases there.
"""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from app.clock import now
from app.database import db
from app.people.models import Person
from app.people.permissions import (
    analysing_organisations,
    deciding_organisations,
    has_role,
    organisations_with,
    reading_organisations,
    reading_teams,
)
from app.people.roles import Role
from app.refusals import Refused
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case, CaseGrant, case_organisations
from cases.terms import Audience, NameShownTo


def can_read_case(case: Case, person: Person) -> bool:
    """Whether this person may read this case; the row-by-row twin of `readable_by`."""
    if case.state is CaseState.ERASED:
        return False
    if case.reporter_id == person.id:
        return True
    if case.state not in SHARED_STATES or case.organisation_id in deciding_organisations(person):
        return False
    return (
        _audience_reaches(case, person)
        or case.organisation_id in analysing_organisations(person)
        or bool(grants_of(case, person))
    )


def _audience_reaches(case: Case, person: Person) -> bool:
    if case.team_id in reading_teams(person):
        return True
    organisations = reading_organisations(person)
    if case.organisation_id in organisations:
        return case.audience in (Audience.ORGANISATION, Audience.NETWORK)
    named = {organisation.id for organisation in case.network}
    return case.audience is Audience.NETWORK and bool(named & organisations)


def readable_by(person: Person) -> ColumnElement[bool]:
    """The row filter: the cases that this person may read."""
    own = and_(Case.reporter_id == person.id, Case.state != CaseState.ERASED)
    shared = and_(
        Case.state.in_(list(SHARED_STATES)),
        Case.organisation_id.not_in(list(deciding_organisations(person))),
        or_(
            _in_audience(person),
            Case.organisation_id.in_(list(analysing_organisations(person))),
            Case.id.in_(granted_to(person)),
        ),
    )
    return or_(own, shared)


def _in_audience(person: Person) -> ColumnElement[bool]:
    organisations = list(reading_organisations(person))
    if not organisations:
        return false()
    named = select(case_organisations.c.case_id).where(
        case_organisations.c.organisation_id.in_(organisations)
    )
    return or_(
        Case.team_id.in_(list(reading_teams(person))),
        and_(
            Case.audience.in_([Audience.ORGANISATION, Audience.NETWORK]),
            Case.organisation_id.in_(organisations),
        ),
        and_(Case.audience == Audience.NETWORK, Case.id.in_(named)),
    )


def granted_to(person: Person) -> Select[int]:
    """The cases that a person may read by a grant that still holds."""
    return select(CaseGrant.case_id).where(
        CaseGrant.person_id == person.id,
        or_(CaseGrant.until.is_(None), CaseGrant.until > now()),
    )


def grants_of(case: Case, person: Person) -> Sequence[CaseGrant]:
    """The grants by which this person may read this case now."""
    return db.session.scalars(
        select(CaseGrant)
        .where(CaseGrant.case_id == case.id, CaseGrant.person_id == person.id)
        .where(or_(CaseGrant.until.is_(None), CaseGrant.until > now()))
    ).all()


def visible_cases(person: Person) -> Select[Case]:
    """The cases that a person may read, to be narrowed further."""
    return select(Case).where(readable_by(person))


def readable_case(public_id: str, person: Person) -> Case:
    """A case that this person may read, or a refusal; not there and not allowed are alike."""
    case = db.session.scalar(visible_cases(person).where(Case.public_id == public_id))
    if case is None:
        raise Refused("case", public_id)
    return case


def own_case(public_id: str, person: Person) -> Case:
    """A case of which this person is the reporter, or a refusal."""
    case = readable_case(public_id, person)
    if case.reporter_id != person.id:
        raise Refused("case", public_id)
    return case


class Standing(StrEnum):
    """How a reader stands to a case: this decides whether team, date and name show."""

    REPORTER = "reporter"
    TEAM = "team"
    OUTSIDE = "outside"
    ANALYST = "analyst"
    DECIDER = "decider"


def standing_of(case: Case, person: Person) -> Standing:
    """How somebody stands to a case; an analyst of the same team stands there as the analyst."""
    if case.reporter_id == person.id:
        return Standing.REPORTER
    if case.organisation_id in analysing_organisations(person):
        return Standing.ANALYST
    if case.organisation_id in deciding_organisations(person):
        return Standing.DECIDER
    if case.team_id is not None and case.team_id in reading_teams(person):
        return Standing.TEAM
    return Standing.OUTSIDE


def shows_team(standing: Standing) -> bool:
    """Whether team and date show; outside the team a case shows the quarter only."""
    return standing in (Standing.REPORTER, Standing.TEAM)


def shows_name(standing: Standing, shown: NameShownTo) -> bool:
    """Whether the reporter's name shows, by what the reporter chose; grants come on top."""
    by_team = standing is Standing.TEAM and shown is not NameShownTo.NOBODY
    return standing is Standing.REPORTER or by_team


def can_see_name(case: Case, person: Person) -> bool:
    """Whether the reporter's name shows: to the reporter, by `name_shown_to`, by noodinzage.

    The analyst never sees it, also not as a member of the same team.
    """
    standing = standing_of(case, person)
    if shows_name(standing, case.name_shown_to):
        return True
    if standing in (Standing.ANALYST, Standing.DECIDER):
        return False
    return any(_grant_names(case, grant) for grant in grants_of(case, person))


def _grant_names(case: Case, grant: CaseGrant) -> bool:
    """A session shows the name when the reporter says so; a noodinzage when it was asked apart."""
    if grant.reason == "emergency":
        return grant.name_shown
    return grant.reason == "session" and case.name_shown_to is NameShownTo.TEAM_AND_SESSION


def can_see_team(case: Case, person: Person) -> bool:
    """Whether team and date show to this person."""
    return shows_team(standing_of(case, person))


def can_react(case: Case, person: Person) -> bool:
    """Whether this person may give the first reaction: a facilitator who reads it, or analyst."""
    if case.reporter_id == person.id or not can_read_case(case, person):
        return False
    facilitates = has_role(person, case.organisation_id, Role.FACILITATOR)
    return facilitates or case.organisation_id in analysing_organisations(person)


def can_respond(case: Case, person: Person) -> bool:
    """Whether this person may recognise a case, thank for it and ask about it: its readers.

    Not its reporter, and not who reads it by noodinzage: that is for looking, not for taking part.
    """
    if case.reporter_id == person.id or not can_read_case(case, person):
        return False
    return (
        _audience_reaches(case, person)
        or case.organisation_id in analysing_organisations(person)
        or any(one.reason != "emergency" for one in grants_of(case, person))
    )


def can_interpret(case: Case, person: Person) -> bool:
    """Whether this person may write the duiding: the analyst of the organisation."""
    analyses = case.organisation_id in analysing_organisations(person)
    return analyses and can_read_case(case, person)


def case_to_interpret(public_id: str, person: Person) -> Case:
    """A shared case for which this person may write the duiding, or a refusal."""
    case = readable_case(public_id, person)
    if case.state not in SHARED_STATES or not can_interpret(case, person):
        raise Refused("case", public_id)
    return case


def may_log(person: Person) -> set[int]:
    """The organisations in which a person can log a case: who works there, deciders included.

    A manager who deviates has a case too, and reads it as its reporter.
    """
    return organisations_with(person, list(Role))
