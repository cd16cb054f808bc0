"""The page that tells an analyst what Leerlus learned of decisions, and the way back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid, Refused
from app.web.access import access, actor, here, roles
from app.web.language import refusal_words
from learning.operations.fitting import choose_weights
from learning.queries.learned import learned_from_decisions
from learning.queries.weights import last_fit
from learning.similarity.judged import LEAST

blueprint = Blueprint("weights", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.get("/patronen/werkbank/gewichten")
@access(ANALYST)
def weights() -> ResponseReturnValue:
    """What counts more and what counts less since there were decisions to learn from."""
    return render_template(
        "learning/weights/weights.html",
        learned=learned_from_decisions(here.id),
        least=LEAST,
    )


@blueprint.post("/patronen/werkbank/gewichten/gewoon")
@access(ANALYST)
@in_transaction
def use_default() -> ResponseReturnValue:
    """Go back to the default weights."""
    return _choose(_("De gewone weging geldt vanaf de volgende zoekronde."), own=False)


@blueprint.post("/patronen/werkbank/gewichten/geleerd")
@access(ANALYST)
@in_transaction
def use_learned() -> ResponseReturnValue:
    """Use what was learned again."""
    return _choose(_("De geleerde weging geldt vanaf de volgende zoekronde."), own=True)


def _choose(text: str, *, own: bool) -> ResponseReturnValue:
    fit = last_fit(here.id)
    if fit is None:
        raise Refused("fitted_weights", "")
    try:
        choose_weights(fit, own=own, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(text, "success")
    return redirect(url_for("weights.weights"))
