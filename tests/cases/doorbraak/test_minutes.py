"""The minutes of a session: who reads them, what stands in them, and when they are gone."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from odfdo import Document
from pypdf import PdfReader
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to, now, today
from app.database import db, transaction
from app.people.models import Person
from cases.doorbraak.models.deliberation import Argument, Option
from cases.doorbraak.models.readers import GuestPass
from cases.doorbraak.models.review import Agreement, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession, SessionParticipant
from cases.doorbraak.terms import TestStep, Value
from cases.models.case import Case
from cases.terms import NameShownTo
from tests.cases.doorbraak.staging import CANARY, VIEW, Stage, stage
from tests.client import Browser

WAY = "Eerst bellen, dan pas schrijven."
OTHERS = ("colleague", "analyst", "outsider")
ENDINGS = ("", ".odt", ".pdf")


@pytest.fixture
def town(app: Flask) -> Stage:
    return stage(app)


def item_of(town: Stage) -> str:
    with town.app.app_context():
        return str(db.session.query(AgendaItem).one().public_id)


def session_page(town: Stage) -> str:
    return f"/doorbraak/sessies/{town.session}/verslag"


def own_page(town: Stage) -> str:
    return f"/doorbraak/bespreking/{item_of(town)}/verslag"


def later(town: Stage, name: str) -> Browser:
    """Somebody who signs in anew, because the clock has moved beyond their session."""
    return Browser(town.app, town.people[name])


def test_minutes_tell_what_the_session_did(town: Stage) -> None:
    town.reviewed()
    with town.app.app_context(), transaction():
        item = db.session.query(AgendaItem).one()
        option = Option(item=item, text="Langsgaan", written_at=now())
        for favours, text in ((True, "Snel en warm."), (False, "Kost een middag.")):
            step = TestStep.LONG_TERM
            option.arguments.append(
                Argument(step=step, favours=favours, text=text, written_at=now())
            )
        db.session.add(option)
    page = town.browser("member").get(session_page(town))
    wanted = (
        CANARY, WAY, "Ik bel de woningbouw.", "Bel voordat je een brief stuurt.", "structureel",
        "Ook voor: Wonen", VIEW, "Langsgaan", "Voor (gevolgen op langere termijn): Snel en warm.",
        "Tegen (gevolgen op langere termijn): Kost een middag.", "Begeleider", "begeleiding",
        "Zorgkantoor Proef",
    )  # fmt: skip
    for words in wanted:
        assert words in page.main
    assert "Team Proef" not in page.main
    assert WAY in town.browser("reporter").get(own_page(town)).main


def test_documents_hold_the_same_words_and_leave_a_row_in_the_trail(town: Stage) -> None:
    town.reviewed()
    browser = town.browser("member")
    answer = browser.client.get(f"{session_page(town)}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.data)).pages)
    assert CANARY in words
    assert WAY in words
    text = browser.client.get(f"{session_page(town)}.odt").data
    assert WAY in Document(io.BytesIO(text)).body.serialize()
    with town.app.app_context():
        taken = select(AuditEntry).where(AuditEntry.action == "download_minutes")
        rows = db.session.scalars(taken).all()
        assert [row.records for row in rows] == [town.case_id] * 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_minutes_are_for_who_sat_in_and_the_review_for_its_reporter(
    town: Stage, ending: str
) -> None:
    town.planned()
    assert town.browser("member").get(session_page(town) + ending).status == 404
    town.press("voorbereiden", "beginnen", "volgende", "volgende", "afronden")
    for name in OTHERS:
        for page in (session_page(town), own_page(town)):
            assert town.browser(name).get(page + ending).status == 404, (name, page)
    # A participant reads the review in the minutes of the session, not in those of the reporter.
    assert town.browser("member").get(own_page(town) + ending).status == 404
    assert town.browser("member").client.get(session_page(town) + ending).status_code == 200
    assert town.browser("reporter").client.get(own_page(town) + ending).status_code == 200


def test_a_guest_reads_on_the_page_and_takes_nothing_along(town: Stage) -> None:
    town.planned()
    town.press("voorbereiden", "beginnen")
    with town.app.app_context(), transaction():
        guest = db.session.get_one(Person, town.people["member"])
        guest.guest = True
        session = db.session.query(DoorbraakSession).one()
        db.session.add(
            GuestPass(
                session=session, person=guest, email=guest.email, link_hash="x", created_at=now(),
                promised_at=now(),
            )
        )  # fmt: skip
    browser = town.browser("member")
    page = browser.get(session_page(town))
    assert CANARY in page.main
    assert "verslag." not in page.text
    for ending in (".odt", ".pdf"):
        assert browser.get(session_page(town) + ending).status == 404


def test_perspectives_stand_in_them_once_they_are_open(town: Stage) -> None:
    town.planned()
    town.press("voorbereiden")
    page = f"/doorbraak/bespreking/{item_of(town)}"
    with town.app.app_context(), transaction():
        item = db.session.query(AgendaItem).one()
        db.session.add(
            Perspective(
                item_id=item.id, person_id=town.people["member"], sees=VIEW,
                weighs_most=Value.RETURN, would_do="Bellen.", written_at=now(),
            )
        )  # fmt: skip
    town.press("beginnen")
    for name in ("member", "leader"):
        assert VIEW not in town.browser(name).get(session_page(town)).text
    assert VIEW not in town.browser("reporter").get(own_page(town)).text
    assert town.browser("leader").post(f"{page}/openen").status == 302
    assert VIEW in town.browser("leader").get(session_page(town)).text


@pytest.mark.parametrize("shown", list(NameShownTo))
def test_the_reporter_is_named_only_when_the_session_may_know(
    town: Stage, shown: NameShownTo
) -> None:
    with town.app.app_context(), transaction():
        db.session.get_one(Case, town.case).name_shown_to = shown
    town.planned()
    with town.app.app_context(), transaction():
        seats = db.session.query(SessionParticipant)
        seats.filter_by(person_id=town.people["reporter"]).delete()
    town.press("voorbereiden", "beginnen")
    page = town.browser("member").get(session_page(town)).main
    assert ("Inbrenger: Inbrenger" in page) is (shown is NameShownTo.TEAM_AND_SESSION)
    assert ("Inbrenger" in page) is (shown is NameShownTo.TEAM_AND_SESSION)


def test_minutes_end_after_the_days_that_the_organisation_chose(town: Stage) -> None:
    with town.app.app_context(), transaction():
        db.session.get_one(Case, town.case).organisation.reading_days = 3
    town.reviewed()
    with moved_to(now() + timedelta(days=2)):
        assert later(town, "member").get(session_page(town)).status == 200
    with moved_to(now() + timedelta(days=4)):
        for ending in ENDINGS:
            assert later(town, "member").get(session_page(town) + ending).status == 404
        assert later(town, "reporter").get(own_page(town)).status == 200


def test_a_team_sees_its_open_agreements_late_ones_first(town: Stage) -> None:
    town.reviewed()
    page = f"/doorbraak/teams/{town.team}/afspraken"
    with town.app.app_context(), transaction():
        item = db.session.query(AgendaItem).one()
        late = Agreement(
            item=item, holder_id=town.people["leader"], what="Ik vraag het na.",
            due_on=today() - timedelta(days=1), created_at=now(),
        )  # fmt: skip
        db.session.add(late)
    text = town.browser("member").get(page).main
    assert text.index("Ik vraag het na.") < text.index("Ik bel de woningbouw.")
    assert text.count("te laat") == 1
    assert "Verzetten" not in text
    assert town.browser("outsider").get(page).status == 404
    with moved_to(now() + timedelta(days=31)):
        assert "Ik bel de woningbouw." not in later(town, "member").get(page).main


def test_who_leads_moves_a_day_with_a_reason_that_the_holder_reads(town: Stage) -> None:
    town.reviewed()
    with town.app.app_context():
        agreement = db.session.query(Agreement).one().public_id
    page = f"/doorbraak/afspraken/{agreement}/datum"
    assert town.browser("member").get(page).status == 404
    leader, day = town.browser("leader"), (today() + timedelta(days=40)).isoformat()
    leader.get(page)
    assert leader.submit(due_on=day, reason="").status == 422
    answer = leader.submit(due_on=day, reason="Mevrouw A. de Vries is ziek.")
    assert answer.status == 422
    assert "Mevrouw A. de Vries is ziek." in answer.text
    assert leader.submit(due_on="2020-01-01", reason="Later.").status == 422
    assert leader.submit(due_on=day, reason="Het loket is dicht.").status == 200
    assert "Het loket is dicht." in town.browser("member").get("/doorbraak/afspraken").main
    assert "Ik bel de woningbouw." in town.browser("member").get("/mijn-casussen").main
    town.browser("member").post(f"/doorbraak/afspraken/{agreement}/klaar")
    assert leader.get(page).status == 404
    assert "Ik bel de woningbouw." not in town.browser("member").get("/mijn-casussen").main


def test_the_analyst_reads_which_rule_pinches_and_for_whom_else(town: Stage) -> None:
    town.reviewed()
    with town.app.app_context(), transaction():
        db.session.query(Lesson).one().pinching_rule = "artikel 4:84 Awb"
    page = town.browser("analyst").get("/doorbraak/lessen")
    assert "artikel 4:84 Awb" in page.main
    assert "Wonen" in page.main
    assert "https://wetten.overheid.nl/" in page.text
