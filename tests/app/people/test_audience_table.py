"""Who sees what stands on one page, for everybody, whether signed in or not."""

from flask import Flask

from app.people.audience_table import AUDIENCE_TABLE
from tests.client import Browser


def test_the_page_shows_every_row_to_who_has_not_signed_in(app: Flask) -> None:
    page = Browser(app).get("/wie-ziet-wat")
    for group in AUDIENCE_TABLE:
        assert group.title in page.main
        for row in group.rows:
            for words in (row.what, row.may, row.may_not):
                assert words in page.main
    assert "Meld je aan" in page.main


def test_a_draft_is_for_its_reporter_alone() -> None:
    drafts = [row for row in AUDIENCE_TABLE[0].rows if "concept" in row.what]
    assert [row.may for row in drafts] == ["Alleen jij."]
