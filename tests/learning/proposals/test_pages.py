"""Who sees which proposal and how much of it, and the way of one through real pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app.clock import moved_to, today
from app.database import db, transaction
from app.people.models import Person
from cases.models.case import Case
from cases.story import story_of
from learning.lifecycle.proposals import ProposalStep
from learning.models.proposals import Proposal
from learning.operations.actions import add_action
from learning.operations.figures import publish_closed_quarters
from learning.operations.measuring import measure_effects
from learning.permissions.proposals import Sight, sight_of, visible_proposals
from tests.client import Browser
from tests.factories import MACHINE, as_actor
from tests.learning.proposals.scene import TODAY, make_world
from tests.scenery import Scenery

ROLES = ("analyst", "manager", "contributor", "board", "professional", "administrator", "elsewhere")
SUMMER = datetime(2026, 8, 4, tzinfo=UTC)


@dataclass
class Saved:
    """What was saved, by name: the keys of people, and the addresses of proposals."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, str] = field(default_factory=dict)
    case_id: int = 0

    def browser(self, role: str) -> Browser:
        return Browser(self.app, self.people[role])


@pytest.fixture
def saved(app: Flask, scenery: Scenery) -> Iterator[Saved]:
    """A draft, one that waits for 47 days, a rejected one, a change, and figures of a quarter."""

    def play() -> Saved:
        found = Saved(app)
        with app.app_context(), transaction():
            world = make_world()
            world.fill({SUMMER: (8, 18)})
            publish_closed_quarters(world.organisation, by=MACHINE)
            made = {"draft": world.draft("Conceptkanarie", problem="Probleemkanarie concept.")}
            with moved_to(TODAY - timedelta(days=47)):
                made["waiting"] = world.submitted("Wachtkanarie")
            made["rejected"] = world.submitted("Afwijskanarie")
            world.decide(made["rejected"], ProposalStep.REJECT, reason="Redenkanarie.")
            made["changed"] = world.implemented(date(2026, 11, 2), "Veranderkanarie")
            action = add_action(
                made["waiting"],
                text="Actiekanarie",
                holder=world.contributor,
                due_on=date(2026, 11, 1),
                by=as_actor(world.manager),
            )
            measure_effects(world.organisation, by=MACHINE)
            found.people = {name: getattr(world, name).id for name in ROLES}
            found.people["reporter"] = world.reporters[0].id
            named = {**made, "action": action, "pattern": world.pattern}
            found.proposals = {name: one.public_id for name, one in named.items()}
            found.case_id = db.session.query(Case.id).order_by(Case.id).first()[0]
        return found

    with moved_to(TODAY):
        yield scenery("saved", play)


