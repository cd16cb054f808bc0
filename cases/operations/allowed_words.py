"""What changes the list of words that are no personal data in an organisation."""

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db, sort_key
from app.people.models import Organisation
from app.personal_data.findings import Kind
from app.personal_data.scan import scan
from app.personal_data.screening import plain
from app.refusals import Invalid
from cases.models.settings import AllowedWord

LONGEST = 120
ALLOWABLE = (Kind.NAME, Kind.ADDRESS)


def allow_word(organisation: Organisation, word: str, *, by: Actor) -> AllowedWord:
    """Let the scan leave a word alone from now on. A word that is on the list stays there."""
    word = plain(clean_text(word))
    if not word or len(word) > LONGEST:
        raise Invalid("Vul een woord in van hooguit %(count)s tekens.", "word", count=LONGEST)
    if any(one.kind not in ALLOWABLE for one in scan(word)):
        # A number is somebody's; whether it may stay is decided case by case.
        raise Invalid("Op deze lijst komen alleen namen en adressen, geen nummers.", "word")
    known = db.session.scalar(
        select(AllowedWord).where(
            AllowedWord.organisation_id == organisation.id, AllowedWord.sort_key == _key(word)
        )
    )
    if known is not None:
        return known
    made = AllowedWord(organisation_id=organisation.id, word=word, sort_key=_key(word), at=now())
    db.session.add(made)
    db.session.flush()
    _note(by, "allow_word", made, organisation)
    return made


def _key(word: str) -> str:
    # A word of letters that have no plain form would have no key at all.
    return sort_key(word) or word.casefold()


def forget_word(word: AllowedWord, *, organisation: Organisation, by: Actor) -> None:
    """Take a word off the list; from the next scan on it is a finding again."""
    _note(by, "forget_word", word, organisation)
    db.session.delete(word)


def _note(by: Actor, action: str, row: AllowedWord, organisation: Organisation) -> None:
    record(by, action, "allowed_word", row, organisation=organisation.public_id)
