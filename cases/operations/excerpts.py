"""Excerpts: asking a reporter for an exact text, and what the reporter says to that."""

import re
from collections.abc import Collection

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Person
from app.refusals import Invalid, Refused
from cases.lifecycle import SHARED_STATES
from cases.models.case import TEXT_FIELDS, Case
from cases.models.excerpts import Excerpt, ExcerptState, ExcerptUse
from cases.permissions import can_interpret
from cases.screening import screen_texts

SHORTEST, LONGEST = 20, 600
LONGEST_EXPLANATION = 500
_USED_IN = re.compile(r"[a-z2-7]{16}")
# A page shows a text without the marks of Markdown, so who copies from it copies without them.
_MARKS = re.compile(r"[*_`#>]|^\s*[-+] ", re.MULTILINE)


def offer_excerpt(
    case: Case,
    *,
    person: Person,
    text: str,
    use: ExcerptUse,
    explanation: str,
    by: Actor,
    used_in: str = "",
    stated: Collection[str] = (),
) -> Excerpt:
    """Ask a reporter for a text, as the analyst: a literal part of the case, for one named use.

    What the reporter stated to be no personal data was stated for other readers, so it counts
    here only when the analyst states it again (`stated`).
    """
    if not can_interpret(case, person) or case.state not in SHARED_STATES:
        raise Refused("case", case.public_id)
    if case.reporter_id is None:
        raise Invalid("Deze casus heeft geen inbrenger met een account. Niemand kan ja zeggen.")
    _refuse_text(case, text)
    text, explanation = " ".join(clean_text(text).split()), clean_text(explanation).strip()
    _refuse_use(use, used_in, explanation)
    _refuse_again(case, text, use, used_in)
    told = {"text": text, "explanation": explanation}
    screen_texts(told, organisation=case.organisation, by=by, stated=stated)
    excerpt = Excerpt(
        case_id=case.id,
        offered_by_id=person.id,
        use=use,
        used_in=used_in,
        explanation=explanation,
        text=text,
        offered_at=now(),
    )
    db.session.add(excerpt)
    db.session.flush()
    _note(by, "offer_excerpt", excerpt, case)
    return excerpt


def _plain(text: str) -> str:
    """The words in one line, as a reader sees them: to compare with."""
    return " ".join(_MARKS.sub("", clean_text(text)).split())


def _refuse_text(case: Case, text: str) -> None:
    words = _plain(text)
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(
            "Een fragment heeft %(least)s tot %(most)s tekens.",
            "text",
            least=SHORTEST,
            most=LONGEST,
        )
    whole_words = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    if not any(whole_words.search(_plain(getattr(case, name) or "")) for name in TEXT_FIELDS):
        raise Invalid(
            "Deze tekst staat zo niet in de casus. Neem hem letterlijk over, met hele woorden.",
            "text",
        )


def _refuse_use(use: ExcerptUse, used_in: str, explanation: str) -> None:
    if not explanation:
        raise Invalid("Leg uit waarvoor je dit fragment wilt gebruiken.", "explanation")
    if len(explanation) > LONGEST_EXPLANATION:
        raise Invalid("Leg het uit in hooguit 500 tekens.", "explanation")
    if used_in and not _USED_IN.fullmatch(used_in):
        raise Invalid("Dit adres klopt niet. Begin opnieuw op de pagina van het patroon.", "use")
    if use is ExcerptUse.PUBLISHED_PATTERN and not used_in:
        raise Invalid("Begin op de pagina van het patroon: kies daar 'Fragment vragen'.", "use")


def _refuse_again(case: Case, text: str, use: ExcerptUse, used_in: str) -> None:
    """A reporter is asked once: a no is not asked again until it becomes a yes."""
    asked = select(Excerpt.id).where(
        Excerpt.case_id == case.id,
        Excerpt.text == text,
        Excerpt.use == use,
        Excerpt.used_in == used_in,
    )
    if db.session.scalar(asked.limit(1)) is not None:
        raise Invalid("Dit fragment is hiervoor al een keer gevraagd.", "text")


def release_excerpt(excerpt: Excerpt, *, by: Actor) -> None:
    """Say yes, as the reporter: this text may be used for this."""
    _decide(excerpt, ExcerptState.OFFERED, ExcerptState.RELEASED)
    _note(by, "release_excerpt", excerpt, excerpt.case)


def refuse_excerpt(excerpt: Excerpt, *, by: Actor) -> None:
    """Say no, as the reporter; it needs no reason."""
    _decide(excerpt, ExcerptState.OFFERED, ExcerptState.REFUSED)
    _note(by, "refuse_excerpt", excerpt, excerpt.case)


def revoke_excerpt(excerpt: Excerpt, *, by: Actor) -> None:
    """Take a yes back, as the reporter: the text is gone from our pages at once."""
    _decide(excerpt, ExcerptState.RELEASED, ExcerptState.REVOKED)
    _note(by, "revoke_excerpt", excerpt, excerpt.case)


def _decide(excerpt: Excerpt, expected: ExcerptState, state: ExcerptState) -> None:
    if excerpt.state is not expected or excerpt.case.state not in SHARED_STATES:
        raise Invalid("Over dit fragment is al beslist. Kijk bij je casus hoe het ermee staat.")
    excerpt.state, excerpt.decided_at = state, now()


def revoke_excerpts(case: Case, *, by: Actor) -> None:
    """The case is withdrawn or erased: nothing of it is asked or shown any more."""
    live = (ExcerptState.OFFERED, ExcerptState.RELEASED)
    query = select(Excerpt).where(Excerpt.case_id == case.id, Excerpt.state.in_(live))
    for excerpt in db.session.scalars(query).all():
        excerpt.state, excerpt.decided_at = ExcerptState.REVOKED, now()
        _note(by, "revoke_excerpt", excerpt, case)


def _note(by: Actor, action: str, excerpt: Excerpt, case: Case) -> None:
    record(
        by,
        action,
        "case",
        case,
        organisation=case.organisation.public_id,
        records=(excerpt.public_id,),
    )
