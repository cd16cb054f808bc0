"""The language of a page, and what every template can use."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_request_context, session
from flask_babel import get_locale, gettext

from app.refusals import Invalid
from app.web.dates import show_date, show_moment, show_period, show_until
from app.web.markdown import render_markdown
from app.web.naming import NamingBabel
from app.web.navigation import administration_menu, foot_menu, main_menu

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
    NamingBabel(app, locale_selector=_locale)
    app.jinja_env.filters.update(
        date=show_date,
        moment=show_moment,
        period=show_period,
        until=show_until,
        markdown=render_markdown,
        said=said,
        refusal=refusal_words,
    )
    app.context_processor(_variables)


def _locale() -> str:
    # A command or a job has no reader who chose.
    return str(session.get("language") or "nl") if has_request_context() else "nl"


def said(words: str) -> str:
    """Words out of the data in the language of the page; composed ones part by part.

    Unlike `_()` in a template this leaves escaping to the template, so it may be given anything.
    """
    whole = str(gettext(words)) if words else ""
    if whole != words or "; " not in words:
        return whole
    return "; ".join(said(part) for part in words.split("; "))


def refusal_words(error: Invalid) -> str:
    """Why something was refused, in the language of the page."""
    values = {name: said(v) if isinstance(v, str) else v for name, v in error.values.items()}
    return str(gettext(error.sentence, **values))


def _variables() -> dict[str, Any]:
    config = current_app.config
    signed_in = g.get("person") is not None and g.get("guest_home") is None
    return {
        "current_person": g.get("person"),
        "current_organisation": g.get("organisation"),
        "guest_home": g.get("guest_home"),
        "navigation": main_menu.lines() if signed_in else [],
        "foot_navigation": foot_menu.lines() if signed_in else [],
        "administration": administration_menu.lines() if signed_in else [],
        "locale": str(get_locale() or "nl"),
        "house_style": HouseStyle(
            config["HUISSTIJL_CSS"],
            config["HUISSTIJL_CLASS"],
            config["HUISSTIJL_LOGO"],
            config["HUISSTIJL_NAME"],
        ),
    }
