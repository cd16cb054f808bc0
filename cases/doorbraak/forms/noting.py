"""The form that every note in a session descends from, and two texts side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import NumberRange, Optional

from app.web.forms import LineField, PlainForm
from cases.differences import Piece, PieceKind, before_and_after, difference
from cases.doorbraak.triangle import HEAVIEST

ONE_TO_TEN = _l("Kies een getal van 0 tot en met 10.")


class WeightField(IntegerField):
    """A whole number from 0 to 10 that may be left open."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        validators = [Optional(), NumberRange(0, HEAVIEST, ONE_TO_TEN)]
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Say in Dutch what to do about something else than a number."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(ONE_TO_TEN)) from error


class NoteForm(PlainForm):
    """A form of which several can stand on one page."""

    def known_as(self, key: str) -> Self:
        """Give the fields ids that no other form on the page has."""
        for field in self:
            field.id = f"{key}-{field.name}"
        return self


class VersionedForm(NoteForm):
    """A form that knows which version of the text it began from; 0 is none."""

    version = HiddenField(default="0")

    @property
    def known_version(self) -> int:
        """The version that was sent along; a form that tells none began from nothing."""
        text = next(iter(self.version.raw_data or []), "")
        return int(text) if text.isdecimal() and len(text) < 9 else 0


@dataclass(frozen=True)
class TwoTexts:
    """A field in which what somebody typed is not what was kept meanwhile."""

    label: str
    kept: list[Piece]
    own: list[Piece]


def two_texts(form: VersionedForm, kept: Mapping[str, str]) -> list[TwoTexts]:
    """The fields in which both differ, each text with its own words marked."""
    found = []
    for field in form:
        if not isinstance(field, TextAreaField | LineField | SelectField | WeightField):
            continue
        theirs, own = kept.get(field.name, ""), _text(field.data)
        if theirs == own:
            continue
        if isinstance(field, SelectField):
            choices = getattr(field, "choices", None) or []
            words = {str(code): str(label) for code, label, *_more in choices}
            pair = _whole(words.get(theirs, theirs), words.get(own, own))
        else:
            pair = before_and_after(difference(theirs, own))
        found.append(TwoTexts(str(field.label.text), *pair))
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _whole(theirs: str, own: str) -> tuple[list[Piece], list[Piece]]:
    nothing = _("niets gekozen")
    return (
        [Piece(PieceKind.REMOVED, theirs or nothing)],
        [Piece(PieceKind.ADDED, own or nothing)],
    )
