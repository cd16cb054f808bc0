"""Dutch law notations: what is recognised, what it resolves to, and what is left alone."""

import re
import time

import pytest

from cases.provisions.juriconnect import Reference, identifier, parse, url_of
from cases.provisions.laws import Law, all_laws, book_of_civil_code, law_by_id
from cases.provisions.notation import provisions_in, provisions_of_field

PW, AWB, WMO, WGS = "BWBR0015703", "BWBR0005537", "BWBR0035362", "BWBR0031331"
JW, RV, BW1, BW7, KIESWET = (
    "BWBR0034925",
    "BWBR0001827",
    "BWBR0002656",
    "BWBR0005290",
    "BWBR0004627",
)

NOTATIONS = [
    ("Participatiewet art. 22a", [(PW, "22a", "")]),
    ("PW 22a", [(PW, "22a", "")]),
    ("art. 22a Pw", [(PW, "22a", "")]),
    ("22a Pw", [(PW, "22a", "")]),
    ("artikel 4:84 Awb", [(AWB, "4:84", "")]),
    ("Awb 4:84", [(AWB, "4:84", "")]),
    ("art. 2.15 Awb", [(AWB, "2:15", "")]),
    ("Wmo 2015 art. 2.3.5 lid 3", [(WMO, "2.3.5", "3")]),
    ("art. 1:203 BW", [(BW1, "203", "")]),
    ("artikel 203 Boek 1 BW", [(BW1, "203", "")]),
    ("artikel 203 van Boek 1 van het Burgerlijk Wetboek", [(BW1, "203", "")]),
    ("BW boek 7 art. 658", [(BW7, "658", "")]),
    ("BW 1:44 en 1:45", [(BW1, "44", ""), (BW1, "45", "")]),
    ("artikel 18, eerste lid, van de Participatiewet", [(PW, "18", "1")]),
    ("artikel 18, 2e lid, aanhef en onder b, Pw", [(PW, "18", "2")]),
    ("artikelen 3:4 en 4:84 Awb", [(AWB, "3:4", ""), (AWB, "4:84", "")]),
    ("art. 18 lid 1 PW en art. 35", [(PW, "18", "1"), (PW, "35", "")]),
    ("art. 18 lid 1 PW, art. 4:84 Awb", [(PW, "18", "1"), (AWB, "4:84", "")]),
    ("art. 17 jo. art. 54 Pw", [(PW, "17", ""), (PW, "54", "")]),
    ("artt. 31, 32 en 58 lid 4 Pw", [(PW, "31", ""), (PW, "32", ""), (PW, "58", "4")]),
    ("artikel 475d Rv", [(RV, "475d", "")]),
    ("Wgs art. 2 t/m 4", [(WGS, "2", ""), (WGS, "4", "")]),
    ("18.1 Pw", [(PW, "18", "1")]),
    ("Kieswet art. J 28", [(KIESWET, "J 28", "")]),
    ("Jeugdwet", [(JW, "", "")]),
    ("awb artikel 4:84", [(AWB, "4:84", "")]),
    ("De Participatiewet is streng. In artikel 18 staat toch meer.", [(PW, "18", "")]),
]


def resolved(text: str) -> list[tuple[str, str, str]]:
    return [(one.law.id, one.article, one.paragraph) for one in provisions_in(text) if one.law]


