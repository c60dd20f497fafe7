"""The code lists that rooms share: a stable code, a name in each language, a place in lists."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base
from meetings.localized import LANGUAGES, pick


class Coded:
    """An entry of a code list: a stable code, a name in each language, its place in lists."""

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    sort: Mapped[int] = mapped_column(default=0)

    def name(self, lang: str) -> str:
        """The entry's name for a reader of `lang`."""
        return pick(self.names, lang, LANGUAGES).text


class Capacity(Coded, Base):
    """What a person is at a meeting: whom it may represent, which organ it stands for.

    `counts`: enters attendance figures; `trained`: counted as a person trained;
    `approval`: `officer` waits to be confirmed, `none` is confirmed at once;
    `is_public`: may be opened on the public form; `audience`: whose way to join a meeting it gets.
    """

    __tablename__ = "capacity"

    represents: Mapped[list[str]] = mapped_column(JSON)
    organ_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    counts: Mapped[bool]
    trained: Mapped[bool]
    approval: Mapped[str] = mapped_column(String(10))
    is_public: Mapped[bool]
    audience: Mapped[str | None] = mapped_column(String(14))


class Function(Coded, Base):
    """What a person does at a meeting: head of delegation, chair, speaker."""

    __tablename__ = "function"


class PersonnelKind(Coded, Base):
    """A kind of personnel (justice, police, health ...) and its reporting group."""

    __tablename__ = "personnel_kind"

    group: Mapped[str] = mapped_column(String(60))


class Theme(Coded, Base):
    """What a meeting is about; the situations of article 9 of the Convention are one list."""

    __tablename__ = "theme"

    is_article_9: Mapped[bool] = mapped_column(default=False)
