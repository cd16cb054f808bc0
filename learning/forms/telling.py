"""The forms of what goes back to reporters: mail, asking again, and the leerbrief."""

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from app.web.forms import LineField, ParagraphField, PickField, PlainForm, at_most, filled
from learning.models.telling import Newsletter, WishAnswer
from learning.operations.newsletters import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    NewsletterText,
    PartText,
    part_name,
)
from learning.operations.wishes import LONGEST

ANSWER_CHOICES = {
    WishAnswer.REOPENED: "We pakken dit opnieuw op",
    WishAnswer.NOT_NOW: "Nu niet",
}
LAST_PLACE = 999


class MailForm(PlainForm):
    """Which mail somebody wants."""

    weekly = BooleanField(_l("Elke dinsdag het weekbericht"))
    newsletter = BooleanField(_l("Elk kwartaal de leerbrief"))


class AskAgainForm(PlainForm):
    """What still pinches."""

    text = ParagraphField(
        _l("Wat knelt er nog?"),
        [filled(_l("Schrijf op wat er nog knelt.")), at_most(LONGEST)],
    )


class AnswerForm(PlainForm):
    """The answer to everybody whose words were read; `seen` holds which those are."""

    answer = PickField(_l("Wat is je antwoord?"), message=_l("Kies je antwoord."))
    text = ParagraphField(
        _l("Waarom?"),
        [filled(_l("Schrijf op waarom. Wie het vroeg, leest dit.")), at_most(LONGEST)],
    )

    def offer(self, *, may_reopen: bool) -> None:
        """The answers that can be given now."""
        self.answer.choices = [
            (one.value, _l(word))
            for one, word in ANSWER_CHOICES.items()
            if may_reopen or one is not WishAnswer.REOPENED
        ]


class PlaceField(IntegerField):
    """A place in an order, with a message that says what to do about a wrong one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number that a browser sends."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Vul een getal in, zoals 1.")) from error


class NewsletterForm(PlainForm):
    """A leerbrief; the fields of its parts are added by `newsletter_form`."""

    version = HiddenField()
    title = LineField(_l("Titel"), [filled(_l("Vul een titel in.")), at_most(LONGEST_TITLE)])
    opening = ParagraphField(_l("Opening"), [at_most(LONGEST_TEXT)])

    def written(self, newsletter: Newsletter) -> NewsletterText:
        """What was typed; a part that was not on this page is left as it is."""
        names = [part_name(one) for one in newsletter.items]
        version = self.version.data or ""
        return NewsletterText(
            title=self.title.data or "",
            opening=self.opening.data or "",
            version=int(version) if version.isdecimal() else 0,
            parts={name: self._part(name) for name in names if f"title_{name}" in self},
        )

    def _part(self, name: str) -> PartText:
        place = self[f"place_{name}"].data
        return PartText(
            title=self[f"title_{name}"].data or "",
            text=self[f"text_{name}"].data or "",
            place=LAST_PLACE if place is None else place,
            left_out=bool(self[f"left_out_{name}"].data),
        )


def newsletter_form(newsletter: Newsletter, posted: Sequence[str] = ()) -> NewsletterForm:
    """The form of one leerbrief: a heading, a text, a place and a box for each of its parts.

    When something was posted, only the parts that were on that page have fields.
    """
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {
        "title": newsletter.title,
        "opening": newsletter.opening,
        "version": str(newsletter.version),
    }
    for number, item in enumerate(newsletter.items, start=1):
        name = part_name(item)
        if posted and f"title_{name}" not in posted:
            continue
        fields |= {
            f"title_{name}": LineField(_l("Kop"), [at_most(LONGEST_TITLE)]),
            f"text_{name}": ParagraphField(_l("Tekst"), [at_most(LONGEST_TEXT)]),
            f"place_{name}": PlaceField(
                _l("Plaats"),
                [
                    Optional(),
                    NumberRange(1, LAST_PLACE, _l("Vul een getal van 1 of hoger in.")),
                ],
            ),
            f"left_out_{name}": BooleanField(_l("Laat dit onderdeel weg")),
        }
        values |= {
            f"title_{name}": item["title"],
            f"text_{name}": item["text"],
            f"place_{name}": number,
            f"left_out_{name}": item.get("left_out", False),
        }
    kind = type("NewsletterForm", (NewsletterForm,), fields)
    return cast(NewsletterForm, kind(data=values))
