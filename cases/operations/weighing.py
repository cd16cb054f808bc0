"""Keeping the worksheet of a weighing, and taking its text over into the case."""

from collections.abc import Collection, Mapping

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.refusals import Invalid
from cases.lifecycle import SHARED_STATES, CaseState
from cases.models.case import Case
from cases.models.weighing import CaseWeighing
from cases.motivation import FIELDS
from cases.operations.announce import announce
from cases.operations.findings import find_personal_data, kept_places, screened_places
from cases.operations.log import keep_revision
from cases.queries.weighing import motivation_of, weighing_of

LONGEST = 20_000


def keep_weighing(case: Case, answers: Mapping[str, str]) -> CaseWeighing:
    """Keep the worksheet. Like a draft it is the reporter's own: nothing is announced or noted."""
    found = weighing_of(case)
    if found is None:
        found = CaseWeighing(case_id=case.id, changed_at=now())
        db.session.add(found)
    for name in FIELDS:
        setattr(found, name, clean_text(answers.get(name, "")).strip())
    found.changed_at = now()
    db.session.flush()
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
