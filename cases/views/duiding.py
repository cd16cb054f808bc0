"""The duiding: the analyst reads one case after another, beside what the reporters chose."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.audit import Entry, Outcome, note_at_once
from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import access, actor, here, me, note_reading, roles
from app.web.errors import PUBLIC_ID
from cases.forms.duiding import ReadingForm, choosable, reading_values
from cases.models.case import Case
from cases.operations.react import interpret, interpret_as_told
from cases.permissions import case_to_interpret
from cases.queries.cases import paged
from cases.queries.lists import active_bouwstenen, procedures_of
from cases.queries.reading import (
    Progress,
    cases_read,
    cases_to_read,
    next_to_read,
    reading_of,
    reading_progress,
    reading_tags,
    readings_of,
)
from cases.queries.suggesting import suggested_for
from cases.terms import Obstacle
from cases.views.show import page_number

blueprint = Blueprint("duiding", __name__)
ANALYST = roles(Role.ANALYST)
# The buttons that lead on to the next case of the list.
NEXT, AS_TOLD, SKIP = "next", "as_told", "skip"
SKIPPED, MOST_SKIPPED = "skipped_readings", 200


@dataclass(frozen=True)
class Way:
    """One of the two lists, as its tab."""

    words: str
    url: str
    current: bool


@blueprint.get("/casussen/duiden")
@access(ANALYST)
def to_read() -> ResponseReturnValue:
    """The shared cases that wait for a duiding, or the ones that have one."""
    done = request.args.get("tab") == "gedaan"
    query = cases_read(me, here.id) if done else cases_to_read(me, here.id, skipped())
    found = paged(query, page_number(request.args.get("pagina", "1")))
    note_reading("case", [case.public_id for case in found.cases], "list")
    progress = reading_progress(me, here.id)
    return render_template(
        "cases/duiding/to_read.html",
        found=found,
        done=done,
        ways=_ways(progress, done),
        progress=progress,
        skipped=skipped(),
        readings=readings_of(found.cases),
        url_for_page=lambda number: url_for(
            "duiding.to_read", tab="gedaan" if done else None, pagina=number
        ),
    )


def _ways(progress: Progress, done: bool) -> list[Way]:
    return [
        Way(_("Nog te duiden (%(n)s)", n=progress.waiting), url_for("duiding.to_read"), not done),
        Way(_("Gedaan (%(n)s)", n=progress.done), url_for("duiding.to_read", tab="gedaan"), done),
    ]


@blueprint.get("/casussen/duiden/volgende")
@access(ANALYST)
def next_case() -> ResponseReturnValue:
    """On to the case that is first in the list; to the list when nothing is left."""
    case = next_to_read(me, here.id, skipped())
    if case is None:
        flash(_("Alle casussen hebben een duiding."), "success")
        return redirect(url_for("duiding.to_read"))
    return redirect(url_for("duiding.interpret_case", public_id=case.public_id))


@blueprint.route("/casussen/<public_id>/duiding", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def interpret_case(public_id: str) -> ResponseReturnValue:
    """Write the analyst's reading beside the reporter's tags."""
    then = request.form.get("then", "")
    try:
        case = case_to_interpret(public_id, me)
    except Refused as refusal:
        if then not in (NEXT, AS_TOLD, SKIP):
            raise
        return _gone(refusal)
    if then == SKIP:
        return _skip(case)
    form = _form(case)
    if form.validate_on_submit():
        try:
            _keep(case, form, as_told=then == AS_TOLD)
        except Invalid as error:
            form.refuse(error)
        else:
            return _on(case, then)
    return _page(case, form)


def waiting() -> int:
    """How many cases wait for a duiding here, for the pages that lead an analyst to the list."""
    return reading_progress(me, here.id).waiting


def skipped() -> list[str]:
    """What this analyst put off, oldest first; it goes behind, until the session ends."""
    return list(session.get(SKIPPED, []))


def _skip(case: Case) -> ResponseReturnValue:
    """Leave it for later. What was chosen meanwhile is not kept: nothing was decided."""
    others = [one for one in skipped() if one != case.public_id]
    session[SKIPPED] = [*others, case.public_id][-MOST_SKIPPED:]
    flash(_("Overgeslagen. De casus staat nu achteraan in de lijst."), "info")
    return redirect(url_for("duiding.next_case"))


def _gone(refusal: Refused) -> ResponseReturnValue:
    """Halfway the list a case is no longer there: refused and noted as ever, but one can go on."""
    record = refusal.record if PUBLIC_ID.fullmatch(refusal.record) else ""
    note_at_once(Entry(actor(), "refused", refusal.kind, record, outcome=Outcome.REFUSED))
    flash(_("Deze casus is er niet meer, of is niet meer voor jou zichtbaar."), "warning")
    return redirect(url_for("duiding.to_read"))


def _form(case: Case) -> ReadingForm:
    form = ReadingForm(data=reading_values(reading_of(case)))
    form.offer(choosable(active_bouwstenen(case.organisation_id), case, reading_tags(case)))
    return form


def _keep(case: Case, form: ReadingForm, *, as_told: bool) -> None:
    seen = form.seen.data or ""
    if as_told:
        interpret_as_told(case, person=me, nature=form.chosen_nature, by=actor(), seen=seen)
    else:
        interpret(case, person=me, by=actor(), seen=seen, **form.reading())


def _on(case: Case, then: str) -> ResponseReturnValue:
    flash(_("Je duiding is bewaard."), "success")
    if then in (NEXT, AS_TOLD):
        return redirect(url_for("duiding.next_case"))
    return redirect(url_for("cases.case", public_id=case.public_id))


def _page(case: Case, form: ReadingForm) -> ResponseReturnValue:
    """The case beside the form. After a refusal the next press answers what stands there now."""
    note_reading("case", [case.public_id], "interpret")
    reading = reading_of(case)
    refused = form.is_submitted()
    form.seen.data = reading_values(reading)["seen"]
    suggested = suggested_for(case, me)
    page = render_template(
        "cases/duiding/interpret_case.html",
        form=form,
        case=case,
        progress=reading_progress(me, here.id),
        suggested=suggested,
        obstacle=Obstacle(suggested.obstacle[0].value) if suggested.obstacle else None,
        procedures=procedures_of(case.organisation_id),
        reading=reading if refused else None,
        reading_tags=reading_tags(case) if refused else (),
        told={tag.bouwsteen.public_id: tag.direction for tag in case.tags},
    )
    return page, 422 if refused else 200
