"""What the Doorbraak offers to the registries of the program; `leerlus.py` calls it once."""

from flask import Flask

from app.accounts import trail_words as audit_words
from app.people.roles import Role
from app.web.beginnings import begin_with
from app.web.navigation import Entry, main_menu
from cases.asks import ask_by
from cases.doorbraak import trail_words
from cases.doorbraak.beginnings import TASKS
from cases.doorbraak.listeners import let_go_of_case, reviews_asked
from cases.doorbraak.operations.desk import offerings_at_doorbraak, take_at_doorbraak
from cases.doorbraak.story import review_marks, review_steps
from cases.doorbraak.views import review, sessions, teams
from cases.events import case_changed
from cases.offering import Desk, open_desk
from cases.story import mark_by, tell_by

SITTING = frozenset({Role.PROFESSIONAL, Role.FACILITATOR})


def wire(app: Flask) -> None:
    """Register pages, the story, the listener, words and menu."""
    for blueprint in (teams.blueprint, sessions.blueprint, review.blueprint):
        app.register_blueprint(blueprint)
    case_changed.listen(let_go_of_case)
    tell_by(review_steps)
    mark_by(review_marks)
    ask_by(reviews_asked)
    open_desk(Desk(offerings_at_doorbraak, take_at_doorbraak))
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    begin_with(*TASKS)
    main_menu.offer(
        Entry("Doorbraak", "doorbraak.index", SITTING, order=30),
        Entry("Lessen", "doorbraak_review.lessons", frozenset({Role.ANALYST}), order=35),
    )
