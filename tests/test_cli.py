"""The console: exit codes, and sentences instead of tracebacks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meetings import cli


@pytest.fixture
def run(app, monkeypatch, capsys):
    """Run a command line against the test's database; gives exit code, output and errors."""
    monkeypatch.setattr(cli, "create_app", lambda: app)
    monkeypatch.setattr(cli, "warn_of_catalogs", lambda _folder: None)

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            cli.main(arguments)
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


ANA = ("user", "create", "ana@cim.example", "--name", "Ana", "--role", "officer", "--password")


def test_done_is_0_and_refused_is_1_with_the_reason(run) -> None:
    assert run(*ANA, "a long enough password") == (0, "ana@cim.example can sign in.\n", "")
    code, out, err = run(*ANA, "a long enough password")
    assert (code, out) == (1, "")
    assert err == "There is already a user with this e-mail address.\n"
    assert run(*ANA, "short")[0] == 1


def test_wrong_usage_is_2(run) -> None:
    for arguments in (("user", "create"), ("no-such-command",), ("serve", "--port", "x")):
        code, _out, err = run(*arguments)
        assert code == 2
        assert err.startswith("Usage:")


def test_help_needs_no_database_and_lists_every_group(run, monkeypatch) -> None:
    monkeypatch.setattr(cli, "create_app", lambda: pytest.fail("help makes no application"))
    code, out, _err = run("--help")
    assert code == 0
    for name in ("db", "import", "export", "serve", "user", "worker"):
        assert f"\n  {name} " in out


def test_upgrading_again_changes_nothing(run) -> None:
    first = run("db", "upgrade")
    assert first[0] == 0
    assert run("db", "upgrade")[1] == first[1]


def test_a_setting_that_is_unknown_is_one_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setenv("MEETINGS_COLOUR", "blue")
    with pytest.raises(SystemExit) as stop:
        cli.main(["db", "upgrade"])
    assert stop.value.code == 1
    assert capsys.readouterr().err == "MEETINGS_COLOUR is not a setting of Meetings.\n"


def test_a_database_that_is_away_is_one_sentence(run, make_app, monkeypatch) -> None:
    away = make_app(database_url="postgresql+psycopg://127.0.0.1:1/nothing")
    monkeypatch.setattr(cli, "create_app", lambda: away)
    code, _out, err = run(*ANA, "a long enough password")
    assert code == 1
    assert err == "The database does not answer, or needs `meetings db upgrade`.\n"


def test_catalogs_that_are_not_compiled_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang in ("es", "fr", "pt"):
        folder = tmp_path / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").touch()
        if lang != "fr":
            (folder / "messages.mo").touch()
        os.utime(folder / "messages.po", (100, 100))
    os.utime(tmp_path / "pt" / "LC_MESSAGES" / "messages.mo", (50, 50))
    cli.warn_of_catalogs(tmp_path)
    said = capsys.readouterr().err
    assert "translations into fr are not compiled" in said
    assert "translations into pt" in said
    assert "into es" not in said
