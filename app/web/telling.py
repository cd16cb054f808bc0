"""A message on the next page that offers to take back what was done."""

from typing import Any, cast

from flask import flash


def tell_undoable(text: str, url: str, label: str) -> None:
    """Say what was done, with a button beside it; the button posts to `url`."""
    message: dict[str, Any] = {"text": text, "url": url, "label": label}
    # Messages are kept in the session as JSON, so a mapping comes through as well as a text.
    flash(cast(str, message), "success")
