"""The neutral mail: something waits, and it stands on one's own page. It tells nothing else.

A mail can be read by others, so it is the same whatever it is about: no case, team, day or name of
anybody but the reader.
"""

from app import mail
from app.people.models import Person

SUBJECT = "Leerlus: er wacht iets op je"
OWN_PAGE = "/mijn-casussen"


def nudge(person: Person) -> None:
    """Tell somebody that something waits for them; who has no account to look with is not told."""
    if not person.active or person.guest:
        return
    lines = [
        f"Hallo {person.name},",
        "",
        "Er wacht iets op je in Leerlus. Je ziet het op je eigen pagina:",
        mail.link(OWN_PAGE),
        "",
        "In deze mail staat met opzet niet wat het is. Op deze mail kun je niet antwoorden.",
    ]
    mail.send(person.email, SUBJECT, "\n".join(lines) + "\n")
