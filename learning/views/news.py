"""The weekly page of a reporter, and which mail somebody wants."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import mail
from app.clock import AMSTERDAM, now
from app.database import in_transaction
from app.web.access import SIGNED_IN, access, actor, here, me, note_reading
from cases.models.case import Case
from cases.story import ORDER, Step, story_of
from learning.forms.telling import MailForm
from learning.lifecycle.weeks import WEEK, week_turned
from learning.operations import wishes as operations
from learning.queries.news import cases_with_news, changes_since, reviewed_since
from learning.queries.newsletters import newsletters_read_by
from learning.queries.wishes import mail_wish_of

blueprint = Blueprint("news", __name__)
OWN_QUESTION = "reopening.ask_again"
CHAPTER_TITLES = {
    "reaction": "Er is gereageerd",
    "review": "Besproken in een Doorbraak",
    "pattern": "Onderdeel van een patroon",
    "proposal": "Een verbetervoorstel",
    "decision": "Beslissing op een voorstel",
    "change": "Er is iets veranderd",
}


@dataclass
class Item:
    """One thing that happened, and to which of the reader's cases."""

    step: Step
    cases: list[Case] = field(default_factory=list)


@blueprint.get("/weekbericht")
@access(SIGNED_IN)
def week() -> ResponseReturnValue:
    """What is new since the Tuesday before last: of one's own cases, and in the organisation."""
    since = week_turned(now()) - WEEK
    cases = cases_with_news(me, since)
    note_reading("case", [one.public_id for one in cases], "list")
    host = g.organisation
    letters = newsletters_read_by(me, here.id) if host else []
    return render_template(
        "learning/telling/week.html",
        since=since,
        chapters=_chapters(cases, since),
        changed=changes_since(here.id, since) if host else [],
        letters=[one for one in letters if one.published_at and one.published_at >= since],
    )


def _chapters(cases: Sequence[Case], since: datetime) -> list[tuple[str, list[Item]]]:
    """The news by step of the chain; what happened to several cases at once is told once."""
    day = since.astimezone(AMSTERDAM).date()
    reviewed = reviewed_since(cases, since)
    found: dict[str, dict[tuple[object, ...], Item]] = {}
    for case in cases:
        for step in story_of(case, me):
            fresh = step.day is not None and step.day >= day
            ended = step.chapter == "review" and step.done and case.id in reviewed
            # What somebody asked is no news to them; the answer is.
            own = step.endpoint == OWN_QUESTION
            if step.chapter in CHAPTER_TITLES and (fresh or ended) and not own:
                same = (step.title, step.day, step.text, step.key, step.about)
                item = found.setdefault(step.chapter, {}).setdefault(same, Item(step))
                item.cases.append(case)
    return [(_(CHAPTER_TITLES[one]), list(found[one].values())) for one in ORDER if one in found]


@blueprint.route("/mijn-mail", methods=["GET", "POST"])
@access(SIGNED_IN)
@in_transaction
def mail_wishes() -> ResponseReturnValue:
    """Choose which mail comes; without a choice the weekly one comes and the leerbrief does not."""
    chosen = mail_wish_of(me)
    weekly, letter = (chosen.weekly, chosen.newsletter) if chosen else (True, False)
    form = MailForm(data={"weekly": weekly, "newsletter": letter})
    if form.validate_on_submit():
        operations.choose_mail(
            me, weekly=form.weekly.data, newsletter=form.newsletter.data, by=actor()
        )
        flash(_("Je keuze is bewaard."), "success")
        return redirect(url_for("news.mail_wishes"))
    page = render_template("learning/telling/mail_wishes.html", form=form, goes_out=mail.goes_out())
    return page, 422 if form.is_submitted() else 200
