"""The demo people that the sign-in page names, in a file beside the data of a demo.

The file says that this is a demo: a real installation has none, and in production it is not read.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

FILE = "demo-accounts.json"


@dataclass(frozen=True)
class DemoAccounts:
    """Who can be chosen (name, role in words, e-mail address), and the password they share."""

    people: Sequence[tuple[str, str, str]] = ()
    password: str = ""


def write_demo_accounts(accounts: DemoAccounts) -> None:
    """Let the sign-in page name these people. Production refuses."""
    if current_app.config["LEERLUS_ENV"] == "production":
        raise RuntimeError("there are no demo accounts in production")
    people = [list(person) for person in accounts.people]
    text = json.dumps({"people": people, "password": accounts.password}, ensure_ascii=False)
    _path().write_text(text, encoding="utf-8")


def demo_accounts() -> DemoAccounts:
    """The demo people of this installation: nobody, unless it is a demo."""
    if current_app.config["LEERLUS_ENV"] == "production" or not _path().exists():
        return DemoAccounts()
    kept = json.loads(_path().read_text(encoding="utf-8"))
    people = [(name, role, email) for name, role, email in kept["people"]]
    return DemoAccounts(people, kept["password"])


def _path() -> Path:
    return Path(current_app.config["LEERLUS_DATA"]) / FILE
