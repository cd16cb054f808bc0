"""What the Doorbraak offers to the registries of the program; `leerlus.py` calls it once."""

from flask import Flask

from app import jobs, personal_record
from app.accounts import trail_words as audit_words
from app.people.roles import DECIDING_ROLES, Role
from app.web.access import receive_guests
from app.web.beginnings import begin_with
from app.web.language import said
from app.web.navigation import Entry, main_menu
from cases.asks import ask_by
from cases.copies import kept_by
from cases.doorbraak import trail_words
from cases.doorbraak.beginnings import TASKS
from cases.doorbraak.jobs import CLOSING, CLOSING_EVERY, EVERY, KIND, close_steps, remind
from cases.doorbraak.listeners import (
    answers_asked,
    let_go_of_case,
    newcomers_asked,
    reviews_asked,
    steps_asked,
)
from cases.doorbraak.operations.desk import offerings_at_doorbraak, take_at_doorbraak
from cases.doorbraak.operations.directory import erase_topics, export_topics
from cases.doorbraak.operations.own_record import erase_record
from cases.doorbraak.queries import copies
from cases.doorbraak.queries.agreements import is_late
from cases.doorbraak.queries.directory import KNOWING_ROLES
from cases.doorbraak.queries.own_record import export_record
from cases.doorbraak.story import review_marks, review_steps
from cases.doorbraak.terms import label
from cases.doorbraak.views import (
    agenda,
    agreements,
    attendance,
    deliberation,
    directory,
    evaluation,
    guests,
    live,
    minutes,
    planning,
    readers,
    review,
    sessions,
    spread,
    steps,
    teams,
)
from cases.events import case_changed
from cases.offering import Desk, open_desk
from cases.story import mark_by, tell_by

SITTING = frozenset({Role.PROFESSIONAL, Role.FACILITATOR})


def wire(app: Flask) -> None:
    """Register pages, the story, the listener, words and menu."""
    for blueprint in (
        teams.blueprint,
        planning.blueprint,
        agenda.blueprint,
        attendance.blueprint,
        sessions.blueprint,
        steps.blueprint,
        live.blueprint,
        spread.blueprint,
        review.blueprint,
        deliberation.blueprint,
        directory.blueprint,
        agreements.blueprint,
        minutes.blueprint,
        evaluation.blueprint,
        readers.blueprint,
        guests.blueprint,
    ):
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(
        agreement_late=is_late, review_word=lambda value: said(label(value))
    )
    case_changed.listen(let_go_of_case)
    kept_by(copies.texts_about, *copies.TABLES)
    tell_by(review_steps)
    mark_by(review_marks)
    ask_by(newcomers_asked)
    ask_by(reviews_asked)
    ask_by(steps_asked)
    receive_guests(guests.guest_home)
    ask_by(answers_asked)
    open_desk(Desk(offerings_at_doorbraak, take_at_doorbraak))
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    begin_with(*TASKS)
    personal_record.register("doorbraak", export_topics, erase_topics)
    personal_record.register("sessions", export_record, erase_record)
    jobs.registry.register(KIND, remind, every=EVERY)
    jobs.registry.register(CLOSING, close_steps, every=CLOSING_EVERY)
    main_menu.offer(
        Entry("Doorbraak", "doorbraak.index", SITTING, order=30),
        Entry("Sessies", "doorbraak_evaluation.answers", frozenset({Role.MANAGER}), order=35),
        Entry("Wie weet wat", "directory.index", KNOWING_ROLES, order=55, denied=DECIDING_ROLES),
    )
