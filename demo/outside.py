"""What leaves the building: a knelpuntnotitie, a leerpunt that waits, and a public item."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select

from app.database import db
from app.people.models import Organisation
from app.people.roles import Role
from app.people.settings import save_settings
from demo.people import DATA, WATERDAM, acting, holder, organisation
from demo.timeline import Timeline
from learning.models.outside import OutsideItem, OutsideKind
from learning.models.patterns import Pattern
from learning.models.proposals import Proposal
from learning.operations.outside import (
    OutsideDetails,
    approve_outside,
    offer_outside,
    prepare_outside,
)
from learning.queries.outside import sheet_of

Told = Mapping[str, Any]
KEPT_SETTINGS = (
    "kind",
    "smallest_group",
    "reaction_days",
    "reading_days",
    "doorbraak_name",
    "times_logging",
    "guest_statement",
    "two_decide",
    "reminder_days",
)


def plan_outside(timeline: Timeline) -> None:
    """Plan what the analyst prepares and what the manager lets go; the public page is on."""
    for told in json.loads((DATA / "outside.json").read_text(encoding="utf-8")):
        timeline.at(timeline.moment(told["offered"]), partial(_offer, told))
        if "approved" in told:
            timeline.at(timeline.moment(told["approved"]), partial(_approve, told))


def _offer(told: Told) -> None:
    host, analyst = organisation(WATERDAM), holder(WATERDAM, Role.ANALYST)
    kind, by = OutsideKind(told["kind"]), acting(analyst)
    if kind is OutsideKind.PUBLIC:
        _switch_on(host)
    here = Pattern.organisation_id == host.id
    item = prepare_outside(
        OutsideDetails(told["title"], told["sections"], told["addressee"]),
        kind=kind,
        pattern=db.session.scalars(
            select(Pattern).where(here, Pattern.published_title == told["pattern"])
        ).one(),
        proposal=db.session.scalars(
            select(Proposal).where(
                Proposal.organisation_id == host.id, Proposal.title == told["proposal"]
            )
        ).one(),
        organisation=host,
        author=analyst,
        by=by,
    )
    offer_outside(item, by=by)


def _switch_on(host: Organisation) -> None:
    """The administrator lets the organisation have a public page; all else stays as it was."""
    kept: dict[str, Any] = {name: getattr(host, name) for name in KEPT_SETTINGS}
    save_settings(host, **kept, public_page=True, by=acting(holder(WATERDAM, Role.ADMINISTRATOR)))


def _approve(told: Told) -> None:
    item = db.session.scalars(
        select(OutsideItem).where(
            OutsideItem.organisation_id == organisation(WATERDAM).id,
            OutsideItem.title == told["title"],
        )
    ).one()
    by = acting(holder(WATERDAM, Role.MANAGER))
    approve_outside(item, seen=sheet_of(item).fingerprint, by=by)
