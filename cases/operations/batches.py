"""Files that somebody brings in on a page: kept for a day, looked through, taken over, undone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from app import jobs
from app.audit import Actor, record
from app.clock import now
from app.database import db, transaction
from app.people.models import Organisation, Person
from app.refusals import Invalid
from app.sheets.files import read_sheet
from cases.columns import chosen_columns, column_of
from cases.lifecycle import CaseState, CaseStep, next_state
from cases.models.case import Case
from cases.models.imports import BatchState, ImportBatch, RememberedHeader
from cases.operations.announce import announce
from cases.operations.import_plan import (
    ImportOrder,
    ImportPlan,
    PersonalData,
    Progress,
    plan_import,
)
from cases.operations.importing import import_cases
from cases.queries.batches import cases_of, may_undo, teams_to_bring
from cases.terms import Audience

LOOK_THROUGH = "look_through_import"
TAKE_OVER = "take_over_import"
LIFE = timedelta(days=1)
MOST_SHOWN = 200


def keep_file(
    filename: str, content: bytes, *, organisation: Organisation, person: Person, by: Actor
) -> ImportBatch:
    """Keep a file that can be read, its headers matched as this organisation did before."""
    sheet = read_sheet(filename, content)
    remembered = dict(
        db.session.execute(
            select(RememberedHeader.header, RememberedHeader.column).where(
                RememberedHeader.organisation_id == organisation.id
            )
        ).all()
    )
    headers = {one: remembered.get(one[:120], column_of(one)) for one in sheet.headers if one}
    batch = ImportBatch(
        organisation_id=organisation.id,
        person_id=person.id,
        filename=filename[-200:],
        content=content,
        headers=headers,
        choices={"rows": len(sheet.rows), "order": list(headers)},
        uploaded_at=now(),
    )
    db.session.add(batch)
    db.session.flush()
    record(by, "upload_import", "import", batch, organisation=organisation.public_id)
    return batch


def choose_columns(
    batch: ImportBatch,
    headers: Mapping[str, str],
    *,
    team: str,
    audience: Audience,
    personal_data: PersonalData,
    organisation: Organisation,
) -> None:
    """Keep what was chosen, remember it for the next file, and look the file through."""
    _require_content(batch)
    chosen = {header: headers.get(header, "") for header in batch.headers}
    chosen_columns(chosen)
    batch.headers = chosen
    batch.choices = {
        "rows": batch.choices["rows"],
        "order": batch.choices["order"],
        "team": team,
        "audience": audience.value,
        "personal_data": personal_data.value,
    }
    known = RememberedHeader.organisation_id == organisation.id
    short = {header[:120]: column for header, column in chosen.items()}
    db.session.execute(delete(RememberedHeader).where(known, RememberedHeader.header.in_(short)))
    db.session.add_all(
        RememberedHeader(organisation_id=organisation.id, header=header, column=column)
        for header, column in short.items()
    )
    _plan_job(batch, LOOK_THROUGH)


def take_over(batch: ImportBatch, *, good_rows: bool) -> None:
    """Take the cases over, in a job; with refused rows only when the good ones will do."""
    _require_content(batch)
    report = batch.choices.get("report")
    if not report or not report["cases"]:
        raise Invalid("Er zijn geen rijen om over te nemen.")
    if report["refused_count"] and not good_rows:
        raise Invalid("Niet elke rij kan mee. Verbeter het bestand, of neem alleen de goede rijen.")
    _plan_job(batch, TAKE_OVER)


def undo_import(batch: ImportBatch, *, by: Actor) -> int:
    """Remove every case of a file, within a day; give how many. Procedures that it named stay."""
    if not may_undo(batch):
        raise Invalid("Ongedaan maken kan tot een dag na het overnemen.")
    cases = cases_of(batch)
    if any(case.state is CaseState.IN_REVIEW for case in cases):
        raise Invalid("Een van deze casussen wordt nu besproken. Haal hem eerst van de agenda.")
    for case in cases:
        case.state = next_state(case.state, CaseStep.ERASE)
        announce(case)
    db.session.flush()
    gone = [case.public_id for case in cases]
    db.session.execute(delete(Case).where(Case.batch_id == batch.id))
    batch.state, batch.undone_at = BatchState.UNDONE, now()
    organisation = db.session.get_one(Organisation, batch.organisation_id)
    record(by, "undo_import", "import", batch, organisation=organisation.public_id, records=gone)
    return len(gone)


def _require_content(batch: ImportBatch) -> None:
    if batch.state is not BatchState.UPLOADED or batch.content is None:
        raise Invalid("Dit bestand is niet meer hier. Stuur het opnieuw.")


def _plan_job(batch: ImportBatch, kind: str) -> None:
    """Ask for the work; the page of the batch follows how far it is."""
    job = jobs.enqueue(
        kind,
        {"batch": batch.public_id},
        unique_key=f"{kind} {batch.public_id}",
        organisation_id=batch.organisation_id,
    )
    batch.choices = {**batch.choices, "job": job.public_id}


def look_through(batch: ImportBatch, progress: Progress = lambda: None) -> ImportPlan:
    """What an import of this file will do; nothing is written."""
    sheet = read_sheet(batch.filename, batch.content or b"")
    return plan_import(sheet, _order(batch), progress, chosen_columns(_in_order(batch)))


def keep_report(batch: ImportBatch, plan: ImportPlan) -> None:
    """What the page shows of a plan: counts, the first rows, all refusals, what was found."""
    batch.choices = {**batch.choices, "report": _report(plan)}


def bring_in(batch: ImportBatch, plan: ImportPlan, *, by: Actor) -> list[Case]:
    """Take the cases of a plan over, all in one transaction; the file itself goes."""
    _require_content(batch)
    cases = import_cases(plan, _order(batch), by=by, batch=batch)
    batch.state, batch.taken_at, batch.content = BatchState.TAKEN, now(), None
    batch.choices = {**batch.choices, "report": {**_report(plan), "first": [], "found": []}}
    return cases


def forget_files() -> None:
    """After a day nothing of a file is left but its name and what was done with it."""
    with transaction():
        old = ImportBatch.uploaded_at < now() - LIFE
        waiting = ImportBatch.state == BatchState.UPLOADED
        db.session.execute(delete(ImportBatch).where(old, waiting))
        db.session.execute(update(ImportBatch).where(old).values(content=None))


def _in_order(batch: ImportBatch) -> dict[str, str]:
    """JSON keeps no order of its keys everywhere, so the order of the file stands beside it."""
    return {header: batch.headers[header] for header in batch.choices["order"]}


def _order(batch: ImportBatch) -> ImportOrder:
    """Teams and domains are the administrator's: a page makes none, unlike the command line."""
    organisation = db.session.get_one(Organisation, batch.organisation_id)
    person = db.session.get_one(Person, batch.person_id)
    return ImportOrder(
        organisation=organisation,
        reporter=person,
        team=batch.choices["team"],
        audience=Audience(batch.choices["audience"]),
        personal_data=PersonalData(batch.choices["personal_data"]),
        teams=frozenset(team.sort_key for team in teams_to_bring(person, organisation.id)),
        new_domains=False,
    )


def _report(plan: ImportPlan) -> dict[str, Any]:
    found = [one for one in plan.cases if one.findings]
    return {
        "cases": len(plan.cases),
        "private": plan.private,
        "replaced": plan.replaced,
        "refused_count": len(plan.refused),
        "refused": [[one.row, one.case, one.reason] for one in plan.refused],
        "first": [
            [one.row.number, one.row.details.title, one.row.details.situation[:300], one.team]
            for one in plan.cases[:5]
        ],
        "found_count": len(found),
        "found": [
            [one.row.number, sorted({finding.text for _, finding in one.findings})]
            for one in found[:MOST_SHOWN]
        ],
        "unknown_bouwstenen": sorted(plan.unknown_bouwstenen),
        "unknown_domains": sorted(plan.unknown_domains),
        "new_procedures": plan.new_procedures,
    }
