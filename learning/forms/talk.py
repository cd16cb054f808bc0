"""The forms of talking about a proposal and of finding one back."""

from flask_babel import lazy_gettext as _l

from app.web.forms import LineField, ParagraphField, PlainForm, at_most, filled
from learning.operations.talk import LONGEST_COMMENT


class CommentForm(PlainForm):
    """What somebody says of a proposal."""

    text = ParagraphField(
        _l("Wat vind je van dit voorstel?"),
        [
            filled(_l("Schrijf op wat je van dit voorstel vindt.")),
            at_most(LONGEST_COMMENT),
        ],
    )


class FindForm(PlainForm):
    """Words to look for; they go into the session and never into an address."""

    words = LineField(_l("Zoek op woorden"), [at_most(100)])
