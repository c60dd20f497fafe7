"""The factory: settings in, application out; the one list of rooms."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from meetings import headers, health, language, permissions, refusals, static, templating
from meetings.anonymous import Application
from meetings.config import ROOT, Settings, mail_options
from meetings.db import configure_engine, db
from meetings.extensions import babel, csrf, limiter, login_manager, mail, migrate
from meetings.rooms import register_rooms

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
TRANSLATIONS = Path(__file__).parent / "translations"


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without settings they are read from the environment.

    Raises SettingError when the environment does not make an installation.
    """
    settings = settings or Settings.from_env(os.environ)
    app = Application(
        "meetings",
        template_folder=str(TEMPLATES),
        static_folder=str(STATIC),
        instance_path=str(Path(settings.instance_path).resolve()),
    )
    _configure(app, settings)
    health.install(app)
    _bind_extensions(app)
    language.install(app)
    headers.install(app, hsts=settings.hsts)
    static.install(app)
    permissions.enforce(app)
    register_rooms(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(static.bp)
    refusals.install(app)
    templating.install(app)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # as Flask documents
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # as Flask documents
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        max_age=31_536_000,
        allow_all_origins=False,
        add_headers_function=static.add_headers,
    )
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        BASE_URL=settings.base_url.rstrip("/"),
        CONTENT_LANGUAGES=settings.fallback_languages,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1024 * 1024 + 64 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_HEADERS_ENABLED=True,
        RATELIMIT_STORAGE_URI=settings.rate_limit_storage,
        **mail_options(settings.smtp_url),
    )
    app.jinja_environment = templating.PlainEnvironment
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if not app.debug and not app.testing:
        app.logger.setLevel(logging.INFO)
    Path(app.instance_path).mkdir(mode=0o700, parents=True, exist_ok=True)


def _engine_options(settings: Settings) -> dict[str, object]:
    quiet = {"hide_parameters": True}  # what people typed stays out of logs
    if settings.database_url.startswith("sqlite"):
        return {**quiet, "connect_args": {"timeout": 10, "check_same_thread": False}}
    return {**quiet, "pool_size": settings.server_threads + 1, "pool_pre_ping": False}


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    migrate.init_app(
        app, db, directory=str(health.MIGRATIONS), render_as_batch=True, compare_type=True
    )
    babel.init_app(app, locale_selector=language.current, default_locale="en")
    csrf.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    login_manager.session_protection = None
    mail.init_app(app)
