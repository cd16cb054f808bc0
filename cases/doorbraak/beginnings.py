"""What a facilitator does first with the Doorbraak."""

from app.people.roles import Role
from app.web.access import me
from app.web.beginnings import Task
from cases.doorbraak.queries.sessions import past_sessions_with, sessions_with
from cases.doorbraak.queries.teams import teams_with

TASKS = (
    Task(
        Role.FACILITATOR,
        "Maak een Doorbraakteam",
        "Breng mensen van verschillende disciplines bij elkaar, ook van andere organisaties.",
        "doorbraak.index",
        lambda: bool(teams_with(me)),
    ),
    Task(
        Role.FACILITATOR,
        "Plan de eerste sessie",
        "Zet er een of twee casussen op de agenda die zijn aangeboden.",
        "doorbraak.index",
        lambda: bool(sessions_with(me) or past_sessions_with(me)),
    ),
)
