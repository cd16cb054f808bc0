"""Signing in and out, setting a password, language, and choosing an organisation."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.authentication import TooManyAttempts, by_password, complete, leave
from app.accounts.demo_accounts import demo_accounts
from app.accounts.forms.signing_in import SetPasswordForm, SignInForm
from app.accounts.passwords import hash_password, weakness
from app.accounts.trail import own_trail
from app.accounts.trail_words import action_word
from app.audit import AuditIdentity, Entry, note_at_once
from app.clock import now
from app.database import db, in_transaction
from app.people.models import OneTimeLink, Person
from app.people.operations import hashed, set_password_hash
from app.people.permissions import active_memberships
from app.people.roles import ROLE_LABELS
from app.refusals import Invalid, Refused
from app.web.access import PUBLIC, SIGNED_IN, access, actor, me, organisations_of
from app.web.security import local_path

blueprint = Blueprint("accounts", __name__)
LANGUAGES = ("nl", "en")


@blueprint.route("/aanmelden", methods=["GET", "POST"])
@access(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask who somebody is."""
    form = SignInForm()
    target = local_path(request.values.get("next"), url_for("pages.home"))
    if g.person is not None and request.method == "GET":
        return redirect(target)
    if not form.validate_on_submit():
        form.next.data = target
        page = render_template("accounts/sign_in.html", form=form, demo=demo_accounts())
        return page, 422 if form.is_submitted() else 200
    try:
        person = by_password(
            form.email.data or "", form.password.data or "", request.remote_addr or ""
        )
    except TooManyAttempts:
        abort(429)
    if person is None:
        form.refuse(Invalid(_("Dit e-mailadres en wachtwoord horen niet bij elkaar.")))
        return render_template("accounts/sign_in.html", form=form, demo=demo_accounts()), 422
    complete(person, reference_for(person))
    return redirect(target)


def reference_for(person: Person) -> str:
    """The reference of a person in the audit trail."""
    query = select(AuditIdentity.reference).where(AuditIdentity.person_id == person.id)
    return db.session.scalar(query) or ""


@blueprint.post("/afmelden")
@access(PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Leave."""
    if g.person is not None:
        note_at_once(Entry(actor(), "sign_out", "person", g.person.public_id))
    leave()
    flash(_("Je bent afgemeld."), "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/wachtwoord/<token>", methods=["GET", "POST"])
@access(PUBLIC)
@in_transaction
def set_password(token: str) -> ResponseReturnValue:
    """Set a password with a link that works once."""
    link = db.session.scalar(select(OneTimeLink).where(OneTimeLink.token_hash == hashed(token)))
    if link is None or link.used_at is not None or link.expires_at < now():
        raise Refused("link")
    person = db.session.get_one(Person, link.person_id)
    form = SetPasswordForm()
    if form.validate_on_submit():
        problem = weakness(form.password.data or "", person.email)
        if problem is None:
            link.used_at = now()
            set_password_hash(person, hash_password(form.password.data or ""), by=actor())
            flash(_("Je wachtwoord is ingesteld. Meld je nu aan."), "success")
            return redirect(url_for("accounts.sign_in"))
        form.refuse(problem)
    page = render_template("accounts/set_password.html", form=form, person=person)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/account")
@access(SIGNED_IN)
def account() -> ResponseReturnValue:
    """One's own details and roles, and what one did last."""
    return render_template(
        "accounts/account.html",
        person=me,
        memberships=active_memberships(me),
        role_labels=ROLE_LABELS,
        organisations=organisations_of(me),
        recent=own_trail(g.reference),
        action_word=action_word,
    )


@blueprint.post("/organisatie")
@access(SIGNED_IN)
def choose_organisation() -> ResponseReturnValue:
    """Go on in another organisation in which one has a role."""
    chosen = request.form.get("organisation", "")
    if chosen not in {one.public_id for one in organisations_of(me)}:
        raise Refused("organisation", chosen[:16])
    session["organisation"] = chosen
    return redirect(url_for("pages.home"))


@blueprint.post("/taal")
@access(PUBLIC)
def set_language() -> ResponseReturnValue:
    """Read on in Dutch or English."""
    chosen = request.form.get("language", "nl")
    session["language"] = chosen if chosen in LANGUAGES else "nl"
    return redirect(local_path(request.form.get("next"), url_for("pages.home")))
