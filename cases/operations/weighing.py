"""Keeping the worksheet of a weighing, and taking its text over into the case."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.refusals import Invalid, Stale
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.models.weighing import CaseWeighing
from cases.motivation import FIELDS
from cases.operations.announce import announce
from cases.operations.findings import find_personal_data, kept_places, screened_places
from cases.operations.log import keep_revision
from cases.queries.weighing import motivation_of

LONGEST = 20_000


def keep_weighing(case: Case, answers: Mapping[str, str], *, version: int) -> int:
    """Keep the worksheet, and give its new version; another window's answers are not overwritten.

    `version` is the one that the form began with, 0 for a worksheet without answers. Like a draft
    it is the reporter's own: nothing is announced or noted.
    """
    texts = {name: clean_text(answers.get(name, "")).strip() for name in FIELDS}
    found = _held(case)
    if all(getattr(found, name) == text for name, text in texts.items()):
        return found.version
    if found.version != version:
        raise Stale
    for name, text in texts.items():
        setattr(found, name, text)
    found.version += 1
    found.changed_at = now()
    db.session.flush()
    return found.version


def _held(case: Case) -> CaseWeighing:
    """The worksheet as it is now, held until the end of the transaction; made when there is none.

    Two windows that begin one at the same moment wait for each other at the case.
    """
    db.session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    query = select(CaseWeighing).where(CaseWeighing.case_id == case.id)
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        found = CaseWeighing(case_id=case.id, version=0, changed_at=now())
        for name in FIELDS:
            setattr(found, name, "")
        db.session.add(found)
    return found


def use_motivation(case: Case, *, by: Actor, stated: Collection[str] = ()) -> None:
    """Put the text for the file under the consideration of the case, which its readers read.

    Pressing twice adds it once. What looks like personal data does not enter a shared case.
    """
    if case.state is CaseState.IN_REVIEW:
        raise Invalid("Deze casus wordt nu besproken. Je kunt de tekst daarna weer aanpassen.")
    text = motivation_of(case)
    if not text:
        raise Invalid("Vul eerst een of meer vragen in.")
    if text in case.consideration:
        return
    longer = "\n\n".join(part for part in (case.consideration.strip(), text) if part)
    if len(longer) > LONGEST:
        raise Invalid("Je afweging wordt te lang. Maak de tekst eerst korter.")
    kept = kept_places(case)
    if case.state in SHARED_STATES:
        kept = screened_places(case, {"consideration": longer}, by=by, stated=stated)
    keep_revision(case)
    case.consideration = longer
    find_personal_data(case, kept)
    announce(case)
    record(by, "edit_case", "case", case, organisation=case.organisation.public_id)
