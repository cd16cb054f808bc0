"""Names and addresses are found by what stands around them, and ordinary capitals are left."""

import random
import time
from pathlib import Path

import pytest

from app.personal_data import words
from app.personal_data.findings import Finding, Kind
from app.personal_data.scan import replace, scan, scan_fields
from app.refusals import Invalid

NAMES = [
    # A title, which belongs to the name
    ("Ik belde mevrouw Kuipers.", "mevrouw Kuipers"),
    ("Namens mw. Van den Heuvel kwam post.", "mw. Van den Heuvel"),
    ("Wij zagen de heer en mevrouw Postma niet.", "de heer en mevrouw Postma"),
    ("Volgens drs. K. Bouwman mag het.", "drs. K. Bouwman"),
    ("Een brief van mevrouw Geel lag er.", "mevrouw Geel"),
    ("Dhr. v/d Meer zat zonder gas.", "Dhr. v/d Meer"),
    # Initials
    ("De aanvraag van S.E. de Waard-Oosting lag stil.", "S.E. de Waard-Oosting"),
    ("Wij spraken met P. Groen over de huur.", "P. Groen"),
    # Two words like names, particles, a letter for the surname
    ("Ibtissam el Khaldi volgt een cursus.", "Ibtissam el Khaldi"),
    ("Toen belde Rob de Groot.", "Rob de Groot"),
    ("Zij kent Ingrid van Loenen wel.", "Ingrid van Loenen"),
    ("Haar buurman Karim B. kwam mee.", "Karim B."),
    ("Tekle Gebreyesus komt uit Asmara.", "Tekle Gebreyesus"),
    # A role
    ("Haar dochter, Dewi, regelt het.", "Dewi"),
    ("Onze klant: De Boer wil uitstel.", "De Boer"),
    ("Een collega (Hanneke) dacht mee.", "Hanneke"),
    # A first name
    ("Gisteren sprak ik met Roos over de zaak.", "Roos"),
    ("Saskia heeft een kamer.", "Saskia"),
    ("Wouters moeder kwam mee.", "Wouters"),
    ("Roos belde terug.", "Roos"),
    ("Roos (16) liep weg.", "Roos"),
    ("Hans zijn moeder kwam.", "Hans"),
    # A surname
    ("Later vroeg Terlouw om uitleg.", "Terlouw"),
    ("Bakker, 54, slaapt in zijn auto.", "Bakker"),
    ("Dat klopt volgens Mulder niet.", "Mulder"),
    ("Ik belde met de Vries over de huur.", "de Vries"),
    # A word in no list
    ("Later kwam Xhemajli ook.", "Xhemajli"),
    ("Xhemajli vertelde dat zelf.", "Xhemajli"),
    ("De dochter van Xhemajli belde.", "Xhemajli"),
    # Joined to a name
    ("Aan tafel zaten Karin en Xhemajli.", "Xhemajli"),
    # Without a capital
    ("mevrouw van der plas wil een traplift", "mevrouw van der plas"),
    ("dhr bakker woont alleen", "dhr bakker"),
    ("haar zoon wouter helpt", "wouter"),
    ("klant: b. wolters wil uitstel", "b. wolters"),
]  # fmt: skip
NOBODY = [
    "Het UWV en de SVB keuren Wajong-aanvragen; het CIZ kijkt naar de Wlz.",
    "De Participatiewet, de Wet langdurige zorg en artikel 4:84 Awb gaan voor.",
    "Stichting Opmaat, basisschool De Regenboog en hotel Merkelbach deden mee.",
    "In Roermond, Weert en Bergen op Zoom gelden andere regels.",
    "Zij sprak Tigrinya, hij Nederlands; een Syrische vrouw tolkte.",
    "Op dinsdag 3 september, met Kerst en rond Pasen was alles dicht.",
    "Merkelbach B.V. en de Merkelbach Groep betaalden het loon niet.",
    "Zij woont in Zwirkelveen en fietst naar Zwirkelveen.",
    "Mevrouw wil niet. Meneer kan niet. Moeder belde, Opa ook.",
    "Rozen stonden in de tuin.",
    "De consulent Werk en Inkomen vroeg de afdeling Burgerzaken om stukken.",
    "Maatwerk kan. Hardheidsclausule toegepast. Verlengingstraject gestart.",
    "Op de Zwirkelvaart en via de Zwirkel is niets te doen.",
    "De brief begint met: Geachte heer of mevrouw.",
    "mevrouw kan niet komen, meneer wil wel, mevrouw de voorzitter ook",
    "Tenzij Artikel 3 geldt. A. Aanvraag. B. Besluit.",
    "Zorgg kreeg zij niet. Beschkking kwam te laat.",
    "Een Fiat Panda en een Renault Clio, gekocht via Marktplaats.",
]
ADDRESSES = [
    ("Zij woont Lindenlaan 14 in Zwolle.", "Lindenlaan 14"),
    ("Post naar Pastoor Vinkelaan 118-2 graag.", "Pastoor Vinkelaan 118-2"),
    ("Aan de Laan van Westroijen 21 stond niemand.", "Laan van Westroijen 21"),
    ("Brieven gingen naar Oude Gracht 118 bis.", "Oude Gracht 118 bis"),
    ("Hij woont aan Zwirkelrak 3.", "Zwirkelrak 3"),
    ("zij woont kerkstraat 12a", "kerkstraat 12a"),
    ("Het gaat om Eikenhof 3, 7411 KX.", "Eikenhof 3"),
    ("Zij woont Pr. Kerkstr. 12 nog.", "Pr. Kerkstr. 12"),
]
NO_ADDRESSES = [
    "De Dorpsstraat 1987 was een mooi jaar.",
    "Loket Stadsplein 1 en kantoor Stationsweg 8 zijn open.",
    "Aan de Hoofdstraat 12 woningen gesloopt, op de Veldweg 3 weken werk.",
    "Team 4, blok 12, stap 3, art. 31 en kamer 7.",
    "Onderweg 3 keer gestopt; op de snelweg 2 uur gewacht.",
]


