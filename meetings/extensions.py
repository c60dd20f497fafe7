"""The libraries that live on the application, made once and bound in the factory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_mail import Mail
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from limits import parse_many

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
login_manager = LoginManager()
mail = Mail()
migrate = Migrate()


def limit_posts(promised: str, error_message: object = None) -> Callable[[Any], Any]:
    """A decorator for views: so many POSTs from one address, by all server processes together.

    `promised` as in "10 per minute; 60 per hour"; `error_message` may be lazy or a callable.
    """
    return limiter.limit(
        lambda: kept_by_each_process(promised),
        methods=["POST"],
        error_message=error_message,  # type: ignore[arg-type]  # lazy texts are rendered late
    )


def kept_by_each_process(promised: str) -> str:
    """The limits that one process keeps: its share of them, where processes count by themselves."""
    settings = current_app.config["SETTINGS"]
    counts_alone = settings.rate_limit_storage.startswith("memory:")
    processes = settings.server_workers if counts_alone else 1
    shares = [
        f"{max(1, limit.amount // processes)} per {limit.multiples} {limit.GRANULARITY.name}"
        for limit in parse_many(promised)
    ]
    return "; ".join(shares)
