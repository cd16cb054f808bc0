"""The map of patterns and cases, for the analyst: one picture in which near is alike."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction
from app.jobs import FINISHED
from app.people.roles import Role
from app.web.access import access, actor, here, me, note_reading, roles
from cases.queries.lists import active_bouwstenen, bouwsteen_of, domain_of, domains_of
from learning.layout.areas import fitted
from learning.layout.picture import DrawnCase, DrawnPattern, Picture, Shape, picture_of
from learning.layout.places import Place
from learning.operations.mapping import DRAW_MAP, start_map
from learning.queries.pattern_map import (
    MappedCase,
    Narrowing,
    PatternMap,
    drawing_job,
    map_of,
    shape_of,
)
from learning.queries.runs import detection_job

blueprint = Blueprint("map", __name__)
ANALYST = roles(Role.ANALYST)


@blueprint.get("/patronen/werkbank/kaart")
@access(ANALYST)
def pattern_map() -> ResponseReturnValue:
    """The map, or the part of it that was asked for, and the same as a list."""
    chosen = {name: value for name, value in request.args.items() if value}
    found = map_of(here.id, me, _narrowing(chosen))
    note_reading("case", [case.public_id for case in found.cases], "map")
    return render_template(
        "learning/map/pattern_map.html",
        map=found,
        picture=_picture(found),
        shapes=Shape,
        chosen=chosen,
        bouwstenen=active_bouwstenen(here.id),
        domains=domains_of(here.id),
        job=drawing_job(here.id, DRAW_MAP),
    )


def _narrowing(chosen: Mapping[str, str]) -> Narrowing:
    bouwsteen, domain = chosen.get("bouwsteen"), chosen.get("domein")
    return Narrowing(
        bouwsteen=bouwsteen_of(bouwsteen, here.id) if bouwsteen else None,
        domain=domain_of(domain, here.id) if domain else None,
        pattern=chosen.get("patroon", ""),
    )


def _picture(found: PatternMap) -> Picture:
    """The picture of a map; a part of it around one pattern fills the whole picture."""
    places, zoom = {case.place: case.place for case in found.cases}, 1.0
    if found.only:
        places, zoom = fitted(places)
    cases = [
        DrawnCase(case.public_id, case.title, places[case.place], _shape(case))
        for case in found.cases
    ]
    return picture_of([one for one in _patterns(found, places) if one.places], cases, zoom)


def _patterns(found: PatternMap, places: Mapping[Place, Place]) -> list[DrawnPattern]:
    """The patterns of a map with the places of those of their cases that are drawn."""
    lines = [line.pattern for line in found.patterns]
    return [
        DrawnPattern(
            one.public_id,
            one.number,
            one.title,
            shape_of(one),
            tuple(places[case.place] for case in found.cases if one in case.patterns),
        )
        for one in lines
    ]


def _shape(case: MappedCase) -> Shape:
    return shape_of(case.patterns[0]) if case.patterns else Shape.ALONE


@blueprint.post("/patronen/werkbank/kaart/tekenen")
@access(ANALYST)
@in_transaction
def draw() -> ResponseReturnValue:
    """Let the map be drawn with the cases that there are now."""
    start_map(here, by=actor())
    return redirect(url_for("map.pattern_map"))


@blueprint.get("/patronen/werkbank/kaart/stand/<public_id>")
@access(ANALYST)
def progress(public_id: str) -> ResponseReturnValue:
    """How far a drawing is, for the progress bar."""
    job = detection_job(public_id, here.id, DRAW_MAP)
    return {
        "percent": job.percent,
        "text": _(job.message) if job.message else _("Het tekenen begint zo."),
        "done": job.state in FINISHED,
        "next": url_for("map.pattern_map"),
    }
