"""What somebody typed in a form that cannot be taken now: shown again, so that nothing is lost.

The page holds it in a form of its own with a token that is valid, for one more press. That is only
offered for what a page of this site sent, so that another site cannot have it pressed on.
"""

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

NEVER_SHOWN = ("csrf_token",)
SECRET = ("password", "wachtwoord")
# Shorter values without a space are the choices and keys of a form, not what somebody wrote.
SHORT = 24


def wants_json() -> bool:
    """Whether a script asks, which can do nothing with a page."""
    return request.accept_mimetypes.best == "application/json"


def typed_values() -> list[tuple[str, str]]:
    """What came in with a form; nothing when it holds a secret or comes from another site."""
    if request.method != "POST" or not _from_this_site():
        return []
    if any(secret in name.lower() for name in request.form for secret in SECRET):
        return []
    return [
        (name, value) for name, value in request.form.items(multi=True) if name not in NEVER_SHOWN
    ]


def _from_this_site() -> bool:
    """By what the browser says; one that says nothing is too old to tell."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in (None, request.host_url.rstrip("/"))


def is_text(value: str) -> bool:
    """Whether somebody wrote this."""
    return len(value) > SHORT or " " in value.strip() or "\n" in value.strip()


def typed_texts() -> list[str]:
    """The texts among it, to be copied by hand."""
    return [value for _, value in typed_values() if is_text(value)]


def signed_out_page() -> ResponseReturnValue | None:
    """The answer to a form of somebody who is not signed in any more, when it holds a text."""
    return resend_page(401) if typed_texts() else None


def resend_page(status: int) -> ResponseReturnValue:
    """What was typed, in a form that can be sent again."""
    values = [(name, value, is_text(value)) for name, value in typed_values()]
    page = render_template(
        "errors/resend.html", values=values, action=request.full_path.rstrip("?")
    )
    return page, status


def signed_out_json() -> ResponseReturnValue:
    """The answer to a script of somebody who is not signed in any more."""
    return jsonify({"error": "signed_out", "sign_in": url_for("accounts.sign_in")}), 401