SEES = {
    "analyst": dict.fromkeys(("draft", "waiting", "rejected", "changed"), Sight.FULL),
    **dict.fromkeys(
        ("manager", "contributor", "board"),
        dict.fromkeys(("waiting", "rejected", "changed"), Sight.FULL),
    ),
    "professional": dict.fromkeys(("waiting", "rejected", "changed"), Sight.SUMMARY),
    "administrator": {},
    "elsewhere": {},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_how_much_of_which_proposal(saved: Saved, role: str) -> None:
    browser = saved.browser(role)
    for name in ("draft", "waiting", "rejected", "changed"):
        page = browser.get(f"/verbetervoorstellen/{saved.proposals[name]}")
        sight = SEES[role].get(name)
        assert page.status == (200 if sight else 404)
        if not sight:
            assert "kanarie" not in page.text
        else:
            problem = "Probleemkanarie" if name == "draft" else "Brieven komen terug"
            assert (problem in page.text) is (sight is Sight.FULL)
            assert ("een dag per week" in page.text) is (sight is Sight.FULL)
            assert ("Redenkanarie" in page.text) is (name == "rejected")


def test_check_and_row_filter_agree(saved: Saved) -> None:
    with saved.app.app_context():
        for person in db.session.query(Person):
            rows = {one.id for one in db.session.scalars(visible_proposals(person))}
            checked = {one.id for one in db.session.query(Proposal) if sight_of(one, person)}
            assert rows == checked, person.name


@pytest.mark.parametrize("role", [one for one in ROLES if one != "manager"])
def test_nobody_but_the_manager_decides(saved: Saved, role: str) -> None:
    url = f"/verbetervoorstellen/{saved.proposals['waiting']}/beslissing"
    browser = saved.browser(role)
    answer = browser.post(url, step="accept", capacity="een dag")
    assert answer.status == 404
    with saved.app.app_context():
        found = db.session.query(Proposal).filter_by(public_id=saved.proposals["waiting"]).one()
        assert found.state.value == "submitted"


def test_the_manager_decides_on_one_page(saved: Saved) -> None:
    browser = saved.browser("manager")
    page = browser.get("/stand-van-zaken")
    assert "ligt er 47 dagen" in page.main
    assert "Actiekanarie" in page.main
    url = f"/verbetervoorstellen/{saved.proposals['waiting']}/beslissing"
    browser.get(url)
    empty = browser.submit(url)
    assert empty.status == 422
    assert "Kies wat er gebeurt." in empty.main
    unreasoned = browser.submit(url, step="defer", until="morgen")
    assert "Vul een datum in" in unreasoned.main
    unreasoned = browser.submit(url, step="reject", until="")
    assert "Schrijf op waarom je dit niet overneemt." in unreasoned.main
    done = browser.submit(url, step="accept", capacity="een dag in de week")
    assert "aangenomen" in done.main
    assert "een dag in de week" in done.main


def test_the_analyst_writes_changes_and_submits(saved: Saved) -> None:
    browser = saved.browser("analyst")
    browser.get(f"/verbetervoorstellen/nieuw?patroon={saved.proposals['pattern']}")
    page = browser.submit(title="Nieuw voorstel", problem="Bel 06-12345678", press="Concept")
    assert page.status == 422
    page = browser.submit(
        problem="Bel 06-12345678", proposed_change="Anders.", level="it", strength="strong"
    )
    assert "Dit lijkt op een persoonsgegeven" in page.main
    page = browser.submit(problem="De post komt niet aan.")
    assert page.status == 200
    assert "concept" in page.main
    url = page.url
    browser.get(f"{url}/bewerken")
    page = browser.submit(title="Beter voorstel")
    assert "Beter voorstel" in page.main
    browser.get(f"{url}/indienen")
    assert "wacht op een beslissing" in browser.submit().main
    assert browser.get(f"{url}/bewerken").status == 404
    assert "Beter voorstel" in saved.browser("professional").get("/verbetervoorstellen").main


def test_the_holder_finishes_an_action_and_nobody_else(saved: Saved) -> None:
    url = f"/acties/{saved.proposals['action']}/klaar"
    assert saved.browser("manager").post(url).status == 404
    assert saved.browser("elsewhere").post(url).status == 404
    browser = saved.browser("contributor")
    assert "Actiekanarie" in browser.get("/verbetervoorstellen").main
    assert "klaar" in browser.post(url, follow=True).main
    assert "Actiekanarie" not in browser.get("/verbetervoorstellen").main
    assert "Actiekanarie" not in browser.get("/stand-van-zaken", follow=True).text


def test_the_owner_hands_out_an_action(saved: Saved) -> None:
    url = f"/verbetervoorstellen/{saved.proposals['waiting']}/acties/nieuw"
    browser = saved.browser("contributor")
    page = browser.get(url)
    chosen = page.document.xpath("//option[text()='Co Proef']/@value")[0]
    assert browser.submit(url, text="", holder="").status == 422
    page = browser.submit(url, text="Tweede actie", holder=chosen, due_on="2026-12-01")
    assert "Tweede actie" in page.main
    assert saved.browser("professional").get(url).status == 404


def test_figures_come_from_what_was_published(saved: Saved) -> None:
    page = saved.browser("manager").get("/stand-van-zaken").main
    assert "Gedeelde casussen, 3e kwartaal 2026" in page
    assert "25" in page
    assert "26" not in page.replace("2026", "")
    with saved.app.app_context(), transaction():
        for case in db.session.query(Case):
            case.imported = True
    assert saved.browser("manager").get("/stand-van-zaken").main == page


def test_what_was_changed_is_told_to_everybody_without_figures(saved: Saved) -> None:
    for role in ("administrator", "professional", "board"):
        page = saved.browser(role).get("/dit-is-veranderd").main
        assert "Veranderkanarie" in page
        assert "Er gaat nu een bericht uit." in page
        assert "te vroeg" in page
        assert "meer dan" not in page
    assert "Veranderkanarie" not in saved.browser("elsewhere").get("/dit-is-veranderd").main


def test_the_board_reads_words(saved: Saved) -> None:
    page = saved.browser("board").get("/bestuur")
    for words in ("Afwijskanarie", "Redenkanarie", "Veranderkanarie", "ligt er 47 dagen"):
        assert words in page.main
    assert "Conceptkanarie" not in page.text
    assert saved.browser("manager").get("/bestuur").status == 404


def test_the_story_of_a_case_goes_on_to_the_change(saved: Saved) -> None:
    with saved.app.app_context():
        case = db.session.get_one(Case, saved.case_id)
        told = story_of(case, db.session.get_one(Person, saved.people["reporter"]))
        lines = [(step.title, step.text, step.done) for step in told]
        assert ("Beslissing: niet overgenomen", "Redenkanarie.", True) in lines
        assert ("Veranderd", "Er gaat nu een bericht uit.", True) in lines
        assert ("Nog geen beslissing op het voorstel", "", False) in lines
        assert ("Effect: te vroeg", "", False) in lines
        assert not [step for step in told if "Conceptkanarie" in step.title]
        outsider = story_of(case, db.session.get_one(Person, saved.people["elsewhere"]))
        assert not [step for step in outsider if "kanarie" in f"{step.title}{step.text}"]
    assert today() == TODAY.date()


def test_words_find_what_one_may_read_and_stand_in_no_address(saved: Saved) -> None:
    analyst = saved.browser("analyst")
    analyst.get("/verbetervoorstellen")
    page = analyst.submit("/verbetervoorstellen/zoeken", words="probleemkanárie")
    assert "Conceptkanarie" in page.main
    assert "Wachtkanarie" not in page.main
    assert "kanarie" not in page.url
    professional = saved.browser("professional")
    professional.get("/verbetervoorstellen")
    # The problem is not theirs to read, so no word of it finds anything.
    page = professional.submit("/verbetervoorstellen/zoeken", words="brieven")
    assert "Geen voorstellen gevonden" in page.main
    professional.get("/verbetervoorstellen")
    page = professional.submit("/verbetervoorstellen/zoeken", words="WACHT")
    assert "Wachtkanarie" in page.main
    assert "Afwijskanarie" not in page.main
    assert "Eigenaar" not in page.main
    assert "Co Proef" in analyst.get("/verbetervoorstellen").main
    assert analyst.get("/verbetervoorstellen/gevonden/a2b3c4d5e6f7a2b3").status == 302
    assert analyst.post("/verbetervoorstellen/zoeken", words="").status == 302


def test_one_comments_on_the_page_and_takes_it_back(saved: Saved) -> None:
    url = f"/verbetervoorstellen/{saved.proposals['waiting']}"
    manager, board = saved.browser("manager"), saved.browser("board")
    manager.get(url)
    page = manager.submit(f"{url}/reacties", text="Bel 06-12345678.")
    assert page.status == 422
    assert "Bel 06-12345678." in page.main
    page = manager.submit(f"{url}/reacties", text="Reactiekanarie.")
    assert "manager, Gemeente Proefstad" in page.main
    assert "Reactiekanarie." in board.get(url).main
    assert "Mo Proef" not in board.get(url).main
    assert "Reactiekanarie." not in saved.browser("professional").get(url)
    (remove,) = [
        one.get("action")
        for one in page.document.xpath("//form")
        if "verwijderen" in (one.get("action") or "")
    ]
    assert "verwijderen" not in str(board.get(url).document.xpath("//form/@action"))
    assert board.post(remove).status == 404
    assert "Reactiekanarie." not in manager.post(remove, follow=True)
    for role in ("professional", "elsewhere", "administrator"):
        assert saved.browser(role).post(f"{url}/reacties", text="Ook iets.").status == 404


def test_one_press_supports_and_one_press_undoes_it(saved: Saved) -> None:
    url = f"/verbetervoorstellen/{saved.proposals['waiting']}"
    professional = saved.browser("professional")
    professional.get(url)
    page = professional.submit(f"{url}/ondersteunen")
    assert "Jij hebt dit voorstel medeondertekend" in page.main
    assert "professionals" not in saved.browser("manager").get(url).main.split("Hoe het ging")[0]
    page = professional.submit(f"{url}/niet-meer-ondersteunen")
    assert "Jij hebt dit voorstel medeondertekend" not in page.main
    contributor = saved.browser("contributor")
    contributor.get(url)
    contributor.submit(f"{url}/ondersteunen")
    assert "uitvoerder van een voorstel, Gemeente Proefstad" in saved.browser("board").get(url).main
    draft = f"/verbetervoorstellen/{saved.proposals['draft']}"
    for role, address in (("analyst", url), ("elsewhere", url), ("contributor", draft)):
        assert saved.browser(role).post(f"{address}/ondersteunen").status == 404
