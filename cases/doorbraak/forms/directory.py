"""The forms of Wie weet wat: looking for somebody, and saying what you know about yourself."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from app.web.forms import LineField, ParagraphField, PlainForm, at_most, filled
from cases.doorbraak.operations.directory import TopicDetails
from cases.doorbraak.terms import TopicKind
from cases.doorbraak.topics import Named
from cases.forms.share import TickField


class DirectorySearchForm(PlainForm):
    """Words to look for; they never stand in an address."""

    words = LineField(
        _l("Over welk onderwerp heb je een vraag?"),
        [filled(_l("Vul een onderwerp in, zoals: art. 18 Pw.")), at_most(200)],
    )


class TopicsForm(PlainForm):
    """What is offered to tick, and room to add what is missing there."""

    bouwsteen = TickField(_l("Welke bouwstenen ken je goed?"), validators=[Optional()])
    procedure = TickField(_l("Welke procedures ken je goed?"), validators=[Optional()])
    provision = TickField(_l("Hier sta je bij"), validators=[Optional()])
    procedures = ParagraphField(_l("Andere procedures"), [at_most(2_000)])
    provisions = ParagraphField(_l("Wetten of artikelen toevoegen"), [at_most(2_000)])

    def offer(self, offered: Mapping[TopicKind, Sequence[Named]]) -> None:
        """Show these boxes."""
        for kind, named in offered.items():
            self._box(kind).choices = [(one.key, one.label) for one in named]

    def tick(self, kinds_and_keys: Sequence[tuple[TopicKind, str]]) -> None:
        """Tick what was chosen before."""
        for kind in TopicKind:
            self._box(kind).data = [key for one, key in kinds_and_keys if one is kind]

    def details(self) -> TopicDetails:
        """What was chosen, in the words of the domain."""
        return TopicDetails(
            ticked={kind: self._box(kind).data or [] for kind in TopicKind},
            procedures=self.procedures.data or "",
            provisions=self.provisions.data or "",
        )

    def _box(self, kind: TopicKind) -> TickField:
        boxes: dict[TopicKind, TickField] = {
            TopicKind.BOUWSTEEN: self.bouwsteen,
            TopicKind.PROCEDURE: self.procedure,
            TopicKind.PROVISION: self.provision,
        }
        return boxes[kind]