@pytest.mark.parametrize(("text", "expected"), NOTATIONS)
def test_a_notation_resolves(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert resolved(text) == expected
    assert resolved(f"Wij keken (heel kort) naar {text}; daarna ging het goed.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zijn WW-uitkering stopte en 3 weken later kwam er niets.",
        "De AOW'er van nummer 12 had 22 jaar gewerkt.",
        "ww is geen afkorting, zw en pw ook niet.",
        "Twee mensen van BW Noord en een VW reden mee; hij stond niet in de BRP.",
        "Dat staat op www.voorbeeld.nl/ww en in bijlage WWX.",
        "Artikel 3 van de verordening laat dat niet toe.",
        "Beleidsregels Participatiewet Waterdam, art. 5",
        "Op 12-03-2024 om 14:30 kwam er 1.200 euro binnen.",
    ],
)
def test_what_is_no_known_law_is_left_alone(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize("text", ["WW 3 weken te laat", "in 2019 WW gehad", "WIA 35-80", "WW"])
def test_a_number_that_counts_something_is_no_article(text: str) -> None:
    assert [article for _law, article, _paragraph in resolved(text)] == [""]


def test_an_unknown_law_stays_as_written() -> None:
    (found,) = provisions_in("Zie art. 3 Verordening jeugdhulp Waterdam.")
    assert (found.law, found.jci) == (None, "")
    assert found.written == "art. 3 Verordening jeugdhulp Waterdam"
    field = provisions_of_field("Erfgoedwet art. 3.1; APV\nTijdelijke wet iets nieuws")
    assert [one.written for one in field] == [
        "Erfgoedwet art. 3.1",
        "APV",
        "Tijdelijke wet iets nieuws",
    ]
    assert [bool(one.law) for one in field] == [True, False, False]


def test_a_place_says_where_it_stands() -> None:
    text = "Omdat Pw 17, 34 en 47a dat zo regelen."
    found = provisions_in(text)
    assert [one.written for one in found] == ["Pw 17", "34", "47a"]
    assert all(text[one.start : one.end] == one.written for one in found)


def test_the_paragraph_is_no_part_of_what_is_compared() -> None:
    assert {one.jci for one in provisions_in("art. 18 Pw; art. 18 lid 2 Pw")} == {
        f"jci1.3:c:{PW}&artikel=18"
    }


def test_an_identifier_can_be_read_back() -> None:
    law = law_by_id(PW)
    assert law is not None
    assert identifier(law, "22a", "3") == f"jci1.3:c:{PW}&artikel=22a&lid=3"
    assert parse(identifier(law, "22a", "3")) == Reference(PW, "22a", "3")
    assert parse(identifier(law)) == Reference(PW)
    dated = f"jci1.3:c:{PW}&hoofdstuk=4&artikel=36&z=2026-07-01&g=2026-07-01"
    assert parse(dated) == Reference(PW, "36")
    assert parse("jci1.3:c:geenwet&artikel=1") is None
    kieswet = law_by_id(KIESWET)
    assert kieswet is not None
    assert identifier(kieswet, "J 28").endswith("&artikel=J_28")
    assert parse(identifier(kieswet, "J 28")) == Reference(KIESWET, "J 28")


def test_a_link_leads_to_the_official_text() -> None:
    (awb,) = provisions_in("artikel 4:84 Awb")
    (avg,) = provisions_in("artikel 6 AVG")
    assert awb.law is not None
    assert avg.law is not None
    assert url_of(awb.law, "4:84") == f"https://wetten.overheid.nl/jci1.3:c:{AWB}&artikel=4:84"
    assert url_of(awb.law) == f"https://wetten.overheid.nl/{AWB}"
    assert avg.jci == "", "a regulation of the Union has no Juriconnect"
    assert url_of(avg.law, "6").startswith("https://eur-lex.europa.eu/")


def test_the_table_of_laws_holds_together() -> None:
    laws = all_laws()
    assert len(laws) >= 60
    assert len({law.id for law in laws}) == len(laws)
    names = [name for law in laws for name in (law.title, *law.names, *law.abbreviations)]
    assert len(set(names)) == len(names), "one name leads to two laws"
    for law in laws:
        assert re.fullmatch(r"BWB[RV]\d{7}|3\d{4}[RL]\d{4}", law.id), law
        assert law.source, law
        assert law.numbering in ("plain", "dotted", "colon", "letter"), law
    assert book_of_civil_code("1") is law_by_id(BW1)
    assert book_of_civil_code("9") is None


@pytest.mark.parametrize("law", all_laws(), ids=lambda law: law.id)
def test_every_law_is_known_by_all_its_names(law: Law) -> None:
    if law.book:
        assert resolved(f"artikel 2 {law.title}")[0][0] == law.id
        return
    for name in (law.title, *law.names, *(one.lstrip("=+") for one in law.abbreviations)):
        number = {"colon": "4:1", "dotted": "2.3", "letter": "J 2"}.get(law.numbering, "2")
        assert resolved(f"artikel {number} {name}") == [(law.id, number, "")], name
        assert resolved(f"{name} art. {number}") == [(law.id, number, "")], name


@pytest.mark.parametrize(
    "piece",
    ["1, ", "art. ", "1.", "9", "Pw 1 en ", "art. 1 jo. ", "boek 1 van het ", "Verordening ",
     "art. 1 lid 1 en 2 en 3, ", "onder a, ", "Wet ", "Pw, "],
)  # fmt: skip
def test_a_long_text_takes_time_by_its_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    provisions_in(text)
    # Time by the square of the length would be minutes here.
    assert time.process_time() - begun < 5
