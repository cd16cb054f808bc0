"""The lists behind the form and the filters."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.database import db
from app.refusals import Refused
from cases.models.case import Case
from cases.models.lists import Bouwsteen, BouwsteenSet, Domain, Procedure, led_on


def procedures_of(organisation_id: int) -> Sequence[Procedure]:
    """The procedures of an organisation that have not been merged away, by name."""
    return db.session.scalars(
        select(Procedure)
        .where(Procedure.organisation_id == organisation_id, Procedure.merged_into_id.is_(None))
        .order_by(Procedure.sort_key)
    ).all()


def domains_of(organisation_id: int) -> Sequence[Domain]:
    """The domains of an organisation, by name."""
    query = select(Domain).where(Domain.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(Domain.sort_key)).all()


def procedures_among(cases: Select[Case]) -> Sequence[Procedure]:
    """The procedures of these cases, by name: a filter never tells of a case that is hidden.

    Of names that were merged the one that stays.
    """
    found, led = cases.with_only_columns(Case.procedure_id), led_on()
    kept = select(led.c.kept_id).where(led.c.id.in_(found))
    query = select(Procedure).where(Procedure.id.in_(kept)).order_by(Procedure.sort_key)
    return db.session.scalars(query).all()


def domains_among(cases: Select[Case]) -> Sequence[Domain]:
    """The domains of these cases, by name."""
    found = cases.with_only_columns(Case.domain_id)
    return db.session.scalars(
        select(Domain).where(Domain.id.in_(found)).order_by(Domain.sort_key)
    ).all()


def bouwsteen_sets_of(organisation_id: int) -> Sequence[BouwsteenSet]:
    """The sets of an organisation, the active one first."""
    query = select(BouwsteenSet).where(BouwsteenSet.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(BouwsteenSet.active.desc(), BouwsteenSet.id)).all()


def active_bouwstenen(organisation_id: int) -> Sequence[Bouwsteen]:
    """The bouwstenen of the active set, in their order."""
    return db.session.scalars(
        select(Bouwsteen)
        .join(BouwsteenSet, BouwsteenSet.id == Bouwsteen.set_id)
        .where(BouwsteenSet.organisation_id == organisation_id, BouwsteenSet.active)
        .order_by(Bouwsteen.position)
    ).all()


def bouwsteen_set_of(public_id: str, organisation_id: int) -> BouwsteenSet:
    """A set of this organisation, or a refusal."""
    found = db.session.scalar(
        select(BouwsteenSet).where(
            BouwsteenSet.public_id == public_id, BouwsteenSet.organisation_id == organisation_id
        )
    )
    if found is None:
        raise Refused("bouwsteen_set", public_id)
    return found


def domain_of(public_id: str, organisation_id: int) -> Domain:
    """A domain of this organisation, or a refusal."""
    query = select(Domain).where(Domain.organisation_id == organisation_id)
    found = db.session.scalar(query.where(Domain.public_id == public_id))
    if found is None:
        raise Refused("domain", public_id)
    return found


def bouwsteen_of(public_id: str, organisation_id: int) -> Bouwsteen:
    """A bouwsteen of one of the sets of this organisation, or a refusal."""
    found = db.session.scalar(
        select(Bouwsteen)
        .join(BouwsteenSet, BouwsteenSet.id == Bouwsteen.set_id)
        .where(Bouwsteen.public_id == public_id, BouwsteenSet.organisation_id == organisation_id)
    )
    if found is None:
        raise Refused("bouwsteen", public_id)
    return found
