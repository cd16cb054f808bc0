"""The command that turns an empty installation into a living one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
from flask import current_app
from sqlalchemy import func, select

from app.accounts.command_line import plainly
from app.accounts.commands import bring_up_to_date
from app.accounts.demo_accounts import DemoAccounts, write_demo_accounts
from app.clock import now
from app.database import db
from app.jobs import drain
from app.people.queries import all_organisations
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES
from cases.models.case import Case
from demo.cases import plan_cases
from demo.directory import plan_directory
from demo.learning import OLDEST_QUARTER, plan_learning
from demo.outside import plan_outside
from demo.people import PASSWORD, move_in, shown_accounts
from demo.practice import plan_practice
from demo.responses import plan_responses
from demo.reviews import plan_reviews
from demo.telling import plan_telling
from demo.timeline import Timeline, working_hour
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal

MOVED_IN_BEFORE = timedelta(days=30)


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Doe niets als er al gegevens zijn.")
@plainly
def demo(if_empty: bool) -> None:
    """Vul een lege installatie met verzonnen gegevens om mee te proberen."""
    if current_app.config["LEERLUS_ENV"] == "production":
        raise Invalid("Demogegevens horen niet in productie. Er is niets veranderd.")
    bring_up_to_date()
    if all_organisations():
        if if_empty:
            return
        raise Invalid(
            "Er staan al gegevens in deze database. Maak de demo in een lege map: "
            "zet LEERLUS_DATA op een andere plek."
        )
    fill()
    click.echo("\n".join(_told()))


def fill() -> None:
    """Play the whole story up to this moment, and let the people of the demo sign in."""
    timeline = Timeline(now())
    opening = timeline.quarter(OLDEST_QUARTER).start - MOVED_IN_BEFORE
    timeline.at(working_hour(opening, 0.1), move_in)
    cases = plan_cases(timeline)
    plan_responses(cases)
    plan_reviews(cases)
    plan_directory(cases)
    plan_learning(cases)
    plan_practice(timeline)
    plan_outside(timeline)
    plan_telling(timeline)
    with _progress(len(timeline.events)) as step:
        timeline.play(step)
    drain()
    write_demo_accounts(DemoAccounts(shown_accounts(), PASSWORD))


@contextmanager
def _progress(length: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label="Demo spelen", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _told() -> list[str]:
    """What was made, and who can sign in."""
    shared = Case.state.in_(list(SHARED_STATES))
    lines = [
        f"De demo staat klaar: {_count(Case)} casussen, waarvan {_count(Case, shared)} gedeeld, "
        f"{_count(Pattern)} patronen en {_count(Proposal)} verbetervoorstellen.",
        f"Iedereen meldt zich aan met het wachtwoord: {PASSWORD}",
        "",
    ]
    width = max(len(name) for name, _, _ in shown_accounts())
    return lines + [
        f"  {name:<{width}}  {email:<36} {role}" for name, role, email in shown_accounts()
    ]


def _count(table: type[Case] | type[Pattern] | type[Proposal], *where: object) -> int:
    query = select(func.count()).select_from(table).where(*where)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0
