"""One case walks the whole chain, from hand to hand, and its reporter sees what became of it.

Every step is taken on the screen, by the person whose step it is.
"""

import pytest

from app.clock import today
from tests.journeys.conftest import Looker, Room
from tests.journeys.doorbraak_chapters import (
    perspectives_stay_shut_until_all_are_in,
    the_facilitator_plans_a_session,
    the_session_finds_a_way,
)
from tests.journeys.story import (
    ANALYST,
    CHANGED,
    FACILITATOR,
    LESSON,
    MANAGER,
    PATTERN,
    PROPOSAL,
    REACTION,
    REPORTER,
    SITUATION,
    TEAM,
    TITLE,
    Story,
)


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_a_case_walks_from_the_reporter_to_a_change_and_back(room: Room) -> None:
    story = Story(room)
    the_reporter_logs_a_case(story)
    the_reporter_adds_more_and_shares(story)
    the_facilitator_reacts(story)
    the_reporter_sees_the_reaction_and_offers_the_case(story)
    the_facilitator_plans_a_session(story)
    perspectives_stay_shut_until_all_are_in(story)
    the_session_finds_a_way(story)
    the_analyst_looks_for_patterns(story)
    the_analyst_publishes_the_pattern(story)
    the_analyst_writes_a_proposal(story)
    the_manager_decides_and_carries_out(story)
    the_reporter_sees_what_became_of_it(story)


def the_reporter_logs_a_case(story: Story) -> None:
    """An empty form says what is missing; one text is enough, and it proposes a title."""
    anouk = story.by(REPORTER)
    anouk.follow("Casus vastleggen")
    anouk.look()
    anouk.press("Verder")
    anouk.reads("Er gaat nog iets niet goed")
    anouk.look()
    anouk.page.get_by_role("link", name="Vertel in een paar zinnen wat er gebeurde.").click()
    assert anouk.page.evaluate("document.activeElement.name") == "situation"
    anouk.write("Wat gaf je buikpijn?", SITUATION)
    anouk.press("Verder")
    anouk.look()
    anouk.write("Titel", TITLE)
    anouk.press("Bewaren als concept")
    anouk.reads("Alleen jij leest deze casus")
    anouk.look()
    story.case = anouk.path


def the_reporter_adds_more_and_shares(story: Story) -> None:
    """The rest comes later; before sharing it says who will read."""
    anouk = story.by(REPORTER)
    anouk.follow("Aanpassen")
    anouk.page.get_by_role("heading", name="De standaard").click()
    anouk.write("Wat schrijft de standaard voor?", "Aanvragen gaat via het digitale loket.")
    anouk.write("Wat zat er in de weg?", "De aanvraag kan alleen via een scherm met DigiD.")
    anouk.page.get_by_role("heading", name="Bouwstenen", exact=True).click()
    anouk.choose("Domein", "werk en inkomen")
    anouk.press("Bewaren en delen")
    anouk.reads("Je team telt 3 mensen")
    anouk.look()
    anouk.pick("mijn organisatie")
    anouk.press("Delen")
    anouk.reads("Gedeeld. Je hoort wat ermee gebeurt.")
    anouk.reads("Je krijgt uiterlijk")
    anouk.look()


def the_facilitator_reacts(story: Story) -> None:
    """The case heads nobody's list for long; outside the team no name shows."""
    sanne = story.by(FACILITATOR)
    sanne.follow("Werkvoorraad")
    sanne.look()
    sanne.follow(TITLE)
    sanne.reads("De aanvraag kan alleen via een scherm")
    sanne.misses(REPORTER)
    sanne.pick("Ik heb een vraag")
    sanne.write("Je bericht", REACTION)
    sanne.press("Versturen")
    sanne.reads("Je reactie is verstuurd")
    sanne.look()


def the_reporter_sees_the_reaction_and_offers_the_case(story: Story) -> None:
    """The reaction stands on the case without a name; offering says who will read."""
    anouk = story.by(REPORTER)
    anouk.go(story.case)
    anouk.reads(REACTION)
    anouk.misses(FACILITATOR)
    anouk.follow("Aanbieden voor de Doorbraak")
    anouk.reads("Leest je casus als je hem aanbiedt")
    anouk.look()
    anouk.pick(TEAM)
    anouk.press("Aanbieden")
    anouk.reads("Aangeboden voor de Doorbraak")


