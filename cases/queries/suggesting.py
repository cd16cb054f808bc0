"""What suggestions may be drawn from: the lists of the organisation, and the cases one may read."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.people.models import Person
from cases.models.case import Case, CaseBouwsteen
from cases.models.lists import Bouwsteen, Domain, Procedure, led_on
from cases.queries.cases import listed_cases
from cases.queries.lists import active_bouwstenen, domains_of, procedures_of
from cases.suggestions.suggest import suggest
from cases.suggestions.suggested import Known, Offered, Suggested

NEWEST = 400
TOLD = (
    Case.title,
    Case.situation,
    Case.standard_procedure,
    Case.deviation,
    Case.consideration,
    Case.outcome,
)


def known_cases(person: Person, besides: Case | None = None) -> list[Known]:
    """The newest shared cases that a person may read, 400 at most; a hidden case never counts.

    `besides` is the case that is looked at: it is no evidence for itself. Two queries, however
    many cases there are.
    """
    led = led_on()
    others = listed_cases(person)
    if besides is not None:
        others = others.where(Case.id != besides.id)
    newest = others.order_by(Case.first_shared_at.desc(), Case.id.desc())
    rows = db.session.execute(
        newest.limit(NEWEST)
        .outerjoin(Domain, Domain.id == Case.domain_id)
        .outerjoin(led, led.c.id == Case.procedure_id)
        .outerjoin(Procedure, Procedure.id == led.c.kept_id)
        .with_only_columns(
            Case.id, Case.obstacle, Case.law, Case.partners, Domain.name, Procedure.name, *TOLD
        )
    ).all()
    tags = _bouwstenen_of([row[0] for row in rows])
    return [
        Known(
            text="\n\n".join(part for part in told if part),
            bouwstenen=tuple(tags[number]),
            domain=domain or "",
            obstacle=obstacle.value if obstacle else "",
            procedure=procedure or "",
            law=law,
            partners=tuple(name for name in partners.splitlines() if name),
        )
        for number, obstacle, law, partners, domain, procedure, *told in rows
    ]


def _bouwstenen_of(numbers: Sequence[int]) -> dict[int, list[str]]:
    query = (
        select(CaseBouwsteen.case_id, Bouwsteen.name)
        .join(Bouwsteen, Bouwsteen.id == CaseBouwsteen.bouwsteen_id)
        .where(CaseBouwsteen.case_id.in_(numbers))
        .order_by(Bouwsteen.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in db.session.execute(query):
        found[number].append(name)
    return found


def offered_lists(organisation_id: int) -> Offered:
    """The bouwstenen of the active set, the domains and the procedures of an organisation."""
    return Offered(
        bouwstenen=tuple(one.name for one in active_bouwstenen(organisation_id)),
        domains=tuple(one.name for one in domains_of(organisation_id)),
        procedures=tuple(one.name for one in procedures_of(organisation_id)),
    )


def suggested_for(case: Case, person: Person) -> Suggested:
    """What the text of a shared case suggests to who reads it, as its writer would be suggested."""
    told = (getattr(case, column.key) for column in TOLD)
    text = "\n\n".join(part for part in told if part)
    return suggest(text, offered_lists(case.organisation_id), known_cases(person, besides=case))
