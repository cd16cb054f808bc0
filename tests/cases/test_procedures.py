"""Names of procedures that are one and the same: merged for every reader, and found by both."""

import pytest
from flask import Flask
from sqlalchemy import select

from app import jobs
from app.audit import AuditEntry
from app.database import db, transaction
from app.people.models import Organisation, Person, Team
from app.people.roles import Role
from app.refusals import Invalid
from app.search.indexer import index_waiting
from cases.lookalikes import alike
from cases.models.case import Case
from cases.models.lists import Procedure
from cases.operations import procedures as operations
from cases.operations.lists import add_procedure
from cases.operations.log import named_procedure
from cases.queries.lists import procedures_of
from cases.queries.suggesting import known_cases
from cases.terms import Audience
from learning.queries.comparison import comparable_cases
from tests import factories
from tests.cases.town import Town, build_town
from tests.client import Browser

PAGE = "/casussen/duiden/procedures"
KEPT, OLD, OLDEST = "Aanvraag briefadres", "Postadres regelen", "Adres zonder huis"
OTHER = "Iets heel anders"
TITLES = {KEPT: "De eerste", OLD: "De tweede", OLDEST: "De derde", OTHER: "De vierde"}
ALL_THREE = {TITLES[name] for name in (KEPT, OLD, OLDEST)}


@pytest.fixture
def town(app: Flask) -> Town:
    """Three names for one procedure, each in a case of its own; the oldest has a code."""
    town = build_town(app)
    with app.app_context(), transaction():
        home = db.session.query(Organisation).one()
        add_procedure(home, OLDEST, code="AZH", by=factories.MACHINE)
        for name, title in TITLES.items():
            factories.make_case(
                db.session.get_one(Person, town.people["reporter"]),
                home,
                db.session.query(Team).one(),
                title=title,
                audience=Audience.ORGANISATION,
                procedure=name,
            )
        town.people["administrator"] = factories.make_person(home, Role.ADMINISTRATOR).id
    return town


def address(town: Town, name: str) -> str:
    with town.app.app_context():
        query = select(Procedure.public_id).where(Procedure.name == name)
        return str(db.session.scalars(query).one())


def merge(town: Town, name: str, into: str) -> Browser:
    """As the analyst does it on the page."""
    analyst = town.browser("analyst")
    analyst.get(f"{PAGE}/{address(town, name)}")
    page = analyst.submit(into=address(town, into))
    assert page.url == PAGE, page.main
    return analyst


def merged(town: Town) -> Browser:
    """The oldest name into the old one, and that into the one that stays: a chain."""
    merge(town, OLDEST, OLD)
    return merge(town, OLD, KEPT)


def titles(browser: Browser, url: str) -> set[str]:
    page = browser.get(url)
    return {str(one.text_content()).strip() for one in page.document.xpath("//tbody//th//a")}


def case_called(town: Town, name: str) -> str:
    """The address of the case whose reporter chose this name."""
    with town.app.app_context():
        query = select(Case.public_id).join(Procedure, Procedure.id == Case.procedure_id)
        return f"/casussen/{db.session.scalars(query.where(Procedure.name == name)).one()}"


def test_every_reader_reads_the_name_that_stays(town: Town) -> None:
    addresses = [case_called(town, name) for name in (KEPT, OLD, OLDEST)]
    merged(town)
    reader = town.browser("colleague")
    for url in addresses:
        page = reader.get(url)
        assert KEPT in page.main
        assert not [one for one in (OLD, OLDEST) if one in page.main]
    assert f"{KEPT} (jij schreef: {OLDEST})" in town.browser("reporter").get(addresses[2]).main
    rows = reader.get("/casussen/bestand/jsonl").text
    assert rows.count(KEPT) == 3
    assert not [one for one in (OLD, OLDEST) if one in rows]


def test_the_list_is_filtered_by_either_name(town: Town) -> None:
    old, kept = address(town, OLDEST), address(town, KEPT)
    merged(town)
    reader = town.browser("colleague")
    offered = reader.get("/casussen").document.xpath("//select[@name='procedure']/option/text()")
    assert [one.strip() for one in offered][1:] == [KEPT, OTHER]
    for chosen in (kept, old):
        assert titles(reader, f"/casussen?procedure={chosen}") == ALL_THREE
    assert titles(reader, "/casussen?procedure=bestaatnooitniet") == set()


def test_searching_finds_by_the_old_name_and_the_new(town: Town) -> None:
    merged(town)
    reader = town.browser("colleague")

    def found(words: str) -> set[str]:
        with town.app.app_context():
            index_waiting()
        page = reader.post("/zoeken", words=words, follow=True)
        return {one for one in ALL_THREE if one in page.main}

    for words in ("postadres", "briefadres", "huis"):
        assert found(words) == ALL_THREE, words
    analyst = town.browser("analyst")
    analyst.post(f"{PAGE}/{address(town, OLD)}/los")
    assert found("briefadres") == {TITLES[KEPT]}
    assert found("postadres") == ALL_THREE - {TITLES[KEPT]}


def test_an_old_name_or_code_still_leads_somewhere(town: Town) -> None:
    merged(town)
    browser = town.browser("reporter")
    for called in ("AZH", OLDEST, OLD):
        page = browser.get(f"/casussen/nieuw?procedure={called}")
        assert KEPT in page.main
    with town.app.app_context(), transaction():
        home = db.session.query(Organisation).one()
        for called in ("AZH", OLDEST.upper(), OLD, KEPT):
            found = named_procedure(home, called)
            assert found is not None
            assert found.name == KEPT


