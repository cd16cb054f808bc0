"""Words that are no personal data here: the organisation's list, and its own names."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.people.models import Organisation, Team
from app.refusals import Refused
from cases.models.lists import Domain
from cases.models.settings import AllowedWord


def allowed_words_of(organisation_id: int) -> Sequence[AllowedWord]:
    """The list of an organisation, as its administrator sees it."""
    query = select(AllowedWord).where(AllowedWord.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(AllowedWord.sort_key)).all()


def allowed_word_of(public_id: str, organisation_id: int) -> AllowedWord:
    """One word of the list, or a refusal."""
    query = select(AllowedWord).where(AllowedWord.organisation_id == organisation_id)
    found = db.session.scalar(query.where(AllowedWord.public_id == public_id))
    if found is None:
        raise Refused("allowed_word", public_id)
    return found


def words_allowed(organisation_id: int) -> set[str]:
    """The words that the scan leaves alone in texts of this organisation."""
    query = select(AllowedWord.word).where(AllowedWord.organisation_id == organisation_id)
    return set(db.session.scalars(query))


def own_words(organisation_id: int) -> set[str]:
    """How the organisation, its teams and its domains are called; a name stops at them."""
    own: set[str] = set()
    for query in (
        select(Organisation.name).where(Organisation.id == organisation_id),
        select(Team.name).where(Team.organisation_id == organisation_id),
        select(Domain.name).where(Domain.organisation_id == organisation_id),
    ):
        own.update(db.session.scalars(query))
    return own
