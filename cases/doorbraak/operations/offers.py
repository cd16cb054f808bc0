"""Offering a case to a Doorbraak team, taking it back, and handing it back."""

from collections.abc import Collection

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid
from cases.doorbraak.models.readers import NamedReader
from cases.doorbraak.models.team import DoorbraakTeam, Offer
from cases.doorbraak.operations.grants import OFFER, end, give, named_before
from cases.doorbraak.queries.readers import readers_named
from cases.doorbraak.queries.teams import live_offer, readers_of_offer
from cases.doorbraak.terms import OfferState
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.operations.findings import open_findings
from cases.screening import refuse_personal_data


def offer_case(
    case: Case, *, team: DoorbraakTeam, by: Actor, seen: Collection[str] | None = None
) -> Offer:
    """Offer a shared case. Only the facilitators of this moment read it; the state stays.

    The members of this moment are kept as those whom the reporter knows to read along later.
    `seen` are the members whose names stood on the page; somebody who joined the team while it was
    open stops the offer, so that nobody reads who was not shown.
    """
    if case.state is not CaseState.SHARED:
        raise Invalid("Je kunt een casus aanbieden die gedeeld is en nog niet besproken wordt.")
    if open_findings(case):
        raise Invalid("In de tekst staan nog gegevens van personen. Haal ze eerst weg.")
    if live_offer(case) is not None:
        raise Invalid("Deze casus is al aangeboden. Neem hem eerst terug.", "team")
    readers = [member.person for member in readers_of_offer(case, team)]
    if not readers:
        raise Invalid("Dit team heeft geen begeleider die jouw casus mag lezen.", "team")
    named = readers_named(case, team)
    if seen is not None and any(member.public_id not in seen for member in named):
        raise Invalid("Er is net iemand bij dit team gekomen. Kijk nog eens wie er leest.", "team")
    offer = Offer(case=case, team=team, offered_at=now())
    db.session.add(offer)
    db.session.flush()
    db.session.add_all(
        NamedReader(offer_id=offer.id, person_id=member.person_id) for member in named
    )
    give(case, readers, OFFER, offer.public_id)
    _note(by, "offer_case", offer)
    return offer


def take_back_offer(offer: Offer, *, by: Actor) -> None:
    """Take a case back while it is not planned; nobody of the team reads it any more."""
    if offer.state is not OfferState.OPEN:
        raise Invalid(
            "Deze casus staat al op een agenda. Vraag de begeleider om hem eraf te halen."
        )
    _close(offer, OfferState.TAKEN_BACK)
    _note(by, "take_back_offer", offer)


def hand_back_offer(offer: Offer, *, answer: str, by: Actor, stated: Collection[str] = ()) -> None:
    """Tell the reporter that this team does not take the case up, and why; they may go on."""
    if offer.state is not OfferState.OPEN:
        raise Invalid("Deze casus wacht niet meer op een antwoord.")
    answer = clean_text(answer).strip()
    if not answer:
        raise Invalid(
            "Schrijf de inbrenger in een paar zinnen waarom, en waar het wel kan.", "answer"
        )
    host = offer.case.organisation
    refuse_personal_data(answer, "answer", stated, organisation=host, by=by)
    offer.answer = answer
    _close(offer, OfferState.HANDED_BACK)
    _note(by, "hand_back_offer", offer)


def plan_offer(offer: Offer) -> None:
    """An offer is on an agenda: from now on the session decides who reads."""
    offer.state = OfferState.PLANNED
    end(offer.case, offer.public_id, until=now())


def reopen_offer(offer: Offer) -> None:
    """The case was not reached: the facilitators whom the reporter saw read it again."""
    if offer.case.state is not CaseState.SHARED:
        _close(offer, OfferState.ENDED)
        return
    offer.state = OfferState.OPEN
    named = named_before(offer.case, offer.public_id)
    readers: list[Person] = [
        member.person
        for member in readers_of_offer(offer.case, offer.team)
        if member.person_id in named
    ]
    give(offer.case, readers, OFFER, offer.public_id)


def end_offer(offer: Offer, state: OfferState = OfferState.ENDED) -> None:
    """The case was reviewed, withdrawn or concluded; the offer has done its work."""
    _close(offer, state)


def _close(offer: Offer, state: OfferState) -> None:
    offer.state, offer.ended_at = state, now()
    end(offer.case, offer.public_id, until=now())


def _note(by: Actor, action: str, offer: Offer) -> None:
    record(
        by,
        action,
        "case",
        offer.case,
        organisation=offer.case.organisation.public_id,
        records=(offer.public_id,),
    )
