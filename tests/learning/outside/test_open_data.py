"""The public page and the open data: for everybody, in bands, and gone at once."""

import csv
import io
import json
from typing import Any

import pytest

from app.database import db, transaction
from app.people.models import Organisation
from learning.lifecycle.patterns import PatternState
from learning.operations.outside import withdraw_outside
from tests.client import Page
from tests.factories import MACHINE
from tests.learning.outside.scene import PUBLIC, Saved

HOME = "/openbaar/proefstad"
PAGES = ("", "/patronen.json", "/patronen.csv", "/schema.json")
TYPES = {"string": str, "integer": int, "object": dict, "array": list}


def problems(value: Any, rule: dict[str, Any], where: str = "") -> list[str]:
    """What of a value goes against a schema: as far as the words go that our schema uses."""
    known = {
        *("type", "required", "properties", "additionalProperties", "items", "enum", "const"),
        *("pattern", "format", "minLength", "maxLength", "description", "title", "$id", "$schema"),
    }
    wrong = [f"{where}: unknown word {one}" for one in set(rule) - known]
    if not isinstance(value, TYPES[rule["type"]]):
        return [*wrong, f"{where}: {value!r} is no {rule['type']}"]
    wrong += [f"{where}: {value!r}"] if value not in rule.get("enum", [value]) else []
    wrong += [f"{where}: {value!r}"] if value != rule.get("const", value) else []
    if isinstance(value, str):
        length = len(value)
        if not rule.get("minLength", 0) <= length <= rule.get("maxLength", length):
            wrong.append(f"{where}: {length} long")
    if isinstance(value, dict):
        extra = set(value) - set(rule["properties"])
        wrong += [f"{where}: {one}" for one in {*extra, *(set(rule["required"]) - set(value))}]
        for name, part in value.items():
            wrong += problems(part, rule["properties"].get(name, {"type": "string"}), name)
    if isinstance(value, list):
        for one in value:
            wrong += problems(one, rule["items"], where)
    return wrong


def test_everybody_reads_what_was_approved_for_everybody(saved: Saved) -> None:
    nobody = saved.browser()
    page = nobody.get(HOME)
    assert page.status == 200
    assert "Publiekkanarie" in page.main
    assert "Meer dan 10 casussen" in page.main
    for other in ("Concept", "Aanbod", "Akkoord", "Leer"):
        assert f"{other}kanarie" not in page.text
    item = nobody.get(f"{HOME}/{saved.items['public']}")
    assert PUBLIC["summary"] in item.main
    assert PUBLIC["what_changed"] in item.main
    for name in ("draft", "offered", "approved", "lesson"):
        assert nobody.get(f"{HOME}/{saved.items[name]}").status == 404


def test_no_reader_gets_a_cookie_and_all_read_the_same(saved: Saved) -> None:
    urls = [f"{HOME}{rest}" for rest in (*PAGES, f"/{saved.items['public']}")]
    nobody = saved.browser()
    seen = {url: nobody.get(url) for url in urls}
    for url, page in seen.items():
        assert "Set-Cookie" not in page.headers, url
        assert "csrf" not in page.text, url
        assert "noindex" not in page.text + str(page.headers), url
        assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not nobody.client.get_cookie(nobody.cookie)
    for role in ("analyst", "manager", "elsewhere"):
        browser = saved.browser(role)
        browser.post("/taal", language="en", next="/")
        for url, page in seen.items():
            assert browser.get(url).text == page.text, (role, url)


