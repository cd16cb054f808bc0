"""Bringing cases in from a file: a plan in one transaction, all of it or nothing."""

from collections.abc import Callable
from typing import TypeVar

from app.audit import Actor, record
from app.clock import now
from app.database import db, new_public_id, sort_key
from app.people.models import Organisation, Team
from app.people.operations import create_team
from app.people.queries import all_organisations, team_by_name
from app.refusals import Invalid
from cases.lifecycle import CaseState, CaseStep, next_state
from cases.models.case import Case, CaseBouwsteen
from cases.models.history import CaseFinding, Decision
from cases.models.imports import ImportBatch
from cases.operations.announce import announce
from cases.operations.import_plan import (
    ImportOrder,
    ImportPlan,
    PersonalData,
    PlannedCase,
    Progress,
    known_external_ids,
)
from cases.operations.log import PLAIN_FIELDS, named_domain, named_procedure
from cases.operations.provisions import provision_rows
from cases.terms import Audience, NameShownTo

Named = TypeVar("Named")


def import_cases(
    plan: ImportPlan,
    order: ImportOrder,
    *,
    by: Actor,
    progress: Progress = lambda: None,
    batch: ImportBatch | None = None,
) -> list[Case]:
    """Make the cases of a plan, with the teams, procedures and domains that they name.

    They count from now on, as imported: for detection, not for trends. Whose name a case bears
    was nobody's choice, so it is shown to nobody.
    """
    _refuse_if_known(plan, order.organisation)
    making = _Making(order, by)
    cases = [making.case(one) for one in plan.cases]
    for case in cases:
        case.batch_id = batch.id if batch is not None else None
    db.session.add_all(cases)
    db.session.flush()
    decision = Decision.KEPT if order.personal_data is PersonalData.ACCEPT else Decision.OPEN
    db.session.add_all(
        CaseFinding(
            case_id=case.id,
            field=name,
            start=found.start,
            end=found.end,
            kind=found.kind,
            decision=decision,
        )
        for case, planned in zip(cases, plan.cases, strict=True)
        for name, found in planned.findings
    )
    db.session.add_all(row for case in cases for row in provision_rows(case))
    record(
        by,
        "import_cases",
        "organisation",
        order.organisation,
        organisation=order.organisation.public_id,
        records=[case.public_id for case in cases],
    )
    for case in cases:
        announce(case)
        progress()
    return cases


def _refuse_if_known(plan: ImportPlan, organisation: Organisation) -> None:
    """Between the plan and now somebody else may have brought the same cases in."""
    known = known_external_ids(organisation)
    if any(one.row.external_id in known for one in plan.cases):
        raise Invalid("Ondertussen zijn er casussen uit dit bestand geïmporteerd. Probeer opnieuw.")


class _Making:
    """Makes cases, and looks up each name once."""

    def __init__(self, order: ImportOrder, by: Actor) -> None:
        self.order = order
        self.by = by
        self.moment = now()
        self.found: dict[tuple[str, str], object] = {}
        here = order.organisation.id
        self.network = [one for one in all_organisations() if one.id != here]

    def case(self, planned: PlannedCase) -> Case:
        """A case that is not in the database yet."""
        row, details = planned.row, planned.row.details
        organisation = self.order.organisation
        case = Case(
            public_id=new_public_id(),
            organisation=organisation,
            team=self._named(self._team, "team", planned.team),
            procedure=self._named(named_procedure, "procedure", details.procedure),
            domain=self._named(named_domain, "domain", details.domain),
            state=CaseState.DRAFT,
            audience=Audience.PRIVATE,
            name_shown_to=NameShownTo.NOBODY,
            reporter_pseudonym=planned.pseudonym,
            external_id=row.external_id or None,
            origin=row.origin,
            imported=True,
            created_at=self.moment,
            changed_at=self.moment,
            **{name: getattr(details, name) for name in PLAIN_FIELDS},
        )
        # Who imports keeps what must be looked at first, also when somebody else told it.
        if planned.private or planned.pseudonym is None:
            case.reporter_id = self.order.reporter.id
        if not planned.private:
            self._share(case)
        case.tags = [
            CaseBouwsteen(bouwsteen_id=bouwsteen_id, direction=direction)
            for bouwsteen_id, direction in planned.directions.items()
        ]
        return case

    def _share(self, case: Case) -> None:
        case.state = next_state(case.state, CaseStep.SHARE)
        case.audience = self.order.audience
        case.first_shared_at = case.shared_at = self.moment
        if case.audience is Audience.NETWORK:
            case.network = list(self.network)

    def _named(
        self, make: Callable[[Organisation, str], Named | None], kind: str, name: str
    ) -> Named | None:
        key = (kind, name)
        if key not in self.found:
            self.found[key] = make(self.order.organisation, name)
        return self.found[key]  # type: ignore[return-value]

    def _team(self, organisation: Organisation, name: str) -> Team | None:
        if not sort_key(name):
            return None
        known = team_by_name(organisation.id, name)
        return known if known is not None else create_team(organisation, name, by=self.by)
