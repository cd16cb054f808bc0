"""The forms of the lists behind a case."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import LineField, ParagraphField, PlainForm, at_most, filled

NAMED = _l("Vul een naam in.")


class DomainForm(PlainForm):
    """A domain, and whether it is sensitive."""

    name = LineField(_l("Naam van het domein"), [filled(NAMED), at_most(120)])
    sensitive = BooleanField(_l("Dit is een gevoelig domein"))


class ProcedureForm(PlainForm):
    """A procedure and the code by which another system names it."""

    name = LineField(_l("Naam van de procedure"), [filled(NAMED), at_most(200)])
    code = LineField(_l("Code"), [at_most(40)])


class BouwsteenForm(PlainForm):
    """The texts of a bouwsteen."""

    name = LineField(_l("Naam"), [filled(NAMED), at_most(120)])
    explanation = ParagraphField(_l("Uitleg"), [at_most(2_000)])
    question = ParagraphField(_l("Vraag die helpt"), [at_most(500)])


class AllowedWordForm(PlainForm):
    """A word that is no personal data here."""

    word = LineField(_l("Woord of naam"), [filled(_l("Vul een woord in.")), at_most(120)])
