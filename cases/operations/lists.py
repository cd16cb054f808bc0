"""What changes the lists behind the form: domains, procedures, sets of bouwstenen."""

from sqlalchemy import select

from app.audit import Actor, record
from app.database import clean_text, db, sort_key
from app.people.models import Organisation
from app.refusals import Invalid
from cases.bouwsteen_texts import DOMAINS, SETS, SetText
from cases.models.lists import Bouwsteen, BouwsteenSet, Domain, Procedure
from cases.queries.lists import bouwsteen_sets_of, domains_of


def prepare_organisation(organisation: Organisation, by: Actor) -> None:
    """Give a new organisation its first lists; heard when one is created."""
    add_bouwsteen_sets(organisation, by=by)
    add_domains(organisation, by=by)


def add_bouwsteen_sets(organisation: Organisation, *, by: Actor) -> None:
    """Add the sets that come with the program and are not there yet; the first starts active."""
    known = {one.code for one in bouwsteen_sets_of(organisation.id)}
    for position, text in enumerate(SETS):
        if text.code not in known:
            made = _set_of(organisation, text)
            made.active = not known and position == 0
            db.session.add(made)
            db.session.flush()
            _note(by, "add_bouwsteen_set", "bouwsteen_set", made, organisation)


def _set_of(organisation: Organisation, text: SetText) -> BouwsteenSet:
    return BouwsteenSet(
        organisation_id=organisation.id,
        code=text.code,
        name=text.name,
        introduction=text.introduction,
        bouwstenen=[
            Bouwsteen(
                position=position,
                name=one.name,
                explanation=one.explanation,
                question=one.question,
                source=one.source,
            )
            for position, one in enumerate(text.bouwstenen, start=1)
        ],
    )


def add_domains(organisation: Organisation, *, by: Actor) -> None:
    """Give an organisation without domains the ones that most public bodies know."""
    if domains_of(organisation.id):
        return
    for name in DOMAINS:
        add_domain(organisation, name, sensitive=False, by=by)


def add_domain(organisation: Organisation, name: str, *, sensitive: bool, by: Actor) -> Domain:
    """Add a domain."""
    name = _free_domain_name(organisation.id, name)
    domain = Domain(
        organisation_id=organisation.id, name=name, sort_key=sort_key(name), sensitive=sensitive
    )
    db.session.add(domain)
    db.session.flush()
    _note(by, "add_domain", "domain", domain, organisation)
    return domain


def change_domain(
    domain: Domain, name: str, *, sensitive: bool, organisation: Organisation, by: Actor
) -> None:
    """Rename a domain or mark it as sensitive; the threshold for figures can only be raised."""
    name = _free_domain_name(organisation.id, name, besides=domain)
    if domain.sensitive and not sensitive:
        raise Invalid(
            "Een gevoelig domein blijft gevoelig: de ondergrens voor getallen kan alleen omhoog.",
            "sensitive",
        )
    domain.name, domain.sort_key, domain.sensitive = name, sort_key(name), sensitive
    _note(by, "change_domain", "domain", domain, organisation)


def _free_domain_name(organisation_id: int, name: str, besides: Domain | None = None) -> str:
    name = _named(name, 120)
    query = select(Domain).where(Domain.organisation_id == organisation_id)
    known = db.session.scalar(query.where(Domain.sort_key == sort_key(name)))
    if known is not None and known is not besides:
        raise Invalid("Er is al een domein met deze naam. Kies een andere naam.", "name")
    return name


def add_procedure(organisation: Organisation, name: str, *, code: str, by: Actor) -> Procedure:
    """Add a procedure; by its code another system opens the form with it filled in."""
    name, code = _named(name, 200), clean_text(code).strip()
    query = select(Procedure).where(Procedure.organisation_id == organisation.id)
    if db.session.scalar(query.where(Procedure.sort_key == sort_key(name))) is not None:
        raise Invalid("Er is al een procedure met deze naam. Kies een andere naam.", "name")
    if code and db.session.scalar(query.where(Procedure.code == code)) is not None:
        raise Invalid("Er is al een procedure met deze code. Kies een andere code.", "code")
    procedure = Procedure(
        organisation_id=organisation.id, name=name, sort_key=sort_key(name), code=code or None
    )
    db.session.add(procedure)
    db.session.flush()
    _note(by, "add_procedure", "procedure", procedure, organisation)
    return procedure


def activate_set(chosen: BouwsteenSet, *, organisation: Organisation, by: Actor) -> None:
    """Let new cases choose from this set; tags of another set stay as they are."""
    for one in bouwsteen_sets_of(organisation.id):
        one.active = one.id == chosen.id
    _note(by, "activate_bouwsteen_set", "bouwsteen_set", chosen, organisation)


def change_bouwsteen(
    bouwsteen: Bouwsteen,
    *,
    name: str,
    explanation: str,
    question: str,
    organisation: Organisation,
    by: Actor,
) -> None:
    """Change the texts of a bouwsteen; what was tagged with it stays tagged."""
    name = _named(name, 120)
    others = [one for one in bouwsteen.set.bouwstenen if one.id != bouwsteen.id]
    if sort_key(name) in {sort_key(one.name) for one in others}:
        raise Invalid("Deze set heeft al een bouwsteen met deze naam.", "name")
    bouwsteen.name = name
    bouwsteen.explanation = clean_text(explanation)
    bouwsteen.question = clean_text(question)
    _note(by, "change_bouwsteen", "bouwsteen", bouwsteen, organisation)


def _named(name: str, longest: int) -> str:
    name = clean_text(name).strip()
    if not name or len(name) > longest:
        raise Invalid("Vul een naam in van hooguit %(count)s tekens.", "name", count=longest)
    return name


def _note(
    by: Actor,
    action: str,
    kind: str,
    row: BouwsteenSet | Bouwsteen | Domain | Procedure,
    organisation: Organisation,
) -> None:
    record(by, action, kind, row, organisation=organisation.public_id)
