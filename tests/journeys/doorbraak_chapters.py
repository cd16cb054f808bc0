"""The chapters of the story that play in the Doorbraak."""

from datetime import timedelta

from playwright.sync_api import Locator

from app.clock import today
from tests.journeys.conftest import Looker
from tests.journeys.story import COLLEAGUE, FACILITATOR, LESSON, PARTNER, TEAM, TITLE, Story


def the_facilitator_plans_a_session(story: Story) -> None:
    """When, where and with whom; the case on the agenda; then the preparing starts."""
    sanne = story.by(FACILITATOR)
    sanne.go("/doorbraak")
    sanne.reads(TITLE)
    sanne.look()
    sanne.follow(TEAM)
    sanne.follow("Plan een sessie")
    sanne.page.get_by_label("Dag", exact=True).fill((today() + timedelta(days=3)).isoformat())
    sanne.write("Begintijd", "10:00")
    sanne.write("Plaats of link", "Buurthuis De Sluis")
    for box in sanne.page.get_by_role("checkbox").all():
        seated = any(name in box_name(box) for name in (FACILITATOR, COLLEAGUE, PARTNER))
        box.set_checked(seated)
    sanne.look()
    sanne.press("Plan de sessie")
    sanne.reads("De sessie is gepland")
    story.session = sanne.path
    sanne.follow("Zet een casus op de agenda")
    sanne.pick(TITLE)
    sanne.press("Op de agenda")
    sanne.reads("De casus staat op de agenda")
    sanne.press("Begin de voorbereiding")
    sanne.reads("De deelnemers kunnen de casussen nu lezen")
    sanne.look()


def box_name(box: Locator) -> str:
    """The words beside a tick box."""
    return str(box.evaluate("one => one.labels[0].textContent"))


def perspectives_stay_shut_until_all_are_in(story: Story) -> None:
    """Each writes before the others can be read; the last one in opens all."""
    people = (COLLEAGUE, PARTNER, FACILITATOR)
    for name in people:
        writer = story.by(name)
        writer.go(story.session)
        writer.follow(TITLE)
        for other in people:
            writer.misses(thought_of(other))
        writer.look()
        write_perspective(writer, thought_of(name))
        writer.reads("Je perspectief is bewaard")
    story.item = story.by(FACILITATOR).path
    tineke = story.by(COLLEAGUE)
    tineke.go(story.item)
    for name in people:
        tineke.reads(thought_of(name))
    tineke.look()


def thought_of(name: str) -> str:
    """What somebody sees, in words that nobody else uses."""
    place = (COLLEAGUE, PARTNER, FACILITATOR).index(name)
    return f"Ik kijk er {('mild', 'streng', 'anders')[place]} naar: de inwoner deed wat hij kon."


def write_perspective(writer: Looker, thought: str) -> None:
    """How this person looks at the case."""
    writer.write("Wat zie ik?", thought)
    writer.pick("betrokkenheid")
    writer.write("Wat zou ik doen?", "De aanvraag op papier aannemen.")
    writer.press("Bewaar je perspectief")


def the_session_finds_a_way(story: Story) -> None:
    """A way, an agreement and a lesson; then the case is concluded."""
    sanne = story.by(FACILITATOR)
    sanne.go(story.session)
    sanne.press("Begin de sessie")
    sanne.go(story.item)
    sanne.follow("Leg de doorbraak vast")
    sanne.write("Wat is de doorbraak?", "De balie vult de aanvraag samen met de inwoner in.")
    sanne.press("Vastleggen")
    sanne.follow("Maak een afspraak")
    sanne.choose("Wie?", COLLEAGUE)
    sanne.write("Wat?", "Een plek aan de balie vrijmaken om samen in te vullen.")
    sanne.write("Wanneer klaar?", (today() + timedelta(days=14)).isoformat())
    sanne.press("Vastleggen")
    sanne.follow("Leg een les vast")
    sanne.write("Wat leren we?", LESSON)
    sanne.pick("structureel")
    sanne.look()
    sanne.press("Vastleggen")
    sanne.reads(LESSON)
    sanne.look()
    sanne.go(story.session)
    for _step in ("stil schrijven", "perspectieven", "de doorbraak", "afspraken en les"):
        sanne.reads(f"Nu: {_step}")
        sanne.press("Volgende stap")
    sanne.press("Rond de sessie af")
    sanne.reads("De sessie is afgerond")
    sanne.look()
