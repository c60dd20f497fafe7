"""Who may: each endpoint declares it, one hook enforces it, and nothing is open by accident."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response


class Right(StrEnum):
    """What a signed-in user may do."""

    MANAGE = "manage"
    FIGURES = "figures"
    DOOR = "door"
    ADMINISTER = "administer"
    SENSITIVE = "sensitive"
    SENSITIVE_FILES = "sensitive_files"


class Role(StrEnum):
    """What a grant names."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    DOOR = "door"
    CONFIDANT = "confidant"
    CONFIDANT_FILES = "confidant_files"
    FOCAL_POINT = "focal_point"


RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.OFFICER: frozenset({Right.MANAGE, Right.FIGURES, Right.DOOR}),
    Role.COORDINATOR: frozenset({Right.FIGURES}),
    Role.DOOR: frozenset({Right.DOOR}),
    # Beside another role: who may read answers to sensitive questions, which an officer may not.
    Role.CONFIDANT: frozenset({Right.SENSITIVE}),
    # The same, and who may take them along in a file, of which nobody knows who reads it.
    Role.CONFIDANT_FILES: frozenset({Right.SENSITIVE, Right.SENSITIVE_FILES}),
    # Who names her State's delegations: led to her desk, nothing of the secretariat's is hers.
    Role.FOCAL_POINT: frozenset(),
}

PUBLIC: Final = "public"
View = Callable[..., Any]
F = TypeVar("F", bound=View)


def public(view: F) -> F:
    """Anyone may."""
    view.__access__ = PUBLIC  # type: ignore[attr-defined]  # read by the hook below
    return view


def allow(right: Right) -> Callable[[F], F]:
    """Only a signed-in user whose grants carry the right; the scope is filtered in queries."""

    def mark(view: F) -> F:
        view.__access__ = right  # type: ignore[attr-defined]  # read by the hook below
        return view

    return mark


def enforce(app: Flask) -> None:
    """Install the hook: an endpoint that declares nothing answers 500 rather than its content."""

    @app.before_request
    def _check() -> Response | None:
        if request.endpoint is None:
            return None
        access = getattr(app.view_functions[request.endpoint], "__access__", None)
        if access == PUBLIC or request.endpoint == "static":
            return None
        if access is None:
            app.logger.error("endpoint %s declares no access", request.endpoint)
            abort(500)
        if not current_user.is_authenticated:
            if request.method in {"GET", "HEAD"}:
                return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
            abort(401)
        if not current_user.may(access):
            abort(403)
        return None
