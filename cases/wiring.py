"""What cases offer to the registries of the program; `leerlus.py` calls it once."""

from flask import Flask

from app.people.roles import Role
from app.quarters import Quarter
from app.search import sources
from app.web import pages
from app.web.navigation import Entry, main_menu
from cases import listeners, search, story
from cases.lifecycle import STATE_LABELS
from cases.terms import label
from cases.views import log, share, show, work

READERS = frozenset({Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST})
WORKERS = frozenset({Role.FACILITATOR, Role.ANALYST})


def wire(app: Flask) -> None:
    """Register pages, words, search, listeners and menu."""
    for blueprint in (show.blueprint, log.blueprint, share.blueprint, work.blueprint):
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(
        label=label,
        state_label=STATE_LABELS.__getitem__,
        quarter=lambda moment: Quarter.of(moment).label if moment else "",
    )
    sources.register(search.SOURCE)
    listeners.register()
    story.tell_by(story.first_steps)
    story.tell_by(listeners.reaction_steps)
    main_menu.offer(
        Entry("Mijn casussen", "cases.own", order=1),
        Entry("Werkvoorraad", "cases.work_list", WORKERS, order=5),
        Entry("Casussen", "cases.case_list", READERS, order=15),
        Entry("Bouwstenen", "case_work.bouwstenen", order=65),
    )
    pages.start_at("cases.own", Role.PROFESSIONAL)
    pages.start_at("cases.work_list", Role.FACILITATOR)
