"""What cases offer to the registries of the program; `leerlus.py` calls it once."""

from datetime import timedelta

from flask import Flask

from app.accounts import trail_words as audit_words
from app.jobs import registry
from app.people.events import organisation_created
from app.people.roles import Role
from app.quarters import Quarter
from app.search import drift, indexer, sources
from app.web import pages
from app.web.navigation import Entry, administration_menu, main_menu
from cases import jobs, listeners, search, story, trail_words
from cases.lifecycle import STATE_LABELS
from cases.operations.lists import prepare_organisation
from cases.terms import label
from cases.views import lists, log, share, show, work

READERS = frozenset({Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST})
WORKERS = frozenset({Role.FACILITATOR, Role.ANALYST})


def wire(app: Flask) -> None:
    """Register pages, words, search, listeners and menu."""
    for blueprint in (
        show.blueprint,
        log.blueprint,
        share.blueprint,
        work.blueprint,
        lists.blueprint,
    ):
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(
        label=label,
        state_label=STATE_LABELS.__getitem__,
        quarter=lambda moment: Quarter.of(moment).label if moment else "",
    )
    sources.register(search.SOURCE)
    indexer.register_jobs()
    drift.register_jobs()
    registry.register("forget_references", jobs.forget_references, every=timedelta(days=1))
    registry.register("scrub", jobs.scrub, every=timedelta(days=1))
    listeners.register()
    organisation_created.listen(prepare_organisation)
    audit_words.offer(trail_words.ACTIONS, trail_words.KINDS)
    story.tell_by(story.first_steps)
    story.tell_by(listeners.reaction_steps)
    main_menu.offer(
        Entry("Mijn casussen", "cases.own", order=1),
        Entry("Werkvoorraad", "cases.work_list", WORKERS, order=5),
        Entry("Casussen", "cases.case_list", READERS, order=15),
        Entry("Bouwstenen", "case_work.bouwstenen", order=65),
    )
    administration_menu.offer(*lists.ADMINISTRATION_MENU)
    pages.start_at("cases.own", Role.PROFESSIONAL)
    pages.start_at("cases.work_list", Role.FACILITATOR)
