"""Two versions of a form side by side: what is saved, and what somebody typed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms import DateField, Field, RadioField, SelectField

from app.web.forms import PlainForm
from cases.differences import Piece, PieceKind, before_and_after, difference

OWN_NEEDS = ("submission_key", "version", "draft_version", "csrf_token")


@dataclass(frozen=True)
class Compared:
    """A field in which both versions differ; a text can be edited, a choice only be chosen."""

    field: Field
    value: str
    is_text: bool
    saved: list[Piece]
    own: list[Piece]


@dataclass(frozen=True)
class Comparison:
    """The fields that differ, and the others with their value."""

    differing: list[Compared]
    same: list[tuple[str, str]]


def compare(form: PlainForm, posted: Mapping[str, str], saved: Mapping[str, str]) -> Comparison:
    """Lay what was posted beside what is saved."""
    differing, same = [], []
    for field in form:
        if field.name in OWN_NEEDS:
            continue
        own, kept = (values.get(field.name, "") or "" for values in (posted, saved))
        own = own.replace("\r\n", "\n")
        if own.strip() == kept.strip() or field.name == "own_reference":
            same.append((field.name, own))
        else:
            differing.append(_compared(field, own, kept))
    return Comparison(differing, same)


def _compared(field: Field, own: str, kept: str) -> Compared:
    is_text = not isinstance(field, DateField | RadioField | SelectField)
    if is_text:
        saved_side, own_side = before_and_after(difference(kept, own))
        return Compared(field, own, is_text, saved_side, own_side)
    return Compared(
        field,
        own,
        is_text,
        [Piece(PieceKind.REMOVED, _words(field, kept))],
        [Piece(PieceKind.ADDED, _words(field, own))],
    )


def _words(field: Field, value: str) -> str:
    """A choice in the words of its list."""
    choices = getattr(field, "choices", None) or []
    words = {str(code): str(label) for code, label, *_more in choices}
    return words.get(value, value) if value else _("niets gekozen")
