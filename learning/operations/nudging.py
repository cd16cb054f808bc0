"""The neutral mail to who decides or carries out: something waits, and on which page.

A mail can be read by others. It tells nothing of a proposal, and is the same for all of them.
"""

from app import mail
from app.people.models import Person

SUBJECT = "Leerlus: er wacht iets op je"
DESK = "/stand-van-zaken"
ACTIONS = "/mijn-acties"


def nudge(person: Person, page: str) -> None:
    """Tell somebody that something waits on a page of theirs; who cannot sign in is not told."""
    if not person.active or person.guest:
        return
    lines = [
        f"Hallo {person.name},",
        "",
        "Er wacht iets op je in Leerlus. Je ziet het op deze pagina:",
        mail.link(page),
        "",
        "In deze mail staat met opzet niet wat het is. Op deze mail kun je niet antwoorden.",
    ]
    mail.send(person.email, SUBJECT, "\n".join(lines) + "\n")
