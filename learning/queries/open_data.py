"""What everybody reads without signing in: approved public items, as a page and as open data.

Nothing is counted here: the band is that of the approval, and an item is gone as soon as its
pattern is no longer published or the organisation switches its page off.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Organisation
from app.people.queries import organisation_by_slug
from app.refusals import Refused
from app.sheets.cells import Written
from learning.lifecycle.outside import OutsideState
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.models.outside import PUBLIC_REPORTERS, OutsideItem, OutsideKind
from learning.models.patterns import Pattern

VERSION = "1.0"
LICENCE = "CC0-1.0"
LICENCE_TEXT = "https://creativecommons.org/publicdomain/zero/1.0/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
BANDS = [10, 20, 50]
# Name, type in JSON, what it is. The columns of the CSV are the same, in the same order.
FIELDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("id", {"type": "string", "pattern": "^[a-z2-7]{16}$"}, "Vast kenmerk van dit stuk."),
    ("titel", {"type": "string", "minLength": 1, "maxLength": 200}, "Waar het patroon over gaat."),
    (
        "samenvatting",
        {"type": "string", "minLength": 1},
        "Wat er vaker misgaat, in de woorden van de leeranalist. Markdown. Nooit tekst van een "
        "casus.",
    ),
    ("wat_is_veranderd", {"type": "string"}, "Wat er is veranderd. Leeg zolang dat niets is."),
    (
        "meer_dan_casussen",
        {"type": "integer", "enum": BANDS},
        "Ondergrens van het aantal casussen, zoals gepubliceerd. Het echte aantal is hoger en "
        "wordt nooit gegeven.",
    ),
    (
        "meer_dan_inbrengers",
        {"type": "integer", "const": PUBLIC_REPORTERS},
        "Meer dan zoveel collega's legden los van elkaar een casus vast.",
    ),
    (
        "goedgekeurd_op",
        {"type": "string", "format": "date"},
        "Dag waarop de organisatie dit stuk goedkeurde (JJJJ-MM-DD).",
    ),
    ("adres", {"type": "string", "format": "uri"}, "De pagina van dit stuk."),
)
COLUMNS = [name for name, _, _ in FIELDS]


def public_organisation(slug: str) -> Organisation:
    """An organisation whose public page is on, or a refusal; off and unknown are alike."""
    found = organisation_by_slug(slug)
    if found is None or not found.public_page:
        raise Refused("organisation")
    return found


def public_items(organisation: Organisation) -> Sequence[OutsideItem]:
    """What a manager approved for everybody and may still be shown, the newest on top."""
    return db.session.scalars(
        select(OutsideItem)
        .join(Pattern, Pattern.id == OutsideItem.pattern_id)
        .where(
            OutsideItem.organisation_id == organisation.id,
            OutsideItem.kind == OutsideKind.PUBLIC,
            OutsideItem.state == OutsideState.APPROVED,
            Pattern.state.in_(list(PUBLIC_STATES)),
        )
        .order_by(OutsideItem.approved_at.desc(), OutsideItem.id.desc())
    ).all()


def public_item(organisation: Organisation, public_id: str) -> OutsideItem:
    """One of them, or a refusal."""
    for item in public_items(organisation):
        if item.public_id == public_id:
            return item
    raise Refused("outside_item")


def dataset(organisation: Organisation, address: Callable[..., str]) -> dict[str, Any]:
    """The open data of an organisation; `address` gives where a page stands, by its name."""
    return {
        "$schema": address("schema"),
        "versie": VERSION,
        "licentie": LICENCE,
        "licentie_tekst": LICENCE_TEXT,
        "organisatie": {"naam": organisation.name, "slug": organisation.slug},
        "patronen": [_row(item, address) for item in public_items(organisation)],
    }


def rows(organisation: Organisation, address: Callable[..., str]) -> list[list[Written]]:
    """The same as rows of a sheet, in the order of `COLUMNS`."""
    return [[one[name] for name in COLUMNS] for one in dataset(organisation, address)["patronen"]]


def _row(item: OutsideItem, address: Callable[..., str]) -> dict[str, Any]:
    assert item.approved_at is not None
    return {
        "id": item.public_id,
        "titel": item.title,
        "samenvatting": item.texts["summary"],
        "wat_is_veranderd": item.texts.get("what_changed", ""),
        "meer_dan_casussen": item.more_than,
        "meer_dan_inbrengers": PUBLIC_REPORTERS,
        "goedgekeurd_op": item.approved_at.astimezone(AMSTERDAM).date().isoformat(),
        "adres": address("item", item.public_id),
    }


def schema(address: Callable[..., str]) -> dict[str, Any]:
    """The JSON Schema to which the open data keeps; a change that breaks it gets a new version."""
    fields = {name: {**rule, "description": words} for name, rule, words in FIELDS}
    return {
        "$schema": DIALECT,
        "$id": address("schema"),
        "title": "Gepubliceerde patronen",
        "description": "Wat een organisatie leert van casussen waarin de standaardprocedure "
        "vastliep. Alleen patronen van genoeg inbrengers, in afgeronde aantallen.",
        "type": "object",
        "required": ["$schema", "versie", "licentie", "licentie_tekst", "organisatie", "patronen"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "versie": {"type": "string", "const": VERSION},
            "licentie": {"type": "string", "const": LICENCE},
            "licentie_tekst": {"type": "string", "format": "uri"},
            "organisatie": {
                "type": "object",
                "required": ["naam", "slug"],
                "additionalProperties": False,
                "properties": {
                    "naam": {"type": "string", "description": "Naam van de organisatie."},
                    "slug": {"type": "string", "description": "Naam in het adres."},
                },
            },
            "patronen": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": COLUMNS,
                    "additionalProperties": False,
                    "properties": fields,
                },
            },
        },
    }
