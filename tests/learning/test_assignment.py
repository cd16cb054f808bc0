from cases.likeness import CaseText
from learning.similarity.assignment import Standing

RENT = "huurtoeslag stopt omdat een zoon staat ingeschreven en de verhuurder weigert uitschrijving"
PASS = "paspoort verlopen, de afspraak aan de balie vraagt een geldig legitimatiebewijs"


def corpus(rest: int = 40) -> list[CaseText]:
    texts = [CaseText(f"rent{n}", situation=f"{RENT} verhaal{n}") for n in range(4)]
    texts += [CaseText(f"pass{n}", situation=f"{PASS} verhaal{n}") for n in range(4)]
    return texts + [
        CaseText(f"rest{n}", situation=f"woord{n} iets{n} ander{n}") for n in range(rest)
    ]


def placed(text: CaseText) -> int | None:
    pattern_of = {f"rent{n}": 1 for n in range(4)} | {f"pass{n}": 2 for n in range(4)}
    return Standing.of(corpus()).place(text, pattern_of)


def test_a_new_case_joins_the_pattern_of_the_cases_that_tell_the_same() -> None:
    assert placed(CaseText("new", situation=f"{RENT} nieuw verhaal")) == 1
    assert placed(CaseText("new", situation=f"{PASS} nieuw verhaal")) == 2


def test_a_case_about_something_else_joins_nothing() -> None:
    assert placed(CaseText("new", situation="de laadpaal in onze straat is stuk")) is None
    assert placed(CaseText("empty")) is None


def test_a_case_that_is_there_already_is_not_near_itself() -> None:
    standing = Standing.of(corpus())
    near = standing.near(corpus()[0])
    assert "rent0" not in near
    assert near.keys() >= {"rent1", "rent2", "rent3"}
