"""The forms of bringing in a file."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from app.web.forms import ChoiceField, PickField, PlainForm, options
from cases.operations.import_plan import PersonalData
from cases.terms import Audience, choices

HEADER = "column_"
WIDE_ENOUGH = [one for one in choices(Audience) if one[0] != Audience.PRIVATE.value]
COLUMN_LABELS = {
    "title": "titel",
    "situation": "wat er gebeurde",
    "id": "nummer in jullie register",
    "date": "datum",
    "standard_procedure": "wat de standaard voorschrijft",
    "deviation": "afwijking",
    "consideration": "afweging",
    "outcome": "resultaat",
    "procedure": "procedure",
    "law": "wet of artikel",
    "domain": "domein",
    "obstacle": "knelpunt",
    "bouwstenen": "bouwstenen",
    "organisation": "organisatie van herkomst",
    "team": "team",
    "gut_feeling": "buikpijn (1 tot 5)",
    "reporter": "inbrenger",
}


class UploadForm(PlainForm):
    """The file."""

    file = FileField(_l("Bestand"), [FileRequired(_l("Kies een bestand."))])


class ColumnsForm(PlainForm):
    """Which header is which column, and what becomes of the rows."""

    team = ChoiceField(_l("Team voor rijen die er geen noemen"), [], validate_choice=True)
    audience = PickField(
        _l("Wie mag deze casussen lezen?"), choices=WIDE_ENOUGH, default=Audience.TEAM.value
    )
    personal_data = PickField(
        _l("Wat gebeurt er met een rij waarin gegevens van mensen lijken te staan?"),
        choices=[
            (PersonalData.KEEP_PRIVATE.value, _l("Die wacht bij mij als concept")),
            (PersonalData.REPLACE.value, _l("Vervang de gegevens, en neem hem mee")),
            (PersonalData.ACCEPT.value, _l("Neem hem mee zoals hij is")),
        ],
        default=PersonalData.KEEP_PRIVATE.value,
    )

    def header_fields(self) -> list[ChoiceField]:
        """A list to choose from for each header, in the order of the file."""
        return [one for one in self if isinstance(one, ChoiceField) and one.name.startswith(HEADER)]

    def chosen(self, headers: list[str]) -> dict[str, str]:
        """The column chosen for each header; empty when it is left out."""
        return {one: self[f"{HEADER}{place}"].data or "" for place, one in enumerate(headers)}


def columns_form(
    headers: list[str], known: Mapping[str, str], teams: list[str], **kwargs: Any
) -> ColumnsForm:
    """The form with a list for each header of this file, set to what it seems to be."""
    fields = {
        f"{HEADER}{place}": ChoiceField(
            header, list(COLUMN_LABELS.items()), default=known.get(header, ""), validate_choice=True
        )
        for place, header in enumerate(headers)
    }
    form = type("FileColumnsForm", (ColumnsForm,), fields)(**kwargs)
    assert isinstance(form, ColumnsForm)
    for field in form.header_fields():
        field.choices = [("", _l("laat weg")), *options(COLUMN_LABELS.items())]
    form.team.choices = [("", _l("geen team")), *((name, name) for name in teams)]
    return form
