"""Numbers of people are found where they stand, and ordinary numbers are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.personal_data.findings import Finding, Kind
from app.personal_data.numbers import has_valid_bsn_checksum, has_valid_iban_checksum
from app.personal_data.scan import replace, replacement, scan

FOUND = [
    # Mail
    ("Mail naar j.de.vries+werk@voorbeeld.nl.", "email", "j.de.vries+werk@voorbeeld.nl"),
    ("bereikbaar via anna (at) voorbeeld.nl, 's avonds", "email", "anna (at) voorbeeld.nl"),
    ("vraag anna apenstaartje voorbeeld.nl", "email", "anna apenstaartje voorbeeld.nl"),
    # Accounts
    ("op NL91 ABNA 0417 1643 00 gestort", "iban", "NL91 ABNA 0417 1643 00"),
    ("gestort op nl12ingb0001112223 dus", "iban", "nl12ingb0001112223"),
    ("op NL91-ABNA-0417-1643-00 gestort", "iban", "NL91-ABNA-0417-1643-00"),
    ("haar rekening BE68 5390 0754 7034 bij", "iban", "BE68 5390 0754 7034"),
    ("op DE89370400440532013000.", "iban", "DE89370400440532013000"),
    ("rekeningnummer DE00370400440532013000 klopt niet", "iban", "DE00370400440532013000"),
    # BSN
    ("Het nummer 111222333 stond erop", "bsn", "111222333"),
    ("het nummer 1112.22.333 stond erop", "bsn", "1112.22.333"),
    ("bsn: 12345678", "bsn", "12345678"),
    ("burgerservicenummer 123 456 789", "bsn", "123 456 789"),
    ("Zijn sofinummer, weet hij nog, is 987654321", "bsn", "987654321"),
    ("bsn 12345 6789", "bsn", "12345 6789"),
    ("BSN123456789 in het systeem", "bsn", "123456789"),
    # Birth dates
    ("Mevrouw (geb. 3-4-1956) kwam", "date_of_birth", "3-4-1956"),
    ("geboren te Deventer op 3 april 1956", "date_of_birth", "3 april 1956"),
    ("geboortedatum 1956-04-03", "date_of_birth", "1956-04-03"),
    ("Kees werd op 5 mei 1990 geboren", "date_of_birth", "5 mei 1990"),
    ("Jansen (03-04-1956) belde", "date_of_birth", "03-04-1956"),
    # Telephone
    ("bel 06-12345678 na vijven", "phone", "06-12345678"),
    ("bel 06 12 34 56 78 na vijven", "phone", "06 12 34 56 78"),
    ("(010) 456 78 90 is van de buurvrouw", "phone", "(010) 456 78 90"),
    ("0031 6 1234 5678 of later", "phone", "0031 6 1234 5678"),
    ("+31 (0)6 1234 5678", "phone", "+31 (0)6 1234 5678"),
    ("zoon in Belgie: +32 470 12 34 56", "phone", "+32 470 12 34 56"),
    ("tel. 456 7890 is van haar", "phone", "456 7890"),
    # Licence plates
    ("de auto 12-ABC-3 stond er", "licence_plate", "12-ABC-3"),
    ("de auto G-123-BB stond er", "licence_plate", "G-123-BB"),
    ("een Belg, 1-ABC-234, stond er", "licence_plate", "1-ABC-234"),
    ("kenteken 12abc3 doorgegeven", "licence_plate", "12abc3"),
    ("kenteken: 12 AB 34 doorgegeven", "licence_plate", "12 AB 34"),
    ("kenteken is 12-ab-34 geworden", "licence_plate", "12-ab-34"),
    # Postcodes
    ("woont op 7411 KX in de binnenstad", "postcode", "7411 KX"),
    ("woont op 7411KX in de binnenstad", "postcode", "7411KX"),
    ("Dorpsweg 12 a, 7411 WW", "postcode", "7411 WW"),
    ("met postcode 7411 kx", "postcode", "7411 kx"),
    ("dorpsweg 12, 7411kx in de binnenstad", "postcode", "7411kx"),
    # Chamber of commerce
    ("KvK-nummer 12345678 van zijn zaak", "kvk", "12345678"),
    ("bsn onbekend, KvK 12345678", "kvk", "12345678"),
    ("Kamer van Koophandel, vestigingsnummer 000012345678", "kvk", "000012345678"),
    # Files
    ("Kenmerk bij haar: WMO-2024-00123", "case_number", "WMO-2024-00123"),
    ("onder 2023/4456-WMO geregistreerd", "case_number", "2023/4456-WMO"),
    ("zie Z/24/001234 in het systeem", "case_number", "Z/24/001234"),
    ("in dossier 24.1188 staat", "case_number", "24.1188"),
    ("zaaknummer 4711", "case_number", "4711"),
    ("onder 20481123 in de administratie", "case_number", "20481123"),
]  # fmt: skip
HARMLESS = [
    "Op 3 april 2024 kreeg zij een brief, en op 04-05-2024 nog een.",
    "De wet is van 2015, de beleidsregel van 2019-2024 en de nota van 2021/2022.",
    "Hij kreeg 111222333 euro toegekend, of € 111222333, of 111222333,50 euro.",
    "Zie ECLI:NL:CRVB:2019:1234, Stb. 2014, 280, Stcrt. 2021-12345 en Kamerstukken II 2021, 35510.",
    "Zie jci1.3:c:BWBR0015703&artikel=18 en artikel 4:84 Awb.",
    "Bel 0800-1234567 of 0900 1234567, of 112.",
    "Wij wonen in 1234 SS en 1234 SA niet, en in 2015 WW nog minder.",
    "Sinds 2024 EU, en 1500 kg, en 3000 km, en 2500 en 1200 op rekening.",
    "Een kenteken dat op 12-34-56 of op naam staat, kenteken 12-34-56, kenteken onbekend.",
    "Een bsn had hij niet, wel drie kinderen.",
    "De zaak liep 4000 uur en kostte 2500 euro, in het dossier staat 1998.",
    "Rekening houden met 1200 inwoners en 25 procent, telefoonlijst 12.",
    "Zij is geboren in Deventer. Zij kwam op 3 april 2021 bij ons.",
    "Formulier AB-12 en norm NEN-3140, blok 12-34-56.",
    "De regeling GB12 ABCD 1234 5678 9012 34 is geen rekening, XX12 ABCD 1234 5678 ook niet.",
    "Code DE89 3704 0044 is te kort.",
    "Telefoon 112 en tel 1234, de bijlage van 06-1234.",
    "In kamer 12, 1500 en meer, en in blok 3 1200 op een rij.",
    "Het is 0,123456789 of 3.14159265 of 0.111222333.",
]


@pytest.mark.parametrize(("text", "kind", "piece"), FOUND)
def test_a_number_of_a_person_is_found(text: str, kind: str, piece: str) -> None:
    expected = (Kind(kind), piece)
    assert expected in [(finding.kind, finding.text) for finding in scan(text)]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert scan(text) == []


def test_all_findings_of_a_text_are_replaced_and_the_rest_stays() -> None:
    text = (
        "Mw. (BSN 111222333, geb. 3 april 1956) woont 7411 KX, 06-12345678, op 4 mei 2024 gezien."
    )
    findings = scan(text)
    assert findings == sorted(findings)
    assert replace(text, reversed(findings)) == (
        "Mw. (BSN [bsn], geb. [geboortedatum]) woont [postcode], [telefoon], op 4 mei 2024 gezien."
    )


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_a_word_that_is_no_finding_itself(kind: Kind) -> None:
    assert scan(f"bsn kvk tel. kenteken {replacement(kind)} geboren") == []


def test_a_text_that_changed_since_is_not_replaced() -> None:
    findings = scan("Bel 06-12345678.")
    with pytest.raises(ValueError, match="changed"):
        replace("Bel mij op 06-12345678.", findings)
    overlapping = [Finding(0, 3, Kind.PHONE, "123"), Finding(2, 4, Kind.PHONE, "34")]
    with pytest.raises(ValueError, match="changed"):
        replace("1234", overlapping)


def test_checksums_refuse_a_wrong_digit() -> None:
    assert has_valid_bsn_checksum("111222333")
    assert not has_valid_bsn_checksum("111222334")
    assert not has_valid_bsn_checksum("000000000")
    assert has_valid_iban_checksum("NL91ABNA0417164300")
    assert not has_valid_iban_checksum("NL91ABNA0417164301")


PIECES = st.sampled_from(
    ["06", "-", " ", "12345678", "bsn ", "NL91", "ABNA", "\u212a", "\u017f", "\u0130", "@", ".nl",
     "geb. ", "3-4-", "1956", "KvK ", "zaak ", "+31", "(0)", "kenteken ", "AB", "\u0663", "\n", "€"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_answered_with_spans_in_order(text: str) -> None:
    findings = scan(text)
    end = 0
    for finding in findings:
        assert end <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        end = finding.end
    replace(text, findings)


@pytest.mark.parametrize(
    "piece", ["1", "a", "a.", "1 ", "06-", "geb. 3-4-", "A-1-", "NL20INGB", "é"]
)
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    """Quadratic time would take minutes; the bound leaves room for a slow machine."""
    begin = time.process_time()
    scan(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 5
