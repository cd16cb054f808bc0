"""The reporter's yes or no to somebody who came into the session later."""

from app.audit import Actor
from app.clock import now
from app.refusals import Invalid
from cases.doorbraak.models.readers import ReadingConsent
from cases.doorbraak.operations.agenda import note_case
from cases.doorbraak.operations.grants import end, give_for_session
from cases.doorbraak.operations.revision import changed
from cases.doorbraak.queries.readers import can_be_answered
from cases.doorbraak.terms import ConsentState


def answer_newcomer(consent: ReadingConsent, *, admitted: bool, by: Actor) -> None:
    """Let somebody read one's case in its session, or not; a no ends it at once.

    Both can be changed until the session begins. After that only a first answer still counts: who
    has heard a case does not unhear it.
    """
    if not can_be_answered(consent):
        raise Invalid("De sessie is al begonnen of voorbij. Je antwoord verandert niets meer.")
    item = consent.item
    consent.state = ConsentState.GIVEN if admitted else ConsentState.REFUSED
    consent.answered_at = now()
    if admitted:
        give_for_session(item.session, item)
    else:
        end(item.case, item.session.public_id, until=now(), person=consent.person)
    changed(item.session)
    note_case(by, "admit_reader" if admitted else "keep_reader_out", item)
