"""Settings: everything that differs between two installations, read once from the environment."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from meetings import mailbox, oauth, zones
from meetings.errors import SettingError
from meetings.localized import LANGUAGES

PREFIX = "MEETINGS_"
EMBEDDED = "embedded"
PRODUCTION = "production"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation decides; each field is the variable MEETINGS_<FIELD>, as in README."""

    env: str = EMBEDDED
    instance_path: str = str(ROOT / "instance")
    database_url: str = ""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    uid_host: str = ""
    smtp_url: str = ""
    mail_from: str = "Meetings <meetings@localhost>"
    imap_url: str = ""
    imap_oauth_token_url: str = ""
    imap_oauth_client_id: str = ""
    imap_oauth_client_secret: str = ""
    imap_oauth_refresh_token: str = ""
    imap_oauth_scope: str = ""
    time_zone: str = "America/New_York"
    languages: str = "en,es,fr,pt"
    max_upload_mb: int = 10
    file_storage: str = "local"
    file_storage_endpoint: str = ""
    rate_limits: bool = True
    rate_limit_storage: str = "memory://"
    worker_in_server: bool = True
    proxies: int = 0
    hsts: bool = False
    page_size: int = 50
    quiet_minutes: int = 60
    suppression_threshold: int = 5
    retention_days: int = 730
    server_workers: int = 2
    server_threads: int = 4

    @property
    def is_production(self) -> bool:
        """Production has no defaults for secrets, no demo and no style guide."""
        return self.env == PRODUCTION

    @property
    def fallback_languages(self) -> tuple[str, ...]:
        """The order in which content stands in for a missing language."""
        return tuple(self.languages.split(","))

    @property
    def imap_place(self) -> mailbox.Place | None:
        """The mailbox in which answers arrive, if there is one. Raises SettingError."""
        if not self.imap_url:
            return None
        client = oauth.Client(
            self.imap_oauth_token_url,
            self.imap_oauth_client_id,
            self.imap_oauth_client_secret,
            self.imap_oauth_refresh_token,
            self.imap_oauth_scope,
        )
        return mailbox.place(self.imap_url, client if self.imap_oauth_token_url else None)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read MEETINGS_* variables.

        Raises SettingError naming the variable that is missing, unknown or malformed.
        """
        known = {PREFIX + field.name.upper(): field for field in fields(cls)}
        given: dict[str, object] = {}
        for variable, raw in environ.items():
            if variable.startswith(PREFIX + "TEST_") or not variable.startswith(PREFIX):
                continue
            if variable not in known:
                raise SettingError(variable, "is not a setting of Meetings")
            given[known[variable].name] = _parse(variable, raw, str(known[variable].type))
        return _completed(cls(**given))  # type: ignore[arg-type]  # parsed by the field's type


def _parse(variable: str, raw: str, kind: str) -> object:
    if kind == "bool":
        if raw.lower() not in {"yes", "no", "true", "false", "1", "0"}:
            raise SettingError(variable, "must be yes or no")
        return raw.lower() in {"yes", "true", "1"}
    if kind == "int":
        if not raw.isdecimal():
            raise SettingError(variable, "must be a whole number")
        return int(raw)
    return raw


def _completed(settings: Settings) -> Settings:
    """Fill in what the embedded mode makes for itself and production must be given."""
    if settings.env not in {EMBEDDED, PRODUCTION}:
        raise SettingError("MEETINGS_ENV", "must be embedded or production")
    if settings.is_production:
        for name in ("secret_key", "database_url"):
            if not getattr(settings, name):
                raise SettingError(PREFIX + name.upper(), "must be set in production")
    if not set(settings.fallback_languages) <= set(LANGUAGES):
        raise SettingError("MEETINGS_LANGUAGES", f"must list some of {','.join(LANGUAGES)}")
    mail_options(settings.smtp_url)
    place = settings.imap_place
    if place is not None and place.oauth is not None and not oauth.is_sound(place.oauth):
        raise SettingError(
            "MEETINGS_IMAP_OAUTH_TOKEN_URL",
            "must be an https address, with a client id beside it and a secret or refresh token",
        )
    if not re.fullmatch(r"local|s3://[a-z0-9][a-z0-9.-]+(/[\w./-]+)?", settings.file_storage):
        raise SettingError("MEETINGS_FILE_STORAGE", "must be local or look like s3://bucket/prefix")
    instance = Path(settings.instance_path)
    database = settings.database_url or f"sqlite:///{instance / 'meetings.sqlite3'}"
    if database.startswith(("postgres://", "postgresql://")):
        database = "postgresql+psycopg://" + database.split("://", 1)[1]
    return replace(
        settings,
        database_url=database,
        time_zone=zones.canonical(settings.time_zone),
        secret_key=settings.secret_key or _own_key(instance),
        uid_host=settings.uid_host or urlsplit(settings.base_url).hostname or "localhost",
    )


def mail_options(url: str) -> dict[str, object]:
    """What flask-mail is told, from `smtp://user:password@host:587` or `smtps://…`.

    `smtp://` turns to TLS before it says a password; `?starttls=yes` or `no` decides otherwise.
    Raises SettingError for anything else.
    """
    if not url:
        return {"MAIL_SUPPRESS_SEND": True}
    variable = PREFIX + "SMTP_URL"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError(variable, "must look like smtp://user:password@host:587") from error
    wanted = parse_qs(parts.query).get("starttls", ["yes" if parts.username else "no"])[-1]
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or wanted not in {"yes", "no"}:
        raise SettingError(variable, "must look like smtp://user:password@host:587")
    is_tls = parts.scheme == "smtps"
    return {
        "MAIL_SUPPRESS_SEND": False,
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": port or (465 if is_tls else 587 if parts.username else 25),
        "MAIL_USE_SSL": is_tls,
        "MAIL_USE_TLS": not is_tls and wanted == "yes",
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
    }


def _own_key(instance: Path) -> str:
    """The embedded mode's key: made once, readable by the owner only."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = instance / f"secret_key.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()
