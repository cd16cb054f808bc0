"""The headers that every answer carries, and where a redirect may lead."""

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def init_security(app: Flask) -> None:
    """Add the headers to every answer; no cache keeps what is not for everybody alike."""

    @app.after_request
    def secure(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["LEERLUS_ENV"] == "production":
            response.headers.setdefault(
                "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
            )
        kept = request.endpoint == "static" or g.get("open_to_caches", False)
        if not kept or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        response.headers["X-Request-Id"] = g.get("request_id", "")
        return response


def open_to_caches(response: Response) -> None:
    """Let caches keep an answer that is the same for every reader, and ask each time if it holds.

    An answer with anything on it that depends on who is signed in never comes here.
    """
    g.open_to_caches = True
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"


def local_path(target: str | None, otherwise: str) -> str:
    """A path on this site, or the other one: no host, no scheme, no backslash, no control sign."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return otherwise
    if any(sign in target for sign in "\\\t\r\n") or not target.isprintable():
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target
