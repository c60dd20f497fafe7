"""Addresses: what writes one is compiled when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class Address(Rule):
    """A rule as werkzeug makes it, but for the two programs that write its addresses.

    To compile them for all rules at once takes nine tenths of an application's start, and a
    command needs none of them.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        """What compiles on its first call, and takes its own place."""
        compile_now = super()._compile_builder
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule: Address, **values: Any) -> tuple[str, str]:
            written: Callable[..., tuple[str, str]] = compile_now(append_unknown).__get__(rule)
            setattr(rule, name, written)
            return written(**values)

        return build
