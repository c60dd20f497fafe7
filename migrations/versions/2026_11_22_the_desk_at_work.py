"""the desk at work."""

import sqlalchemy as sa
from alembic import op

revision = "desk_at_work"
down_revision = "desk_in_use"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("hand", sa.String(length=8), server_default="", nullable=False)
        )

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_email", sa.String(length=254), nullable=True))
        batch_op.create_index("ix_participation_came", ["meeting_id", "id"], unique=False)
        batch_op.create_index(
            "ix_participation_held",
            ["held_email"],
            unique=False,
            sqlite_where=sa.text("held_email IS NOT NULL"),
            postgresql_where=sa.text("held_email IS NOT NULL"),
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_participation_held",
            sqlite_where=sa.text("held_email IS NOT NULL"),
            postgresql_where=sa.text("held_email IS NOT NULL"),
        )
        batch_op.drop_index("ix_participation_came")
        batch_op.drop_column("held_email")

    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_column("hand")
