"""The leerbrief: read by everybody of the organisation, made by its analyst."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.permissions import analysing_organisations
from app.people.roles import Role
from app.refusals import Invalid, Refused, Stale
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading, roles
from app.web.documents import document, pdf_is_possible
from app.web.language import refusal_words
from learning.forms.telling import NewsletterForm, newsletter_form
from learning.lifecycle.proposals import DOOR_LABELS
from learning.models.telling import Newsletter, PartKind
from learning.operations import newsletters as operations
from learning.permissions.telling import can_edit, newsletter_to_edit, readable_newsletter
from learning.queries.newsletters import (
    Part,
    drafts_read_by,
    newsletters_read_by,
    parts_of,
    parts_to_read,
    quarters_to_tell_of,
)

blueprint = Blueprint("newsletters", __name__)
ANALYST = roles(Role.ANALYST)
KIND_LABELS = {
    PartKind.PATTERN: "Een patroon",
    PartKind.EXAMPLE: "Een goed voorbeeld",
    PartKind.CHANGE: "Een verandering",
    PartKind.PROVEN: "Een verbetering die helpt",
}


@blueprint.get("/leerbrief")
@access(SIGNED_IN)
def newsletter_list() -> ResponseReturnValue:
    """The newest leerbrief and the earlier ones; for the analyst also drafts and new quarters."""
    host = here.id if g.organisation else 0
    letters = newsletters_read_by(me, host)
    current = letters[0] if letters else None
    edits = host in analysing_organisations(me)
    return render_template(
        "learning/telling/newsletters.html",
        current=current,
        parts=_shown(current) if current else [],
        earlier=letters[1:],
        drafts=drafts_read_by(me, host),
        quarters=quarters_to_tell_of(host) if edits else [],
        doors=DOOR_LABELS,
        pdf=pdf_is_possible(),
    )


@blueprint.get("/leerbrief/<public_id>")
@access(SIGNED_IN)
def newsletter(public_id: str) -> ResponseReturnValue:
    """One leerbrief as everybody reads it; for the analyst also a draft, before publishing it."""
    found = readable_newsletter(public_id, me)
    return render_template(
        "learning/telling/newsletter.html",
        newsletter=found,
        parts=_shown(found),
        may_edit=can_edit(found, me),
        doors=DOOR_LABELS,
        pdf=pdf_is_possible(),
    )


@blueprint.get("/leerbrief/<public_id>/leerbrief.pdf")
@access(SIGNED_IN)
def newsletter_pdf(public_id: str) -> ResponseReturnValue:
    """The same to take along."""
    found = readable_newsletter(public_id, me)
    if not pdf_is_possible():
        flash(_("Een pdf maken lukt op deze server niet. Druk de pagina zelf af."), "error")
        return redirect(url_for("newsletters.newsletter", public_id=public_id))
    return document(
        "pdf",
        f"leerbrief-{found.quarter}",
        "documents/newsletter.html",
        newsletter=found,
        parts=_shown(found),
        doors=DOOR_LABELS,
    )


def _shown(found: Newsletter) -> list[Part]:
    """The parts to read; what stands in the words of a reporter is noted before it is shown."""
    parts = parts_to_read(found)
    note_reading("excerpt", [one.key for one in parts if one.kind is PartKind.EXAMPLE])
    return parts


@blueprint.post("/leerbrief/nieuw")
@access(ANALYST)
@in_transaction
def begin() -> ResponseReturnValue:
    """Make a draft for a quarter out of what is new."""
    if here.id not in analysing_organisations(me):
        raise Refused("page")
    asked = request.form.get("quarter", "")
    quarters = [one for one in quarters_to_tell_of(here.id) if one.code == asked]
    try:
        if not quarters:
            raise Invalid("Van dit kwartaal is er al een leerbrief.")
        made = operations.begin_newsletter(here, quarters[0], by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
        return redirect(url_for("newsletters.newsletter_list"))
    flash(
        _("Het concept is gemaakt van wat er nieuw is. Alleen leeranalisten zien het."), "success"
    )
    return redirect(url_for("newsletters.edit", public_id=made.public_id))


@blueprint.route("/leerbrief/<public_id>/bewerken", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def edit(public_id: str) -> ResponseReturnValue:
    """Change title, opening, words and order, and leave parts out."""
    found = readable_newsletter(public_id, me)
    form = newsletter_form(found, list(request.form))
    if not can_edit(found, me):
        return _too_late(found, form)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            operations.edit_newsletter(found, form.written(found), by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        except Stale:
            # Sent once more, these words count.
            status, form.version.data = 409, str(found.version)
        else:
            flash(_("Bewaard. Zo ziet de leerbrief eruit."), "success")
            return redirect(url_for("newsletters.newsletter", public_id=public_id))
    return _edit_page(found, form, stale=status == 409), status


def _too_late(found: Newsletter, form: NewsletterForm) -> ResponseReturnValue:
    """Somebody published it while an analyst was typing: those words stay on the screen."""
    if not form.is_submitted() or found.organisation_id not in analysing_organisations(me):
        raise Refused("newsletter", found.public_id)
    return _edit_page(found, form, stale=True, closed=True), 409


def _edit_page(
    found: Newsletter, form: NewsletterForm, *, stale: bool, closed: bool = False
) -> str:
    parts = parts_of(found)
    note_reading("excerpt", [one.key for one in parts if one.quote])
    return render_template(
        "learning/telling/edit_newsletter.html",
        newsletter=found,
        form=form,
        parts=parts,
        stale=stale,
        closed=closed,
        kinds=KIND_LABELS,
    )


@blueprint.post("/leerbrief/<public_id>/aanvullen")
@access(ANALYST)
@in_transaction
def add_new(public_id: str) -> ResponseReturnValue:
    """Add what has become new since the draft was made."""
    found = newsletter_to_edit(public_id, me)
    if operations.add_new_parts(found, by=actor()):
        flash(_("Wat nieuw is, staat onderaan."), "success")
    else:
        flash(_("Er is niets nieuws bij gekomen."), "success")
    return redirect(url_for("newsletters.edit", public_id=public_id))


@blueprint.post("/leerbrief/<public_id>/publiceren")
@access(ANALYST)
@in_transaction
def publish(public_id: str) -> ResponseReturnValue:
    """Publish the version that was on the page, once."""
    found = newsletter_to_edit(public_id, me)
    version = request.form.get("version", "")
    try:
        operations.publish_newsletter(
            found, version=int(version) if version.isdecimal() else 0, by=actor()
        )
    except Invalid as error:
        flash(refusal_words(error), "error")
    except Stale:
        flash(_("Iemand heeft de leerbrief intussen aangepast. Lees hem eerst nog eens."), "error")
    else:
        flash(_("De leerbrief is gepubliceerd. Iedereen in je organisatie leest hem."), "success")
    return redirect(url_for("newsletters.newsletter", public_id=public_id))


@blueprint.post("/leerbrief/<public_id>/weggooien")
@access(ANALYST)
@in_transaction
def drop(public_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    operations.drop_newsletter(newsletter_to_edit(public_id, me), by=actor())
    flash(_("Het concept is weggegooid."), "success")
    return redirect(url_for("newsletters.newsletter_list"))
