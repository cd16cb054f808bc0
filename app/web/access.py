"""Who may use which page. Every view declares it; a request to a silent view is refused.

The declaration says which roles may knock. Whether this person may see this record is decided
where the record is loaded, by the permission functions of its package.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.local import LocalProxy

from app.audit import Actor, AuditIdentity, Entry, Origin, note_at_once
from app.database import db
from app.people.models import Organisation, Person
from app.people.permissions import active_memberships, roles_in
from app.people.roles import Role
from app.refusals import Refused
from app.web.typed import signed_out_json, signed_out_page, wants_json

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """Who may knock: everybody, everybody who has signed in, or the holders of some roles.

    A guest has no account and comes in for one session of the Doorbraak; nothing is open to guests
    but the pages that say so.
    """

    public: bool = False
    roles: frozenset[Role] = frozenset()
    guests: bool = False


PUBLIC = Access(public=True)
SIGNED_IN = Access()
WITH_GUESTS = Access(guests=True)

# The one page from which a guest goes on, or nothing when the right to come in has ended. Who
# knows of guests registers it; the right is looked up anew at each request.
GuestHome = Callable[[Person], str | None]
guest_homes: list[GuestHome] = []


def receive_guests(home: GuestHome) -> None:
    """Register who knows which page a guest may use, once."""
    if home not in guest_homes:
        guest_homes.append(home)


def roles(*wanted: Role) -> Access:
    """Holders of one of these roles in the organisation in which they are working now."""
    return Access(roles=frozenset(wanted))


def access(rule: Access) -> Callable[[View], View]:
    """Declare who may use a view."""

    def declare(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """What the view of an endpoint declares."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions.get(endpoint), "access", None)


def init_access(app: Flask) -> None:
    """Check each request before its view runs."""
    app.before_request(_identify)
    app.before_request(_check)


def _identify() -> None:
    g.request_id = secrets.token_hex(8)
    g.person, g.organisation, g.reference, g.guest_home = None, None, "", None
    person_id = session.get("person_id")
    if person_id is None:
        return
    person = db.session.get(Person, person_id)
    if person is not None and person.guest:
        g.guest_home = _guest_home(person)
    if person is None or not person.active or (person.guest and g.guest_home is None):
        session.clear()
        return
    g.person = person
    g.organisation = _organisation_of(person)
    g.reference = db.session.scalar(
        select(AuditIdentity.reference).where(AuditIdentity.person_id == person.id)
    )


def _guest_home(person: Person) -> str | None:
    """The page of a guest; a guest whom nobody knows any more is nobody."""
    return next((home for find in guest_homes if (home := find(person))), None)


def _organisation_of(person: Person) -> Organisation | None:
    """The organisation in which this person works now: the chosen one, else the first."""
    chosen = session.get("organisation")
    organisations = organisations_of(person)
    for organisation in organisations:
        if organisation.public_id == chosen:
            return organisation
    return organisations[0] if organisations else None


def organisations_of(person: Person) -> list[Organisation]:
    """The organisations in which a person has a role today, in the order of their memberships."""
    unique = {one.organisation_id: one.organisation for one in active_memberships(person)}
    return list(unique.values())


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = declared_access(current_app, request.endpoint)
    if rule is None:
        raise Refused("undeclared", "")
    if rule.public:
        return None
    if g.person is None:
        return _ask_to_sign_in()
    if g.person.guest and not rule.guests:
        return _keep_guest_out()
    if rule.roles and not (current_roles() & rule.roles):
        raise Refused("page", "")
    return None


def _keep_guest_out() -> ResponseReturnValue:
    """A guest who goes to the front page comes back to their own; the rest is not there."""
    if request.endpoint == "pages.home":
        return redirect(g.guest_home)
    raise Refused("page", "")


def _ask_to_sign_in() -> ResponseReturnValue:
    """Lead to signing in; a form with a text in it keeps that text on the page meanwhile."""
    if wants_json():
        return signed_out_json()
    sign_in = url_for("accounts.sign_in", next=_return_path())
    return signed_out_page() or redirect(sign_in)


def _return_path() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else url_for("pages.home")


def current_roles() -> set[Role]:
    """The roles of the person in the organisation in which they work now."""
    if g.person is None or g.organisation is None:
        return set()
    return roles_in(g.person, g.organisation.id)


def actor() -> Actor:
    """The person of this request, as the audit trail and the operations know them."""
    person: Person | None = g.get("person")
    return Actor(
        Origin.WEB,
        person_id=person.id if person else None,
        reference=g.get("reference") or "",
        request=g.get("request_id") or "",
        address=request.remote_addr or "",
    )


def note_reading(kind: str, public_ids: list[str], action: str = "read") -> None:
    """Note which records a page shows before it answers; without the note there is no answer."""
    if public_ids:
        organisation = g.organisation.public_id if g.organisation else ""
        entry = Entry(actor(), action, kind, records=tuple(public_ids), organisation=organisation)
        note_at_once(entry)


def _signed_in_person() -> Person | None:
    return cast(Person | None, g.get("person")) if has_request_context() else None


def _chosen_organisation() -> Organisation | None:
    """Who has lost every role still reads their own cases; pages about an organisation refuse."""
    if not has_request_context():
        return None
    organisation = cast(Organisation | None, g.get("organisation"))
    if organisation is None:
        raise Refused("page")
    return organisation


# Views declare who may knock, so behind a declaration `me` is never empty.
me = cast(Person, LocalProxy(_signed_in_person))
here = cast(Organisation, LocalProxy(_chosen_organisation))
