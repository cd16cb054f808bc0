"""What analyst, manager, board and contributor do first."""

from app.people.roles import Role
from app.web.access import here, me
from app.web.beginnings import Task
from learning.queries.patterns import patterns_read_by, settled_patterns
from learning.queries.proposals import open_actions_of, proposals_seen_by

TASKS = (
    Task(
        Role.ANALYST,
        "Zoek patronen",
        "Vanaf ongeveer dertig gedeelde casussen heeft zoeken zin. Leerlus zet bij elkaar wat op "
        "elkaar lijkt en zegt waarom.",
        "patterns.bench",
        lambda: bool(settled_patterns(here.id)),
    ),
    Task(
        Role.ANALYST,
        "Schrijf een verbetervoorstel",
        "Begin bij een patroon dat je hebt gepubliceerd.",
        "proposals.proposal_list",
        lambda: bool(proposals_seen_by(me, here.id)),
    ),
    Task(
        Role.MANAGER,
        "Kijk wat op een beslissing wacht",
        "Een voorstel dat blijft liggen, laat zien hoe lang al. Een nee met een reden helpt ook.",
        "desk.state_of_affairs",
        lambda: bool(proposals_seen_by(me, here.id)),
    ),
    Task(
        Role.MANAGER,
        "Lees welke patronen er zijn",
        "Dit komt vaker voor. Je leest de samenvatting van de leeranalist, geen casussen.",
        "patterns.pattern_list",
        lambda: bool(patterns_read_by(me)),
    ),
    Task(
        Role.BOARD,
        "Onderteken de spelregels",
        "Zonder spelregels deelt niemand. Geef de tekst aan de functioneel beheerder.",
        "pages.who_sees_what",
        lambda: here.house_rules_signed_on is not None,
    ),
    Task(
        Role.BOARD,
        "Lees wat er is veranderd",
        "Hiermee laat je aan de raad en aan je mensen zien wat er van hun casussen komt.",
        "changes.what_changed",
    ),
    Task(
        Role.CONTRIBUTOR,
        "Kijk welke acties op je naam staan",
        "Je ziet wat je doet, voor welk voorstel en tot wanneer. Laat ook weten hoe het gaat.",
        "actions.own_actions",
        lambda: bool(open_actions_of(me)),
    ),
)
