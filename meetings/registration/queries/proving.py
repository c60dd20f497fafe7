"""Whether it is she herself who opens her page. Its address may have been passed on: it alone shows
nothing that is sensitive. Her mailbox proves it, or her account."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from meetings.directory.rules import identity
from meetings.registration.models import Participation
from meetings.registration.queries import signing_in


class Reader(Protocol):
    """Who is signed in, or nobody."""

    is_authenticated: bool
    name: str
    email: str


def is_proven(participation: Participation, *, link_id: int, reader: Reader, at: datetime) -> bool:
    """Whether this browser opened a link (its id) that was sent to her mailbox within half an hour,
    or is signed in to her account. Never for some days after her address became another one, which
    who reads the former one may take back."""
    if not participation.mailbox or signing_in.has_new_address(participation, at=at):
        return False
    return _is_hers(participation, reader) or signing_in.reads_mailbox(
        participation, link_id, at=at
    )


def _is_hers(participation: Participation, reader: Reader) -> bool:
    """Whether an account with her name and her address is signed in: others may share either."""
    if not reader.is_authenticated:
        return False
    person = participation.person
    is_named = identity(reader.name, "") == identity(person.given_names, person.surnames)
    return is_named and reader.email.casefold() == participation.mailbox.casefold()
