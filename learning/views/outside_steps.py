"""What is done with an item for outside: offering it, a manager's word, taking it back."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, me, note_reading, roles
from app.web.forms import EmptyForm, PlainForm
from learning.forms.outside import APPROVE, DecideOutsideForm, WithdrawForm
from learning.lifecycle.outside import OutsideStep
from learning.models.outside import KIND_LABELS, OutsideItem
from learning.operations import outside as operations
from learning.operations.outside_checks import refusal_of
from learning.permissions.outside import item_for_step
from learning.queries.outside import band_in_words, sheet_of

blueprint = Blueprint("outside_steps", __name__)
ANALYST = roles(Role.ANALYST)
MANAGER = roles(Role.MANAGER)


@blueprint.route("/naar-buiten/<public_id>/aanbieden", methods=["GET", "POST"])
@access(ANALYST)
@in_transaction
def offer(public_id: str) -> ResponseReturnValue:
    """Lay a draft before the manager, after a look at exactly what would leave."""
    found, form = item_for_step(public_id, me, OutsideStep.OFFER), EmptyForm()
    if form.validate_on_submit():
        return _taken(
            form,
            found,
            "offer",
            lambda: operations.offer_outside(found, by=actor(), stated=form.stated),
            _("Aangeboden. De manager ziet nu dat het er ligt."),
        )
    return _page("offer", form, found)


@blueprint.route("/naar-buiten/<public_id>/beslissing", methods=["GET", "POST"])
@access(MANAGER)
@in_transaction
def decide(public_id: str) -> ResponseReturnValue:
    """A manager's word, on the page that shows exactly what leaves."""
    found, form = item_for_step(public_id, me, OutsideStep.APPROVE), DecideOutsideForm()
    if form.validate_on_submit():
        agreed = form.step.data == APPROVE
        said = _("Akkoord. Dit mag naar buiten.") if agreed else _("De leeranalist leest je reden.")
        return _taken(form, found, "decide", lambda: _decide(found, form), said)
    return _page("decide", form, found)


def _decide(found: OutsideItem, form: DecideOutsideForm) -> None:
    if form.step.data == APPROVE:
        operations.approve_outside(found, seen=form.seen.data or "", by=actor())
    else:
        reason = form.reason.data or ""
        operations.refuse_outside(found, reason=reason, by=actor(), stated=form.stated)


@blueprint.route("/naar-buiten/<public_id>/intrekken", methods=["GET", "POST"])
@access(roles(Role.ANALYST, Role.MANAGER))
@in_transaction
def withdraw(public_id: str) -> ResponseReturnValue:
    """Withdraw what was approved; what cannot be recalled is said first."""
    found, form = item_for_step(public_id, me, OutsideStep.WITHDRAW), WithdrawForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        return _taken(
            form,
            found,
            "withdraw",
            lambda: operations.withdraw_outside(
                found, reason=reason, by=actor(), stated=form.stated
            ),
            _("Ingetrokken. Dit gaat niet meer naar buiten."),
        )
    return _page("withdraw", form, found)


@blueprint.post("/naar-buiten/<public_id>/terugnemen")
@access(ANALYST)
@in_transaction
def take_back(public_id: str) -> ResponseReturnValue:
    """Make a draft of what still waits."""
    found = item_for_step(public_id, me, OutsideStep.TAKE_BACK)
    operations.take_back_outside(found, by=actor())
    flash(_("Teruggenomen. Het is weer een concept."), "success")
    return redirect(url_for("outside.item", public_id=public_id))


@blueprint.post("/naar-buiten/<public_id>/herschrijven")
@access(ANALYST)
@in_transaction
def revise(public_id: str) -> ResponseReturnValue:
    """Make a draft of what was refused or withdrawn."""
    found = item_for_step(public_id, me, OutsideStep.REVISE)
    operations.revise_outside(found, by=actor())
    flash(_("Je kunt het weer bewerken. Daarna beslist de manager opnieuw."), "success")
    return redirect(url_for("outside.edit", public_id=public_id))


def _taken(
    form: PlainForm, found: OutsideItem, name: str, take: Callable[[], None], said: str
) -> ResponseReturnValue:
    """Take a step, or show the page again with why it cannot be taken."""
    try:
        take()
    except Invalid as error:
        form.refuse(error)
        return _page(name, form, found)
    flash(said, "success")
    return redirect(url_for("outside.item", public_id=found.public_id))


def _page(name: str, form: PlainForm, found: OutsideItem) -> ResponseReturnValue:
    sheet = sheet_of(found)
    note_reading("excerpt", [one.public_id for one in sheet.excerpts])
    page = render_template(
        f"learning/outside_steps/{name}.html",
        form=form,
        item=found,
        sheet=sheet,
        band=band_in_words(sheet.more_than),
        refusal=refusal_of(found) if name == "offer" else None,
        kinds=KIND_LABELS,
    )
    return page, 422 if request.method == "POST" else 200
