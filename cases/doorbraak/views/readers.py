"""The reporter's yes or no to who came into the session later."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.refusals import Invalid
from app.web.access import SIGNED_IN, access, actor, me, note_reading
from app.web.language import refusal_words
from cases.doorbraak.admission import consent_to_answer
from cases.doorbraak.operations.readers import answer_newcomer
from cases.doorbraak.permissions import own_item
from cases.doorbraak.queries.readers import newcomers_of

blueprint = Blueprint("doorbraak_readers", __name__)


@blueprint.get("/doorbraak/bespreking/<public_id>/lezers")
@access(SIGNED_IN)
def readers(public_id: str) -> ResponseReturnValue:
    """Who came later and wants to read one's own case, and what was answered."""
    item = own_item(public_id, me)
    note_reading("case", [item.case.public_id], "review")
    return render_template(
        "cases/doorbraak/readers/newcomers.html", item=item, newcomers=newcomers_of(item)
    )


@blueprint.post("/doorbraak/lezers/<public_id>/<any(ja,nee):answer>")
@access(SIGNED_IN)
@in_transaction
def answer(public_id: str, answer: str) -> ResponseReturnValue:
    """Say yes or no to somebody."""
    consent = consent_to_answer(public_id, me)
    admitted = answer == "ja"
    try:
        answer_newcomer(consent, admitted=admitted, by=actor())
    except Invalid as error:
        flash(refusal_words(error), "error")
    else:
        flash(_done(consent.person.name, admitted=admitted), "success")
    return redirect(url_for("doorbraak_readers.readers", public_id=consent.item.public_id))


def _done(name: str, *, admitted: bool) -> str:
    if admitted:
        return str(_("%(name)s mag je casus lezen in deze sessie.", name=name))
    words = _("%(name)s leest je casus niet, en is er niet bij als hij besproken wordt.", name=name)
    return str(words)
