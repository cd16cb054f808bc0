"""Keeping the text of a proposal as it was laid before the manager, and the check before that."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.audit import Actor
from app.clock import now
from app.database import db
from app.people.models import Organisation
from app.personal_data.screening import screen
from app.refusals import Invalid, LooksPersonal
from cases.queries.allowed_words import own_words, words_allowed
from cases.screening import screen_texts
from learning.models.proposals import Proposal
from learning.models.writing import ProposalVersion
from learning.operations.proposals import TEXT_FIELDS, refuse_copied_texts
from learning.operations.telling_numbers import refuse_exact_numbers

# What a version holds besides the texts, as a code or a number.
CHOICES = ("level", "strength", "priority", "expected_fall")


@dataclass(frozen=True)
class Obstacle:
    """What keeps a field from being read by others, and the words that look personal in it."""

    field: str
    error: Invalid
    personal: tuple[str, ...] = ()


def obstacles_of(proposal: Proposal) -> list[Obstacle]:
    """What keeps a draft from being submitted, field by field: to show before anybody presses.

    What looks like personal data is one of them until the writer states that it is none; what was
    stated while writing held for analysts, so it is asked again.
    """
    organisation = proposal.organisation_id
    allowed, own = words_allowed(organisation), own_words(organisation)
    found: list[Obstacle] = []
    for name in TEXT_FIELDS:
        text = {name: getattr(proposal, name)}
        try:
            screen(text, allowed=allowed, own=own)
        except LooksPersonal as error:
            found.append(Obstacle(name, error, error.found))
        try:
            refuse_exact_numbers(text, proposal.patterns, organisation)
        except Invalid as error:
            found.append(Obstacle(name, error))
    try:
        refuse_copied_texts(proposal, proposal.patterns)
    except Invalid as error:
        found.append(Obstacle(error.field, error))
    if not proposal.patterns:
        found.append(Obstacle("patterns", Invalid("Kies het patroon waaruit dit voorstel komt.")))
    return found


def check_submission(proposal: Proposal, *, by: Actor, stated: Collection[str] = ()) -> None:
    """Refuse a draft while one of its texts may not be read by others."""
    if not proposal.patterns:
        raise Invalid("Kies het patroon waaruit dit voorstel komt.", "patterns")
    texts = {name: getattr(proposal, name) for name in TEXT_FIELDS}
    host = db.session.get_one(Organisation, proposal.organisation_id)
    screen_texts(texts, organisation=host, by=by, stated=stated)
    refuse_copied_texts(proposal, proposal.patterns)
    refuse_exact_numbers(texts, proposal.patterns, proposal.organisation_id)


def keep_version(proposal: Proposal, *, by: Actor) -> ProposalVersion:
    """Keep the text as it is submitted now; it stays when the draft is changed later."""
    number = db.session.scalar(
        select(func.max(ProposalVersion.number)).where(ProposalVersion.proposal_id == proposal.id)
    )
    version = ProposalVersion(
        proposal_id=proposal.id,
        number=(number or 0) + 1,
        texts=_as_submitted(proposal),
        by_id=by.person_id,
        at=now(),
    )
    db.session.add(version)
    db.session.flush()
    return version


def _as_submitted(proposal: Proposal) -> dict[str, Any]:
    """The texts and choices in plain values; the title of a pattern is not a text of the proposal.

    Of patterns the number is kept, since their titles are the analyst's working texts.
    """
    texts: dict[str, Any] = {name: getattr(proposal, name) for name in TEXT_FIELDS}
    choices = {name: getattr(proposal, name) for name in CHOICES}
    return {
        **texts,
        **{name: value if value is None else _plain(value) for name, value in choices.items()},
        "patterns": [one.number for one in proposal.patterns],
        "bouwstenen": [one.name for one in proposal.bouwstenen],
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
