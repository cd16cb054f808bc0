from typing import Any

from flask import Flask

from app.database import db, transaction
from learning.lifecycle.patterns import PatternState
from tests.learning.patterns.corpus import ADDRESS, Town
from tests.learning.patterns.test_history import inside
from tests.learning.patterns.test_pages import BENCH, Visitor


def test_the_history_reads_as_sentences_and_undoes_by_a_press(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            cases = town.cases(ADDRESS)
            pattern = town.pattern(cases, PatternState.CANDIDATE)
            key, titles = pattern.public_id, [case.title for case in cases]
            first = cases[0].public_id
            stranger = Town("Gemeente Elders", "elders").analyst
        analyst = Visitor(app, town.analyst)
        page = f"{BENCH}/{key}"
        answer = analyst.press(page, f"{page}/casussen/{first}/weg")
        assert "Ongedaan maken" in answer.main
        analyst.press(page, f"{page}/bevestigen")
        history = analyst.get(f"{page}/geschiedenis")
        assert "Een casus eruit gehaald: is niet hetzelfde" in history.main
        assert titles[0] in history.main
        assert titles[1] not in history.main
        assert history.main.index("Bevestigd") < history.main.index("eruit gehaald")
        assert town.analyst.name in history.main

        (undo, other) = [one for one in forms_of(history) if "/ongedaan/" in one]
        answer = analyst.press(f"{page}/geschiedenis", undo)
        assert "mogelijk patroon" in answer.main
        assert "Toch weer doen" in answer.main
        back = analyst.send(f"{page}/ongedaan")
        assert back.location.startswith(page)
        assert titles[0] in analyst.get(page).main.split("Is niet hetzelfde")[0]
        assert "niets om ongedaan te maken" in follow(analyst, f"{page}/ongedaan", page)

        for path in (f"{page}/geschiedenis", f"{page}/splitsen"):
            assert Visitor(app, stranger).get(path).status == 404
        for path in (undo, other, f"{page}/ongedaan", f"{page}/casussen/samen"):
            assert Visitor(app, stranger).send(path).status == 404
            assert Visitor(app, town.reporters[0]).send(path).status == 404


def forms_of(page: Any) -> list[str]:
    return [str(one) for one in page.document.xpath("//main//form/@action")]


def follow(analyst: Visitor, post: str, page: str) -> str:
    analyst.send(post)
    return analyst.get(page).main


def test_several_cases_are_sorted_by_one_press_and_undone_by_one(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            cases = town.cases(ADDRESS)
            pattern = town.pattern(cases)
            page, keys = f"{BENCH}/{pattern.public_id}", [case.public_id for case in cases]
        analyst = Visitor(app, town.analyst)
        send: Any = analyst.send
        send(f"{page}/casussen/samen", case=keys[:3], answer="remove")
        assert "3 casussen zijn eruit" in analyst.get(page).main
        db.session.rollback()
        assert len(inside(db.session.merge(pattern))) == 3
        send(f"{page}/ongedaan")
        db.session.rollback()
        assert len(inside(db.session.merge(pattern))) == 6
        send(f"{page}/casussen/samen", answer="keep")
        assert "Vink eerst" in analyst.get(page).main


def test_a_press_that_comes_too_late_says_so(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            cases = town.cases(ADDRESS)
            page = f"{BENCH}/{town.pattern(cases).public_id}"
            first = cases[0].public_id
        analyst = Visitor(app, town.analyst)
        for path in (f"{page}/bevestigen", f"{page}/terugzetten"):
            assert analyst.send(path).location == page
            assert "Dit kan niet met een patroon dat" in analyst.get(page).main
        analyst.send(f"{page}/casussen/{first}/weg")
        analyst.get(page)
        analyst.send(f"{page}/casussen/{first}/weg")
        assert "staat niet in dit patroon" in analyst.get(page).main


def test_words_of_a_case_are_marked_when_the_text_is_kept(app: Flask) -> None:
    with app.app_context():
        with transaction():
            town = Town()
            page = f"{BENCH}/{town.pattern(town.cases(ADDRESS)).public_id}/tekst"
        analyst = Visitor(app, town.analyst)
        taken = ADDRESS[2][1].rstrip(".")
        shown = analyst.get(page)
        assert ADDRESS[0][0] in shown.main
        assert shown.document.xpath("//aside//mark")
        answer = analyst.press(page, page, title="Geen adres", summary=f"Zo dus: {taken}. Punt.")
        assert "De tekst is bewaard" in answer.main
        (mark,) = answer.document.xpath("//p[@class='marked-text']/mark")
        assert mark.text_content() == taken
        answer = analyst.press(page, page, title="Geen adres", summary="Eigen woorden.")
        assert not answer.document.xpath("//p[@class='marked-text']")