def test_a_cache_asks_whether_it_still_holds(saved: Saved) -> None:
    client = saved.browser().client
    first = client.get(f"{HOME}/patronen.json")
    again = client.get(f"{HOME}/patronen.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with saved.changing("public") as item:
        withdraw_outside(item, reason="Er is een fout gevonden.", by=MACHINE)
    after = client.get(f"{HOME}/patronen.json", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert json.loads(after.data)["patronen"] == []


def off(saved: Saved) -> list[Page]:
    """What is asked of an organisation that has no public page, or is none."""
    nobody, rest = saved.browser(), (*PAGES, f"/{saved.items['public']}")
    return [nobody.get(f"{home}{one}") for home in (HOME, "/openbaar/verderop") for one in rest]


def test_switched_off_and_unknown_are_alike_and_at_once(saved: Saved) -> None:
    assert saved.browser().get(HOME).status == 200
    with saved.changing() as pattern:
        pattern.organisation.public_page = False
    unknown = saved.browser().get("/openbaar/bestaat-niet")
    for page in off(saved):
        assert page.status == 404
        assert page.main.split("Kenmerk")[0] == unknown.main.split("Kenmerk")[0]
        assert page.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize(
    "state", [PatternState.CONFIRMED, PatternState.DISMISSED, PatternState.MERGED]
)
def test_a_pattern_that_is_taken_back_takes_its_item_off(saved: Saved, state: Any) -> None:
    with saved.changing() as pattern:
        pattern.state = state
    nobody = saved.browser()
    assert "Publiekkanarie" not in nobody.get(HOME).text
    assert nobody.get(f"{HOME}/{saved.items['public']}").status == 404
    assert json.loads(nobody.get(f"{HOME}/patronen.json").text)["patronen"] == []
    assert "Publiekkanarie" not in nobody.get(f"{HOME}/patronen.csv").text


def test_the_json_keeps_to_its_schema(saved: Saved) -> None:
    nobody = saved.browser()
    data = nobody.get(f"{HOME}/patronen.json")
    schema = nobody.get(f"{HOME}/schema.json")
    assert data.headers["Content-Type"] == "application/json"
    assert schema.headers["Content-Type"] == "application/schema+json"
    told, rule = json.loads(data.text), json.loads(schema.text)
    assert problems(told, rule) == []
    assert told["$schema"] == rule["$id"] == f"http://localhost{HOME}/schema.json"
    assert (told["versie"], told["licentie"]) == ("1.0", "CC0-1.0")
    (one,) = told["patronen"]
    assert one["id"] == saved.items["public"]
    assert one["meer_dan_casussen"] == 10
    assert one["goedgekeurd_op"] == "2026-11-22"
    assert one["adres"] == f"http://localhost{HOME}/{saved.items['public']}"
    fields = rule["properties"]["patronen"]["items"]["properties"]
    assert all(field["description"] for field in fields.values())
    one["aantal"] = 13
    assert problems(told, rule)


def test_other_sites_read_the_data_and_nothing_else(saved: Saved) -> None:
    nobody = saved.browser()
    for rest in PAGES[1:]:
        answer = nobody.get(f"{HOME}{rest}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for url in (HOME, f"{HOME}/{saved.items['public']}", "/privacy"):
        answer = nobody.get(url)
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_cell_of_the_csv_is_a_formula(saved: Saved) -> None:
    with saved.changing("public") as item:
        item.title = "=HYPERLINK(1)"
        item.texts = {**item.texts, "summary": '+1; "twee"\nregels', "what_changed": "@SUM(A1)"}
    answer = saved.browser().get(f"{HOME}/patronen.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.text.removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert row["titel"] == "'=HYPERLINK(1)"
    assert row["samenvatting"] == '\'+1; "twee"\nregels'
    assert row["wat_is_veranderd"] == "'@SUM(A1)"
    assert row["id"] == saved.items["public"]


def test_a_page_of_one_organisation_shows_nothing_of_another(saved: Saved) -> None:
    with saved.app.app_context():
        with transaction():
            organisation = db.session.query(Organisation).filter_by(slug="verderop").one()
            organisation.public_page = True
        db.session.remove()
    nobody = saved.browser()
    assert "Nog niets gepubliceerd" in nobody.get("/openbaar/verderop").main
    assert nobody.get(f"/openbaar/verderop/{saved.items['public']}").status == 404
    assert json.loads(nobody.get("/openbaar/verderop/patronen.json").text)["patronen"] == []
