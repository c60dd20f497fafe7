"""the desk refined."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "desk_refined"
down_revision = "registration_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "mail_refusal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_refusal_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_refusal")),
    )
    op.create_table(
        "removed_session",
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("vevents", sa.JSON(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_removed_session_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_removed_session")),
    )
    with op.batch_alter_table("removed_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_removed_session_meeting", ["meeting_id", "removed_at"], unique=False
        )

    with op.batch_alter_table("delegation_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reach", sa.String(length=12), server_default="", nullable=False)
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_message_bounced",
            ["to_email"],
            unique=False,
            sqlite_where=sa.text("bounced_at IS NOT NULL"),
            postgresql_where=sa.text("bounced_at IS NOT NULL"),
        )

    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))

    # data: begin
    # Who had taken an address off had taken off everybody who reads it: each of them stays off.
    op.execute(
        "INSERT INTO mail_refusal (person_id, at)"
        " SELECT person.id, unsubscription.at FROM person"
        " JOIN unsubscription ON unsubscription.email = person.email"
    )
    # Reminders that wait go to whom their moment means.
    op.execute(
        "UPDATE mailing SET reach = CASE moment"
        " WHEN 'before_closing' THEN 'unanswered'"
        " WHEN 'before_meeting' THEN 'confirmed'"
        " WHEN 'after_meeting' THEN 'present' ELSE '' END"
    )
    # The Executive Committee had one Vice-President before the Statute under which it has nine
    # States; where an officer changed the row or seated more than one before it, nothing is.
    unedited = (
        "body_code = 'executive_committee' AND position_code = 'vice_president' AND places = 3"
        " AND from_on = '2002-01-01' AND to_on IS NULL"
        " AND (SELECT count(*) FROM term WHERE term.body_code = 'executive_committee'"
        " AND term.position_code = 'vice_president' AND term.from_on < '2016-01-01') < 2"
    )
    op.execute(
        sa.text(
            "INSERT INTO body_places"  # noqa: S608 - words of this file only
            " (public_id, body_code, position_code, places, from_on, to_on)"
            " SELECT :public_id, body_code, position_code, 1, from_on, '2015-12-31'"
            f" FROM body_places WHERE {unedited}"
        ).bindparams(public_id=str(uuid.uuid4()))
    )
    op.execute(f"UPDATE body_places SET from_on = '2016-01-01' WHERE {unedited}")  # noqa: S608 - as above
    # data: end


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.drop_column("offered_until")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_message_bounced",
            sqlite_where=sa.text("bounced_at IS NOT NULL"),
            postgresql_where=sa.text("bounced_at IS NOT NULL"),
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("moved_at")

    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_column("reach")

    with op.batch_alter_table("delegation_list", schema=None) as batch_op:
        batch_op.drop_column("before")

    with op.batch_alter_table("removed_session", schema=None) as batch_op:
        batch_op.drop_index("ix_removed_session_meeting")

    op.drop_table("removed_session")
    op.drop_table("mail_refusal")
