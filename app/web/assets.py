"""Addresses of static files that change with their contents, so that browsers may keep them."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

FOREVER = "public, max-age=31536000, immutable"


def asset_url(name: str) -> str:
    """The address of a static file with a hash of its contents; a file that is absent has none."""
    path = Path(current_app.static_folder or "") / name
    try:
        version = _content_hash(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return url_for("static", filename=name)
    return url_for("static", filename=name, v=version)


@lru_cache(maxsize=256)
def _content_hash(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


def init_assets(app: Flask) -> None:
    """Give templates `asset_url`, and let browsers keep what is asked for by its hash."""
    app.jinja_env.globals["asset_url"] = asset_url

    @app.after_request
    def keep_what_is_hashed(response: Response) -> Response:
        found = response.status_code in (200, 206, 304)
        if request.endpoint == "static" and "v" in request.args and found:
            response.headers["Cache-Control"] = FOREVER
        return response
