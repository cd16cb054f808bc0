"""The forms of guests: asking one in, and coming in as one."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.web.forms import LineField, PlainForm, at_most, filled
from cases.doorbraak.operations.guests import GuestDetails

STATEMENT = _l(
    "Wat ik hier lees en hoor, houd ik voor me. Ik maak er geen kopie, foto of opname van. "
    "Ik praat er alleen over met de mensen in deze sessie."
)


class GuestForm(PlainForm):
    """Somebody from outside who is asked in."""

    name = LineField(_l("Naam"), [filled(_l("Vul de naam van je gast in.")), at_most(120)])
    email = LineField(_l("E-mailadres"), [filled(_l("Vul een e-mailadres in.")), at_most(254)])
    body = LineField(
        _l("Van welke organisatie?"),
        [filled(_l("Vul in waar je gast vandaan komt.")), at_most(200)],
    )
    discipline = LineField(
        _l("Wat brengt je gast in?"),
        [filled(_l("Vul in wat je gast inbrengt, bijvoorbeeld: schuldhulp.")), at_most(120)],
    )

    def details(self) -> GuestDetails:
        """What was filled in."""
        return GuestDetails(
            self.name.data or "",
            self.email.data or "",
            self.body.data or "",
            self.discipline.data or "",
        )


class CodeForm(PlainForm):
    """The code, and a promise that is made once."""

    code = LineField(_l("Code van zes cijfers"), [filled(_l("Vul de code in.")), at_most(12)])
    promised = BooleanField(_l("Dat beloof ik"))

    def digits(self) -> str:
        """The code as it was sent, however it was spaced."""
        return "".join(sign for sign in self.code.data or "" if sign.isdecimal())
