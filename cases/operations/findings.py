"""What looks like personal data in a case: finding it, replacing it, stating that it is none.

A decision is about words: it holds for every place of the case where the same words stand open.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import db
from app.people.models import Person
from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import replace, scan_fields
from app.personal_data.screening import plain
from app.refusals import Invalid, LooksPersonal
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import TEXT_FIELDS, Case
from cases.models.history import CaseFinding, Decision
from cases.operations.allowed_words import allow_word
from cases.operations.announce import announce
from cases.operations.forgetting import forget_words, plan_scrub
from cases.operations.provisions import sync_provisions
from cases.queries.allowed_words import own_words, words_allowed

FIELD_LABELS = {
    "title": "Titel",
    "situation": "Wat gebeurde er?",
    "standard_procedure": "Wat schrijft de standaard voor?",
    "law": "Welke wet of welk artikel?",
    "deviation": "Wat deed je, of wat had je willen doen?",
    "consideration": "Wat woog je af?",
    "in_the_way": "Wat zat er in de weg?",
    "partners": "Met wie werkte je samen?",
    "wish": "Wat wilde de ander zelf?",
    "outcome": "Hoe liep het af?",
}

Place = tuple[str, str]
"""A field, and words in it."""


def texts_of(case: Case) -> dict[str, str]:
    """The texts of a case by field."""
    return {name: getattr(case, name) or "" for name in TEXT_FIELDS}


def found_in(case: Case, texts: Mapping[str, str]) -> dict[str, list[Finding]]:
    """What looks like personal data in texts of this case; its own organisation is none."""
    own = own_words(case.organisation_id)
    return scan_fields(texts, words_allowed(case.organisation_id), own)


def without_findings(organisation_id: int, text: str) -> str:
    """A text with all that looks like personal data replaced, where nobody can be asked."""
    allowed, own = words_allowed(organisation_id), own_words(organisation_id)
    return replace(text, scan_fields({"text": text}, allowed, own)["text"])


def find_personal_data(case: Case, kept: Collection[Place] | None = None) -> list[CaseFinding]:
    """Scan the texts anew; what the writer has kept in a field stays kept there.

    Who changes the texts asks for `kept_places` before, and gives it here: afterwards nobody can
    tell any more which words the old places were about.
    """
    stays = kept_places(case) if kept is None else kept
    db.session.execute(delete(CaseFinding).where(CaseFinding.case_id == case.id))
    found = [
        CaseFinding(
            case_id=case.id,
            field=name,
            start=one.start,
            end=one.end,
            kind=one.kind,
            decision=Decision.KEPT if (name, one.text) in stays else Decision.OPEN,
        )
        for name, findings in found_in(case, texts_of(case)).items()
        for one in findings
    ]
    db.session.add_all(found)
    db.session.flush()
    return found


def screened_places(
    case: Case, texts: Mapping[str, str], *, by: Actor, stated: Collection[str] = ()
) -> set[Place]:
    """Refuse new words by which a person may be known in a case that others read.

    What was kept in a field may stay there, and so may what the writer states now to be no
    personal data; gives all that may stay. A field that is not changed stops nobody here.
    """
    now_there, before = texts_of(case), kept_places(case)
    changed = {name for name, text in texts.items() if text != now_there[name]}
    found = {
        (name, one.text)
        for name, findings in found_in(case, {**now_there, **texts}).items()
        for one in findings
        if name in changed
    }
    may_stay = {plain(words) for words in stated}
    doubtful = [one for one in found - before if plain(one[1]) not in may_stay]
    if doubtful:
        field = min((one[0] for one in doubtful), key=TEXT_FIELDS.index)
        raise LooksPersonal(field, [plain(words) for _field, words in sorted(doubtful)])
    if found - before:
        _note(by, "keep_findings", case)
    return before | found


def excerpt(case: Case, finding: CaseFinding) -> str:
    """The words that a finding is about."""
    return (getattr(case, finding.field) or "")[finding.start : finding.end]


def findings_of(case: Case) -> list[CaseFinding]:
    """What the scan found in a case, in the order of the form."""
    query = select(CaseFinding).where(CaseFinding.case_id == case.id)
    found = db.session.scalars(query).all()
    return sorted(found, key=lambda one: (TEXT_FIELDS.index(one.field), one.start))


def open_findings(case: Case) -> list[CaseFinding]:
    """What still waits for the writer's word."""
    return [one for one in findings_of(case) if one.decision is Decision.OPEN]


def kept_places(case: Case) -> set[Place]:
    """What the writer has stated to be no personal data, and in which field."""
    found = findings_of(case)
    return {(one.field, excerpt(case, one)) for one in found if one.decision is Decision.KEPT}


def kept_words(case: Case) -> set[str]:
    """What the writer has stated to be no personal data."""
    return {words for _field, words in kept_places(case)}


def replace_findings(case: Case, *, by: Actor, words: str | None = None) -> None:
    """Replace findings by their placeholder, here and wherever the old text is kept.

    All that are open, or those with these words, also when they were kept before.
    """
    chosen = _with_words(case, words) if words is not None else open_findings(case)
    if not chosen:
        return
    kept, before = kept_places(case), texts_of(case)
    found = [
        (one.field, Finding(one.start, one.end, Kind(one.kind), excerpt(case, one)))
        for one in chosen
    ]
    for name in {field for field, _one in found}:
        setattr(case, name, replace(before[name], [one for field, one in found if field == name]))
    forget_words(case, {one.text: one.kind for _field, one in found}, before)
    case.version += 1
    case.changed_at = now()
    find_personal_data(case, kept)
    sync_provisions(case)
    plan_scrub()
    announce(case)
    _note(by, "replace_personal_data", case)


def _with_words(case: Case, words: str) -> list[CaseFinding]:
    return [one for one in findings_of(case) if excerpt(case, one) == words]


def keep_findings(case: Case, *, by: Actor, words: str | None = None) -> None:
    """State that the open findings, or those with these words, are no personal data."""
    chosen = _with_words(case, words) if words is not None else open_findings(case)
    for finding in chosen:
        finding.decision = Decision.KEPT
    if chosen:
        _note(by, "keep_findings", case)


def reopen_findings(case: Case, *, by: Actor, words: str) -> None:
    """Take back that these words are no personal data: the writer decides once more."""
    if case.state in SHARED_STATES:
        # Others read it meanwhile: nothing may wait there for a decision.
        raise Invalid("Anderen lezen deze casus al. Vervang de woorden als ze weg moeten.")
    for finding in _with_words(case, words):
        finding.decision = Decision.OPEN
    _note(by, "reopen_findings", case)


def allow_finding(case: Case, *, person: Person, by: Actor, words: str) -> None:
    """Put words on the organisation's list, and look anew at this case and the person's drafts.

    Others' drafts follow when they are saved or shared.
    """
    allow_word(case.organisation, words, by=by)
    drafts = db.session.scalars(
        select(Case).where(
            Case.reporter_id == person.id,
            Case.organisation_id == case.organisation_id,
            Case.state == CaseState.DRAFT,
        )
    ).all()
    for one in {case, *drafts}:
        find_personal_data(one)


def _note(by: Actor, action: str, case: Case) -> None:
    record(by, action, "case", case, organisation=case.organisation.public_id)
