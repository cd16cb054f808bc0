"""Taking the list of cases along as a file."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.refusals import Refused
from app.sheets.files import WRITERS, write_sheet
from app.web.access import access, me, note_reading
from cases.queries.cases import listed_cases
from cases.queries.export import HEADERS, export_row, listed_for_export
from cases.queries.lists import domains_among, procedures_among
from cases.views.show import READERS, chosen_in_address, filter_of

blueprint = Blueprint("case_exports", __name__)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
}


@blueprint.get("/casussen/bestand/<ending>")
@access(READERS)
def case_file(ending: str) -> ResponseReturnValue:
    """The list as it is filtered, with what a page would show of each case and no more."""
    if f".{ending}" not in WRITERS:
        raise Refused("export", ending)
    readable = listed_cases(me)
    chosen = filter_of(chosen_in_address(), domains_among(readable), procedures_among(readable))
    cases = listed_for_export(me, chosen)
    note_reading("case", [case.public_id for case in cases], "export_cases")
    content = write_sheet(f"casussen.{ending}", HEADERS, [export_row(case, me) for case in cases])
    name = f"attachment; filename=casussen.{ending}"
    return Response(
        content,
        mimetype=None,
        content_type=MEDIA_TYPES[ending],
        headers={"Content-Disposition": name},
    )
