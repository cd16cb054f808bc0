"""How commands speak: one clear Dutch line on standard error when something is refused."""

from collections.abc import Callable
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from app.audit import Actor, Origin
from app.people.models import Organisation
from app.people.queries import organisation_by_slug
from app.people.roles import ROLE_LABELS, Role
from app.refusals import Invalid

P = ParamSpec("P")
R = TypeVar("R")

# In the trail what is done by the command line is done by who runs the machine.
MACHINE = Actor(Origin.COMMAND)


class Failed(click.ClickException):
    """Refused or failed: exit status 1, and the message without an English word before it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(self.format_message(), file=file, err=file is None)


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Run inside the program; turn what is refused, or a database not there, into one line."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Invalid as error:
            raise Failed(error.message) from error
        except (OperationalError, ProgrammingError) as error:
            raise Failed(
                "De database antwoordt niet, of is nog niet gemaakt of bijgewerkt. "
                "Controleer DATABASE_URL en voer 'leerlus upgrade' uit."
            ) from error

    return with_appcontext(wrapped)


def organisation_named(slug: str) -> Organisation:
    """The organisation with this short name, or a refusal that says what to do."""
    organisation = organisation_by_slug(slug)
    if organisation is None:
        raise Invalid(
            f"Er is geen organisatie met de korte naam '{slug}'. "
            "Maak haar met 'leerlus organisations create'."
        )
    return organisation


OTHER_NAMES = {
    "begeleider": Role.FACILITATOR,
    "beleidsadviseur": Role.CONTRIBUTOR,
    "jurist": Role.CONTRIBUTOR,
    "uitvoerder": Role.CONTRIBUTOR,
    "beheerder": Role.ADMINISTRATOR,
}


def role_named(text: str) -> Role | None:
    """The role with this code or Dutch name, whatever its capitals."""
    wanted = text.strip().casefold()
    for role, label in ROLE_LABELS.items():
        if wanted.replace("-", "_") == role.value or wanted == label.casefold():
            return role
    return OTHER_NAMES.get(wanted)


class RoleName(click.ParamType[Role]):
    """A role by its code or its Dutch name."""

    name = "role"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Role:
        """Read the role; anything else is wrong usage."""
        known = role_named(str(value))
        if known is not None:
            return known
        codes = ", ".join(role.value for role in Role)
        return self.fail(f"'{value}' is geen rol. Kies uit: {codes}.", param, ctx)
