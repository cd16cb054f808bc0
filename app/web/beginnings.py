"""What each role does first in an empty installation. Packages offer tasks; `leerlus.py` wires."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.people.roles import ROLE_LABELS, Role
from app.web.access import SIGNED_IN, access, current_roles

blueprint = Blueprint("beginnings", __name__)


@dataclass(frozen=True)
class Task:
    """Something to begin with, for one role. `done` asks the database, for who is signed in."""

    role: Role
    title: str
    text: str
    endpoint: str
    done: Callable[[], bool] | None = None
    """Without it the task is something to read, and never ticked off."""


tasks: list[Task] = []


def begin_with(*offered: Task) -> None:
    """Offer tasks, once each, in the order in which they are done."""
    tasks.extend(task for task in offered if task not in tasks)


def nothing_begun() -> bool:
    """Whether this person can begin with something and has not begun with anything yet."""
    held = current_roles()
    asked = [task.done for task in tasks if task.role in held and task.done is not None]
    return bool(asked) and not any(done() for done in asked)


@blueprint.get("/aan-de-slag")
@access(SIGNED_IN)
def first_steps() -> ResponseReturnValue:
    """A short list a role, with what has been done ticked off."""
    held = current_roles()
    lists = [
        (ROLE_LABELS[role], [(task, task.done is not None and task.done()) for task in mine])
        for role in Role
        if role in held and (mine := [task for task in tasks if task.role is role])
    ]
    return render_template("beginnings/first_steps.html", lists=lists)
