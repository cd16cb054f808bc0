"""Titles before a name: "de heer", "mw.", "drs.", "echtpaar"."""

from app.personal_data.page import Page
from app.personal_data.words import listed

_OF_DE = frozenset({"heer", "heren", "dames", "weduwe", "familie"})
_MOST_WORDS = 6


def title_start(page: Page, place: int) -> int | None:
    """Where the titles begin that stand directly before this word; None without a title.

    Takes "de" before "heer" and the joined "de heer en mevrouw" as well.
    """
    found = None
    here = place
    while here > 0 and place - here < _MOST_WORDS:
        here -= 1
        if _is_title_before(page, here):
            found = here
        elif found != here + 1 or not page.joined(here):
            break
        elif page.word(here).lower() == "de" and page.word(here + 1).lower() in _OF_DE:
            found = here
        elif page.word(here) != "en" or not _is_title(page, here - 1):
            break
    return found


def _is_title_before(page: Page, place: int) -> bool:
    """Whether this word is a title of what follows it; a dot must be one that titles have."""
    word, gap = page.word(place).lower(), page.gap(place)
    if gap in (" ", "\xa0"):
        return word in listed("titles")
    return gap in (". ", ".") and word in listed("dotted_titles")


def _is_title(page: Page, place: int) -> bool:
    word = page.word(place).lower()
    return word in listed("titles") or word in listed("dotted_titles")
