"""Cases that nobody of these readers may see leave no trace on their pages: not one byte."""

import re

import pytest

from app.clock import moved_to
from app.database import db, transaction
from app.people.models import Organisation, Person
from app.people.roles import Role
from cases.terms import Audience, Obstacle
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from tests.client import Browser, Page
from tests.factories import make_case
from tests.learning.desk.scene import Played, on
from tests.learning.proposals.scene import TODAY

CHANGING = r'name="csrf_token"\s+value="[^"]+"'


def masked(page: Page) -> str:
    return re.sub(CHANGING, "*", page.text)


def add_hidden_cases(played: Played) -> None:
    """Fifty cases for teams, in the pattern and outside it, in closed quarters and in this one."""
    with played.app.app_context(), transaction():
        organisation = db.session.query(Organisation).filter_by(slug="proefstad").one()
        pattern = db.session.query(Pattern).first()
        people = [
            one
            for one in db.session.query(Person).order_by(Person.id)
            if one.name.startswith("Inbrenger")
        ]
        assert pattern is not None
        for number in range(50):
            when = on(2026, 8, 5) if number % 2 else on(2026, 11, 3)
            with moved_to(when):
                case = make_case(
                    people[number % len(people)],
                    organisation,
                    title=f"Verborgen {number}",
                    audience=Audience.ORGANISATION,
                    obstacle=Obstacle.POLICY,
                )
            if number % 3:
                db.session.add(
                    PatternMember(
                        pattern_id=pattern.id,
                        case_id=case.id,
                        joined_at=when,
                        decided_by=DecidedBy.ANALYST,
                    )
                )


@pytest.mark.parametrize("role", [Role.MANAGER, Role.BOARD])
def test_hidden_cases_leave_every_byte_as_it_was(published: Played, role: Role) -> None:
    story = f"/verbetervoorstellen/{published.proposals['learned']}/verhaal"
    pages = ["/stand-van-zaken", "/stand-van-zaken/teksten?periode=2026-3", story]
    files = ["/stand-van-zaken/teksten/2026-3/bestuursrapportage.odt", f"{story}.odt"]
    if role is Role.BOARD:
        pages += ["/bestuur", "/bestuur/2026-3"]
        files += ["/bestuur/2026-3.odt"]
    with moved_to(TODAY):
        browser = Browser(published.app, published.people[role.value])
        before = [masked(browser.get(one)) for one in pages]
        taken = [browser.client.get(one).data for one in files]
        add_hidden_cases(published)
        assert [masked(browser.get(one)) for one in pages] == before
        assert [len(browser.client.get(one).data) for one in files] == [len(one) for one in taken]