def the_analyst_looks_for_patterns(story: Story) -> None:
    """The search runs behind a progress bar, and ends on the bench."""
    ilse = story.by(ANALYST)
    ilse.go("/patronen/werkbank")
    ilse.press("Zoek patronen")
    ilse.page.wait_for_url("**/patronen/werkbank", timeout=90_000)
    ilse.look()
    ilse.follow("Begin met de eerste")
    ilse.reads("Waarom staan deze casussen bij elkaar?")
    if not ilse.page.get_by_role("link", name=TITLE).count():
        ilse.write("Adres of kenmerk van de casus", story.room.site.url + story.case)
        ilse.press("Toevoegen")
    ilse.reads(TITLE)
    ilse.misses(REPORTER)
    ilse.look()


def the_analyst_publishes_the_pattern(story: Story) -> None:
    """A title and a summary in her own words, confirmed, and then for everybody."""
    ilse = story.by(ANALYST)
    ilse.follow("Titel en samenvatting")
    ilse.write("Titel", PATTERN)
    ilse.write("Samenvatting", "De gewone weg is digitaal. Voor wie dat niet kan, is er geen deur.")
    ilse.look()
    ilse.press("Bewaren")
    ilse.press("Bevestigen")
    ilse.reads("Het patroon is bevestigd")
    ilse.follow("Publiceren")
    ilse.misses("Publiceren kan nog niet")
    ilse.look()
    ilse.press("Publiceren")
    ilse.reads("Het patroon is gepubliceerd")
    ilse.look()


def the_analyst_writes_a_proposal(story: Story) -> None:
    """From the pattern, with what it asks; then it is handed in."""
    ilse = story.by(ANALYST)
    ilse.go("/verbetervoorstellen")
    ilse.follow("Voorstel schrijven")
    ilse.write("Titel", PROPOSAL)
    ilse.page.get_by_role("checkbox", name=PATTERN).check()
    ilse.write("Wat gaat er mis?", "Wie niet digitaal kan aanvragen, krijgt niets.")
    ilse.write("Wat moet er veranderen?", "De balie neemt papieren aanvragen aan.")
    ilse.pick("proces")
    ilse.pick("ondersteunt")
    ilse.write("Welke capaciteit vraag je?", "Vier uur balie per week")
    ilse.look()
    ilse.press("Concept bewaren")
    ilse.reads("Het concept is bewaard")
    ilse.follow("Indienen")
    ilse.reads("Klaar om in te dienen?")
    ilse.look()
    ilse.press("Indienen bij de manager")
    ilse.reads("wacht op een beslissing")
    ilse.look()


def the_manager_decides_and_carries_out(story: Story) -> None:
    """Accepted with capacity, in progress, implemented on a day; no case in sight."""
    wouter = story.by(MANAGER)
    wouter.go("/stand-van-zaken")
    wouter.follow(PROPOSAL)
    wouter.misses(TITLE)
    wouter.follow("Beslissen")
    wouter.look()
    take_step(wouter, "Aannemen", {"Welke capaciteit geef je?": "Vier uur balie per week"})
    wouter.reads("De stand is nu: aangenomen")
    wouter.follow("Volgende stap vastleggen")
    take_step(wouter, "De uitvoering begint", {})
    wouter.follow("Volgende stap vastleggen")
    day = today().isoformat()
    change = {"Op welke dag is het veranderd?": day, "Wat is er veranderd?": CHANGED}
    take_step(wouter, "De verandering is doorgevoerd", change)
    wouter.reads("De stand is nu: doorgevoerd")
    wouter.look()


def take_step(wouter: Looker, step: str, fields: dict[str, str]) -> None:
    """Record a step with what belongs to it."""
    wouter.pick(step)
    for label, text in fields.items():
        wouter.write(label, text)
    wouter.press("Vastleggen")


def the_reporter_sees_what_became_of_it(story: Story) -> None:
    """On one page: reaction, review, lesson, pattern, proposal, decision and change."""
    anouk = story.by(REPORTER)
    anouk.go(story.case)
    for told in (REACTION, "Besproken in een Doorbraak", LESSON, PATTERN, PROPOSAL):
        anouk.reads(told)
    anouk.reads("Beslissing: aangenomen")
    anouk.reads("Veranderd")
    anouk.reads(CHANGED)
    anouk.look()
    anouk.go("/dit-is-veranderd")
    anouk.reads(CHANGED)
