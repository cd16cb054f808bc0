"""The privacy officer's desk: the trail of who did what. No case content stands in it."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.forms.privacy import TrailForm
from app.accounts.trail import trail_of
from app.accounts.trail_words import ORIGINS, OUTCOMES, action_word, kind_word
from app.audit import Entry, note_at_once
from app.people.roles import Role
from app.web.access import access, actor, here, roles
from app.web.navigation import Entry as MenuEntry

blueprint = Blueprint("privacy_desk", __name__)
PRIVACY_OFFICER = frozenset({Role.PRIVACY_OFFICER})
MENU = (
    MenuEntry("Logboek", "privacy_desk.trail", PRIVACY_OFFICER, 70),
    MenuEntry("Rollen bevestigen", "confirming.confirmations", PRIVACY_OFFICER, 72),
)


@dataclass(frozen=True)
class Page:
    """What the pagination asks for."""

    number: int
    pages: int
    chosen: dict[str, str]

    def url_for(self, number: int) -> str:
        """The address of another page with the same choices."""
        return url_for("privacy_desk.trail", pagina=number, **self.chosen)  # type: ignore[arg-type]


@blueprint.get("/privacy/logboek")
@access(roles(Role.PRIVACY_OFFICER))
def trail() -> ResponseReturnValue:
    """Who did what, when, from where; looking here is noted as well."""
    form = TrailForm(request.args)
    form.offer_actions()
    found = trail_of(here, form.chosen(), _number(request.args.get("pagina", "1")))
    note_at_once(Entry(actor(), "read_trail", "audit", organisation=here.public_id))
    chosen = {name: request.args[name] for name in ("actie", "van", "tot") if name in request.args}
    return render_template(
        "accounts/privacy/trail.html",
        form=form,
        found=found,
        page=Page(found.number, found.pages, chosen),
        words={"action": action_word, "kind": kind_word},
        origins=ORIGINS,
        outcomes=OUTCOMES,
        who=partial(_who, found.names),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _who(names: dict[str, str], reference: str) -> str:
    """The name behind a reference; nobody for the machine, a mark for who was erased."""
    return names.get(reference, "[gewist]") if reference else ""