def found(text: str, kind: Kind = Kind.NAME) -> list[str]:
    return [one.text for one in scan(text) if one.kind is kind]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_found_with_all_its_words(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_person_is_left_alone(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_a_street_with_a_number_is_found(text: str, address: str) -> None:
    assert address in found(text, Kind.ADDRESS)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_other_numbers_behind_words_are_no_addresses(text: str) -> None:
    assert found(text, Kind.ADDRESS) == []


def all_fields(**texts: str) -> dict[str, list[str]]:
    return {name: [one.text for one in each] for name, each in scan_fields(texts).items()}


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ("Bakker was boos.", "Bakker"),
        ("De zorg voor bakker of slager.", None),
        ("Uiteindelijk nam mevrouw Bakker het aan.", "mevrouw Bakker"),
        ("en tjitske was opgelucht", "tjitske"),
        ("In de brief staat T.B. als naam.", "T.B."),
        ("Toen wist bakkers zus het.", None),
    ],
)
def test_a_part_of_a_name_is_found_in_every_field(elsewhere: str, expected: str | None) -> None:
    alone = scan(elsewhere)
    here = all_fields(situation="Mevrouw Tjitske Bakker belde.", outcome=elsewhere)["outcome"]
    assert here == ([expected] if expected else [])
    assert expected == "mevrouw Bakker" or [one.text for one in alone] != here or not expected


def test_names_of_one_case_say_nothing_about_another() -> None:
    scan_fields({"situation": "Mevrouw Tjitske Bakker belde."})
    assert found("Bakker was boos.") == []


