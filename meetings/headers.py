"""What every answer says to the browser about safety, and what the log says of a request."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_login import current_user

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

PROTECTION = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


def install(app: Flask, *, hsts: bool) -> None:
    """Add the headers to each answer; a page about a person is never kept by a cache."""

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        protect(response, hsts=hsts)
        if request.endpoint != "static" and not response.cache_control.public:
            if current_user and current_user.is_authenticated:
                headers["Cache-Control"] = "no-store"
            headers.setdefault("Cache-Control", "private, no-cache")
        return response


def protect(response: Response, *, hsts: bool) -> None:
    """What every answer tells the browser, where the view has not said otherwise."""
    said = {name.lower() for name, _value in response.headers}
    for name, value in PROTECTION:
        if name.lower() not in said:
            response.headers.add(name, value)
    if hsts and "strict-transport-security" not in said:
        response.headers.add("Strict-Transport-Security", "max-age=31536000")
