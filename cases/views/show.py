"""Reading cases: the list, one case, and what waits for a reaction."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TypeVar

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.people.models import Person
from app.people.roles import Role
from app.sealing import unseal
from app.web.access import SIGNED_IN, access, current_roles, here, me, note_reading, roles
from cases.forms.share import ReactionForm
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.models.lists import Domain, Procedure
from cases.operations.findings import FIELD_LABELS
from cases.permissions import (
    can_interpret,
    can_react,
    can_see_name,
    can_see_team,
    own_case,
    readable_case,
)
from cases.queries.cases import (
    CaseFilter,
    cases_awaiting_reaction,
    is_late,
    listed_cases,
    reaction_due,
    shared_cases,
    shown_reactions,
)
from cases.queries.excerpts import excerpts_read_by
from cases.queries.lists import domains_among, procedures_among
from cases.queries.procedures import kept_address
from cases.queries.reading import reading_of, reading_progress, reading_tags
from cases.queries.response import response_of
from cases.queries.revisions import versions_of
from cases.queries.urgency import urgency_of
from cases.story import story_of
from cases.terms import Kind, Obstacle, choices

blueprint = Blueprint("cases", __name__)
Code = TypeVar("Code", bound=StrEnum)
READERS = roles(Role.PROFESSIONAL, Role.FACILITATOR, Role.ANALYST)


@blueprint.get("/casussen")
@access(READERS)
def case_list() -> ResponseReturnValue:
    """The shared cases that this person may read."""
    chosen = chosen_in_address()
    readable = listed_cases(me)
    domains, procedures = domains_among(readable), procedures_among(readable)
    number = page_number(chosen.pop("pagina", "1"))
    found = shared_cases(me, filter_of(chosen, domains, procedures), page=number)
    note_reading("case", [case.public_id for case in found.cases], "list")
    return render_template(
        "cases/case_list.html",
        found=found,
        lines=[case_line(case, me) for case in found.cases],
        chosen=chosen,
        domains=domains,
        procedures=procedures,
        obstacles=choices(Obstacle),
        kinds=choices(Kind),
        url_for_page=partial(_page_url, chosen),
    )


def chosen_in_address() -> dict[str, str]:
    """What the address asks for; a procedure that was merged stands for the one that stays."""
    chosen = request.args.to_dict()
    if chosen.get("procedure"):
        chosen["procedure"] = kept_address(chosen["procedure"])
    return chosen


def filter_of(
    chosen: dict[str, str], domains: Sequence[Domain], procedures: Sequence[Procedure]
) -> CaseFilter:
    """What an address narrows the list to; something that is not in a list matches nothing."""
    return CaseFilter(
        domain_id=_id_of(domains, chosen.get("domein")),
        procedure_id=_id_of(procedures, chosen.get("procedure")),
        obstacle=_code(Obstacle, chosen.get("knelpunt")),
        kind=_code(Kind, chosen.get("soort")),
    )


def _page_url(chosen: dict[str, str], number: int) -> str:
    return url_for("cases.case_list", **chosen, pagina=number)  # type: ignore[arg-type]


def page_number(text: str) -> int:
    """The number of a page from an address; something else than a number is the first."""
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _id_of(rows: Sequence[Domain] | Sequence[Procedure], public_id: str | None) -> int | None:
    """The key of the chosen row; something that is not in the list matches nothing."""
    if not public_id:
        return None
    return next((row.id for row in rows if row.public_id == public_id), 0)


def _code(kind: type[Code], value: str | None) -> Code | None:
    return next((one for one in kind if one.value == value), None)


def case_line(case: Case, reader: Person) -> dict[str, object]:
    """A case in a list: team and date for who may see them, the quarter for others."""
    return {
        "case": case,
        "see_team": can_see_team(case, reader),
        "see_name": can_see_name(case, reader),
        "own": case.reporter_id == reader.id,
    }


@blueprint.get("/werkvoorraad")
@access(roles(Role.FACILITATOR, Role.ANALYST))
def work_list() -> ResponseReturnValue:
    """Shared cases that nobody has reacted to: what is needed soonest, then the oldest."""
    cases = cases_awaiting_reaction(me)
    note_reading("case", [case.public_id for case in cases], "list")
    return render_template(
        "cases/work_list.html",
        lines=[_waiting_line(case) for case in cases],
        progress=reading_progress(me, here.id) if Role.ANALYST in current_roles() else None,
    )


def _waiting_line(case: Case) -> dict[str, object]:
    """A case that waits, and until when.

    The last day of a reaction would tell the day of sharing to who may know the quarter only; that
    it has passed is for everybody who can still do something about it.
    """
    line = case_line(case, me)
    due = reaction_due(case, case.organisation) if line["see_team"] else None
    return {**line, "due": due, "late": is_late(case), "urgency": urgency_of(case)}


@blueprint.get("/casussen/<public_id>")
@access(SIGNED_IN)
def case(public_id: str) -> ResponseReturnValue:
    """One case, with its story: what became of it."""
    found = readable_case(public_id, me)
    note_reading("case", [found.public_id])
    own_one = found.reporter_id == me.id
    return render_template(
        "cases/case.html",
        **case_line(found, me),
        story=story_of(found, me),
        reactions=shown_reactions(found),
        reading=reading_of(found) if own_one or can_interpret(found, me) else None,
        reading_tags=reading_tags(found),
        can_react=can_react(found, me),
        can_interpret=can_interpret(found, me),
        form=ReactionForm(),
        excerpts=excerpts_read_by(found, me),
        response=response_of(found, me),
        due=reaction_due(found, found.organisation),
        states=CaseState,
        own_reference=unseal(found.own_reference) if own_one else "",
    )


@blueprint.get("/casussen/<public_id>/versies")
@access(SIGNED_IN)
def revisions(public_id: str) -> ResponseReturnValue:
    """Earlier versions, for the reporter."""
    found = own_case(public_id, me)
    note_reading("case", [found.public_id], "read_revisions")
    return render_template(
        "cases/revisions.html", case=found, versions=versions_of(found), labels=FIELD_LABELS
    )
