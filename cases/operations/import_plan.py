"""What an import will do, worked out before anything is written: read, check, scan, look up."""

import hmac
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from app.database import db, sort_key
from app.people.models import Organisation, Person, Team
from app.personal_data.findings import Finding
from app.personal_data.scan import replace as without
from app.personal_data.scan import scan_fields
from app.refusals import Invalid
from app.sealing import salt_for
from app.sheets.rows import Row, Sheet
from cases.columns import Matched, match_columns
from cases.models.case import TEXT_FIELDS, Case
from cases.models.lists import Procedure
from cases.operations.import_rows import CaseRow, check_lengths, read_row
from cases.permissions import may_log
from cases.queries.allowed_words import own_words, words_allowed
from cases.queries.lists import active_bouwstenen, domains_of
from cases.terms import Audience, Direction

Progress = Callable[[], None]
Findings = tuple[tuple[str, Finding], ...]


class PersonalData(StrEnum):
    """What becomes of a row in which personal data was found."""

    KEEP_PRIVATE = "keep-private"
    REPLACE = "replace"
    ACCEPT = "accept"


@dataclass(frozen=True)
class ImportOrder:
    """What whoever imports has chosen. `team` is for rows that name none."""

    organisation: Organisation
    reporter: Person
    team: str
    audience: Audience
    personal_data: PersonalData
    teams: frozenset[str] | None = None
    """The teams that rows may name, by sort key; without it any, and new ones are made."""
    new_domains: bool = True
    """Whether domains that the organisation does not have are made; else they are left out."""

    @property
    def salt(self) -> bytes:
        """A salt for each organisation, so that pseudonyms cannot be laid beside one another."""
        return salt_for(f"reporters {self.organisation.public_id}".encode())


