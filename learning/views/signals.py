"""The fields that go together, as a second reading beside the text: for the analyst alone."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.people.roles import Role
from app.web.access import access, here, note_reading, roles
from learning.queries.signals import (
    cases_of_rule,
    latest_run,
    open_patterns_among,
    rule_named,
)
from learning.queries.standing_out import FIELD_LABELS

blueprint = Blueprint("signals", __name__)
ANALYST = roles(Role.ANALYST)
RULE_LABELS = {**FIELD_LABELS, "used_room": "gebruikte ruimte"}


@blueprint.get("/patronen/werkbank/velden")
@access(ANALYST)
def rules() -> ResponseReturnValue:
    """Which values of fields stand together more often than chance lets expect."""
    return render_template(
        "learning/signals/rules.html", run=latest_run(here.id), labels=RULE_LABELS
    )


@blueprint.get("/patronen/werkbank/velden/<key>")
@access(ANALYST)
def rule(key: str) -> ResponseReturnValue:
    """The cases in which these values stand together."""
    found = rule_named(key, here.id)
    cases, total = cases_of_rule(found, here.id)
    note_reading("case", [case.public_id for case in cases], "list")
    return render_template(
        "learning/signals/rule.html",
        rule=found,
        cases=cases,
        total=total,
        patterns=open_patterns_among(cases),
        labels=RULE_LABELS,
    )
