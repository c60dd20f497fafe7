"""People and organizations with one record each, what joins two records, and tags."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from meetings.db import Base
from meetings.directory.models.codes import Coded


class Record(StrEnum):
    """What may be recorded twice."""

    PERSON = "person"
    ORGANIZATION = "organization"


class Sex(StrEnum):
    """Sex for statistics, as declared."""

    FEMALE = "female"
    MALE = "male"
    ANOTHER = "another"
    NOT_STATED = "not_stated"


class SexSource(StrEnum):
    """Who said so."""

    SELF = "self"
    NOMINATOR = "nominator"
    STAFF = "staff"
    IMPORT = "import"


class Organization(Base):
    """A civil society organization: one record, whatever the number of its meetings.

    `in_oas_register` mirrors the Register that the OAS Permanent Council keeps.
    """

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
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    registration_number: Mapped[str] = mapped_column(String(60), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)


class Person(Base):
    """A human being, once; a merge points to the record that stands for both.

    Once `erased_at`, nothing tells who she was: what she counts in stays as it was.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_identity", "email", "folded_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    given_names: Mapped[str] = mapped_column(String(80))
    surnames: Mapped[str] = mapped_column(String(80))
    folded_name: Mapped[str] = mapped_column(String(330), index=True)
    email: Mapped[str] = mapped_column(String(254))
    honorific: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    erased_at: Mapped[datetime | None]

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()


class EarlierIdentity(Base):
    """A name and an address that a person's record bore `until` they were corrected: mails went to
    her by them. Kept as long as her name is, so that erasing her finds all of it."""

    __tablename__ = "earlier_identity"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    given_names: Mapped[str] = mapped_column(String(80))
    surnames: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254))
    until: Mapped[datetime]

    @property
    def full_name(self) -> str:
        """Given names, then surnames."""
        return f"{self.given_names} {self.surnames}".strip()


class Merge(Base):
    """Two records said to be one, by whom and when; undone by clearing `merged_into_id`.

    `reason` is in the officer's own words, `reasons` are the codes for which it was suggested.

    Participations, accreditations and terms keep their own record; counts resolve the pointer.
    """

    __tablename__ = "merge"
    __table_args__ = (Index("ix_merge_record", "record", "merged_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    record: Mapped[str] = mapped_column(String(12))
    kept_id: Mapped[int]
    merged_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    at: Mapped[datetime]
    actor_label: Mapped[str] = mapped_column(String(120))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(120))


class DuplicateCandidate(Base):
    """Two records that may be one; `reasons` are codes of rules, `score` goes up to 100.

    A dismissed pair is kept, so that it is not suggested again.
    """

    __tablename__ = "duplicate_candidate"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="in_order"),
        Index("uq_duplicate_candidate_pair", "record", "first_id", "second_id", unique=True),
        Index("ix_duplicate_candidate_open", "record", "dismissed_at", "score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    record: Mapped[str] = mapped_column(String(12))
    first_id: Mapped[int]
    second_id: Mapped[int]
    score: Mapped[int]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    found_at: Mapped[datetime]
    dismissed_at: Mapped[datetime | None]
    dismissed_by: Mapped[str | None] = mapped_column(String(120))


class Tag(Coded, Base):
    """A word by which people and organizations are gathered (media, partner, donor).

    `is_own`: added by the secretariat.
    """

    __tablename__ = "tag"

    is_own: Mapped[bool] = mapped_column(default=False)


class Tagging(Base):
    """A tag on a person or on an organization."""

    __tablename__ = "tagging"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (organization_id IS NULL)", name="one_record"),
        Index("uq_tagging_person", "tag_code", "person_id", unique=True),
        Index("uq_tagging_organization", "tag_code", "organization_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tag_code: Mapped[str] = mapped_column(ForeignKey("tag.code"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
