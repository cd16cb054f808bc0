"""One's own cases: what is asked, and where each stands. Part of the pages of `show`."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.web.access import SIGNED_IN, access, me, note_reading
from cases.asks import asks_of
from cases.lifecycle import CaseState
from cases.models.case import Case
from cases.queries.cases import reaction_due
from cases.queries.own import own_page, reaction_counts
from cases.queries.response import has_asked
from cases.story import chains_of
from cases.views import show
from cases.views.show import page_number

blueprint = show.blueprint


@blueprint.get("/mijn-casussen")
@access(SIGNED_IN)
def own() -> ResponseReturnValue:
    """One's own cases: first what is asked, then where each case stands."""
    found = own_page(me, page_number(request.args.get("pagina", "1")))
    asks = asks_of(me)
    shown = {case.public_id for case in found.cases} | {one.case for one in asks if one.case}
    note_reading("case", sorted(shown), "list")
    reactions = reaction_counts(found.cases)
    waiting = [one for one in found.cases if _waits(one) and one.id not in reactions]
    return render_template(
        "cases/own.html",
        found=found,
        asks=asks,
        chains=chains_of(found.cases, me),
        reactions=reactions,
        due={case.id: reaction_due(case, case.organisation) for case in waiting},
        has_asked=has_asked(me),
        url_for_page=_page_url,
    )


def _waits(case: Case) -> bool:
    """Whether a first reaction was promised to this case."""
    return case.state is CaseState.SHARED and not case.imported


def _page_url(number: int) -> str:
    return url_for("cases.own", pagina=number)
