"""The form with which an analyst asks a reporter for a text."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.web.forms import ParagraphField, PickField, PlainForm, at_most, filled
from cases.models.excerpts import ExcerptUse
from cases.operations.excerpts import LONGEST_EXPLANATION

USES = {
    ExcerptUse.PUBLISHED_PATTERN: _l("de pagina van dit patroon"),
    ExcerptUse.PROPOSAL: _l("een verbetervoorstel"),
    ExcerptUse.NEWSLETTER: _l("de leerbrief"),
    ExcerptUse.OUTSIDE: _l("buiten de organisatie, bijvoorbeeld een verslag of presentatie"),
}


class ExcerptForm(PlainForm):
    """Which text, and what for.

    The page of a pattern is a use only when one comes from there; who comes from a proposal asks
    for that one and for nothing else.
    """

    text = ParagraphField(
        _l("Welke tekst?"), [filled(_l("Neem de tekst over die je wilt gebruiken."))]
    )
    use = PickField(_l("Waarvoor?"), message=_l("Kies waarvoor je de tekst wilt gebruiken."))
    explanation = ParagraphField(
        _l("Leg de inbrenger uit waarom"),
        [filled(_l("Schrijf in een paar zinnen waarom.")), at_most(LONGEST_EXPLANATION)],
    )
    used_in = HiddenField()

    def offer_uses(self, *, from_proposal: bool = False) -> None:
        """Offer the uses that there are from where the analyst came."""
        uses = set(USES) - {ExcerptUse.PUBLISHED_PATTERN}
        if self.used_in.data:
            uses = {ExcerptUse.PROPOSAL if from_proposal else ExcerptUse.PUBLISHED_PATTERN}
        self.use.choices = [(one.value, word) for one, word in USES.items() if one in uses]
        if len(uses) == 1 and not self.use.data:
            self.use.data = self.use.choices[0][0]
