"""A person's roles as the administrator's pages draw them."""

from dataclasses import dataclass

from app.people.models import Membership, MembershipState, Person
from app.people.roles import ROLE_LABELS


@dataclass(frozen=True)
class RoleLine:
    """A role, in words."""

    membership: Membership

    @property
    def label(self) -> str:
        """The Dutch name of the role."""
        return ROLE_LABELS[self.membership.role]

    @property
    def waits(self) -> bool:
        """Whether a second pair of eyes is still needed."""
        return self.membership.state is MembershipState.WAITING


def lines_of(person: Person, organisation_id: int) -> list[RoleLine]:
    """The roles of a person in an organisation that are held or wait."""
    return [
        RoleLine(one)
        for one in person.memberships
        if one.organisation_id == organisation_id and one.state is not MembershipState.ENDED
    ]
