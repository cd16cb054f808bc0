"""What is kept of a person is handed over whole and erased everywhere, whichever table holds it.

Every table with a column that points at a person or a case is filled here by itself: a new one
fails these tests until a part of `app/personal_record.py` covers it, or the lists below say why
not.
"""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, String, Text, func, select

from app.audit import verify_chain
from app.database import Model, db, transaction
from app.people.models import Person
from app.personal_record import erase_person, export_person
from cases.models.case import Case
from cases.models.response import Question
from tests.cases.test_drafts import typed
from tests.cases.town import Town, build_town, everything_written, logged, shared
from tests.factories import make_organisation, make_person
from tests.rows import make_row

# Columns that go on pointing at the row of the person, of whom nothing is known any more.
STAYS = {
    "memberships.person_id": "it has ended; figures of an organisation need the row",
    "memberships.granted_by_id": "that somebody gave this role stays, not who",
    "memberships.confirmed_by_id": "as above",
    "session_participants.person_id": "the minutes say how many sat there",
    "perspectives.person_id": "the minutes of a session stay",
    "agreements.holder_id": "the minutes of a session stay",
    "session_evaluators.person_id": "answers show only when so many different people gave them",
}
# Texts in rows that point at a person, which are not that person's to be handed over.
NOT_HANDED_OVER = {
    "people.password_hash": "a secret",
    "people.sort_key": "the name once more",
    "cases.reporter_pseudonym": "a salted hash",
    "cases.submission_key": "a key of a form",
    "case_drafts.submission_key": "a key of a form",
    "web_sessions.id_hash": "a secret",
    "web_sessions.data": "the keys of what somebody searched; gone at signing out",
    "one_time_links.token_hash": "a secret",
    "guest_passes.link_hash": "a secret",
    "guest_passes.code_hash": "a secret",
    "case_excerpts.used_in": "a key",
    "topics.key": "the label in another form",
    "topics.sort_key": "the label in another form",
    "doorbraak_sessions.place": "of the session, and not of its substitute",
    "case_readings.bouwstenen": "keys; the words stand beside them",
}


def pointing_at(name: str) -> Iterator[tuple[Column[object], ForeignKey]]:
    """The columns of all tables that point at this table."""
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name == name:
                    yield column, key


def somebody_everywhere() -> int:
    """A person to whom a row of every table points that can."""
    person = make_person(make_organisation(), name="Petra Prof")
    for table in dict.fromkeys(column.table for column, _key in pointing_at("people")):
        if table.name != "audit_identities":
            make_row(table, person.id)
    return person.id


def rows_of(person: int) -> dict[str, int]:
    """How many rows point at a person, by column."""
    counted = {
        str(column): db.session.scalar(
            select(func.count()).select_from(column.table).where(column == person)
        )
        or 0
        for column, _key in pointing_at("people")
    }
    return {name: count for name, count in counted.items() if count}


def test_no_row_points_at_somebody_who_was_erased(app: Flask) -> None:
    with app.app_context():
        with transaction():
            person = somebody_everywhere()
        all_columns = {str(column) for column, _key in pointing_at("people")}
        assert all_columns - set(rows_of(person)) <= {"audit_identities.person_id"}
        with transaction():
            erase_person(person)
        assert set(rows_of(person)) == set(STAYS)
        gone = db.session.get_one(Person, person)
        assert (gone.name, gone.active) == ("[gewist]", False)
        assert verify_chain().broken is None


def test_all_that_somebody_wrote_is_handed_over(app: Flask) -> None:
    with app.app_context():
        with transaction():
            person = somebody_everywhere()
        handed_over = json.dumps(export_person(person))
        texts = {
            str(column)
            for table in {column.table for column, _key in pointing_at("people")}
            for column in table.columns
            if isinstance(column.type, (Text, String)) and not hasattr(column.type, "enum_class")
            if (getattr(column.type, "length", None) or 80) >= 40
        }
        missing = {name for name in texts if f'"{name}"' not in handed_over}
        assert missing - set(NOT_HANDED_OVER) == set()


def test_what_stands_around_a_case_goes_with_it() -> None:
    lingering = {
        str(column)
        for column, key in pointing_at("cases")
        if key.ondelete not in ("CASCADE", "SET NULL")
    }
    assert lingering == set()


REFERENCE = "ZK-2031-77"
SECRET = "Dit schreef ik voor mezelf."
TOLD = "De brief kwam terug omdat er geen adres was."


@pytest.fixture
def town(app: Flask) -> Town:
    return build_town(app)


def full_record(town: Town) -> str:
    """A shared case with all that its reporter alone reads, a draft, and a case never shared."""
    browser, url = shared(town, situation=TOLD, own_reference=REFERENCE, deviation=SECRET)
    browser.get(f"{url}/bewerken")
    browser.submit(deviation="Ik belde.")
    browser.post(f"{url}/weging", returns=SECRET)
    town.browser("analyst").post(f"{url}/vraag", text="Wat stond er in de brief?")
    typed(browser, key="f" * 16, situation=SECRET)
    logged(browser, title="Nooit gedeeld", situation=SECRET)
    return url


def test_a_reporter_gets_everything_on_paper(town: Town) -> None:
    full_record(town)
    with town.app.app_context():
        handed_over = json.dumps(export_person(town.people["reporter"]), ensure_ascii=False)
    for words in (TOLD, REFERENCE, SECRET, "Nooit gedeeld", "Wat stond er in de brief?"):
        assert words in handed_over
    assert "Ans Analist" not in handed_over


def test_a_shared_case_stays_without_its_reporter(town: Town) -> None:
    url = full_record(town)
    with town.app.app_context(), transaction():
        erase_person(town.people["reporter"])
    written = everything_written(town.app)
    assert SECRET not in written
    assert "Rens Inbrenger" not in written
    page = town.browser("colleague").get(url)
    assert TOLD in page
    assert "Rens" not in page
    with town.app.app_context():
        (case,) = db.session.scalars(select(Case)).all()
        assert (case.reporter_id, case.own_reference) == (None, None)
        assert db.session.scalars(select(Question)).one().declined
    page = town.browser("analyst").get("/vragen")
    assert "beantwoordt deze vraag liever niet" in page.main


def test_what_somebody_asked_and_nobody_answered_goes_with_them(town: Town) -> None:
    _browser, url = shared(town)
    analyst = town.browser("analyst")
    analyst.post(f"{url}/vraag", text="Wat stond er in de brief?")
    analyst.post(f"{url}/herkennen")
    with town.app.app_context(), transaction():
        erase_person(town.people["analyst"])
    assert "Wat stond er in de brief?" not in everything_written(town.app)
    assert "Wat stond er" not in town.browser("reporter").get(url)
