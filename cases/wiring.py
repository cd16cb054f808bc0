"""What cases offer to the registries of the program; `leerlus.py` calls it once."""

from datetime import timedelta

from flask import Flask

from app import personal_record
from app.accounts import trail_words as audit_words
from app.jobs import registry
from app.people.events import organisation_created
from app.people.roles import Role
from app.quarters import Quarter
from app.search import drift, indexer, sources
from app.web import pages
from app.web.beginnings import begin_with
from app.web.navigation import Entry, administration_menu, foot_menu, main_menu
from cases import asks, listeners, search, story, trail_words
from cases.beginnings import TASKS
from cases.jobs import imports, texts
from cases.jobs.procedures import tell_of_procedure
from cases.lifecycle import STATE_LABELS
from cases.operations.batches import LOOK_THROUGH, TAKE_OVER
from cases.operations.lists import prepare_organisation
from cases.operations.own_record import erase_record
from cases.operations.procedures import RENAMED
from cases.queries.own_record import export_record
from cases.queries.urgency import urgency_of
from cases.terms import label
from cases.views import (
    allowed_words,
    capture,
    drafts,
    duiding,
    edit,
    excerpts,
    exports,
    findings,
    lists,
    log,
    own,
    phone,
    procedures,
    provisions,
    response,
    share,
    weighing,
    work,
)
from cases.views import imports as import_pages

READERS = frozenset({Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST})
WORKERS = frozenset({Role.FACILITATOR, Role.ANALYST})


def wire(app: Flask) -> None:
    """Register pages, words, search, listeners and menu."""
    for blueprint in (
        own.blueprint,
        capture.blueprint,
        phone.blueprint,
        log.blueprint,
        edit.blueprint,
        drafts.blueprint,
        findings.blueprint,
        weighing.blueprint,
        share.blueprint,
        response.blueprint,
        excerpts.blueprint,
        work.blueprint,
        duiding.blueprint,
        procedures.blueprint,
        import_pages.blueprint,
        exports.blueprint,
        provisions.blueprint,
        lists.blueprint,
        allowed_words.blueprint,
    ):
        app.register_blueprint(blueprint)
    # The share sheet of a phone can carry no token; the view says why that is safe.
    app.extensions["csrf"].exempt(phone.shared_text)
    app.jinja_env.filters.update(
        label=label,
        state_label=STATE_LABELS.__getitem__,
        urgency=urgency_of,
        provision_links=provisions.provision_links,
        law_links=provisions.law_links,
        quarter=lambda moment: Quarter.of(moment).label if moment else "",
    )
    app.jinja_env.globals.update(cases_without_reading=duiding.waiting)
    sources.register(search.SOURCE)
    indexer.register_jobs()
    drift.register_jobs()
    registry.register("forget_references", texts.forget_references, every=timedelta(days=1))
    registry.register("forget_drafts", texts.forget_drafts, every=timedelta(days=1))
    registry.register("forget_import_files", imports.forget_files, every=timedelta(days=1))
    registry.register(RENAMED, tell_of_procedure)
    registry.register(LOOK_THROUGH, imports.look_through)
    registry.register(TAKE_OVER, imports.take_over)
    registry.register("scrub", texts.scrub, every=timedelta(days=1))
    personal_record.register("cases", export_record, erase_record)
    listeners.register()
    organisation_created.listen(prepare_organisation)
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    story.tell_by(story.first_steps)
    story.tell_by(listeners.reaction_steps)
    story.mark_by(story.first_marks)
    for teller in (
        listeners.drafts_asked,
        listeners.questions_asked,
        listeners.excerpts_asked,
        listeners.follow_ups_asked,
    ):
        asks.ask_by(teller)
    begin_with(*TASKS)
    main_menu.offer(
        Entry("Mijn casussen", "cases.own", order=1),
        Entry("Werkvoorraad", "cases.work_list", WORKERS, order=5),
        Entry("Casussen", "cases.case_list", READERS, order=15),
    )
    foot_menu.offer(Entry("Bouwstenen", "case_work.bouwstenen"))
    administration_menu.offer(*lists.ADMINISTRATION_MENU, allowed_words.MENU_ENTRY)
    pages.start_at("cases.own", Role.PROFESSIONAL)
    pages.start_at("cases.work_list", Role.FACILITATOR)
