"""The forms of the analyst: the reading of a case, and merging names of procedures."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Optional

from app.web.forms import ChoiceField, LineField, PickField, PlainForm, at_most
from cases.forms.share import TickField
from cases.models.case import Case, Reading
from cases.models.lists import Bouwsteen, Procedure
from cases.queries.reading import reading_mark
from cases.terms import Nature, Obstacle, choices

UNDECIDED = ("", _l("nog niet te zeggen"))


class ReadingForm(PlainForm):
    """The analyst's reading (duiding). Nothing in it is filled in by itself."""

    nature = PickField(
        _l("Wat voor situatie was het?"),
        [*choices(Nature), UNDECIDED],
        validators=[Optional()],
        default="",
    )
    bouwstenen = TickField(_l("Welke bouwstenen spelen een rol?"), validators=[Optional()])
    procedure = LineField(
        _l("Procedure"), [at_most(200)], render_kw={"list": "procedures", "autocomplete": "off"}
    )
    obstacle = ChoiceField(_l("Waar zat het probleem volgens jou?"), choices(Obstacle))
    seen = HiddenField()

    def offer(self, bouwstenen: Iterable[Bouwsteen]) -> None:
        """The bouwstenen to choose from, each once."""
        self.bouwstenen.choices = list({one.public_id: one.name for one in bouwstenen}.items())

    def reading(self) -> dict[str, Any]:
        """What was chosen, in the words of the domain."""
        return {
            "nature": self.chosen_nature,
            "obstacle": Obstacle(self.obstacle.data) if self.obstacle.data else None,
            "procedure": self.procedure.data or "",
            "bouwstenen": self.bouwstenen.data or [],
            "stated": self.stated,
        }

    @property
    def chosen_nature(self) -> Nature | None:
        """What kind of situation it was, when that was chosen."""
        return Nature(self.nature.data) if self.nature.data else None


def reading_values(reading: Reading | None) -> dict[str, Any]:
    """What a duiding holds, as its form shows it."""
    if reading is None:
        return {"seen": ""}
    return {
        "nature": reading.nature.value if reading.nature else "",
        "obstacle": reading.obstacle.value if reading.obstacle else "",
        "procedure": reading.procedure.current.name if reading.procedure else "",
        "bouwstenen": reading.bouwstenen.splitlines(),
        "seen": reading_mark(reading),
    }


def choosable(
    active: Sequence[Bouwsteen], case: Case, read: Sequence[Bouwsteen]
) -> list[Bouwsteen]:
    """The active set, and what was chosen of an older one: that stays where it stands."""
    return [*active, *(tag.bouwsteen for tag in case.tags), *read]


class MergeProcedureForm(PlainForm):
    """Under which name a procedure goes on."""

    into = ChoiceField(_l("Welke naam blijft?"))

    def offer(self, procedures: Iterable[Procedure], besides: Procedure) -> None:
        """The names that can stay: all but this one."""
        others = [(one.public_id, one.name) for one in procedures if one.id != besides.id]
        self.into.choices = [("", _l("Maak een keuze")), *others]
