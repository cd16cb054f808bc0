"""The settings of an installation, read from the environment; the lowest module of all.

Secrets may also come from files (`SECRET_KEY_FILE`), as container platforms hand them over.
"""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ENVIRONMENTS = ("development", "test", "acceptance", "production")
SECRETS = ("SECRET_KEY", "DATABASE_URL", "SMTP_URL")
SHORTEST_KEY = 32
MAIL_SCHEMES = ("smtp", "smtps")
SENDER = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")


class ConfigurationError(Exception):
    """A setting is missing or unsafe; the message says in Dutch what to do."""


def read_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Turn the environment into Flask settings. Raises ConfigurationError when unsafe."""
    environment = environ.get("LEERLUS_ENV", "development")
    if environment not in ENVIRONMENTS:
        raise ConfigurationError(f"LEERLUS_ENV moet een van {', '.join(ENVIRONMENTS)} zijn.")
    data = Path(environ.get("LEERLUS_DATA", "instance")).resolve()
    values = {name: _secret(environ, name) for name in SECRETS}
    settings: dict[str, Any] = {
        "LEERLUS_ENV": environment,
        "LEERLUS_DATA": str(data),
        "SECRET_KEY": values["SECRET_KEY"] or _development_key(data, environment),
        "SQLALCHEMY_DATABASE_URI": _database_url(values["DATABASE_URL"], data),
        "SMTP_URL": values["SMTP_URL"],
        "MAIL_FROM": environ.get("MAIL_FROM", "").strip(),
        "BASE_URL": environ.get("BASE_URL", "").rstrip("/"),
        "TRUSTED_HOSTS": _hosts(environ),
        "DEBUG": environ.get("FLASK_DEBUG", "0") not in ("", "0", "false"),
        "HUISSTIJL_CSS": environ.get("HUISSTIJL_CSS"),
        "HUISSTIJL_CLASS": environ.get("HUISSTIJL_CLASS"),
        "HUISSTIJL_LOGO": environ.get("HUISSTIJL_LOGO"),
        "HUISSTIJL_NAME": environ.get("HUISSTIJL_NAME"),
        "SECURITY_CONTACT": environ.get("SECURITY_CONTACT", ""),
    }
    _refuse_half_mail(settings)
    if environment == "production":
        _refuse_unsafe(settings)
    return settings


def _secret(environ: Mapping[str, str], name: str) -> str:
    path = environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return environ.get(name, "")


def _hosts(environ: Mapping[str, str]) -> list[str] | None:
    hosts = [host.strip() for host in environ.get("TRUSTED_HOSTS", "").split(",")]
    return [host for host in hosts if host] or None


def _database_url(url: str, data: Path) -> str:
    """PostgreSQL through psycopg, or a file in the data directory."""
    if not url:
        return f"sqlite:///{data / 'leerlus.sqlite'}"
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _development_key(data: Path, environment: str) -> str:
    """Outside production a key is made once and kept, so that sessions outlive a restart."""
    if environment == "production":
        return ""
    path = data / "secret-key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _refuse_half_mail(settings: Mapping[str, Any]) -> None:
    """Mail that goes out comes from an address that the organisation knows."""
    if not settings["SMTP_URL"]:
        return
    if not _is_mail_server(settings["SMTP_URL"]):
        raise ConfigurationError(
            "Zet SMTP_URL op het adres van de mailserver, zoals smtp://naam:geheim@mail.example:587."
        )
    sender = settings["MAIL_FROM"]
    if sender and not SENDER.fullmatch(sender):
        raise ConfigurationError("Zet in MAIL_FROM alleen een e-mailadres.")
    if not sender and settings["LEERLUS_ENV"] == "production":
        raise ConfigurationError("Zet MAIL_FROM op het adres waarvandaan de mail komt.")


def _is_mail_server(url: str) -> bool:
    try:
        server = urlsplit(url)
        return server.scheme in MAIL_SCHEMES and bool(server.hostname) and server.port != 0
    except ValueError:
        return False


def _refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Production does not start half safe."""
    if len(settings["SECRET_KEY"]) < SHORTEST_KEY:
        raise ConfigurationError(
            f"Zet SECRET_KEY (of SECRET_KEY_FILE) op een geheim van {SHORTEST_KEY} tekens of meer."
        )
    if settings["DEBUG"]:
        raise ConfigurationError("Zet FLASK_DEBUG uit: in productie mag debug niet aan staan.")
    if not settings["TRUSTED_HOSTS"]:
        raise ConfigurationError("Zet TRUSTED_HOSTS op de naam van de website.")
    if urlsplit(settings["BASE_URL"]).scheme != "https":
        raise ConfigurationError("Zet BASE_URL op het https-adres van de website.")
