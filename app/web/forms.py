"""The form that all forms descend from: clean text, and Dutch messages that say what to do."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.database import clean_text
from app.refusals import Invalid, LooksPersonal
from app.web.language import refusal_words

BAD_DAY = _l("Vul een datum in, zoals 21-11-2026.")


def _clean(value: str | None) -> str:
    return clean_text(value).strip() if value else ""


class LineField(StringField):
    """One line of text, cleaned."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[_clean], **kwargs)


class ParagraphField(TextAreaField):
    """Several lines of text, cleaned."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[_clean], **kwargs)


class DayField(DateField):
    """A day, with a message that says what to do about a wrong one; an empty field is no day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day that a browser sends."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(BAD_DAY)) from error


def filled(message: str) -> InputRequired:
    """A field that must be filled in, with a message that says with what."""
    return InputRequired(message)


def at_most(count: int) -> Length:
    """A field of at most so many characters."""
    return Length(max=count, message=_l("Gebruik hier hooguit %(max)d tekens."))


STATED = "stated"


class PlainForm(FlaskForm):
    """A form that can show why an operation refused what was typed.

    When the words look like personal data, the page offers a box for each of them, by which the
    writer states that it is none. `stated` gives the words of the boxes that were ticked.
    """

    doubted: tuple[str, ...] = ()

    @property
    def stated(self) -> list[str]:
        """The words that the writer states to be no personal data."""
        return request.form.getlist(STATED)

    @property
    def statements(self) -> list[tuple[str, bool]]:
        """The words to state something of, and whether that was done; made before, made now."""
        made = dict.fromkeys(self.stated, True)
        return list({**dict.fromkeys(self.doubted, False), **made}.items())

    def refuse(self, error: Invalid) -> None:
        """Put the message of an operation beside the field it is about, or on top of the form."""
        if isinstance(error, LooksPersonal):
            self.doubted = error.found
        field = self._fields.get(error.field)
        if isinstance(field, Field):
            field.errors = [*field.errors, refusal_words(error)]
        else:
            self.form_errors.append(refusal_words(error))


class EmptyForm(PlainForm):
    """A press of a button: nothing but the token against forgery."""


def options(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Codes with their words, in the language of whoever reads the page."""
    return [(code, _l(word) if type(word) is str and word else word) for code, word in pairs]


class ChoiceField(SelectField):
    """A list to choose one from, in which nothing chosen is an empty text."""

    def __init__(self, label: Any = None, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = [("", _l("Maak een keuze")), *options(choices or [])]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A form that leaves the list out says the same as one in which nothing was chosen."""
        super().process_formdata(valuelist or [""])


class PickField(RadioField):
    """One of a few, as radio buttons. Nothing chosen gives a message, unless it may be empty."""

    def __init__(
        self, label: Any = None, choices: Any = None, message: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices = options(choices or [])
        self.message = message or _l("Kies een van de mogelijkheden.")

    def pre_validate(self, form: Any) -> None:
        """Refuse with words that say what to do."""
        del form
        if self.flags.optional and self.data in (None, "", "None"):
            return
        if self.data not in [choice[0] for choice in self.choices or []]:
            raise ValidationError(self.message)
