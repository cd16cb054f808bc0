"""Who reads on the command line, and the note of what they were shown."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from app.accounts.command_line import MACHINE
from app.audit import Entry, note_at_once
from app.people.models import Person
from app.people.queries import person_by_email
from app.refusals import Invalid
from cases.models.case import Case


def active_person(email: str) -> Person:
    """The person with this address, or a refusal that says so."""
    person = person_by_email(email)
    if person is None or not person.active:
        raise Invalid(f"Er is geen actief account met het adres {email}.")
    return person


def note_shown(action: str, cases: Sequence[Case]) -> None:
    """Note which cases leave the program, a row an organisation, before they do."""
    by_organisation = sorted(cases, key=_organisation)
    for organisation, shown in groupby(by_organisation, key=_organisation):
        ids = tuple(case.public_id for case in shown)
        note_at_once(Entry(MACHINE, action, "case", records=ids, organisation=organisation))


def _organisation(case: Case) -> str:
    return case.organisation.public_id


def json_line(value: dict[str, Any]) -> str:
    """An answer for another program, on one line."""
    return json.dumps(value, ensure_ascii=False)
