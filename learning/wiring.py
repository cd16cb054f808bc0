"""What learning offers to the registries of the program; `leerlus.py` calls it once."""

from datetime import timedelta

from flask import Flask

from app import jobs, personal_record
from app.accounts import trail_words as audit_words
from app.people.roles import Role
from app.web import pages
from app.web.beginnings import begin_with
from app.web.navigation import Entry, main_menu
from cases.copies import kept_by
from cases.events import case_changed
from cases.story import mark_by, tell_by
from learning import trail_words
from learning.beginnings import TASKS
from learning.jobs import figures
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
from learning.jobs.signals import NOTE_SIGNALS, note_daily
from learning.listeners import cases, mapping, proposal_stories, stories
from learning.operations.fitting import REFIT
from learning.operations.joining import PLACE
from learning.operations.mapping import DRAW_MAP
from learning.operations.own_record import erase_record
from learning.operations.searching import DETECT, DETECT_ACROSS
from learning.operations.vectors import READ
from learning.queries.copies import texts_of_patterns
from learning.queries.own_record import export_record
from learning.views import (
    accountability,
    bouwstenen,
    curation,
    decisions,
    detection,
    network,
    overview,
    pattern_map,
    patterns,
    proposals,
    signals,
    weights,
)

OVERSEEING = frozenset({Role.MANAGER, Role.ANALYST, Role.BOARD})
FOLLOWING = OVERSEEING | {Role.CONTRIBUTOR, Role.PROFESSIONAL, Role.FACILITATOR}
FACILITATING = frozenset({Role.FACILITATOR})
DAY = timedelta(days=1)


def wire(app: Flask) -> None:
    """Register pages, jobs, listeners, stories and menu."""
    for page in (patterns, detection, curation, proposals, decisions, overview, accountability):
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
    case_changed.listen(cases.let_go)
    case_changed.listen(mapping.leave)
    case_changed.listen(cases.find_place)
    for page in (network, pattern_map, signals, bouwstenen, weights):
        app.register_blueprint(page.blueprint)
    kept_by(texts_of_patterns, "patterns", "pattern_decisions", "detection_runs")
    personal_record.register("learning", export_record, erase_record)
    tell_by(stories.tell_patterns)
    tell_by(proposal_stories.tell_proposals)
    mark_by(stories.mark_patterns)
    mark_by(proposal_stories.mark_proposals)
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    begin_with(*TASKS)
    main_menu.offer(
        Entry("Stand van zaken", "overview.state_of_affairs", OVERSEEING, order=10),
        Entry("Bestuur", "overview.board", frozenset({Role.BOARD}), order=8),
        Entry("Werkbank", "patterns.bench", frozenset({Role.ANALYST}), order=20),
        Entry("Patronen", "patterns.pattern_list", order=40),
        Entry("Verbetervoorstellen", "proposals.proposal_list", FOLLOWING, order=45),
        Entry("Verantwoording", "accountability.accountability", FACILITATING, order=36),
        Entry("Dit is veranderd", "overview.what_changed", order=60),
    )
    pages.start_at("overview.board", Role.BOARD)
    pages.start_at("overview.state_of_affairs", Role.MANAGER)
    pages.start_at("patterns.bench", Role.ANALYST)
    pages.start_at("proposals.proposal_list", Role.CONTRIBUTOR)
