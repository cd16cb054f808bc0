"""The administrator's page of words that are no personal data here. It shows no case."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.people.roles import Role
from app.refusals import Invalid
from app.web.access import access, actor, here, roles
from app.web.navigation import Entry
from cases.forms.lists import AllowedWordForm
from cases.operations.allowed_words import allow_word, forget_word
from cases.queries.allowed_words import allowed_word_of, allowed_words_of

blueprint = Blueprint("case_words", __name__)
MENU_ENTRY = Entry(
    "Woorden die mogen", "case_words.allowed_words", frozenset({Role.ADMINISTRATOR}), 65
)


@blueprint.route("/beheer/woorden", methods=["GET", "POST"])
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def allowed_words() -> ResponseReturnValue:
    """The words, with a form to add one."""
    form = AllowedWordForm()
    if form.validate_on_submit():
        try:
            allow_word(here, form.word.data or "", by=actor())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Het woord staat op de lijst."), "success")
            return redirect(url_for("case_words.allowed_words"))
    words = allowed_words_of(here.id)
    page = render_template("cases/lists/allowed_words.html", form=form, words=words)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/beheer/woorden/<public_id>/weg")
@access(roles(Role.ADMINISTRATOR))
@in_transaction
def remove_word(public_id: str) -> ResponseReturnValue:
    """Take a word off the list."""
    forget_word(allowed_word_of(public_id, here.id), organisation=here, by=actor())
    flash(_("Het woord is van de lijst."), "success")
    return redirect(url_for("case_words.allowed_words"))
