"""No page counts cases for others than the analyst: a number is published, or it is not there.

Reads the sources. Every sentence that puts a number before "casussen" must say "meer dan" or stand
in a file of COUNTING, which says whose number it is and why that reader may know it.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.people.roles import Role
from app.web.access import declared_access
from tests.test_access import bare_app

HERE = Path(__file__).parent.parent
NUMBER = re.compile(
    r"(?P<before>[^'\"]{0,30})%\((?!name)\w+\)s (?:\w+ )?(?:casus|inbreng)", re.IGNORECASE
)
ANALYST, OWN, PUBLISHED = "pages of the analyst", "what the reader may read", "published figures"
COUNTING = {
    "templates/cases/capture_parts.html": OWN,
    "templates/cases/case_list.html": OWN,
    "templates/cases/search_results.html": OWN,
    "templates/cases/provisions/": OWN,
    "templates/cases/imports/": OWN,
    "cases/views/imports.py": OWN,
    "templates/cases/duiding/": ANALYST,
    "templates/learning/patterns/analyse.html": ANALYST,
    "templates/learning/patterns/bench.html": ANALYST,
    "templates/learning/patterns/queue.html": ANALYST,
    "templates/learning/patterns/why.html": ANALYST,
    "templates/learning/network/parts.html": ANALYST,
    "templates/learning/curation/": ANALYST,
    "templates/learning/weights/": ANALYST,
    "templates/learning/signals/": ANALYST,
    "templates/learning/map/": ANALYST,
    "templates/learning/effect/exact.html": ANALYST,
    "templates/learning/proposals/ready.html": ANALYST,
    "learning/views/sorting.py": ANALYST,
    "learning/views/evidence.py": ANALYST,
    "templates/learning/effect/effect.html": PUBLISHED,
    "templates/learning/effect/method.html": PUBLISHED,
    "templates/learning/proposals/story.html": PUBLISHED,
    "learning/views/report_words.py": PUBLISHED,
}
LIVE = {
    "asked_of",
    "case_ids_of",
    "counted_cases",
    "exact_counts",
    "growth_of",
    "member_cases",
    "member_rows",
    "new_counts",
    "periods_of",
    "reporter_count",
    "reviews_of",
}
"""Functions that go over cases which the reader of a page need not be allowed to read."""
FOLDERS = ("templates/cases", "templates/learning", "templates/documents", "cases", "learning")


def sentences() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((HERE / folder).rglob("*")):
            if path.suffix in (".html", ".py"):
                name = str(path.relative_to(HERE))
                for found in NUMBER.finditer(path.read_text(encoding="utf-8")):
                    if not found["before"].lower().endswith(("meer dan ", "minder dan ")):
                        yield name, found[0]


def test_a_number_of_cases_is_a_band_or_its_file_says_whose_it_is() -> None:
    loose = [one for one in sentences() if not one[0].startswith(tuple(COUNTING))]
    assert not loose, f"Say 'meer dan', or say in COUNTING why this reader may know it: {loose}"


def test_what_is_said_of_files_is_about_files_that_count() -> None:
    counting = {name for name, _ in sentences()}
    silent = [start for start in COUNTING if not any(one.startswith(start) for one in counting)]
    assert not silent


def test_a_view_for_others_than_the_analyst_goes_over_no_hidden_cases(tmp_path: object) -> None:
    app = bare_app(tmp_path)
    told = {}
    for endpoint, view in app.view_functions.items():
        access = declared_access(app, endpoint)
        module = inspect.getmodule(inspect.unwrap(view))
        area = module.__name__.split(".")[0] if module else ""
        if area in ("cases", "learning") and access and access.roles != {Role.ANALYST}:
            used = called_in(module.__file__ or "", inspect.unwrap(view).__name__) & LIVE
            if used:
                told[endpoint] = sorted(used)
    assert not told


def called_in(file: str, name: str) -> set[str]:
    """What a function calls, with what it calls through other functions of its file."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    bodies = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
    found, waiting = set(), [name]
    while waiting:
        body = bodies.get(waiting.pop())
        for node in ast.walk(body) if body else ():
            if isinstance(node, ast.Name) and node.id not in found:
                found.add(node.id)
                waiting.append(node.id)
    return found


@pytest.mark.parametrize("name", ["more_than", "publish_table", "publish_total", "publish_share"])
def test_figures_come_from_one_place(name: str) -> None:
    """Who passes cases through the gate; every page reads what they stored."""
    gates = {
        "more_than": {"cases/queries/response.py", "learning/operations/bands.py"},
        "publish_table": {"learning/operations/figures.py"},
        "publish_total": {
            "learning/operations/accountability.py",
            "learning/operations/figures.py",
        },
        "publish_share": {
            "learning/operations/accountability.py",
            "learning/operations/practice.py",
        },
    }
    users = {
        str(path.relative_to(HERE))
        for folder in ("app", "cases", "learning")
        for path in (HERE / folder).rglob("*.py")
        if name in imported_in(path)
    }
    assert users <= gates[name]


def imported_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
    return {one.name for place in places if place.module == "app.disclosure" for one in place.names}