@dataclass(frozen=True)
class PlannedCase:
    """A case that will be made; a private one waits as a draft for who imports."""

    row: CaseRow
    team: str
    pseudonym: str | None
    directions: dict[int, Direction]
    findings: Findings
    private: bool


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken, and why."""

    row: int
    case: str
    reason: str


@dataclass
class ImportPlan:
    """Everything that an import will do, and what it will not."""

    cases: list[PlannedCase] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    unknown_bouwstenen: Counter[str] = field(default_factory=Counter)
    unknown_domains: Counter[str] = field(default_factory=Counter)
    replaced: int = 0
    new_teams: list[str] = field(default_factory=list)
    new_procedures: list[str] = field(default_factory=list)
    new_domains: list[str] = field(default_factory=list)

    @property
    def private(self) -> int:
        """How many cases will wait as drafts."""
        return sum(1 for one in self.cases if one.private)


def plan_import(
    sheet: Sheet,
    order: ImportOrder,
    progress: Progress = lambda: None,
    columns: Matched | None = None,
) -> ImportPlan:
    """Work out an import without writing anything. Raises Invalid when the whole cannot be.

    `columns` is what somebody chose for the headers of this file; else they speak for themselves.
    """
    if order.organisation.id not in may_log(order.reporter):
        raise Invalid("De inbrenger heeft geen rol in deze organisatie.")
    planning = _Planning(order, columns or match_columns(sheet.headers))
    for row in sheet.rows:
        planning.take(row)
        progress()
    return planning.finished()


class _Planning:
    """The plan while it grows, with what the organisation has already."""

    def __init__(self, order: ImportOrder, columns: Matched) -> None:
        self.order = order
        self.columns = columns
        self.plan = ImportPlan(unknown_columns=columns.unknown)
        self.taken = known_external_ids(order.organisation)
        self.allowed = words_allowed(order.organisation.id)
        self.own = own_words(order.organisation.id)
        self.domains = {one.sort_key for one in domains_of(order.organisation.id)}
        self.bouwstenen = {
            sort_key(one.name): one.id for one in active_bouwstenen(order.organisation.id)
        }

    def take(self, row: Row) -> None:
        """Add a row to the plan, or to what is refused."""
        header = self.columns.headers.get("id", "")
        try:
            self.plan.cases.append(self._planned(read_row(row, self.columns)))
        except Invalid as refused:
            case = str(row.values.get(header) or "")[:64]
            self.plan.refused.append(Refusal(row.number, case, refused.message))

    def _planned(self, row: CaseRow) -> PlannedCase:
        if row.external_id in self.taken:
            raise Invalid(f"de id '{row.external_id}' is er al")
        team = row.team or self.order.team
        if not team and self.order.audience is Audience.TEAM:
            raise Invalid("er is geen team om mee te delen; kies een team of deel breder")
        self._refuse_other_teams(team)
        row, findings = self._without_personal_data(self._with_known_domain(row))
        private = bool(findings) and self.order.personal_data is PersonalData.KEEP_PRIVATE
        if row.external_id:
            self.taken.add(row.external_id)
        return PlannedCase(
            row=row,
            team=team,
            pseudonym=pseudonym(row.reporter, self.order.salt) if row.reporter else None,
            directions=self._directions(row),
            findings=findings,
            private=private,
        )

    def _refuse_other_teams(self, team: str) -> None:
        """One answer for a team that is not there and for one that is another's."""
        if team and self.order.teams is not None and sort_key(team) not in self.order.teams:
            raise Invalid(f"'{team[:40]}' is geen team van jou")

    def _with_known_domain(self, row: CaseRow) -> CaseRow:
        name = row.details.domain
        if not name or self.order.new_domains or sort_key(name) in self.domains:
            return row
        self.plan.unknown_domains[name] += 1
        return replace(row, details=replace(row.details, domain=""))

    def _without_personal_data(self, row: CaseRow) -> tuple[CaseRow, Findings]:
        texts = {name: text for name in TEXT_FIELDS if (text := getattr(row.details, name))}
        scanned = scan_fields(texts, self.allowed, self.own)
        found = [(name, findings) for name, findings in scanned.items() if findings]
        if not found or self.order.personal_data is not PersonalData.REPLACE:
            return row, tuple((name, one) for name, findings in found for one in findings)
        changes: dict[str, Any] = {
            name: without(getattr(row.details, name), findings) for name, findings in found
        }
        details = replace(row.details, **changes)
        check_lengths(details)
        self.plan.replaced += 1
        return replace(row, details=details), ()

    def _directions(self, row: CaseRow) -> dict[int, Direction]:
        directions = {}
        for name, direction in row.bouwstenen.items():
            known = self.bouwstenen.get(sort_key(name))
            if known is None:
                self.plan.unknown_bouwstenen[name] += 1
            else:
                directions[known] = direction
        return directions

    def finished(self) -> ImportPlan:
        """The plan, with the names that the organisation does not have yet."""
        plan, organisation = self.plan, self.order.organisation.id
        teams = select(Team.sort_key).where(Team.organisation_id == organisation)
        here = Procedure.organisation_id == organisation
        codes = set(db.session.scalars(select(Procedure.code).where(here)))
        procedures = select(Procedure.sort_key).where(here)
        plan.new_teams = _new((one.team for one in plan.cases), _all(teams))
        plan.new_domains = _new((one.row.details.domain for one in plan.cases), self.domains)
        named = (one.row.details.procedure for one in plan.cases)
        plan.new_procedures = _new((name for name in named if name not in codes), _all(procedures))
        return plan


def known_external_ids(organisation: Organisation) -> set[str]:
    """The ids from elsewhere that cases of this organisation have already."""
    query = select(Case.external_id).where(
        Case.organisation_id == organisation.id, Case.external_id.is_not(None)
    )
    return {one for one in db.session.scalars(query) if one is not None}


def pseudonym(reporter: str, salt: bytes) -> str:
    """One and the same mark for one reporter here; without the salt it leads to nobody."""
    plain = " ".join(reporter.casefold().split())
    return hmac.new(salt, plain.encode(), "sha256").hexdigest()


def _all(query: Any) -> set[str]:
    return set(db.session.scalars(query))


def _new(names: Iterable[str], known: set[str]) -> list[str]:
    """The names that are not known yet, each once, as they were first written."""
    first: dict[str, str] = {}
    for name in names:
        if name and sort_key(name) not in known:
            first.setdefault(sort_key(name), name)
    return sorted(first.values(), key=sort_key)
