"""Pages that belong to no feature: the way in, the promises, and what machines ask for."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, g, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy import text

from app.clock import now
from app.database import db
from app.people.audience_table import AUDIENCE_TABLE
from app.people.roles import Role
from app.web.access import PUBLIC, SIGNED_IN, WITH_GUESTS, access, current_roles, me
from app.web.beginnings import nothing_begun

blueprint = Blueprint("pages", __name__)

# Where each role starts its day, first match first; the packages are wired in `leerlus.py`.
starts: list[tuple[frozenset[Role], str]] = []


def start_at(endpoint: str, *roles: Role) -> None:
    """Say where a role starts."""
    if (frozenset(roles), endpoint) not in starts:
        starts.append((frozenset(roles), endpoint))


@blueprint.get("/")
@access(SIGNED_IN)
def home() -> ResponseReturnValue:
    """Lead each to the page where their work is; who has begun with nothing, to what is first."""
    if nothing_begun():
        return redirect(url_for("beginnings.first_steps"))
    held = current_roles()
    for roles, endpoint in starts:
        if held & roles:
            return redirect(url_for(endpoint))
    return redirect(url_for("accounts.account"))


@blueprint.get("/formulier-sleutel")
@access(WITH_GUESTS)
def form_key() -> ResponseReturnValue:
    """A fresh token for a form that stayed open, and whose it is; other sites cannot read it."""
    return jsonify({"token": generate_csrf(), "person": me.public_id})


@blueprint.get("/wie-ziet-wat")
@access(PUBLIC)
def who_sees_what() -> ResponseReturnValue:
    """Who sees what I write: the access table in plain words, under the signed house rules."""
    return render_template(
        "pages/who_sees_what.html", organisation=g.organisation, groups=AUDIENCE_TABLE
    )


@blueprint.get("/toegankelijkheid")
@access(PUBLIC)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("pages/accessibility.html")


@blueprint.get("/privacy")
@access(PUBLIC)
def privacy() -> ResponseReturnValue:
    """What is kept of whom."""
    return render_template("pages/privacy.html")


@blueprint.get("/kwetsbaarheid-melden")
@access(PUBLIC)
def vulnerability() -> ResponseReturnValue:
    """How to report a weakness."""
    return render_template("pages/vulnerability.html")


@blueprint.get("/.well-known/security.txt")
@access(PUBLIC)
def security_txt() -> ResponseReturnValue:
    """RFC 9116; the date moves along, so that it is never stale while the site is up."""
    contact = current_app.config.get("SECURITY_CONTACT") or url_for(
        "pages.vulnerability", _external=True
    )
    expires = (now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: nl, en", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/gezond")
@access(PUBLIC)
def health() -> ResponseReturnValue:
    """Whether the database answers, for who watches over the machine."""
    db.session.execute(text("SELECT 1"))
    return Response("in orde\n", mimetype="text/plain")
