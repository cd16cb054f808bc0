"""The story of one case: who play a part in it, what they write, and how far it has come."""

from dataclasses import dataclass, field

from tests.journeys.conftest import Looker, Room

TITLE = "Papieren aanvraag teruggestuurd, scherm is voor hem geen weg"
SITUATION = (
    "Een inwoner zonder computer en zonder DigiD bracht zijn aanvraag op papier naar de balie. "
    "Die kwam per post terug: aanvragen kan alleen digitaal, met inloggen en een sms-code. "
    "Hij heeft geen telefoon en kan het scherm niet lezen."
)
TEAM = "Doorbraakteam Bestaanszekerheid"
ANALYST, MANAGER, FACILITATOR = "Ilse Noordhoek", "Wouter Brandsma", "Sanne Dijkgraaf"
REPORTER, COLLEAGUE, PARTNER = "Anouk Verbruggen", "Tineke Bosgraaf", "Thijs van Rooij"
PATTERN = "Wie niet digitaal kan, komt er niet in"
PROPOSAL = "Een papieren aanvraag telt vanaf de dag van de balie"
CHANGED = "De balie neemt papier aan en vult het scherm samen met de inwoner in."
REACTION = "Fijn dat je dit vastlegde. Had de inwoner iemand bij zich?"
LESSON = "Een weg die alleen digitaal open is, sluit mensen buiten."


@dataclass
class Story:
    """Who sit at which screen, and the addresses that the story has reached."""

    room: Room
    case: str = ""
    session: str = ""
    item: str = ""
    seats: dict[str, Looker] = field(default_factory=dict)

    def by(self, name: str) -> Looker:
        """Somebody at a screen; whoever sat down stays there."""
        if name not in self.seats:
            self.seats[name] = self.room.seat(name)
        return self.seats[name]
