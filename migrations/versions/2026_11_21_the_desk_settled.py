"""the desk settled."""

import sqlalchemy as sa
from alembic import op

revision = "desk_settled"
down_revision = "desk_refined"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "earlier_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("surnames", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_earlier_identity_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_identity")),
    )
    with op.batch_alter_table("earlier_identity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earlier_identity_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "organization_refusal",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_refusal_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_organization_refusal")),
    )
    op.create_table(
        "address_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("former", sa.String(length=254), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_address_change_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_change_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_address_change_secret_digest")),
    )
    with op.batch_alter_table("address_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_address_change_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_address_change_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_address_change_person_id"), ["person_id"], unique=False
        )

    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capacity_code", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=2), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_accreditation_capacity_code_capacity"),
            "capacity",
            ["capacity_code"],
            ["code"],
        )

    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("actor_kind", sa.String(length=12), server_default="", nullable=False)
        )

    with op.batch_alter_table("focal_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("mailing_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_mailing_recipient_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            "uq_mailing_recipient_organization", ["mailing_id", "organization_id"], unique=True
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_mailing_recipient_organization_id_organization"),
            "organization",
            ["organization_id"],
            ["id"],
        )

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sequence_raised", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("over_focal_point", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    # data: begin
    # Who corrected a name or an address before: the mails about her registrations tell which.
    op.execute(
        "INSERT INTO earlier_identity (person_id, given_names, surnames, email, until)"
        " SELECT DISTINCT person.id, substr(message.to_name, 1, 80),"
        " substr(message.to_name, 81, 80), message.to_email,"
        " coalesce(person.changed_at, person.created_at)"
        " FROM message JOIN participation ON participation.public_id = message.subject_id"
        " JOIN person ON person.id = participation.person_id"
        " WHERE message.subject_type = 'participation' AND message.kind LIKE 'registration.%'"
        " AND message.to_email <> '' AND person.erased_at IS NULL"
        " AND (message.to_email <> person.email OR message.to_name <>"
        " trim(person.given_names || ' ' || person.surnames))"
    )
    # data: end


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.drop_column("over_focal_point")

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("sequence_raised")

    with op.batch_alter_table("mailing_recipient", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_mailing_recipient_organization_id_organization"), type_="foreignkey"
        )
        batch_op.drop_index("uq_mailing_recipient_organization")
        batch_op.drop_index(batch_op.f("ix_mailing_recipient_organization_id"))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("organization_id")

    with op.batch_alter_table("focal_point", schema=None) as batch_op:
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_column("actor_kind")

    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_accreditation_capacity_code_capacity"), type_="foreignkey"
        )
        batch_op.drop_column("language")
        batch_op.drop_column("capacity_code")

    with op.batch_alter_table("address_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_change_person_id"))
        batch_op.drop_index(batch_op.f("ix_address_change_participation_id"))
        batch_op.drop_index(batch_op.f("ix_address_change_expires_at"))

    op.drop_table("address_change")
    op.drop_table("organization_refusal")
    with op.batch_alter_table("earlier_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_identity_person_id"))

    op.drop_table("earlier_identity")
