"""The gate before texts that others read at once: nothing personal, or a writer who says so."""

from collections.abc import Collection, Mapping

from app.personal_data.scan import scan_fields
from app.refusals import LooksPersonal


def plain(words: str) -> str:
    """Words as they are compared: how they were broken off at the end of a line does not count."""
    return " ".join(words.split())


def screen(
    texts: Mapping[str, str],
    *,
    allowed: Collection[str] = (),
    own: Collection[str] = (),
    stated: Collection[str] = (),
) -> set[str]:
    """Refuse the texts of a form while a person can be known from one of them.

    `stated` are the words that the writer states to be no personal data. Gives those that were let
    through by it. Raises LooksPersonal at the first field with other findings, which names them
    all, so that the writer answers once.
    """
    found = scan_fields(texts, allowed, own)
    may_stay = {plain(words) for words in stated}
    doubtful = {
        field: [plain(one.text) for one in found[field] if plain(one.text) not in may_stay]
        for field in found
    }
    for field, words in doubtful.items():
        if words:
            others = [one for each in doubtful.values() for one in each]
            raise LooksPersonal(field, [*words, *others])
    return {plain(one.text) for each in found.values() for one in each}
