"""What learning offers to the registries of the program; `leerlus.py` calls it once."""

from datetime import timedelta

from flask import Flask

from app import jobs, personal_record
from app.accounts import trail_words as audit_words
from app.people.roles import Role
from app.web import pages
from app.web.beginnings import begin_with
from app.web.navigation import Entry, foot_menu, main_menu
from cases.asks import ask_by
from cases.copies import kept_by
from cases.events import case_changed
from cases.story import mark_by, tell_by
from learning import trail_words
from learning.beginnings import TASKS
from learning.jobs import figures, reminders
from learning.jobs.detection import (
    NIGHT,
    detect,
    detect_nightly,
    detect_shared,
    place,
    read,
)
from learning.jobs.fitting import EARLY_NIGHT, refit, refit_nightly
from learning.jobs.mapping import draw
from learning.jobs.practice import ASK_PRACTICE, ask_practice
from learning.jobs.signals import NOTE_SIGNALS, note_daily
from learning.jobs.weekly import EVERY_DAY, WEEKLY, send_newsletter, send_week
from learning.listeners import cases, mapping, practice, proposal_stories, stories
from learning.operations.fitting import REFIT
from learning.operations.joining import PLACE
from learning.operations.mapping import DRAW_MAP
from learning.operations.newsletters import MAIL_NEWSLETTER
from learning.operations.own_record import erase_record
from learning.operations.searching import DETECT, DETECT_ACROSS
from learning.operations.vectors import READ
from learning.queries.copies import texts_for_outside, texts_of_patterns
from learning.queries.own_record import export_record
from learning.queries.proposal_copies import TABLES as PROPOSAL_TABLES
from learning.queries.proposal_copies import texts_of_proposals
from learning.queries.telling_copies import texts_of_telling
from learning.views import (
    accountability,
    actions,
    board,
    bouwstenen,
    changes,
    curation,
    decisions,
    desk,
    detection,
    effect,
    merging,
    network,
    news,
    newsletters,
    open_data,
    outside,
    outside_steps,
    pattern_map,
    patterns,
    proposal_story,
    proposals,
    reopening,
    report_texts,
    second_opinion,
    signals,
    weights,
)
from learning.views import practice as answering

OVERSEEING = frozenset({Role.MANAGER, Role.ANALYST, Role.BOARD})
FOLLOWING = OVERSEEING | {Role.CONTRIBUTOR, Role.PROFESSIONAL, Role.FACILITATOR}
ACTING = frozenset({Role.MANAGER, Role.ANALYST})
FACILITATING = frozenset({Role.FACILITATOR})
DAY = timedelta(days=1)


def wire(app: Flask) -> None:
    """Register pages, jobs, listeners, stories and menu."""
    for page in (patterns, detection, curation, proposals, accountability):
        app.register_blueprint(page.blueprint)
    for page in (decisions, actions, second_opinion, merging):
        app.register_blueprint(page.blueprint)
    jobs.registry.register(DETECT, detect)
    jobs.registry.register(DETECT_ACROSS, detect_shared)
    jobs.registry.register("detect_nightly", detect_nightly, every=NIGHT)
    jobs.registry.register("refit_nightly", refit_nightly, every=EARLY_NIGHT)
    jobs.registry.register(REFIT, refit)
    jobs.registry.register(PLACE, place)
    jobs.registry.register(READ, read)
    jobs.registry.register(DRAW_MAP, draw)
    jobs.registry.register(NOTE_SIGNALS, note_daily, every=DAY)
    jobs.registry.register("publish_figures", figures.publish_figures, every=DAY)
    jobs.registry.register("bring_back_deferred", figures.bring_back, every=DAY)
    jobs.registry.register(reminders.SEND_REMINDERS, reminders.remind, every=reminders.MORNING)
    jobs.registry.register(ASK_PRACTICE, ask_practice, every=DAY)
    ask_by(practice.practice_asked)
    app.register_blueprint(effect.blueprint)
    app.register_blueprint(answering.blueprint)
    case_changed.listen(cases.let_go)
    case_changed.listen(mapping.leave)
    case_changed.listen(cases.find_place)
    for page in (network, pattern_map, signals, bouwstenen, weights):
        app.register_blueprint(page.blueprint)
    for page in (desk, board, proposal_story, report_texts):
        app.register_blueprint(page.blueprint)
    for page in (outside, outside_steps, open_data):
        app.register_blueprint(page.blueprint)
    for page in (changes, news, newsletters, reopening):
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(wishes_waiting=reopening.waiting)
    jobs.registry.register(WEEKLY, send_week, every=EVERY_DAY)
    jobs.registry.register(MAIL_NEWSLETTER, send_newsletter)
    ask_by(stories.wishes_answered)
    tell_by(stories.tell_wishes)
    kept_by(texts_of_telling, "newsletters", "reopen_wishes")
    kept_by(texts_for_outside, "outside_items")
    kept_by(texts_of_patterns, "patterns", "pattern_decisions", "detection_runs")
    kept_by(texts_of_proposals, *PROPOSAL_TABLES)
    personal_record.register("learning", export_record, erase_record)
    tell_by(stories.tell_patterns)
    tell_by(proposal_stories.tell_proposals)
    mark_by(stories.mark_patterns)
    mark_by(proposal_stories.mark_proposals)
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    begin_with(*TASKS)
    main_menu.offer(
        Entry("Stand van zaken", "desk.state_of_affairs", OVERSEEING, order=10),
        Entry("Bestuur", "board.board", frozenset({Role.BOARD}), order=8),
        Entry("Werkbank", "patterns.bench", frozenset({Role.ANALYST}), order=20),
        Entry("Patronen", "patterns.pattern_list", order=40),
        Entry("Mijn acties", "actions.own_actions", frozenset({Role.CONTRIBUTOR}), order=9),
        Entry("Verbetervoorstellen", "proposals.proposal_list", FOLLOWING, order=45),
        Entry("Verantwoording", "accountability.accountability", FACILITATING, order=36),
        Entry("Dit is veranderd", "changes.what_changed", order=60),
    )
    foot_menu.offer(
        Entry("Weekbericht", "news.week", order=39),
        Entry("Leerbrief", "newsletters.newsletter_list", order=40),
    )
    foot_menu.offer(Entry("Mijn acties", "actions.own_actions", ACTING, order=30))
    foot_menu.offer(Entry("Naar buiten", "outside.overview", OVERSEEING, order=60))
    pages.start_at("board.board", Role.BOARD)
    pages.start_at("desk.state_of_affairs", Role.MANAGER)
    pages.start_at("patterns.bench", Role.ANALYST)
    pages.start_at("actions.own_actions", Role.CONTRIBUTOR)
