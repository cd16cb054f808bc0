"""The language of a page, and what every template can use."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, session
from flask_babel import Babel, get_locale

from app.web.dates import show_date, show_moment
from app.web.markdown import render_markdown
from app.web.navigation import administration_menu, main_menu

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class HouseStyle:
    """An organisation's own look, laid over the theme."""

    css: str | None
    class_name: str | None
    logo: str | None
    name: str | None


def init_language(app: Flask) -> None:
    """Dutch unless somebody chose English; filters and variables for the templates."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "nl")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Amsterdam")
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", f"{app.root_path}/app/translations")
    Babel(app, locale_selector=_locale)
    app.jinja_env.filters.update(date=show_date, moment=show_moment, markdown=render_markdown)
    app.context_processor(_variables)


def _locale() -> str:
    return str(session.get("language") or "nl")


def _variables() -> dict[str, Any]:
    config = current_app.config
    signed_in = g.get("person") is not None
    return {
        "current_person": g.get("person"),
        "current_organisation": g.get("organisation"),
        "navigation": main_menu.lines() if signed_in else [],
        "administration": administration_menu.lines() if signed_in else [],
        "locale": str(get_locale() or "nl"),
        "house_style": HouseStyle(
            config["HUISSTIJL_CSS"],
            config["HUISSTIJL_CLASS"],
            config["HUISSTIJL_LOGO"],
            config["HUISSTIJL_NAME"],
        ),
    }
