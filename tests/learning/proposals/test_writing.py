"""Writing a proposal on its pages: sentences taken over, a stronger measure, the last check."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEntry
from app.clock import moved_to, now
from app.database import db, transaction
from cases.models.case import Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from cases.queries.lists import active_bouwstenen
from learning.models.proposals import Proposal
from tests.client import Browser
from tests.learning.proposals.scene import TODAY, World, make_world
from tests.scenery import Scenery

PATTERN = "Post bereikt mensen niet"
QUOTE = "De brief kwam terug omdat er geen adres was."


@dataclass
class Desk:
    """A published pattern of thirteen reporters who all name one partner, and its draft."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    pattern: str = ""
    draft: str = ""
    case: str = ""
    organisation: int = 0

    def browser(self, role: str = "analyst") -> Browser:
        return Browser(self.app, self.people[role])

    def proposal(self) -> Proposal:
        """The proposal that was begun last."""
        found = db.session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert found is not None
        return found


@pytest.fixture
def desk(app: Flask, scenery: Scenery) -> Iterator[Desk]:
    def play() -> Desk:
        with app.app_context(), transaction():
            return filled(Desk(app), make_world())

    with moved_to(TODAY):
        yield scenery("desk", play)


def filled(desk: Desk, world: World) -> Desk:
    for number, reporter in enumerate(world.reporters):
        moment = now() - timedelta(days=number)
        world.case(reporter, moment, member=number < 8)
    for case in db.session.scalars(select(Case)):
        case.partners = "Waterschap"
    world.pattern.published_more_than = 5
    proposal = world.draft()
    db.session.flush()
    roles = ("analyst", "manager", "board", "professional", "contributor", "elsewhere")
    desk.people = {name: getattr(world, name).id for name in roles}
    desk.people["reporter"] = world.reporters[0].id
    desk.organisation = world.organisation.id
    desk.pattern, desk.draft = world.pattern.public_id, proposal.public_id
    desk.case = db.session.scalars(select(Case.public_id).order_by(Case.id).limit(1)).one()
    return desk


def test_one_press_takes_a_sentence_over_and_keeps_what_was_typed(desk: Desk) -> None:
    browser = desk.browser()
    page = browser.get(f"/verbetervoorstellen/nieuw?patroon={desk.pattern}")
    assert "Dit komt naar voren uit meer dan 5 casussen." in page.main
    page = browser.submit(
        title="Half getypt",
        evidence="Eerst dit.",
        press="Neem over: Dit speelt vaker in het werk samen met: Waterschap.",
    )
    assert page.status == 200
    form = page.form()
    assert form.xpath(".//input[@name='title']/@value") == ["Half getypt"]
    text = form.xpath("string(.//textarea[@name='evidence'])").strip()
    assert text.split("\n\n")[0].strip() == "Eerst dit."
    assert text.endswith("Dit speelt vaker in het werk samen met: Waterschap.")
    assert "staat in je tekst" in page.main
    with desk.app.app_context():
        assert db.session.query(Proposal).count() == 1


def test_a_pattern_that_is_ticked_shows_what_stands_ready(desk: Desk) -> None:
    browser = desk.browser()
    page = browser.get("/verbetervoorstellen/nieuw")
    assert "Kies hierboven een patroon" in page.main
    page = browser.submit(patterns=desk.pattern, press="Laat zien wat er klaarstaat")
    assert page.status == 200
    assert "Waterschap" in page.main
    assert "Alleen voor jou: precies 8 casussen van 8 inbrengers" in page.main


def test_no_key_in_a_field_takes_a_sentence_over(desk: Desk) -> None:
    page = desk.browser().get(f"/verbetervoorstellen/nieuw?patroon={desk.pattern}")
    first = page.form().xpath(".//*[@type='submit']")[0]
    assert not first.get("name")


def test_the_form_keeps_every_field(desk: Desk) -> None:
    browser = desk.browser()
    with desk.app.app_context():
        bouwsteen = active_bouwstenen(desk.organisation)[0]
        key, name = bouwsteen.public_id, bouwsteen.name
    browser.get(f"/verbetervoorstellen/nieuw?patroon={desk.pattern}")
    values = {
        "title": "Bericht op de telefoon",
        "problem": "Post komt niet aan.",
        "proposed_change": "Stuur een bericht.",
        "level": "it",
        "strength": "weak",
        "costs": "1.500 euro",
        "bouwstenen": key,
    }
    for wrong in ("3", "101", "veel", "12,5"):
        page = browser.submit(**values, expected_fall=wrong)
        assert page.status == 422
        assert "Vul een heel getal in van 5 tot en met 100" in page.main
    page = browser.submit(**values, expected_fall="40%")
    for told in ("1.500 euro", name, "40 procent minder nieuwe casussen"):
        assert told in page.main
    browser.get(f"{page.url}/bewerken")
    page = browser.submit(expected_fall="", bouwstenen=[])
    with desk.app.app_context():
        kept = desk.proposal()
        assert (kept.expected_fall, kept.costs, kept.bouwstenen) == (None, "1.500 euro", [])


