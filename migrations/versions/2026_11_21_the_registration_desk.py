"""the registration desk."""

import sqlalchemy as sa
from alembic import op

revision = "registration_desk"
down_revision = "beginning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "feed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body_code", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("with_sessions", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(scope = 'body') = (body_code IS NOT NULL)",
            name=op.f("ck_feed_address_names_its_body"),
        ),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_feed_address_one_reader")
        ),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_feed_address_body_code_body")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_address_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_feed_address_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_address")),
        sa.UniqueConstraint("public_id", name=op.f("uq_feed_address_public_id")),
    )
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_address_body_code"), ["body_code"], unique=False)
        batch_op.create_index("ix_feed_address_person", ["person_id", "scope"], unique=False)
        batch_op.create_index("ix_feed_address_user", ["user_id", "scope"], unique=False)

    op.create_table(
        "incoming_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("attendee", sa.String(length=254), nullable=False),
        sa.Column("attendee_name", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("doubt", sa.String(length=16), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(length=200), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_incoming_reply_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_reply")),
        sa.UniqueConstraint("public_id", name=op.f("uq_incoming_reply_public_id")),
    )
    with op.batch_alter_table("incoming_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incoming_reply_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index("ix_incoming_reply_state", ["state", "received_at"], unique=False)
        batch_op.create_index("uq_incoming_reply_message", ["message_id"], unique=True)

    with op.batch_alter_table("kind", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("color", sa.String(length=20), server_default="", nullable=False)
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Double(), nullable=True))

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reply", sa.String(length=10), server_default="none", nullable=False)
        )
        batch_op.add_column(sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("replied_sequence", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("replied_sequence")
        batch_op.drop_column("replied_at")
        batch_op.drop_column("reply")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
        batch_op.drop_column("withdrawn_at")

    with op.batch_alter_table("kind", schema=None) as batch_op:
        batch_op.drop_column("color")

    with op.batch_alter_table("incoming_reply", schema=None) as batch_op:
        batch_op.drop_index("uq_incoming_reply_message")
        batch_op.drop_index("ix_incoming_reply_state")
        batch_op.drop_index(batch_op.f("ix_incoming_reply_participation_id"))

    op.drop_table("incoming_reply")
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_address_user")
        batch_op.drop_index("ix_feed_address_person")
        batch_op.drop_index(batch_op.f("ix_feed_address_body_code"))

    op.drop_table("feed_address")
