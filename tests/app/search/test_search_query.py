import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.query import MOST_TERMS, Phrase, Prefix, Query, Word, parse
from app.search.terms import LONGEST_TOKEN, tokens

EVIL = [
    "*a* " * 20,
    "abcdefgh~9",
    "[a TO z]",
    "a" * 100_000,
    "(" * 1000,
    "NOT " * 200,
    "a OR " * 10_000,
    "team:B id:7 *:*",
    '"' * 500,
    "- -- ---",
    "\x00\ud800 %_\\ ' '' \\' & | ! <-> :*",
]


@given(
    st.text(max_size=400) | st.lists(st.sampled_from('a*"-(): é\x00'), max_size=300).map("".join)
)
def test_nothing_that_is_typed_raises_or_grows(text: str) -> None:
    query = parse(text)

    words = 0
    for term in (*query.wanted, *query.unwanted):
        words += len(term.words) if isinstance(term, Phrase) else 1
    assert words <= MOST_TERMS
    assert query == parse(text)


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_evil_queries_are_read_in_a_moment(text: str) -> None:
    begin = time.perf_counter()
    query = parse(text)

    assert time.perf_counter() - begin < 0.1
    assert all(
        len(lexeme) <= LONGEST_TOKEN
        for term in query.wanted
        if isinstance(term, Word)
        for lexeme in term.lexemes
    )


@pytest.mark.parametrize("text", ["", "   ", "!?", '""', "-", "*", "%%%"])
def test_text_without_words_is_an_empty_query(text: str) -> None:
    assert parse(text) == Query()
    assert parse(text).empty


def test_words_phrases_prefixes_and_not() -> None:
    query = parse('toeslag "bijzondere bijstand" uitker* -schuld -"later terug"')

    assert [type(term) for term in query.wanted] == [Word, Phrase, Prefix]
    assert [type(term) for term in query.unwanted] == [Word, Phrase]


def test_curly_quotes_make_a_phrase_too() -> None:
    assert parse("“bijzondere bijstand”") == parse('"bijzondere bijstand"')


def test_a_hyphen_inside_a_word_is_not_a_not() -> None:
    query = parse("ict-systeem")

    assert isinstance(query.wanted[0], Phrase)
    assert not query.unwanted


def test_a_prefix_of_two_letters_is_a_word() -> None:
    assert isinstance(parse("ui*").wanted[0], Word)


def test_words_without_meaning_are_left_out_unless_they_are_all_there_is() -> None:
    assert parse("de uitkering van een inwoner").wanted == parse("uitkering inwoner").wanted
    assert len(parse("van de").wanted) == 2


def test_a_field_name_is_a_word_like_any_other() -> None:
    assert parse("team:B").wanted == parse('"team b"').wanted


def test_accents_and_capitals_make_no_difference() -> None:
    assert tokens("Coördinator's ÉÉN") == ["coordinator", "een"]
    assert parse("COORDINATOR").wanted == parse("coördinator").wanted
