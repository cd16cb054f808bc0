"""The public page of an organisation and its open data: for everybody, without signing in.

These answers are the same for every reader, signed in or not, and set no cookie. So they alone may
be kept by a cache, which asks each time whether they still hold.
"""

import json
from collections.abc import Callable

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from werkzeug.exceptions import NotFound

from app.refusals import Refused
from app.sheets.separated import write_csv
from app.web.access import PUBLIC, access
from app.web.errors import http_error
from app.web.security import open_to_caches
from learning.queries.open_data import (
    COLUMNS,
    LICENCE,
    dataset,
    public_item,
    public_items,
    public_organisation,
    rows,
    schema,
)

blueprint = Blueprint("open_data", __name__)
JSON_TYPE = "application/json"
SCHEMA_TYPE = "application/schema+json"
CSV_TYPE = "text/csv; charset=utf-8"
# Another site may read the open data; the pages are for people.
FOR_OTHER_SITES = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@blueprint.errorhandler(Refused)
def not_there(_: Refused) -> ResponseReturnValue:
    """The page of what does not exist.

    Without a row in the trail: whoever asks need not sign in, so anybody could fill it.
    """
    return http_error(NotFound())


@blueprint.get("/openbaar/<slug>")
@access(PUBLIC)
def overview(slug: str) -> ResponseReturnValue:
    """What the organisation learned, as far as managers approved it for everybody."""
    organisation = public_organisation(slug)
    return _page("overview", organisation=organisation, items=public_items(organisation))


@blueprint.get("/openbaar/<slug>/<public_id>")
@access(PUBLIC)
def item(slug: str, public_id: str) -> ResponseReturnValue:
    """One of them."""
    organisation = public_organisation(slug)
    return _page("item", organisation=organisation, item=public_item(organisation, public_id))


@blueprint.get("/openbaar/<slug>/patronen.json")
@access(PUBLIC)
def as_json(slug: str) -> ResponseReturnValue:
    """The same as open data."""
    organisation = public_organisation(slug)
    return _data(dataset(organisation, _addresses(slug)), JSON_TYPE)


@blueprint.get("/openbaar/<slug>/patronen.csv")
@access(PUBLIC)
def as_csv(slug: str) -> ResponseReturnValue:
    """The same for a spreadsheet, in which no cell is a formula."""
    organisation = public_organisation(slug)
    content = write_csv(COLUMNS, rows(organisation, _addresses(slug)))
    answer = Response(content, content_type=CSV_TYPE, headers=FOR_OTHER_SITES)
    answer.headers["Content-Disposition"] = f"attachment; filename=patronen-{slug}.csv"
    return _kept(answer)


@blueprint.get("/openbaar/<slug>/schema.json")
@access(PUBLIC)
def as_schema(slug: str) -> ResponseReturnValue:
    """What the open data means, field by field."""
    public_organisation(slug)
    return _data(schema(_addresses(slug)), SCHEMA_TYPE)


def _addresses(slug: str) -> Callable[..., str]:
    """Full addresses of the pages of one organisation, for data that is read elsewhere."""
    site = current_app.config["BASE_URL"] or request.host_url.rstrip("/")

    def address(name: str, public_id: str = "") -> str:
        if name == "schema":
            return site + url_for("open_data.as_schema", slug=slug)
        return site + url_for("open_data.item", slug=slug, public_id=public_id)

    return address


def _data(content: object, content_type: str) -> Response:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return _kept(Response(text, content_type=content_type, headers=FOR_OTHER_SITES))


def _page(name: str, **values: object) -> Response:
    """In Dutch, with nothing on it of whoever reads it."""
    with force_locale("nl"):
        return _kept(
            Response(
                render_template(
                    f"learning/open_data/{name}.html",
                    **values,
                    licence=LICENCE,
                    locale="nl",
                    current_person=None,
                )
            )
        )


def _kept(answer: Response) -> Response:
    answer.add_etag()
    open_to_caches(answer)
    answer.make_conditional(request)
    return answer
