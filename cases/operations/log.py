"""Logging and editing a case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db, new_public_id, sort_key
from app.people.models import Organisation, Person, Team
from app.refusals import Invalid, Stale
from app.sealing import seal
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import TEXT_FIELDS, Case, CaseBouwsteen
from cases.models.history import CaseDraft, CaseRevision
from cases.models.lists import Bouwsteen, Domain, Procedure
from cases.operations.announce import announce
from cases.operations.findings import (
    Place,
    find_personal_data,
    kept_places,
    screened_places,
    without_findings,
)
from cases.operations.provisions import sync_provisions
from cases.operations.timing import note_start
from cases.queries.capture import case_of_form, procedure_called
from cases.terms import (
    Affected,
    Direction,
    Effort,
    FirstTimeRight,
    Kind,
    NoticedBy,
    Obstacle,
    OutcomeStatus,
    Stage,
    UsedRoom,
    WhoElse,
)


@dataclass(frozen=True)
class CaseDetails:
    """What the form (or a row of an import) says of a case; everything but two texts optional."""

    title: str
    situation: str
    kind: Kind = Kind.PINCHES
    stage: Stage = Stage.SOLVED
    needed_by: date | None = None
    happened_on: date | None = None
    standard_procedure: str = ""
    procedure: str = ""
    law: str = ""
    deviation: str = ""
    consideration: str = ""
    used_room: UsedRoom | None = None
    domain: str = ""
    obstacle: Obstacle | None = None
    in_the_way: str = ""
    partners: Sequence[str] = ()
    bouwstenen: dict[str, Direction] = field(default_factory=dict)
    affected: Affected | None = None
    wish: str = ""
    noticed_by: NoticedBy | None = None
    consequence: int | None = None
    gut_feeling: int | None = None
    who_else: WhoElse | None = None
    first_time_right: FirstTimeRight | None = None
    effort: Effort | None = None
    outcome: str = ""
    outcome_status: OutcomeStatus | None = None
    follow_up_on: date | None = None
    # None leaves what was sealed before as it is; only the form of the reporter gives a text.
    own_reference: str | None = None


PLAIN_FIELDS = tuple(
    name
    for name in CaseDetails.__dataclass_fields__
    if name not in ("procedure", "domain", "partners", "bouwstenen", "own_reference")
)


def log_case(
    details: CaseDetails,
    *,
    reporter: Person,
    organisation: Organisation,
    team: Team | None,
    by: Actor,
    submission_key: str | None = None,
) -> Case:
    """Keep a case as a draft of its reporter. The same form sent twice makes one case."""
    known = case_of_form(submission_key or "", reporter)
    if known is not None:
        return known
    case = Case(
        organisation=organisation,
        team=team,
        reporter_id=reporter.id,
        submission_key=submission_key or new_public_id(),
        title="",
        situation="",
        created_at=now(),
        changed_at=now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        # The same form came in twice at the same moment, and the other one was first.
        return case_of_form(submission_key or "", reporter) or _refuse_key()
    _fill(case, details)
    note_start(case, submission_key)
    _forget_draft(submission_key, reporter)
    record(by, "log_case", "case", case, organisation=organisation.public_id)
    return case


def _refuse_key() -> NoReturn:
    raise Invalid("Dit formulier is al gebruikt. Open een nieuw formulier.")


def edit_case(
    case: Case,
    details: CaseDetails,
    *,
    version: int,
    by: Actor,
    stated: Collection[str] = (),
) -> None:
    """Change a case. Whoever saved in between wins nothing and loses nothing: Stale.

    Others read a shared case, so nothing that looks like personal data comes in by an edit, but
    for the words of which the writer states that they are none.
    """
    if case.state is CaseState.IN_REVIEW:
        raise Invalid("Deze casus wordt nu besproken. Je kunt de tekst daarna weer aanpassen.")
    if case.version != version:
        raise Stale
    kept = kept_places(case)
    if case.state in SHARED_STATES:
        kept = screened_places(case, texts_in(details), by=by, stated=stated)
    keep_revision(case)
    _fill(case, details, kept)
    announce(case)
    record(by, "edit_case", "case", case, organisation=case.organisation.public_id)


def keep_revision(case: Case) -> None:
    """Keep how the case reads now, before it is changed."""
    texts = {name: getattr(case, name) for name in TEXT_FIELDS}
    db.session.add(CaseRevision(case_id=case.id, version=case.version, texts=texts, at=now()))
    case.version += 1
    case.changed_at = now()


def texts_in(details: CaseDetails) -> dict[str, str]:
    """The texts by field, as a case holds them; partners are kept one a line."""
    partners = [clean_text(one).strip() for one in details.partners if one.strip()]
    plain = {name: getattr(details, name) for name in TEXT_FIELDS if name != "partners"}
    texts = {name: clean_text(value).strip() for name, value in plain.items()}
    return {**texts, "partners": "\n".join(partners)}


def _fill(case: Case, details: CaseDetails, kept: Collection[Place] = ()) -> None:
    if not details.title.strip() or not details.situation.strip():
        raise Invalid("Vul een titel in en vertel wat er gebeurde.", "title")
    for name in PLAIN_FIELDS:
        setattr(case, name, getattr(details, name))
    for name, text in texts_in(details).items():
        setattr(case, name, text)
    if details.own_reference is not None:
        case.own_reference = seal(clean_text(details.own_reference).strip())
    case.procedure = _same_row(
        case.procedure, named_procedure(case.organisation, details.procedure)
    )
    case.domain = named_domain(case.organisation, details.domain)
    db.session.flush()
    _tag(case, details.bouwstenen)
    sync_provisions(case)
    find_personal_data(case, kept)


def _tag(case: Case, directions: dict[str, Direction]) -> None:
    """Tag by the bouwsteen's public id; ids that are not there are passed over."""
    found = db.session.scalars(select(Bouwsteen).where(Bouwsteen.public_id.in_(directions)))
    wanted = {one.id: directions[one.public_id] for one in found}
    case.tags = [tag for tag in case.tags if tag.bouwsteen_id in wanted]
    for tag in case.tags:
        tag.direction = wanted.pop(tag.bouwsteen_id)
    for bouwsteen_id, direction in wanted.items():
        case.tags.append(CaseBouwsteen(bouwsteen_id=bouwsteen_id, direction=direction))


