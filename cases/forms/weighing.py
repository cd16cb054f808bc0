"""The form that helps with weighing."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.web.forms import ParagraphField, PlainForm, at_most
from cases.motivation import FIELDS

LENGTH = 4_000


class WeighingForm(PlainForm):
    """The four steps of the omgekeerde toets and the three corners of the waardendriehoek."""

    version = HiddenField()
    desired_effect = ParagraphField(_l("Wat moet dit voor de ander opleveren?"), [at_most(LENGTH)])
    core_values = ParagraphField(_l("Waar is deze wet voor bedoeld?"), [at_most(LENGTH)])
    long_term = ParagraphField(
        _l("Wat gebeurt er over een jaar als je de standaard volgt? En als je afwijkt?"),
        [at_most(LENGTH)],
    )
    legal_test = ParagraphField(
        _l("Welke bepaling geeft ruimte om dit zo te doen?"), [at_most(LENGTH)]
    )
    legitimacy = ParagraphField(
        _l("Legitimiteit: mag het, en is het eerlijk tegenover anderen?"), [at_most(LENGTH)]
    )
    involvement = ParagraphField(
        _l("Betrokkenheid: wat wil en kan de ander zelf, en wie staat erachter?"),
        [at_most(LENGTH)],
    )
    returns = ParagraphField(
        _l("Rendement: wat kost het, wat levert het op, en wat kost niets doen?"),
        [at_most(LENGTH)],
    )

    @property
    def known_version(self) -> int:
        """The version that the writer started from; 0 where there was no worksheet yet."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def answers(self) -> dict[str, str]:
        """What was typed, by the name of the step."""
        return {name: self._fields[name].data or "" for name in FIELDS}
