"""the desk in use."""

import sqlalchemy as sa
from alembic import op

revision = "desk_in_use"
down_revision = "desk_settled"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("delegation_member", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("standing", sa.String(length=12), server_default="", nullable=False)
        )

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meant_for", sa.String(length=16), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("urgency", sa.SmallInteger(), server_default=sa.text("1"), nullable=False)
        )
        batch_op.drop_index(batch_op.f("ix_message_due"))
        batch_op.create_index(
            "ix_message_due", ["status", "urgency", "next_attempt_at", "id"], unique=False
        )

    with op.batch_alter_table("registration_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrected", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("participation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_sign_in_link_participation_id_participation"),
            "participation",
            ["participation_id"],
            ["id"],
        )

    # data: begin
    op.execute("UPDATE mailing SET meant_for = moment WHERE kind = 'reminder'")
    op.execute(
        "UPDATE delegation_member SET standing = (SELECT participation.status FROM participation"
        " WHERE participation.id = delegation_member.participation_id)"
        " WHERE participation_id IN (SELECT id FROM participation"
        " WHERE status IN ('waitlisted', 'declined', 'cancelled', 'replaced'))"
        " AND list_id IN (SELECT id FROM delegation_list WHERE state IN ('draft', 'official'))"
    )
    # data: end


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sign_in_link_participation_id_participation"), type_="foreignkey"
        )
        batch_op.drop_column("participation_id")

    with op.batch_alter_table("registration_import", schema=None) as batch_op:
        batch_op.drop_column("corrected")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_due")
        batch_op.create_index(
            batch_op.f("ix_message_due"), ["status", "next_attempt_at"], unique=False
        )
        batch_op.drop_column("urgency")

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("meant_for")

    with op.batch_alter_table("delegation_member", schema=None) as batch_op:
        batch_op.drop_column("standing")
