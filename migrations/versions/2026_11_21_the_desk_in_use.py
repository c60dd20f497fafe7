"""the desk in use."""

import sqlalchemy as sa
from alembic import op

revision = "desk_in_use"
down_revision = "desk_settled"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
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

    # data: begin
    op.execute("UPDATE mailing SET meant_for = moment WHERE kind = 'reminder'")
    # data: end


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_due")
        batch_op.create_index(
            batch_op.f("ix_message_due"), ["status", "next_attempt_at"], unique=False
        )
        batch_op.drop_column("urgency")

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("meant_for")
