"""Logging and editing a case."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db, new_public_id, sort_key
from app.people.models import Organisation, Person, Team
from app.personal_data.scan import scan
from app.refusals import Invalid, Stale
from app.sealing import seal
from cases.events import CaseChanged, case_changed
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case, CaseBouwsteen
from cases.models.history import CaseDraft, CaseFinding, CaseRevision, Decision
from cases.models.lists import Bouwsteen, Domain, Procedure
from cases.operations.screening import refuse_personal_data
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

# The free texts that other people may read, in the order in which they are scanned and shown.
TEXT_FIELDS = (
    "title",
    "situation",
    "standard_procedure",
    "law",
    "deviation",
    "consideration",
    "in_the_way",
    "partners",
    "wish",
    "outcome",
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
    known = _logged_before(submission_key, reporter)
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
        return _logged_before(submission_key, reporter) or _refuse_key()
    _fill(case, details)
    _forget_draft(submission_key, reporter)
    record(by, "log_case", "case", case, organisation=organisation.public_id)
    return case


def _logged_before(submission_key: str | None, reporter: Person) -> Case | None:
    """The case that this form has made already."""
    own = select(Case).where(Case.reporter_id == reporter.id)
    return db.session.scalar(own.where(Case.submission_key == (submission_key or "")))


def _refuse_key() -> NoReturn:
    raise Invalid("Dit formulier is al gebruikt. Open een nieuw formulier.")


def edit_case(case: Case, details: CaseDetails, *, version: int, by: Actor) -> None:
    """Change a case. Whoever saved in between wins nothing and loses nothing: Stale."""
    if case.state is CaseState.IN_REVIEW:
        raise Invalid("Deze casus wordt nu besproken. Je kunt de tekst daarna weer aanpassen.")
    if case.version != version:
        raise Stale
    if case.state in SHARED_STATES:
        _refuse_new_findings(case, details)
    texts = {name: getattr(case, name) for name in TEXT_FIELDS}
    db.session.add(CaseRevision(case_id=case.id, version=case.version, texts=texts, at=now()))
    case.version += 1
    case.changed_at = now()
    _fill(case, details)
    announce(case)
    record(by, "edit_case", "case", case, organisation=case.organisation.public_id)


def _refuse_new_findings(case: Case, details: CaseDetails) -> None:
    """Others read a shared case, so nothing that looks like personal data comes in by an edit."""
    kept = kept_words(case)
    for name in TEXT_FIELDS:
        value = getattr(details, name)
        refuse_personal_data(value if isinstance(value, str) else "\n".join(value), name, kept)


def kept_words(case: Case) -> set[str]:
    """What the writer has stated to be no personal data."""
    found = findings_of(case)
    return {_excerpt(case, one) for one in found if one.decision is Decision.KEPT}


def announce(case: Case) -> None:
    """Tell listeners that what they know of this case is old."""
    readable = case.state in SHARED_STATES
    case_changed.announce(CaseChanged(case.id, case.public_id, case.organisation_id, readable))


def _fill(case: Case, details: CaseDetails) -> None:
    if not details.title.strip() or not details.situation.strip():
        raise Invalid("Vul een titel in en vertel wat er gebeurde.", "title")
    for name in PLAIN_FIELDS:
        value = getattr(details, name)
        setattr(case, name, clean_text(value).strip() if type(value) is str else value)
    case.partners = "\n".join(clean_text(one).strip() for one in details.partners if one.strip())
    if details.own_reference is not None:
        case.own_reference = seal(clean_text(details.own_reference).strip())
    case.procedure = named_procedure(case.organisation, details.procedure)
    case.domain = named_domain(case.organisation, details.domain)
    db.session.flush()
    _tag(case, details.bouwstenen)
    find_personal_data(case)


def _tag(case: Case, directions: dict[str, Direction]) -> None:
    """Tag by the bouwsteen's public id; ids that are not there are passed over."""
    found = db.session.scalars(select(Bouwsteen).where(Bouwsteen.public_id.in_(directions)))
    wanted = {one.id: directions[one.public_id] for one in found}
    case.tags = [tag for tag in case.tags if tag.bouwsteen_id in wanted]
    for tag in case.tags:
        tag.direction = wanted.pop(tag.bouwsteen_id)
    for bouwsteen_id, direction in wanted.items():
        case.tags.append(CaseBouwsteen(bouwsteen_id=bouwsteen_id, direction=direction))


def named_procedure(organisation: Organisation, name: str) -> Procedure | None:
    """The procedure with this name or code, made when it is new; a merged one leads on."""
    name = clean_text(name).strip()[:200]
    if not name:
        return None
    found = db.session.scalar(
        select(Procedure).where(
            Procedure.organisation_id == organisation.id,
            (Procedure.sort_key == sort_key(name)) | (Procedure.code == name),
        )
    )
    if found is None:
        found = Procedure(organisation_id=organisation.id, name=name, sort_key=sort_key(name))
        db.session.add(found)
        db.session.flush()
    if found.merged_into_id is not None:
        return db.session.get(Procedure, found.merged_into_id)
    return found


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


def find_personal_data(case: Case) -> list[CaseFinding]:
    """Scan the texts anew; what the writer has kept before stays kept."""
    kept = {
        (one.field, _excerpt(case, one), one.kind)
        for one in findings_of(case)
        if one.decision is Decision.KEPT
    }
    db.session.execute(delete(CaseFinding).where(CaseFinding.case_id == case.id))
    found = [
        CaseFinding(
            case_id=case.id,
            field=name,
            start=one.start,
            end=one.end,
            kind=one.kind,
            decision=Decision.KEPT if (name, one.text, one.kind) in kept else Decision.OPEN,
        )
        for name in TEXT_FIELDS
        for one in scan(getattr(case, name) or "")
    ]
    db.session.add_all(found)
    db.session.flush()
    return found


def _excerpt(case: Case, finding: CaseFinding) -> str:
    return (getattr(case, finding.field) or "")[finding.start : finding.end]


def findings_of(case: Case) -> list[CaseFinding]:
    """What the scan found in a case, in the order of the form."""
    query = select(CaseFinding).where(CaseFinding.case_id == case.id)
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda one: (TEXT_FIELDS.index(one.field), one.start))


def _forget_draft(submission_key: str | None, person: Person) -> None:
    db.session.execute(
        delete(CaseDraft).where(
            CaseDraft.submission_key == (submission_key or ""), CaseDraft.person_id == person.id
        )
    )
