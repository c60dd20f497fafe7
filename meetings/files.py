"""Files that people send: kept under random names, locally or in an S3-compatible storage.

A file is written first, its row in the writing unit after, and it is removed again when the unit
fails; a file whose row goes is removed once that has committed. So a row never lacks its file, and
what a crash in between leaves is a file without a row: `older_than` finds it a day later.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import lazy_gettext as _l
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store
from sqlalchemy import Column, select
from sqlalchemy.exc import DBAPIError

from meetings.config import Settings
from meetings.db import Base, after_commit, db
from meetings.errors import FileLost, Refused, StorageSilent

if TYPE_CHECKING:
    from obstore.store import RetryConfig

log = logging.getLogger("meetings.files")
Store = LocalStore | S3Store
CHUNK: Final = 256 * 1024
PATIENCE: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}
FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """A file in the storage: its random key, its size in bytes, the digest of its content."""

    key: str
    size: int
    sha256: str


def keep(stream: IO[bytes]) -> Kept:
    """Write a file under a random key.

    Raises Refused when the storage does not answer; nothing is left then.
    """
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while piece := stream.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    stream.seek(0)
    name = secrets.token_hex(20)
    key = f"{name[:2]}/{name}"
    try:
        _store().put(key, stream)
    except (BaseError, OSError) as error:
        log.error("a file was not stored: %s", type(error).__name__)
        sentence = _l("The file could not be stored: the storage does not answer. Try again later.")
        raise Refused(sentence, code="storage") from error
    return Kept(key, size, digest.hexdigest())


@contextmanager
def keeping(streams: Sequence[IO[bytes]]) -> Iterator[list[Kept]]:
    """Files for the writing unit that is held inside, in their order; without it they go again.

    When nobody can know whether the unit was committed (the line to the database broke) they
    stay: a file without a row is found later, a row without its file could not be mended.
    """
    kept: list[Kept] = []
    try:
        for stream in streams:
            kept.append(keep(stream))  # noqa: PERF401 - the earlier ones go when a later one fails
        yield kept
    except BaseException as error:
        if not (isinstance(error, DBAPIError) and error.connection_invalidated):
            for each in kept:
                delete(each.key)
        raise


def delete_after_commit(key: str) -> None:
    """Remove a file once the open writing unit has committed."""
    after_commit(partial(delete, key))


def delete(key: str) -> None:
    """Remove a file, if it is there; one that cannot be removed now is found a day later."""
    try:
        _store().delete(key)
    except FileNotFoundError:
        pass
    except (BaseError, OSError) as error:
        log.warning("a file was not removed: %s", type(error).__name__)


def read(key: str) -> Iterator[bytes]:
    """A file's content, piece by piece, never whole in memory.

    Raises FileLost, at once, for what is not there, StorageSilent when nobody can know.
    """
    with _answering():
        found = _store().get(key)
    return (bytes(piece) for piece in found.stream(min_chunk_size=CHUNK))


def read_later(key: str) -> Iterator[bytes]:
    """The same, opened when its turn comes, in an answer that outlives the request."""
    store = _store()

    def pieces() -> Iterator[bytes]:
        for piece in store.get(key).stream(min_chunk_size=CHUNK):
            yield bytes(piece)

    return pieces()


def is_there(key: str) -> bool:
    """Whether the storage still has a file; raises StorageSilent when nobody can know."""
    try:
        with _answering():
            _store().head(key)
    except FileLost:
        return False
    return True


@contextmanager
def _answering() -> Iterator[None]:
    """What the storage says, in the product's words."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileLost from error
    except (BaseError, OSError) as error:
        log.error("a file was not read: %s", type(error).__name__)
        raise StorageSilent from error


def older_than(moment: datetime) -> Iterator[str]:
    """The keys of all files that were written before a moment."""
    for batch in _store().list():
        for found in batch:
            if found["last_modified"] < moment:
                yield found["path"]


def columns() -> list[Column[str]]:
    """The columns of all tables, of whichever room, that hold the keys of files."""
    tables = Base.metadata.sorted_tables
    return [table.columns["storage_key"] for table in tables if "storage_key" in table.columns]


def in_use(keys: Sequence[str]) -> set[str]:
    """Of some keys of stored files those that a row of any room names."""
    found: set[str] = set()
    for column in columns():
        found |= set(db.session.scalars(select(column).where(column.in_(keys))))
    return found


def folder(settings: Settings) -> Path:
    """Where the local storage keeps its files: beside the database, never below the web root."""
    return Path(settings.instance_path).resolve() / "files"


def _store() -> Store:
    """This process's way to the storage: its threads would not survive a fork."""
    ways = current_app.extensions.setdefault("files", {})
    if os.getpid() not in ways:
        ways[os.getpid()] = _opened(current_app.config["SETTINGS"])
    store: Store = ways[os.getpid()]
    return store


def _opened(settings: Settings) -> Store:
    if settings.file_storage == "local":
        folder(settings).mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(folder(settings))
    place = urlsplit(settings.file_storage)
    endpoint = settings.file_storage_endpoint
    return S3Store(
        place.netloc,
        prefix=place.path.strip("/") or None,
        config={"endpoint": endpoint} if endpoint else None,
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "connect_timeout": "5s",
            "timeout": "60s",
        },
        retry_config=PATIENCE,
    )
