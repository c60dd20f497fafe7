"""What the columns of a table of people are called, in four languages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from meetings.errors import FileRefused
from meetings.localized import fold
from meetings.registration.rules import list_columns

COLUMNS: Final = (
    "given_names",
    "surnames",
    "email",
    "sex",
    "represents_type",
    "represents",
    "capacity",
    "functions",
    "personnel_kind",
    "language",
    "post",
    "mode",
    "badge_name",
)
LABELS: Final = {
    "given_names": _l("Given names"),
    "surnames": _l("Surnames"),
    **{name: list_columns.COLUMNS[name] for name in COLUMNS[2:]},
}
REQUIRED: Final = ("given_names", "capacity")
# Before the rows that stay behind: the line of the file, and why.
OURS: Final = ("import_line", "import_reason")
# Whom our own lists name beside what is read; never news, so nothing is said of them.
SILENT: Final = frozenset(
    {
        *OURS,
        "state", "estado", "etat", "organization", "organizacion", "organisation", "organizacao",
    }
)  # fmt: skip
# What our own lists tell of a registration and no table changes.
_STATUS: Final = frozenset({"status", "situacion", "statut", "situacao"})
_LISTED: Final = frozenset(
    {
        "registered at", "fecha y hora de inscripcion", "date d'inscription",
        "data e hora da inscricao", "answer to the invitation", "respuesta a la invitacion",
        "reponse a l'invitation", "resposta ao convite", "way in", "via de inscripcion",
        "voie d'inscription", "via de inscricao",
    }
)  # fmt: skip
# What the kind and the name of whom somebody represents are both called: in English the name's own
# code, too; other offices call the name so.
_EITHER: Final = frozenset(
    {
        "represents", "representa", "representa a", "represente", "representing",
        "representando a", "representant",
    }
)  # fmt: skip
_SAID: Final[dict[str, tuple[str, ...]]] = {
    "given_names": (
        "given names", "given name", "first name", "first names", "name", "nombres", "nombre",
        "prenoms", "prenom", "nomes", "nome",
    ),
    "surnames": (
        "surnames", "surname", "last name", "last names", "family name", "apellidos", "apellido",
        "noms de famille", "nom de famille", "nom", "noms", "sobrenomes", "sobrenome", "apelidos",
    ),
    "email": (
        "e-mail address", "email", "e-mail", "email address", "mail", "correo electronico",
        "correo", "adresse electronique", "courriel", "adresse e-mail", "correio eletronico",
        "endereco eletronico",
    ),
    "sex": (
        "sex", "gender", "sexo", "genero", "sexe", "genre", "sex, for statistics",
        "sexo, para fines estadisticos", "sexe, a des fins statistiques",
        "sexo, para fins estatisticos",
    ),
    "represents_type": ("representacion", "representacao"),
    "represents": (
        "entity represented", "entidad representada", "a quien", "entite representee",
        "entidade representada", "quem representa", "state or organization", "whom you represent",
        "a quien representa", "qui vous representez", "quem voce representa", "country", "pais",
        "pays", "delegation", "delegacion", "delegacao", *sorted(_EITHER),
        "represented entity", "entity", "state represented", "represented state",
        "country represented", "organization represented", "on behalf of",
        "entidad", "entidad que representa", "estado representado", "estado que representa",
        "pais representado", "pais que representa", "organizacion representada",
        "organizacion que representa", "en representacion de",
        "entite", "etat represente", "pays represente", "organisation representee",
        "au nom de", "qui represente", "entidade", "entidade que representa",
        "organizacao representada", "organizacao que representa", "em representacao de",
    ),
    "capacity": (
        "capacity", "en calidad de", "calidad", "qualite", "condicao", "capacidad", "qualidade",
        "in which capacity", "en que calidad participa", "en quelle qualite vous participez",
        "em que condicao participa",
    ),
    "functions": ("functions", "function", "funciones", "funcion", "fonctions", "fonction",
        "funcoes", "funcao", "functions at this meeting", "funciones en esta reunion",
        "fonctions a cette reunion", "funcoes nesta reuniao",
    ),
    "personnel_kind": (
        "kind of personnel", "tipo de personal", "type de personnel", "tipo de pessoal",
    ),
    "language": (
        "language", "language of our mails", "idioma", "langue", "lingua",
        "idioma de nuestros correos",
        "langue de nos courriels", "idioma de nossos e-mails",
    ),
    "post": (
        "post or function", "post", "position", "job title", "cargo o funcion", "cargo",
        "fonction occupee", "poste", "cargo ou funcao",
    ),
    "mode": ("how people take part", "how", "mode", "modalidad", "mode de participation",
        "modalidade", "how you will take part", "modalidad de participacion",
        "modalidade de participacao",
    ),
    "badge_name": (
        "name on the badge", "nombre para la credencial", "nom sur le badge", "nome no cracha",
    ),
}  # fmt: skip
_BY_NAME: Final = {
    name: column for column in COLUMNS for name in (column, fold(column), *_SAID[column])
}


def column_of(text: str) -> str | None:
    """The column that a heading means, None for one that nobody knows."""
    plain = _plain(text)
    return _BY_NAME.get(plain) or _BY_NAME.get(plain.replace(" ", "_"))


def read(
    heading: Sequence[str], questions: Mapping[str, str]
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Place -> column for a heading, and the headings that nobody knows.

    `questions` tells the folded label of a question -> what its column is called here.
    Raises FileRefused for a column that stands twice or one that is missing.
    """
    found: dict[int, str] = {}
    unknown = []
    columns = [questions.get(fold(text)) or column_of(text) for text in heading]
    _tell_apart(heading, columns)
    for place, text in enumerate(heading):
        column = columns[place]
        if column is None:
            if text.strip() and fold(text) not in SILENT:
                unknown.append(text.strip())
            continue
        if column in found.values():
            raise FileRefused(
                _l("The column %(column)s appears twice in the heading.", column=text.strip())
            )
        found[place] = column
    _check(found.values())
    return found, tuple(unknown)


def is_status(text: str) -> bool:
    """Whether a heading is our own lists' status."""
    return _plain(text) in _STATUS


def is_listed(text: str) -> bool:
    """Whether a heading is another of our own lists' that no table changes."""
    return _plain(text) in _LISTED


def _plain(text: str) -> str:
    """A heading folded, without a mark or brackets at its end."""
    told = re.sub(r"\s*(\*|:|\(.*\))\s*$", "", fold(text)).strip()
    return told.replace("’", "'")


def _tell_apart(heading: Sequence[str], columns: list[str | None]) -> None:
    """“Represents” is the kind where another column names who is represented, as in our English
    lists, and nothing else tells the kind; alone it is the name."""
    either = [place for place, text in enumerate(heading) if _plain(text) in _EITHER]
    others = {column for place, column in enumerate(columns) if place not in either}
    if len(either) == 1 and "represents" in others and "represents_type" not in others:
        columns[either[0]] = "represents_type"


def called(name: str) -> str:
    """A column in the reader's language with the name by which every file may call it; a question
    by its label as it is."""
    return f"{LABELS[name]} ({name})" if name in LABELS else name


def known_in(cells: Iterable[str]) -> int:
    """How many of these cells are known headings."""
    return sum(column_of(cell) is not None for cell in cells)


def _check(found: Iterable[str]) -> None:
    absent = [name for name in REQUIRED if name not in set(found)]
    if absent:
        raise FileRefused(
            _l(
                "The first line must name the columns; these are missing: %(columns)s.",
                columns=LazyString(lambda: ", ".join(called(name) for name in absent)),
            )
        )