def test_a_double_name_is_found_by_either_half() -> None:
    texts = all_fields(title="Echtpaar Postma-Wiersema belde", outcome="Nu weet wiersema het.")
    assert texts == {"title": ["Echtpaar Postma-Wiersema"], "outcome": ["wiersema"]}


@pytest.mark.parametrize("allowed", ["Terlouw", "terlouw", "volgens Terlouw"])
def test_an_allowed_word_or_phrase_is_no_name(allowed: str) -> None:
    text = "Dat mag volgens Terlouw niet."
    assert found(text) == ["Terlouw"]
    assert scan(text, [allowed]) == []


def test_an_allowed_word_is_a_person_behind_a_title_all_the_same() -> None:
    assert [one.text for one in scan("Later kwam meneer Terlouw.", ["Terlouw"])] == [
        "meneer Terlouw"
    ]


def test_an_allowed_address_is_left_alone() -> None:
    text = "Wij zitten Lindenlaan 14 en zij Lindenlaan 16."
    assert [one.text for one in scan(text, ["lindenlaan 14"])] == ["Lindenlaan 16"]


def test_words_of_the_case_itself_stop_a_name() -> None:
    texts = {"situation": "Volgens Zwirkeldam mag het, zei Karin Zwirkeldam."}
    own = ["Gemeente Zwirkeldam"]
    names = [one.text for one in scan_fields(texts, own=own)["situation"]]
    assert names == ["Karin"]
    assert "Zwirkeldam" in [one.text for one in scan_fields(texts)["situation"]]


def test_the_text_can_be_replaced_by_field() -> None:
    texts = {"a": "Wim Kuipers (06-12345678) woont Lindenlaan 14.", "b": "Kuipers is blij."}
    found_in = scan_fields(texts)
    assert replace(texts["a"], found_in["a"]) == "[naam] ([telefoon]) woont [adres]."
    assert replace(texts["b"], found_in["b"]) == "[naam] is blij."


def test_without_the_word_lists_nothing_is_scanned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(words, "DERIVED", tmp_path)
    monkeypatch.setattr(words, "_vocabulary", [])
    with pytest.raises(Invalid, match="make setup"):
        scan("Een tekst zonder namen.")
    with pytest.raises(Invalid, match="make setup"):
        words.require_words()


@pytest.mark.parametrize(
    ("word", "dutch"),
    [("aanvraag", True), ("Kinderopvangtoeslag", True), ("Xhemajli", False), ("q" * 200, True)],
)
def test_a_word_is_dutch_by_itself_or_as_a_compound(word: str, dutch: bool) -> None:
    assert words.is_dutch(word) is dutch


BITS = (
    *("Van ", "de ", "Jan ", "J.", "mevrouw ", "De heer ", "'t ", "San ", "Bakker", "-", "'"),
    *("\u2019s ", ". ", "\n", "12 ", "straat ", "Kerkstraat 12", " en ", ", ", "(34)", "\u0130"),
    *("\u00df", "\ufb01", "A", "v.d. ", "Tsegay ", "UWV ", "klant: b. ", "in ", "\u2028", "x" * 50),
)


def test_any_row_of_words_is_answered_with_spans_in_order() -> None:
    choose = random.Random(20)  # noqa: S311
    for _ in range(500):
        text = "".join(choose.choice(BITS) for _ in range(choose.randint(0, 60)))
        end = 0
        for one in scan(text):
            assert end <= one.start < one.end <= len(text)
            assert one == Finding(one.start, one.end, one.kind, text[one.start : one.end])
            end = one.end


@pytest.mark.parametrize(
    "piece",
    ["Jan Bakker ", "Jan, ", "Tsegay, ", "A-", "mw. de ", "San ", "Kerkstraat ", "dhr. p. de "],
)
def test_a_long_text_with_names_takes_time_in_proportion(piece: str) -> None:
    """Quadratic time would take minutes; the bound leaves room for a slow machine."""
    begin = time.process_time()
    scan(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 8
