"""States, bodies, organizations, people, terms, and the code lists that rooms share."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

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


class State(Coded, Base):
    """A country of the directory; the code is ISO 3166 alpha-2."""

    __tablename__ = "state"

    iso3: Mapped[str] = mapped_column(String(3))
    subregion: Mapped[str] = mapped_column(String(60))


class Body(Coded, Base):
    """An organ or secretariat that convenes; it belongs to a mechanism (CIM or MESECVI)."""

    __tablename__ = "body"

    mechanism: Mapped[str] = mapped_column(String(20))
    is_organ: Mapped[bool] = mapped_column(default=True)


class Capacity(Coded, Base):
    """What a person is at a meeting: whom it may represent, which organ it stands for.

    `counts`: enters attendance figures; `trained`: counted as a person trained;
    `approval`: `officer` waits to be confirmed, `none` is confirmed at once;
    `is_public`: may be opened on the public form.
    """

    __tablename__ = "capacity"

    represents: Mapped[list[str]] = mapped_column(JSON)
    organ_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    counts: Mapped[bool]
    trained: Mapped[bool]
    approval: Mapped[str] = mapped_column(String(10))
    is_public: Mapped[bool]


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


class Organization(Base):
    """A civil society organization: one record, whatever the number of its meetings."""

    __tablename__ = "organization"
    __table_args__ = (Index("ix_organization_folded", "folded_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str] = mapped_column(String(40), default="")
    folded_name: Mapped[str] = mapped_column(String(260))
    country: Mapped[str] = mapped_column(String(2))
    is_womens: Mapped[bool]
    in_oas_register: Mapped[bool]
    created_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))


class Person(Base):
    """A human being, once; a merge points to the record that stands for both."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_identity", "email", "folded_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    given_names: Mapped[str] = mapped_column(String(80))
    surnames: Mapped[str] = mapped_column(String(80))
    folded_name: Mapped[str] = mapped_column(String(330), index=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()


class Term(Base):
    """Who sits in a body, in which capacity, from when to when (days, both inclusive)."""

    __tablename__ = "term"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="in_order"),
        Index("ix_term_person", "person_id", "body_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    capacity_code: Mapped[str] = mapped_column(ForeignKey("capacity.code"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
