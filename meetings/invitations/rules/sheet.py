"""People out of a table that an office saved: commas or semicolons, UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from meetings import tables
from meetings.directory import countries
from meetings.directory.rules import MAX_NAME, clean, clean_email, email_fault, identity
from meetings.directory.rules.languages import read_language
from meetings.directory.rules.lookalikes import lookalike
from meetings.errors import FileRefused, RowProblem
from meetings.localized import fold

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 4 * 1024 * 1024
REQUIRED: Final = ("given_names", "email")
OPTIONAL: Final = ("surnames", "language", "capacity", "country", "organization")
MOST_ORGANIZATION: Final = 200  # characters
_HEADINGS: Final = {
    "given_names": "given names,given name,first name,nombres,nombre,prenoms,prenom,nomes,nome",
    "surnames": "surnames,surname,last name,apellidos,apellido,noms,nom,sobrenomes,sobrenome",
    "email": "e-mail,e-mail address,email address,mail,correo,correo electronico,courriel,"
    "adresse electronique,endereco de e-mail",
    "language": "idioma,langue,lingua",
    "capacity": "calidad,qualite,condicao,qualidade",
    "country": "pais,pays,state,estado",
    "organization": "organizacion,organisation,organizacao,entity represented,entidad representada,"
    "entite representee,entidade representada",
}
# The whole name in one column: read as given names where no other column holds them.
_WHOLE: Final = frozenset(
    {
        *("name", "full name", "complete name", "nombre completo", "nombre y apellidos"),
        *("nom complet", "nom et prenom", "prenom et nom", "nome completo", "nome e sobrenome"),
    }
)


@dataclass(frozen=True)
class Spelled:
    """A State that is easily taken for another one, as a table writes it, and in which lines."""

    written: str
    code: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """The sound rows, each person once, how many stood there twice, and what is wrong; `doubted`
    are the States that are easily taken for others, each spelling of one once."""

    rows: tuple[dict[str, Any], ...]
    doubles: int
    problems: tuple[RowProblem, ...]
    doubted: tuple[Spelled, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, else Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_people(text: str, *, capacities: Mapping[str, str]) -> Sheet:
    """People out of a pasted or uploaded table; `capacities` are folded names and codes -> code.

    Raises FileRefused for what is no table with the columns `given_names` and `email`, which may
    be called so in any of the four languages; a whole name may stand in one column.
    """
    text = text.lstrip(tables.BOM).strip("\r\n")
    heading, _line, rest = text.partition("\n")
    delimiter = max(";,\t", key=heading.count) if heading else ","
    names = _columns(next(csv.reader([heading.strip("\r")], delimiter=delimiter)))
    head = io.StringIO()
    csv.writer(head, delimiter=delimiter).writerow(names)
    table = tables.read_csv(
        (head.getvalue() + rest).encode(),
        required=REQUIRED,
        optional=OPTIONAL,
        limit=MOST_BYTES,
        delimiter=delimiter,
    )
    if len(table.rows) > MOST_ROWS:
        raise FileRefused(_l("A list has at most %(most)d people.", most=MOST_ROWS))
    return _judged(table, capacities)


def _judged(table: tables.Table, capacities: Mapping[str, str]) -> Sheet:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    problems: list[RowProblem] = []
    doubted: dict[str, list[tables.Row]] = {}
    doubles = 0
    for row in table.rows:
        values, wrong = _read(row, capacities)
        problems += wrong
        if wrong:
            continue
        if _is_doubtful(values["country"], row.get("country")):
            doubted.setdefault(fold(row.get("country")), []).append(row)
        key = (values["email"], identity(values["given_names"], values["surnames"]))
        doubles += key in rows
        rows.setdefault(key, values)
    asked = tuple(_spelled(alike) for alike in doubted.values())
    return Sheet(tuple(rows.values()), doubles, tuple(problems), asked)


def _spelled(alike: Sequence[tables.Row]) -> Spelled:
    written = alike[0].get("country")
    lines = tuple(row.line for row in alike)
    return Spelled(written, countries.read(written) or "", lines)


def _is_doubtful(code: str, written: str) -> bool:
    """Whether a name may be meant for another State's; who writes the code knows what she means."""
    return bool(code) and fold(written) != code.casefold() and lookalike(code) is not None


def _read(
    row: tables.Row, capacities: Mapping[str, str]
) -> tuple[dict[str, Any], list[RowProblem]]:
    def by_name(written: str) -> str | None:
        return capacities.get(fold(written))

    wrong: list[RowProblem] = []
    values = {name: clean(row.get(name)) for name in ("given_names", "surnames")}
    values["email"] = clean_email(row.get("email"))
    if not values["given_names"]:
        wrong.append(RowProblem(row.line, "given_names", _l("The name is missing.")))
    for name in ("given_names", "surnames"):
        if len(values[name]) > MAX_NAME:
            sentence = _l(
                "This text is too long: use at most %(count)d characters.", count=MAX_NAME
            )
            wrong.append(RowProblem(row.line, name, sentence))
    if fault := email_fault(values["email"]):
        wrong.append(RowProblem(row.line, "email", fault))
    for name, read in (("language", read_language), ("capacity", by_name)):
        written = row.get(name)
        found = read(written)
        if written and found is None:
            sentence = _l("“%(text)s” is not known.", text=written[:60])
            wrong.append(RowProblem(row.line, name, sentence))
        values[name] = found or ""
    values["organization"] = clean(row.get("organization"))[:MOST_ORGANIZATION]
    values["country"] = countries.read(row.get("country")) or ""
    if row.get("country") and not values["country"]:
        sentence = _l("“%(text)s” is not known.", text=row.get("country")[:60])
        wrong.append(RowProblem(row.line, "country", sentence))
    return values, wrong


def _columns(heading: Sequence[str]) -> list[str]:
    """What each column is. Raises FileRefused where nothing is a name, or nothing an address."""
    found = [_column(each) for each in heading]
    if "given_names" not in found:
        whole = [place for place, each in enumerate(heading) if _plain(each) in _WHOLE]
        found = ["given_names" if place in whole[:1] else each for place, each in enumerate(found)]
    if not {*REQUIRED} <= {*found}:
        raise FileRefused(
            _l(
                "The first line must name the columns, among them the name (“name” or "
                "“given_names”) and the address (“email”)."
            )
        )
    return found


def _plain(heading: str) -> str:
    return fold(heading.replace("_", " ").strip(tables.BOM))


def _column(heading: str) -> str:
    written = _plain(heading)
    for name, called in _HEADINGS.items():
        if written in {fold(name.replace("_", " ")), *called.split(",")}:
            return name
    return heading.strip()
