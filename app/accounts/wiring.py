"""What accounts offer to the registries of the program; `leerlus.py` calls it once."""

from datetime import timedelta

from flask import Flask

from app import jobs, mail, personal_record
from app.accounts.beginnings import TASKS
from app.accounts.jobs import audit_head, forget_sessions
from app.accounts.views import administration, confirming, privacy, settings, signing_in
from app.people.own_record import erase_own_record, export_own_record
from app.people.roles import Role
from app.web import beginnings, pages
from app.web.navigation import administration_menu, main_menu


def wire(app: Flask) -> None:
    """Register pages, menus and the daily head of the audit trail."""
    for blueprint in (
        beginnings.blueprint,
        signing_in.blueprint,
        administration.blueprint,
        confirming.blueprint,
        settings.blueprint,
        privacy.blueprint,
    ):
        app.register_blueprint(blueprint)
    beginnings.begin_with(*TASKS)
    main_menu.offer(*administration.MENU, *privacy.MENU)
    administration_menu.offer(*administration.ADMINISTRATION_MENU)
    jobs.registry.register("audit_head", audit_head, every=timedelta(days=1))
    jobs.registry.register("forget_sessions", forget_sessions, every=timedelta(days=1))
    jobs.registry.register(mail.JOB, mail.send_mail)
    jobs.registry.register(mail.TIDYING, mail.tidy_mail, every=mail.TIDY_EVERY)
    personal_record.register("account", export_own_record, erase_own_record)
    personal_record.register("mail", mail.export_mail, mail.erase_mail)
    pages.start_at("administration.overview", Role.ADMINISTRATOR)
    pages.start_at("privacy_desk.trail", Role.PRIVACY_OFFICER)
