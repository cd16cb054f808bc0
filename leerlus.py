"""Leerlus: puts the packages together and starts. Read this first.

Every arrow between the packages runs down, so facts that flow up (what became of a case, what can
be searched, who listens) are registered here.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.cli import AppGroup, ScriptInfo
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import sealing
from app.accounts import backup_commands
from app.accounts import commands as account_commands
from app.accounts import wiring as accounts
from app.database import connections, db
from app.refusals import Invalid
from app.web import access, assets, errors, language, logs, pages, security, serving
from app.web.sessions import ServerSessions
from cases import wiring as cases
from cases.commands import exchange, privacy, search
from cases.doorbraak import wiring as doorbraak
from config import ConfigurationError, read_settings
from demo.commands import demo
from learning import wiring as learning
from learning.commands import patterns as pattern_commands

ROOT = Path(__file__).parent
LARGEST_UPLOAD = 10 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
COMMANDS = (
    demo,
    exchange.cases,
    search.search,
    privacy.privacy,
    pattern_commands.patterns,
    *account_commands.COMMANDS,
    *backup_commands.COMMANDS,
    *serving.COMMANDS,
)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; `settings` go before those of the environment."""
    app = Flask(
        "leerlus",
        root_path=str(ROOT),
        static_folder="app/static",
        template_folder="templates",
    )
    app.config.from_mapping(read_settings(os.environ) if not settings else {})
    app.config.from_mapping(settings or {})
    _set_defaults(app)
    sealing.use_secret(app.config["SECRET_KEY"])
    _start_database(app)
    _start_web(app)
    app.register_blueprint(pages.blueprint)
    for wire in (
        accounts.wire,
        cases.wire,
        doorbraak.wire,
        learning.wire,
    ):
        wire(app)
    return app


def _set_defaults(app: Flask) -> None:
    production = app.config["LEERLUS_ENV"] == "production"
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SESSION_COOKIE_NAME="__Host-leerlus" if production else "leerlus",
        SESSION_COOKIE_SECURE=production,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if app.config["BASE_URL"]:
        app.config.setdefault("PREFERRED_URL_SCHEME", app.config["BASE_URL"].split(":")[0])


def _start_database(app: Flask) -> None:
    Path(app.config["LEERLUS_DATA"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config.setdefault(
        "SQLALCHEMY_ENGINE_OPTIONS", connections(app.config["SQLALCHEMY_DATABASE_URI"])
    )
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)


def _start_web(app: Flask) -> None:
    app.session_interface = ServerSessions()
    for start in (
        logs.init_logs,
        security.init_security,
        errors.init_errors,
        language.init_language,
        assets.init_assets,
        access.init_access,
    ):
        start(app)
    # After the check of who knocks: somebody whose session ended has no valid token either, and is
    # to hear that they can sign in again.
    CSRFProtect(app)
    if app.config["LEERLUS_ENV"] in ("acceptance", "production"):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]


def main() -> None:
    """The console script: one clear line and status 1 when something is refused."""
    group = AppGroup("leerlus", help="Leerlus: van casus naar verandering.")
    for command in COMMANDS:
        group.add_command(command)
    try:
        group.main(prog_name="leerlus", obj=ScriptInfo(create_app=create_app))
    except (ConfigurationError, Invalid) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
