"""What makes quick capture handy on a phone: the share sheet and the start screen."""

from flask import Blueprint, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import clean_text
from app.web.access import PUBLIC, access
from app.web.assets import asset_url
from cases.forms.capture import CaptureForm
from cases.forms.log import TEXT_LENGTH
from cases.views.capture import capture_page

blueprint = Blueprint("case_phone", __name__)


# The share sheet of a phone posts from outside this site and can carry no token against forgery,
# so `cases/wiring.py` asks none of it. That is safe because nothing is kept here: the text is put
# in a field, and only the button below it, which does carry a token, keeps it. The post may also
# come without the cookie. Then no session may be begun, since its cookie would replace the one of
# somebody who is signed in; the page below holds no token and so begins none.
@blueprint.post("/casussen/nieuw/gedeeld")
@access(PUBLIC)
def shared_text() -> ResponseReturnValue:
    """Show the text that a phone hands over, for its owner to look at and to go on with."""
    parts = [clean_text(request.form.get(name, "")).strip() for name in ("title", "text")]
    text = "\n\n".join(part for part in parts if part)
    was_cut, text = len(text) > TEXT_LENGTH, text[:TEXT_LENGTH]
    if g.person is None:
        return render_template("cases/capture_signed_out.html", text=text, was_cut=was_cut)
    form = CaptureForm(formdata=None, data={"situation": text})
    return capture_page(form, was_cut=was_cut)


@blueprint.get("/manifest.webmanifest")
@access(PUBLIC)
def manifest() -> ResponseReturnValue:
    """What a phone needs to put Leerlus on its start screen and in its share sheet."""
    icon = {"src": asset_url("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    answer = jsonify(
        {
            "id": "/",
            "name": "Leerlus",
            "short_name": "Leerlus",
            "description": _("Leg vast waar de standaard knelde."),
            "lang": "nl",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#12558f",
            "icons": [icon],
            "shortcuts": [{"name": _("Casus vastleggen"), "url": url_for("case_capture.capture")}],
            "share_target": {
                "action": url_for("case_phone.shared_text"),
                "method": "POST",
                "enctype": "application/x-www-form-urlencoded",
                "params": {"title": "title", "text": "text"},
            },
        }
    )
    answer.mimetype = "application/manifest+json"
    return answer
