"""Settings: read once, refused with the variable's name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from meetings.config import Settings, mail_options
from meetings.errors import SettingError


def settings(tmp_path: Path, **environ: str) -> Settings:
    """The settings of an environment; keys without their prefix."""
    given = {"MEETINGS_INSTANCE_PATH": str(tmp_path)}
    return Settings.from_env(given | {f"MEETINGS_{key}": value for key, value in environ.items()})


def test_the_embedded_mode_needs_nothing(tmp_path: Path) -> None:
    made = settings(tmp_path)
    assert made.database_url == f"sqlite:///{tmp_path / 'meetings.sqlite3'}"
    assert made.uid_host == "127.0.0.1"
    assert not made.is_production


def test_its_own_key_stays_the_same_and_is_for_the_owner_only(tmp_path: Path) -> None:
    assert len(settings(tmp_path).secret_key) >= 48
    assert settings(tmp_path).secret_key == settings(tmp_path).secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"DATABASE_URL": "postgresql://db/meetings"}, "MEETINGS_SECRET_KEY"),
        ({"SECRET_KEY": "k"}, "MEETINGS_DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_without_a_key_or_a_database(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingError, match=named):
        settings(tmp_path, ENV="production", **given)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("COLOUR", "blue"),
        ("ENV", "staging"),
        ("HSTS", "perhaps"),
        ("PAGE_SIZE", "-1"),
        ("PAGE_SIZE", "²"),
        ("LANGUAGES", "en,de"),
        ("SMTP_URL", "http://mail.example"),
        ("SMTP_URL", "smtp:///"),
        ("SMTP_URL", "smtp://mail.example:port"),
        ("SMTP_URL", "smtp://mail.example?starttls=perhaps"),
    ],
)
def test_a_setting_that_is_unknown_or_malformed_is_named(
    tmp_path: Path, variable: str, value: str
) -> None:
    with pytest.raises(SettingError, match=f"^MEETINGS_{variable} ") as refusal:
        settings(tmp_path, **{variable: value})
    assert value not in str(refusal.value)


def test_postgresql_gets_the_driver_we_have(tmp_path: Path) -> None:
    for scheme in ("postgres", "postgresql"):
        made = settings(tmp_path, DATABASE_URL=f"{scheme}://u:p@db/meetings")
        assert made.database_url == "postgresql+psycopg://u:p@db/meetings"


def test_calendar_ids_bear_the_host_of_the_base_address(tmp_path: Path) -> None:
    assert settings(tmp_path, BASE_URL="https://cim.example:8443/x").uid_host == "cim.example"


@pytest.mark.parametrize(
    ("url", "server", "port", "starttls", "tls", "user"),
    [
        ("smtp://localhost", "localhost", 25, False, False, None),
        ("smtp://u:p%40ss@mail.example", "mail.example", 587, True, False, "u"),
        ("smtp://u:p%40ss@mail.example:2525?starttls=no", "mail.example", 2525, False, False, "u"),
        ("smtp://mail.example?starttls=yes", "mail.example", 25, True, False, None),
        ("smtps://u%40x:p%40ss@mail.example", "mail.example", 465, False, True, "u@x"),
    ],
)
def test_the_mail_server_as_one_address(  # noqa: PLR0917 - a table reads best in columns
    url: str, server: str, port: int, starttls: bool, tls: bool, user: str | None
) -> None:
    told = mail_options(url)
    assert told["MAIL_SERVER"] == server
    assert told["MAIL_PORT"] == port
    assert told["MAIL_USE_TLS"] is starttls
    assert told["MAIL_USE_SSL"] is tls
    assert told["MAIL_USERNAME"] == user
    assert told["MAIL_PASSWORD"] == ("p@ss" if user else None)
