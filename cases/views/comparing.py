"""When a case was saved in between: both versions on one page, and nothing is lost."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.database import new_public_id
from app.web.access import me
from cases.forms.comparison import compare
from cases.forms.log import LogCaseForm, as_posted
from cases.models.case import Case
from cases.operations import drafts

SAVED = "saved"


def stale_page(form: LogCaseForm, case: Case) -> ResponseReturnValue:
    """Both versions, and a form with one's own; it is kept as a draft whatever is pressed."""
    saved, posted = as_posted(case), request.form.to_dict()
    posted["submission_key"] = posted.get("submission_key") or new_public_id()
    kept = drafts.keep_draft(posted, person=me, case=case, saved=saved)
    form.version.data = str(case.version)
    form.submission_key.data = kept.key
    page = render_template(
        "cases/stale.html",
        form=form,
        case=case,
        compared=compare(form, posted, saved),
        draft_version=kept.version,
        prefix=drafts.CHOICE,
    )
    return page, 409


def chosen_values(case: Case) -> MultiDict[str, str]:
    """What came in, with the saved text in each field for which that was chosen."""
    return with_saved(as_posted(case))


def with_saved(saved: Mapping[str, str]) -> MultiDict[str, str]:
    """What came in, with the saved text in each field for which that was chosen."""
    values = MultiDict(request.form)
    for name in taken_fields():
        values[name] = saved.get(name, "")
    return values


def taken_fields() -> list[str]:
    """The fields for which the saved text was chosen over one's own."""
    return [
        name.removeprefix(drafts.CHOICE)
        for name, value in request.form.items()
        if name.startswith(drafts.CHOICE) and value == SAVED
    ]