def named_procedure(
    organisation: Organisation, name: str, *, screened: bool = False
) -> Procedure | None:
    """The procedure with this name or code, made when it is new; a merged one leads on.

    A new name stands in everybody's list at once, so what looks like personal data is replaced,
    unless its writer was asked about it already (`screened`).
    """
    name = clean_text(name).strip()[:200]
    if not name:
        return None
    found = procedure_called(name, organisation.id)
    if found is None and not screened:
        name = without_findings(organisation.id, name)[:200]
        found = procedure_called(name, organisation.id)
    if found is None:
        found = Procedure(organisation_id=organisation.id, name=name, sort_key=sort_key(name))
        db.session.add(found)
        db.session.flush()
    return found


def _same_row(had: Procedure | None, named: Procedure | None) -> Procedure | None:
    """What is named; a merged name leads there already, and stays for when the merge is undone."""
    return had if had is not None and had.current is named else named


def named_domain(organisation: Organisation, name: str) -> Domain | None:
    """The domain with this name, made when it is new."""
    name = clean_text(name).strip()[:120]
    if not name:
        return None
    found = db.session.scalar(
        select(Domain).where(
            Domain.organisation_id == organisation.id, Domain.sort_key == sort_key(name)
        )
    )
    if found is None:
        found = Domain(organisation_id=organisation.id, name=name, sort_key=sort_key(name))
        db.session.add(found)
        db.session.flush()
    return found


def _forget_draft(submission_key: str | None, person: Person) -> None:
    db.session.execute(
        delete(CaseDraft).where(
            CaseDraft.submission_key == (submission_key or ""), CaseDraft.person_id == person.id
        )
    )
