"""What a person finds. Every test runs on both engines and expects the same of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import db
from app.search import outbox
from app.search.chosen import search_index
from app.search.find import MOST_LIVE, Found, Notice, find
from app.search.indexer import index_waiting
from app.search.query import parse
from app.search.ranking import hit
from tests.app.search.notes import SOURCE, Notes
from tests.app.search.test_search_query import EVIL

TEXTS = [
    (
        "Huurtoeslag stopt na verhuizing",
        "De inwoner woont nu in twee huizen. Zijn brief bleef uit.",
    ),
    ("Bijzondere bijstand geweigerd", "De aanvraag voor bijzondere bijstand is te laat ingediend."),
    (
        "Schulden lopen op",
        "Wie een schuld heeft, krijgt geen regeling. De bijstand is bijzonder laag.",
    ),
    ("Uitkering en werk", "Een uitkering stopt als iemand gaat werken bij de coördinator."),
    ("Brieven zijn moeilijk", "Mensen begrijpen de brieven niet. Brieven, brieven, brieven."),
    (
        "Ict-systeem weigert foto's",
        "Het formulier 12a uit 2024 vraagt om foto's. Aangevraagd: niets.",
    ),
]
QUERIES = [
    "huis",
    "huizen",
    "brief",
    "brieven",
    "schuld",
    "schulden",
    "aanvraag",
    "aanvragen",
    "aangevraagd",
    "coordinator",
    "COÖRDINATOR",
    '"bijzondere bijstand"',
    '"bijstand bijzondere"',
    '"bijstand is bijzonder"',
    "bijzondere bijstand",
    "bijstand -schuld",
    '-"bijzondere bijstand"',
    "uitker*",
    "ver*",
    "bri* moeilijk",
    "ict-systeem",
    "foto's",
    "foto",
    "12a 2024",
    "de van het",
    "uitkering -werk",
    "niets-hiervan bestaat",
    "%",
    "bijstand regeling laag",
]


@pytest.fixture
def corpus(notes: Notes) -> dict[str, str]:
    ids = {notes.add(title, body): title for title, body in TEXTS}
    index_waiting()
    return ids


def titles(found: Found, corpus: dict[str, str]) -> list[str]:
    return [corpus[public_id] for public_id in found.ids]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("huis", {"Huurtoeslag stopt na verhuizing"}),
        ("brieven", {"Brieven zijn moeilijk", "Huurtoeslag stopt na verhuizing"}),
        ("schuld", {"Schulden lopen op"}),
        ("aanvragen", {"Bijzondere bijstand geweigerd", "Ict-systeem weigert foto's"}),
        ('"bijzondere bijstand"', {"Bijzondere bijstand geweigerd"}),
        ("bijzondere bijstand", {"Bijzondere bijstand geweigerd", "Schulden lopen op"}),
        ("bijstand -schuld", {"Bijzondere bijstand geweigerd"}),
        ("uitker*", {"Uitkering en werk"}),
        ("coordinator", {"Uitkering en werk"}),
        ("ict-systeem", {"Ict-systeem weigert foto's"}),
        ("foto", {"Ict-systeem weigert foto's"}),
        ("12a", {"Ict-systeem weigert foto's"}),
        ("bestaatniet", set()),
        ("", set()),
        ("%", set()),
        ("key:note kind:note", set()),
    ],
)
def test_words_phrases_prefixes_inflections_and_not(
    corpus: dict[str, str], typed: str, expected: set[str]
) -> None:
    found = find(typed, person="anna", kind="note")

    assert set(titles(found, corpus)) == expected
    assert found.total == len(expected)
    assert found.notice is None


@pytest.mark.parametrize("typed", QUERIES)
def test_the_engine_gives_the_ids_and_scores_of_the_written_rule(
    corpus: dict[str, str], typed: str
) -> None:
    query = parse(typed)
    ruled = [hit(query, document) for document in SOURCE.documents(sorted(corpus))]

    given_by_engine = {(one.public_id, one.score) for one in search_index().hits(query, "note")}

    assert given_by_engine == {(one.public_id, one.score) for one in ruled if one}


WORDS = st.sampled_from(["huis", "huizen", "brief", "brieven", "schuld", "na", "werk", "wer*"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "-"]), st.lists(WORDS, min_size=1, max_size=3), st.booleans()
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_query_gives_the_same_by_engine_and_by_rule(
    random_corpus: list[str], pieces: list[tuple[str, list[str], bool]]
) -> None:
    typed = " ".join(
        f'{minus}"{" ".join(words)}"' if quoted else f"{minus}{words[0]}"
        for minus, words, quoted in pieces
    )
    query = parse(typed)
    ruled = [hit(query, document) for document in SOURCE.documents(random_corpus)]

    found = {(one.public_id, one.score) for one in search_index().hits(query, "note")}

    assert found == {(one.public_id, one.score) for one in ruled if one}


@pytest.fixture
def random_corpus(notes: Notes) -> list[str]:
    """Short texts of few words, so that phrases, repeats and near misses abound."""
    words = ["huis", "huizen", "brief", "brieven", "schulden", "na", "werk", "gewerkt"]
    ids = []
    for number in range(30):
        picked = [words[(number * step + step * step) % len(words)] for step in range(1, 9)]
        ids.append(notes.add(" ".join(picked[:2]), " ".join(picked[2:])))
        if number % 7 == 0:
            # Several commits make several segments in the embedded engine.
            index_waiting()
    index_waiting()
    return ids


@pytest.mark.parametrize("typed", EVIL, ids=range(len(EVIL)))
def test_evil_queries_get_an_answer(corpus: dict[str, str], typed: str) -> None:
    assert find(typed, person="anna", kind="note").notice is None


def test_title_goes_before_body_and_new_before_old(notes: Notes) -> None:
    body = notes.add("Anders", "Over de toeslag.")
    old = notes.add("Toeslag", "")
    new = notes.add("Toeslag", "")
    often = notes.add("Anders", "Toeslag na toeslag.")
    index_waiting()

    assert find("toeslag", person="anna", kind="note").ids == [new, old, often, body]


def test_pages_follow_each_other_and_the_total_counts_them_all(notes: Notes) -> None:
    ids = [notes.add(f"Toeslag {number}") for number in range(7)]
    index_waiting()

    pages = [
        find("toeslag", person="anna", kind="note", limit=3, offset=start) for start in (0, 3, 6)
    ]

    assert [one for page in pages for one in page.ids] == ids[::-1]
    assert {page.total for page in pages} == {7}
    assert len(find("toeslag", person="anna", kind="note", limit=None).ids) == 7


def test_facets_count_what_the_other_choices_leave(notes: Notes) -> None:
    house = notes.add("Toeslag voor huur", topic="wonen")
    notes.add("Toeslag voor zorg", topic="zorg")
    notes.add("Toeslag voor een ander", topic="zorg", owner="bram")
    index_waiting()

    found = find("toeslag", person="anna", kind="note", chosen={"topic": "wonen"})

    assert found.ids == [house]
    assert found.facets == {"topic": {"wonen": 1, "zorg": 1}}


def test_fifty_hidden_records_change_nothing(corpus: dict[str, str], notes: Notes) -> None:
    before = {typed: find(typed, person="anna", kind="note", limit=2) for typed in QUERIES}

    for number in range(50):
        title, body = TEXTS[number % len(TEXTS)]
        notes.add(title, body, owner="bram", topic=f"verborgen {number}")
    while_waiting = {typed: find(typed, person="anna", kind="note", limit=2) for typed in QUERIES}
    index_waiting()
    after = {typed: find(typed, person="anna", kind="note", limit=2) for typed in QUERIES}

    assert before == while_waiting == after
    assert find("schuld", person="bram", kind="note").total > before["schuld"].total


def test_a_word_of_a_hidden_record_is_found_in_no_way(notes: Notes) -> None:
    notes.add("Over schizofrenie", "schizofrenie", owner="bram")
    notes.add("Iets anders")
    index_waiting()

    for typed in ("schizofrenie", "schizofrene", "schi*", '"over schizofrenie"'):
        assert find(typed, person="anna", kind="note") == Found()


def test_who_is_shut_out_loses_the_record_at_once(notes: Notes) -> None:
    public_id = notes.add("Toeslag")
    index_waiting()
    assert find("toeslag", person="anna", kind="note").ids == [public_id]

    notes.change(public_id, owner="bram")

    assert find("toeslag", person="anna", kind="note").total == 0


def test_a_change_is_found_before_the_indexer_has_seen_it(notes: Notes) -> None:
    public_id = notes.add("Toeslag")
    index_waiting()

    notes.change(public_id, title="Uitkeringen")
    fresh = notes.add("Nog een uitkering")

    assert find("toeslag", person="anna", kind="note").total == 0
    assert find("uitkering", person="anna", kind="note").ids == [fresh, public_id]


def test_a_notice_says_so_when_much_waits(notes: Notes) -> None:
    index_waiting()
    for _ in range(MOST_LIVE + 1):
        notes.add("Toeslag")
    assert find("toeslag", person="anna", kind="note").notice is Notice.BEHIND

    index_waiting()

    found = find("toeslag", person="anna", kind="note")
    assert (found.total, found.notice) == (MOST_LIVE + 1, None)
    assert outbox.oldest_waiting() is None


def test_searching_writes_nothing(corpus: dict[str, str]) -> None:
    find("bijstand", person="anna", kind="note")

    assert not db.session.info.get("writing")
    assert not db.session.dirty
