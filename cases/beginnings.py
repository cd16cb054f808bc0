"""What a professional, a facilitator and an analyst do first with cases."""

from app.people.roles import Role
from app.web.access import me
from app.web.beginnings import Task
from cases.lifecycle import SHARED_STATES
from cases.queries.own import has_logged

TASKS = (
    Task(
        Role.PROFESSIONAL,
        "Lees de spelregels en wie ziet wat je schrijft",
        "Je manager leest geen casussen van anderen en ziet nooit wie iets inbracht.",
        "pages.who_sees_what",
    ),
    Task(
        Role.PROFESSIONAL,
        "Leg je eerste casus vast",
        "Denk aan de laatste keer dat je dacht: dit kan niet de bedoeling zijn. Twee zinnen zijn "
        "genoeg. Alleen jij leest ze.",
        "case_capture.capture",
        lambda: has_logged(me),
    ),
    Task(
        Role.PROFESSIONAL,
        "Deel hem met wie jij kiest",
        "Je ziet vooraf wie er meeleest. Daarna krijg je een reactie van een mens.",
        "cases.own",
        lambda: has_logged(me, *SHARED_STATES),
    ),
    Task(
        Role.FACILITATOR,
        "Kijk wat op een reactie wacht",
        "Een eerste reactie van een mens is wat mensen laat blijven melden wat knelt.",
        "cases.work_list",
    ),
    Task(
        Role.ANALYST,
        "Geef nieuwe casussen een reactie en een duiding",
        "Je leest elke gedeelde casus van je organisatie, zonder de naam van de inbrenger.",
        "cases.work_list",
    ),
)