def test_an_exact_number_comes_back_with_a_way_out(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"/verbetervoorstellen/{desk.draft}/bewerken")
    page = browser.submit(evidence="Er zijn zeventien casussen.")
    assert page.status == 422
    assert "Hier staat een precies aantal: 'zeventien casussen'" in page.main
    assert "meer dan 5 casussen" in page.main
    assert browser.submit(evidence="Er zijn meer dan 5 casussen.").status == 200


def test_a_weak_measure_is_asked_after_and_not_forbidden(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"/verbetervoorstellen/{desk.draft}/bewerken")
    assert browser.submit(strength="weak").status == 200
    page = browser.get(f"/verbetervoorstellen/{desk.draft}/indienen")
    assert "Dit is een training of een bericht. Wat zou het onnodig maken?" in page.main
    assert "Een andere volgorde: eerst helpen, daarna uitzoeken." in page.main
    assert "wacht op een beslissing" in browser.submit().main
    table = desk.browser("manager").get("/verbetervoorstellen/sterker")
    assert len(table.document.xpath("//tbody/tr")) == 6


def test_before_submitting_one_sees_what_misses_and_what_the_manager_reads(desk: Desk) -> None:
    browser = desk.browser()
    page = browser.get(f"/verbetervoorstellen/{desk.draft}/indienen")
    assert "Klaar om in te dienen?" in page.main
    assert "Er is een verwachte daling. Met een percentage" in page.main
    assert "Brieven komen terug bij wie geen adres heeft." in page.main
    assert f"Patroon 1: {PATTERN}" in page.main
    for role in ("manager", "professional", "elsewhere"):
        assert desk.browser(role).get(page.url).status == 404


def test_what_looks_personal_is_asked_again_before_others_read_it(desk: Desk) -> None:
    with desk.app.app_context(), transaction():
        kept = desk.proposal()
        kept.problem = "Vraag het aan mevrouw De Vries."
        kept.evidence = "Er zijn 17 casussen."
    browser = desk.browser()
    url = f"/verbetervoorstellen/{desk.draft}/indienen"
    page = browser.get(url)
    assert "Wat gaat er mis?" in page.main
    assert "Dit lijkt op een persoonsgegeven" in page.main
    assert "precies aantal: '17 casussen'" in page.main
    assert browser.submit().status == 422
    with desk.app.app_context(), transaction():
        desk.proposal().evidence = ""
    words = browser.get(url).document.xpath("//input[@name='stated']/@value")
    assert browser.submit().status == 422
    page = browser.submit(stated=words)
    assert "wacht op een beslissing" in page.main
    with desk.app.app_context():
        actions = db.session.scalars(select(AuditEntry.action)).all()
        assert "keep_findings" in actions


def released(desk: Desk, used_in: str, state: ExcerptState = ExcerptState.RELEASED) -> None:
    with desk.app.app_context(), transaction():
        case = db.session.scalars(select(Case).order_by(Case.id)).first()
        assert case is not None
        db.session.add(
            Excerpt(
                case_id=case.id,
                use=ExcerptUse.PROPOSAL,
                used_in=used_in,
                text=QUOTE,
                state=state,
                offered_at=now(),
            )
        )


def test_a_fragment_is_asked_for_this_proposal_and_shows_only_while_released(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"/verbetervoorstellen/{desk.draft}/indienen")
    browser.submit()
    page = browser.get(f"/verbetervoorstellen/{desk.draft}/fragmenten")
    asking = f"{desk.case}/fragment?voorstel={desk.draft}"
    (ask,) = [one for one in page.links if asking in one]
    page = browser.get(ask)
    assert page.document.xpath("//input[@name='use']/@value") == ["proposal"]
    browser.submit(text=QUOTE, explanation="Dit zegt kort wat er misgaat.")
    manager = desk.browser("manager")
    url = f"/verbetervoorstellen/{desk.draft}"
    assert QUOTE not in manager.get(url)
    reporter = desk.browser("reporter")
    with desk.app.app_context():
        key = db.session.scalars(select(Excerpt.public_id)).one()
    reporter.post(f"/fragmenten/{key}/vrijgeven")
    page = manager.get(url)
    assert page.document.xpath("normalize-space(//blockquote)") == QUOTE
    assert desk.case not in page
    assert key not in page
    assert QUOTE not in desk.browser("professional").get(url)
    with desk.app.app_context():
        noted = select(AuditEntry.records).where(AuditEntry.request == page.request_id)
        assert key in str(db.session.scalars(noted).all())
    reporter.post(f"/fragmenten/{key}/intrekken")
    assert QUOTE not in manager.get(url)


def test_a_fragment_for_another_proposal_or_of_another_case_stays_away(desk: Desk) -> None:
    released(desk, "a2b3c4d5e6f7a2b3")
    url = f"/verbetervoorstellen/{desk.draft}"
    assert QUOTE not in desk.browser().get(url)
    released(desk, "", ExcerptState.REFUSED)
    assert QUOTE not in desk.browser().get(url)
    released(desk, "")
    assert QUOTE in desk.browser().get(url)
    for role in ("manager", "professional", "contributor"):
        assert desk.browser(role).get(f"{url}/fragmenten").status == 404