def test_detection_and_suggestions_read_the_name_that_stays(town: Town) -> None:
    merged(town)
    with town.app.app_context():
        home = db.session.query(Organisation).one()
        names = [one.procedure for one in comparable_cases(home.id)]
        assert sorted(names) == sorted([KEPT] * 3 + [OTHER])
        reader = db.session.get_one(Person, town.people["colleague"])
        assert sorted(one.procedure for one in known_cases(reader)) == sorted(names)


def test_merging_is_undone_to_what_the_reporters_wrote(town: Town) -> None:
    analyst = merged(town)
    page = analyst.get(PAGE)
    assert OLD in page.main
    assert OLDEST in page.main
    # Meanwhile a reporter edits; that does not rewrite which name the case had.
    reporter = town.browser("reporter")
    case = case_called(town, OLDEST)
    reporter.get(f"{case}/bewerken")
    assert KEPT in reporter.submit(title="Anders genoemd").main
    for name in (OLD, OLDEST):
        analyst.get(PAGE)
        analyst.submit(f"{PAGE}/{address(town, name)}/los")
    assert "jij schreef" not in reporter.get(case).main
    assert OLDEST in reporter.get(case).main
    with town.app.app_context():
        home = db.session.query(Organisation).one()
        assert len(procedures_of(home.id)) == 4
        actions = list(db.session.scalars(select(AuditEntry.action)))
        assert actions.count("merge_procedures") == actions.count("separate_procedure") == 2


def test_names_never_make_a_ring(town: Town) -> None:
    merged(town)
    analyst = town.browser("analyst")
    for name, into in ((KEPT, OLDEST), (KEPT, KEPT), (OLD, OTHER)):
        page = analyst.post(f"{PAGE}/{address(town, name)}", into=address(town, into))
        assert page.status == 422, name
        with town.app.app_context(), transaction():
            rows = {one.name: one for one in db.session.scalars(select(Procedure))}
            with pytest.raises(Invalid):
                operations.merge_procedures(rows[name], into=rows[into], by=factories.MACHINE)
    empty = analyst.post(f"{PAGE}/{address(town, KEPT)}", into="")
    assert (empty.status, "Kies welke naam blijft" in empty.main) == (422, True)


def test_names_of_another_organisation_are_not_there(town: Town) -> None:
    with town.app.app_context(), transaction():
        elsewhere = factories.make_organisation("Gemeente Anderland", "anderland")
        other = add_procedure(elsewhere, "Van elders", code="", by=factories.MACHINE).public_id
    analyst = town.browser("analyst")
    assert analyst.get(f"{PAGE}/{other}").status == 404
    assert analyst.post(f"{PAGE}/{other}/los").status == 404
    assert analyst.post(f"{PAGE}/{address(town, OLD)}", into=other).status in (404, 422)
    for who in ("colleague", "facilitator", "administrator"):
        browser = town.browser(who)
        assert browser.get(PAGE).status == 404
        assert browser.post(f"{PAGE}/{address(town, OLD)}", into=address(town, KEPT)).status == 404


def test_many_cases_are_told_of_by_a_job(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "AT_ONCE", 1)
    with town.app.app_context():
        jobs.drain()
    merge(town, OLD, KEPT)
    with town.app.app_context():
        waiting = select(jobs.Job.kind).where(jobs.Job.state == jobs.JobState.WAITING)
        assert operations.RENAMED in set(db.session.scalars(waiting))
        jobs.drain()
    page = town.browser("colleague").post("/zoeken", words="postadres", follow=True)
    assert TITLES[KEPT] in page.main


def test_the_administrator_sees_what_was_merged(town: Town) -> None:
    merged(town)
    page = town.browser("administrator").get("/beheer/procedures")
    (row,) = [
        one for one in page.document.xpath("//tbody/tr") if KEPT in one.xpath("string(.//th)")
    ]
    assert OLD in row.text_content()
    assert "AZH" in row.text_content()


def test_names_that_look_alike_stand_side_by_side(town: Town) -> None:
    with town.app.app_context(), transaction():
        home = db.session.query(Organisation).one()
        add_procedure(home, "Briefadres aanvragen", code="", by=factories.MACHINE)
    analyst = town.browser("analyst")
    page = analyst.get(PAGE)
    assert "Deze namen lijken op elkaar" in page.main
    gone, kept = address(town, "Briefadres aanvragen"), address(town, KEPT)
    page = analyst.submit(f"{PAGE}/{gone}", into=kept)
    assert "Deze namen lijken op elkaar" not in page.main
    assert f"Samengevoegd tot '{KEPT}'" in page.main


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Aanvraag algemene bijstand", "Bijstand aanvragen (algemeen)", True),
        ("Wmo-melding", "Melding Wmo", True),
        ("Aanvraag briefadres", "Aanvraag breifadres", True),
        ("Aanvraag algemene bijstand", "Aanvraag bijzondere bijstand", False),
        ("4:84", "Kwijtschelding", False),
    ],
)
def test_word_order_forms_and_slips_of_the_pen_are_alike(one: str, other: str, same: bool) -> None:
    rest = ["Aanvraag parkeervergunning", "Aanvraag huurtoeslag", "Bijstand en vakantie"]
    pairs = [(pair.one, pair.other) for pair in alike([one, other, *rest])]
    assert ((0, 1) in pairs) is same
