"""Where files are kept: the same promises locally and in an S3-compatible storage."""

from __future__ import annotations

import io
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from moto.server import ThreadedMotoServer
from sqlalchemy.exc import OperationalError

from meetings import files
from meetings.db import transaction
from meetings.errors import FileLost, Refused, SettingError, StorageSilent

CONTENT = bytes(range(256)) * 3000
AFTER = timedelta(days=1)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A server on loopback that speaks S3, with a bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    urllib.request.urlopen(urllib.request.Request(f"{url}/papers", method="PUT")).close()
    yield url
    server.stop()


@pytest.fixture(params=["local", "s3"])
def kept_in(
    request: pytest.FixtureRequest, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """An application whose files are kept locally, or in S3."""
    given: dict[str, Any] = {"instance_path": str(tmp_path)}
    if request.param == "s3":
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "for tests only")
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        given["file_storage"] = f"s3://papers/{tmp_path.name}"
        given["file_storage_endpoint"] = request.getfixturevalue("s3")
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, **given)
    app.extensions.pop("files", None)
    with app.app_context():
        yield app
    app.config["SETTINGS"] = before
    app.extensions.pop("files", None)


def keys() -> list[str]:
    return list(files.older_than(datetime.now(UTC) + AFTER))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_file_comes_back_as_it_was_in_pieces(kept_in: Flask) -> None:
    with tempfile.SpooledTemporaryFile(max_size=1000) as sent:
        sent.write(CONTENT)
        kept = files.keep(sent)
    assert kept.size == len(CONTENT)
    pieces = list(files.read(kept.key))
    assert b"".join(pieces) == CONTENT
    assert max(map(len, pieces)) < len(CONTENT)
    assert keys() == [kept.key]
    assert not list(files.older_than(datetime.now(UTC) - AFTER))
    files.delete(kept.key)
    files.delete(kept.key)
    with pytest.raises(FileLost):
        files.read(kept.key)
    assert not files.is_there(kept.key)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_file_outlives_a_unit_that_fails(kept_in: Flask) -> None:
    def fail() -> None:
        with files.keeping([io.BytesIO(b"a"), io.BytesIO(b"b")]) as kept, transaction():
            assert len(keys()) == len(kept) == 2
            raise Refused("no")

    with pytest.raises(Refused):
        fail()
    assert keys() == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_file_stays_when_nobody_knows_whether_its_row_does(kept_in: Flask) -> None:
    broken = OperationalError(
        "COMMIT", None, Exception("the line broke"), connection_invalidated=True
    )
    with pytest.raises(OperationalError), files.keeping([io.BytesIO(b"a")]):
        raise broken
    assert len(keys()) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_file_goes_only_once_its_row_is_gone(kept_in: Flask) -> None:
    kept = files.keep(io.BytesIO(b"a"))

    def fail() -> None:
        with transaction():
            files.delete_after_commit(kept.key)
            raise Refused("no")

    with pytest.raises(Refused):
        fail()
    assert keys() == [kept.key]
    with transaction():
        files.delete_after_commit(kept.key)
        assert keys() == [kept.key]
    assert keys() == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_storage_that_does_not_answer_refuses_in_words(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setattr(files, "PATIENCE", {"max_retries": 0})
    nowhere = make_app(file_storage="s3://papers", file_storage_endpoint="http://127.0.0.1:9")
    with nowhere.app_context():
        with pytest.raises(Refused, match="does not answer"):
            files.keep(io.BytesIO(b"a"))
        for ask in (files.read, files.is_there):
            with pytest.raises(StorageSilent):
                ask("aa/a")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kept_in", ["local"], indirect=True)
def test_local_files_are_for_their_owner_only(kept_in: Flask) -> None:
    files.keep(io.BytesIO(b"a"))
    assert files.folder(kept_in.config["SETTINGS"]).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("value", ["S3", "s3://", "ftp://host/x", "s3://UPPER"])
def test_a_storage_that_is_none_is_refused_by_name(value: str) -> None:
    from meetings.config import Settings

    with pytest.raises(SettingError, match="MEETINGS_FILE_STORAGE"):
        Settings.from_env({"MEETINGS_FILE_STORAGE": value})
