"""Who sits in her own name and is never part of a delegation. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from meetings.directory.rules import identity
from meetings.errors import Refused


def check_no_expert(name: str, experts: Iterable[str]) -> None:
    """Raise Refused (field given_names, code expert) for the name of an expert in office."""
    if identity(name, "") in {identity(each, "") for each in experts}:
        raise Refused(
            _l(
                "%(name)s sits on the Committee of Experts in her or his own name and is never "
                "part of a delegation.",
                name=name,
            ),
            field="given_names",
            code="expert",
        )
