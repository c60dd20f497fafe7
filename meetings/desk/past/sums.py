"""How many were there, by sex and by kind of personnel: whether the numbers agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from meetings.attendance.rules.headcounts import Cell
from meetings.directory.models import Sex
from meetings.errors import Refused

STATED = (Sex.FEMALE, Sex.MALE, Sex.ANOTHER)


@dataclass(frozen=True)
class Counted:
    """The numbers as typed; what was left empty is not there.

    `kinds` are a kind's people of whatever sex, `crossed` those of a kind and a sex.
    """

    total: int | None = None
    sexes: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    crossed: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreed:
    """The total and the cells of a headcount; no table holds more than the total."""

    total: int
    cells: tuple[Cell, ...]


def agree(said: Counted, names: Mapping[str, str], sexes: Mapping[Sex, object]) -> Agreed:
    """The headcount that the numbers make; an empty total is their sum.

    What a table lacks of the total is not stated. `names` are those of the kinds, `sexes` of the
    sexes, for the sentences. Raises Refused (field `total`, `sex-…`, `kind-…`) where they disagree.
    """
    kinds = _kinds(said, names)
    _check_crossed(said, sexes)
    by_sex, by_kind = sum(said.sexes.values()), sum(kinds.values())
    total = said.total if said.total is not None else (by_sex or by_kind)
    if said.total is None and not said.sexes and not kinds:
        raise Refused(_l("Write how many people were there."), field="total", code="empty")
    is_whole = Sex.NOT_STATED in said.sexes
    if by_sex > total or (is_whole and said.sexes and by_sex != total):
        sentence = _l(
            "By sex they add up to %(sum)d, and the total is %(total)d.", sum=by_sex, total=total
        )
        raise Refused(sentence, field="total", code="sexes")
    if by_kind > total:
        sentence = _l(
            "By kind of personnel they add up to %(sum)d, and the total is %(total)d.",
            sum=by_kind,
            total=total,
        )
        raise Refused(sentence, field="total", code="kinds")
    return Agreed(total, _cells(said, kinds))


def _kinds(said: Counted, names: Mapping[str, str]) -> dict[str, int]:
    """The people of each kind: as typed, else the sum of its sexes."""
    found = dict(said.kinds)
    for code in {code for code, _sex in said.crossed}:
        parts = {sex: count for (kind, sex), count in said.crossed.items() if kind == code}
        held = sum(parts.values())
        whole = found.setdefault(code, held)
        if held > whole or (len(parts) == len(Sex) and held != whole):
            sentence = _l(
                "%(kind)s: the sexes add up to %(sum)d, and the number of all is %(total)d.",
                kind=names.get(code, code),
                sum=held,
                total=whole,
            )
            raise Refused(sentence, field=f"kind-{code}", code="kind")
    return found


def _check_crossed(said: Counted, names: Mapping[Sex, object]) -> None:
    for sex in said.sexes:
        held = sum(count for (_kind, each), count in said.crossed.items() if each == sex)
        if held > said.sexes[sex]:
            sentence = _l(
                "%(sex)s: the kinds of personnel hold %(sum)d, and by sex there are %(total)d.",
                sex=names[Sex(sex)],
                sum=held,
                total=said.sexes[sex],
            )
            raise Refused(sentence, field=f"sex-{sex}", code="sex")


def _cells(said: Counted, kinds: Mapping[str, int]) -> tuple[Cell, ...]:
    return (
        *(Cell(sex, None, count) for sex, count in said.sexes.items()),
        *(Cell(None, code, count) for code, count in kinds.items()),
        *(Cell(sex, code, count) for (code, sex), count in said.crossed.items()),
    )
