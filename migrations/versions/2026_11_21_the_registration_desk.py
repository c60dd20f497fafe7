"""the registration desk."""

import re

import sqlalchemy as sa
from alembic import op

revision = "registration_desk"
down_revision = "beginning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "letterhead",
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=160), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("body_code", name=op.f("pk_letterhead")),
    )
    op.create_table(
        "mail_template",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("moment", sa.String(length=16), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_mail_template")),
    )
    op.create_table(
        "mailbox_position",
        sa.Column("mailbox", sa.String(length=64), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_position")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("is_in_library", sa.Boolean(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("public_id", name=op.f("uq_question_public_id")),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_sign_in_link_secret_digest")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_email"), ["email"], unique=False)

    op.create_table(
        "unsubscription",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_unsubscription")),
    )
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("waits_for", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(length=120), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_request_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_erasure_request_public_id")),
    )
    with op.batch_alter_table("erasure_request", schema=None) as batch_op:
        batch_op.create_index("ix_erasure_request_open", ["judged_at", "person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_erasure_request_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "feed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body_code", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("mailbox", sa.String(length=64), nullable=True),
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
        "focal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("office", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("link_generation", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_focal_point_state_code_state")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_focal_point_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_point")),
        sa.UniqueConstraint("public_id", name=op.f("uq_focal_point_public_id")),
    )
    with op.batch_alter_table("focal_point", schema=None) as batch_op:
        batch_op.create_index("ix_focal_point_state", ["state_code", "ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_focal_point_user_id"), ["user_id"], unique=False)

    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sa.UniqueConstraint("public_id", name=op.f("uq_legal_hold_public_id")),
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index("ix_legal_hold_person", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("help", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_version_question_id_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_version")),
    )
    with op.batch_alter_table("question_version", schema=None) as batch_op:
        batch_op.create_index("uq_question_version_number", ["question_id", "number"], unique=True)

    op.create_table(
        "delegation_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("focal_point_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=160), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["focal_point_id"],
            ["focal_point.id"],
            name=op.f("fk_delegation_list_focal_point_id_focal_point"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_delegation_list_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_delegation_list_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_list")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delegation_list_public_id")),
    )
    with op.batch_alter_table("delegation_list", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delegation_list", ["meeting_id", "state_code", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delegation_list_focal_point_id"), ["focal_point_id"], unique=False
        )
        batch_op.create_index(
            "uq_delegation_list_number", ["meeting_id", "state_code", "number"], unique=True
        )
        batch_op.create_index(
            "uq_delegation_list_official",
            ["meeting_id", "state_code"],
            unique=True,
            sqlite_where=sa.text("state = 'official'"),
            postgresql_where=sa.text("state = 'official'"),
        )

    op.create_table(
        "delegation_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=True),
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=160), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_delegation_paper_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_delegation_paper_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delegation_paper_public_id")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_delegation_paper_storage_key")),
    )
    with op.batch_alter_table("delegation_paper", schema=None) as batch_op:
        batch_op.create_index("ix_delegation_paper", ["meeting_id", "state_code"], unique=False)

    op.create_table(
        "form_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("capacities", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_form_question_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_form_question_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_version.id"],
            name=op.f("fk_form_question_version_id_question_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_question")),
    )
    with op.batch_alter_table("form_question", schema=None) as batch_op:
        batch_op.create_index(
            "ix_form_question_order", ["meeting_id", "stage", "sort"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_form_question_question_id"), ["question_id"], unique=False
        )
        batch_op.create_index("uq_form_question", ["meeting_id", "question_id"], unique=True)

    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("capacity_code", sa.String(length=60), nullable=True),
        sa.Column("is_necessary", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("moment", sa.String(length=16), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["capacity_code"], ["capacity.code"], name=op.f("fk_mailing_capacity_code_capacity")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_mailing_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mailing_public_id")),
    )
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.create_index("ix_mailing_due", ["state", "due_at"], unique=False)
        batch_op.create_index("ix_mailing_meeting", ["meeting_id", "state"], unique=False)

    op.create_table(
        "registration_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sends_mail", sa.Boolean(), nullable=False),
        sa.Column("dates", sa.String(length=6), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("to_tell", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_registration_import_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_import")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registration_import_public_id")),
    )
    with op.batch_alter_table("registration_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_import_created_at"), ["created_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_import_meeting_id"), ["meeting_id"], unique=False
        )

    op.create_table(
        "registration_plan",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("has_waiting_list", sa.Boolean(), nullable=False),
        sa.Column("promotion", sa.String(length=10), nullable=False),
        sa.Column("accept_hours", sa.Integer(), nullable=True),
        sa.Column("correct_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_fields", sa.JSON(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("badges_printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("precedence", sa.String(length=12), nullable=False),
        sa.Column("precedence_language", sa.String(length=2), nullable=False),
        sa.Column("form_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_registration_plan_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_registration_plan")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_saved_view_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_view_public_id")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index("ix_saved_view_user", ["user_id", "meeting_id"], unique=False)

    op.create_table(
        "seat_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state_code IS NULL) <> (organization_id IS NULL)",
            name=op.f("ck_seat_hold_one_holder"),
        ),
        sa.CheckConstraint("used >= 0 AND used <= seats", name=op.f("ck_seat_hold_within")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_seat_hold_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_seat_hold_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_seat_hold_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_hold")),
        sa.UniqueConstraint("public_id", name=op.f("uq_seat_hold_public_id")),
    )
    with op.batch_alter_table("seat_hold", schema=None) as batch_op:
        batch_op.create_index("ix_seat_hold_due", ["released_at", "until"], unique=False)
        batch_op.create_index("ix_seat_hold_meeting", ["meeting_id", "state_code"], unique=False)

    op.create_table(
        "state_place",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_state_place_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_state_place_state_code_state")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "state_code", name=op.f("pk_state_place")),
    )
    op.create_table(
        "delegation_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor_label", sa.String(length=160), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=170), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["delegation_list.id"],
            name=op.f("fk_delegation_change_list_id_delegation_list"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_delegation_change_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_delegation_change_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_change")),
    )
    with op.batch_alter_table("delegation_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delegation_change", ["meeting_id", "state_code", "id"], unique=False
        )
        batch_op.create_index("ix_delegation_change_list", ["list_id", "version"], unique=False)

    op.create_table(
        "earlier_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=160), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_earlier_file_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_file")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_earlier_file_storage_key")),
    )
    with op.batch_alter_table("earlier_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_earlier_file_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_answer_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_version.id"],
            name=op.f("fk_answer_version_id_question_version"),
        ),
        sa.PrimaryKeyConstraint("participation_id", "question_id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_question_id"), ["question_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_version_id"), ["version_id"], unique=False)

    op.create_table(
        "answer_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=160), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_answer_file_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_file_question_id_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_answer_file_public_id")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_answer_file_storage_key")),
    )
    with op.batch_alter_table("answer_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_file_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_answer_file_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_certificate_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_certificate_participation", ["participation_id", "language"], unique=False
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=10), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_consent_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consent_participation", ["participation_id", "purpose"], unique=False
        )

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(length=120), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_correction_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("public_id", name=op.f("uq_correction_public_id")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index("ix_correction_open", ["judged_at", "participation_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_correction_participation_id"), ["participation_id"], unique=False
        )

    op.create_table(
        "delegation_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("replaces_key", sa.String(length=36), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("honorific", sa.String(length=40), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("surnames", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("sex", sa.String(length=12), nullable=False),
        sa.Column("capacity_code", sa.String(length=60), nullable=False),
        sa.Column("functions", sa.JSON(), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("personnel_kind_code", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("sort >= 0", name=op.f("ck_delegation_member_in_order")),
        sa.ForeignKeyConstraint(
            ["capacity_code"],
            ["capacity.code"],
            name=op.f("fk_delegation_member_capacity_code_capacity"),
        ),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["delegation_list.id"],
            name=op.f("fk_delegation_member_list_id_delegation_list"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_delegation_member_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["personnel_kind_code"],
            ["personnel_kind.code"],
            name=op.f("fk_delegation_member_personnel_kind_code_personnel_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_member")),
    )
    with op.batch_alter_table("delegation_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delegation_member_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index("uq_delegation_member_key", ["list_id", "key"], unique=True)

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

    op.create_table(
        "mailing_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("receipt", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_recipient_mailing_id_mailing")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_mailing_recipient_message_id_message")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_mailing_recipient_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mailing_recipient_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_recipient")),
    )
    with op.batch_alter_table("mailing_recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mailing_recipient_message_id"), ["message_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mailing_recipient_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mailing_recipient_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "ix_mailing_recipient_receipt", ["mailing_id", "receipt"], unique=False
        )
        batch_op.create_index("uq_mailing_recipient", ["mailing_id", "person_id"], unique=True)

    op.create_table(
        "participation_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=12), nullable=False),
        sa.Column("after", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("note_language", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_participation_change_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_change")),
    )
    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.create_index("ix_participation_change", ["participation_id", "id"], unique=False)

    op.create_table(
        "seat_count",
        sa.Column("limit_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_seat_count_not_negative")),
        sa.ForeignKeyConstraint(
            ["limit_id"],
            ["seat_limit.id"],
            name=op.f("fk_seat_count_limit_id_seat_limit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("limit_id", "key", name=op.f("pk_seat_count")),
    )
    op.create_table(
        "sensitive_answer",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_sensitive_answer_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_sensitive_answer_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_version.id"],
            name=op.f("fk_sensitive_answer_version_id_question_version"),
        ),
        sa.PrimaryKeyConstraint(
            "participation_id", "question_id", name=op.f("pk_sensitive_answer")
        ),
    )
    with op.batch_alter_table("sensitive_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sensitive_answer_question_id"), ["question_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sensitive_answer_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "session_place",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_session_place_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["meeting_session.id"],
            name=op.f("fk_session_place_session_id_meeting_session"),
        ),
        sa.PrimaryKeyConstraint("participation_id", "session_id", name=op.f("pk_session_place")),
    )
    with op.batch_alter_table("session_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_place_session_id"), ["session_id"], unique=False
        )

    with op.batch_alter_table("kind", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("color", sa.String(length=20), server_default="", nullable=False)
        )

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Double(), nullable=True))

    with op.batch_alter_table("meeting_change", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("why_language", sa.String(length=2), server_default="", nullable=False)
        )

    with op.batch_alter_table("meeting_session", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("bounce", sa.String(length=500), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("unsubscribe", sa.String(length=500), server_default="", nullable=False)
        )

    with op.batch_alter_table("observer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_own", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("approval", sa.String(length=12), nullable=True))
        batch_op.add_column(
            sa.Column("link_generation", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.create_unique_constraint(batch_op.f("uq_opening_public_id"), ["public_id"])

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reply", sa.String(length=10), server_default="none", nullable=False)
        )
        batch_op.add_column(sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("replied_sequence", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("way", sa.String(length=12), server_default="form", nullable=False)
        )
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("seat_hold_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("protocol_order", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_unlisted", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("badge_changed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("form_answered_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_participation_offered", ["offered_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_participation_purged_at"), ["purged_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_participation_replaced_by_id"), ["replaced_by_id"], unique=False
        )
        batch_op.create_index(
            "ix_participation_waiting", ["meeting_id", "waiting_since", "id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participation_seat_hold_id_seat_hold"),
            "seat_hold",
            ["seat_hold_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participation_replaced_by_id_participation"),
            "participation",
            ["replaced_by_id"],
            ["id"],
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("seat_limit", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("scope_key", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("capacity_code", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("mode", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("way", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("state_code", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("each", sa.String(length=12), nullable=True))
        batch_op.drop_index(batch_op.f("uq_seat_limit_meeting"))
        batch_op.create_index(batch_op.f("ix_seat_limit_session_id"), ["session_id"], unique=False)
        batch_op.create_index("uq_seat_limit_scope", ["meeting_id", "scope_key"], unique=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_seat_limit_session_id_meeting_session"),
            "meeting_session",
            ["session_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_seat_limit_state_code_state"), "state", ["state_code"], ["code"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_seat_limit_organization_id_organization"),
            "organization",
            ["organization_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_seat_limit_capacity_code_capacity"),
            "capacity",
            ["capacity_code"],
            ["code"],
        )

    # data: begin
    # Symbols are found by whole numbers: doc.1/27 is no longer found as doc.12.
    bind = op.get_bind()
    names = ("id", "symbol_key", "search")
    document = sa.table("document", *(sa.column(name) for name in names))
    wanted = sa.select(document.c.id, document.c.search).where(document.c.symbol_key != "")
    for key, search in bind.execute(wanted).all():
        words, _, keys = search.rpartition("\n")
        symbol = keys.split(" ")[0]
        bare = re.sub(r"[^a-z0-9|]", "", re.sub(r"0*(\d+)", r"|\1|", symbol))
        keys = f"{symbol} {re.sub(r'[|]+', '|', bare)}"
        changed = sa.update(document).where(document.c.id == key)
        bind.execute(changed.values(search=f"{words}\n{keys}".strip()))
    # data: end


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("seat_limit", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_seat_limit_capacity_code_capacity"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_seat_limit_organization_id_organization"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_seat_limit_state_code_state"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_seat_limit_session_id_meeting_session"), type_="foreignkey"
        )
        batch_op.drop_index("uq_seat_limit_scope")
        batch_op.drop_index(batch_op.f("ix_seat_limit_session_id"))
        batch_op.create_index(batch_op.f("uq_seat_limit_meeting"), ["meeting_id"], unique=1)
        batch_op.drop_column("each")
        batch_op.drop_column("organization_id")
        batch_op.drop_column("state_code")
        batch_op.drop_column("session_id")
        batch_op.drop_column("way")
        batch_op.drop_column("mode")
        batch_op.drop_column("capacity_code")
        batch_op.drop_column("scope_key")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("erased_at")

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_participation_replaced_by_id_participation"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_participation_seat_hold_id_seat_hold"), type_="foreignkey"
        )
        batch_op.drop_index("ix_participation_waiting")
        batch_op.drop_index(batch_op.f("ix_participation_replaced_by_id"))
        batch_op.drop_index(batch_op.f("ix_participation_purged_at"))
        batch_op.drop_index("ix_participation_offered")
        batch_op.drop_column("purged_at")
        batch_op.drop_column("form_answered_at")
        batch_op.drop_column("badge_changed_at")
        batch_op.drop_column("is_unlisted")
        batch_op.drop_column("protocol_order")
        batch_op.drop_column("replaced_by_id")
        batch_op.drop_column("seat_hold_id")
        batch_op.drop_column("offered_until")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("way")
        batch_op.drop_column("replied_sequence")
        batch_op.drop_column("replied_at")
        batch_op.drop_column("reply")

    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_opening_public_id"), type_="unique")
        batch_op.drop_column("link_generation")
        batch_op.drop_column("approval")
        batch_op.drop_column("public_id")

    with op.batch_alter_table("observer", schema=None) as batch_op:
        batch_op.drop_column("is_own")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("unsubscribe")
        batch_op.drop_column("bounce")
        batch_op.drop_column("bounced_at")

    with op.batch_alter_table("meeting_session", schema=None) as batch_op:
        batch_op.drop_column("changed_at")
        batch_op.drop_column("sequence")

    with op.batch_alter_table("meeting_change", schema=None) as batch_op:
        batch_op.drop_column("why_language")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
        batch_op.drop_column("withdrawn_at")

    with op.batch_alter_table("kind", schema=None) as batch_op:
        batch_op.drop_column("color")

    with op.batch_alter_table("session_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_place_session_id"))

    op.drop_table("session_place")
    with op.batch_alter_table("sensitive_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sensitive_answer_version_id"))
        batch_op.drop_index(batch_op.f("ix_sensitive_answer_question_id"))

    op.drop_table("sensitive_answer")
    op.drop_table("seat_count")
    with op.batch_alter_table("participation_change", schema=None) as batch_op:
        batch_op.drop_index("ix_participation_change")

    op.drop_table("participation_change")
    with op.batch_alter_table("mailing_recipient", schema=None) as batch_op:
        batch_op.drop_index("uq_mailing_recipient")
        batch_op.drop_index("ix_mailing_recipient_receipt")
        batch_op.drop_index(batch_op.f("ix_mailing_recipient_person_id"))
        batch_op.drop_index(batch_op.f("ix_mailing_recipient_participation_id"))
        batch_op.drop_index(batch_op.f("ix_mailing_recipient_message_id"))

    op.drop_table("mailing_recipient")
    with op.batch_alter_table("incoming_reply", schema=None) as batch_op:
        batch_op.drop_index("uq_incoming_reply_message")
        batch_op.drop_index("ix_incoming_reply_state")
        batch_op.drop_index(batch_op.f("ix_incoming_reply_participation_id"))

    op.drop_table("incoming_reply")
    with op.batch_alter_table("delegation_member", schema=None) as batch_op:
        batch_op.drop_index("uq_delegation_member_key")
        batch_op.drop_index(batch_op.f("ix_delegation_member_participation_id"))

    op.drop_table("delegation_member")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_participation_id"))
        batch_op.drop_index("ix_correction_open")

    op.drop_table("correction")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_participation")

    op.drop_table("consent")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index("ix_certificate_participation")

    op.drop_table("certificate")
    with op.batch_alter_table("answer_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_file_question_id"))
        batch_op.drop_index(batch_op.f("ix_answer_file_participation_id"))

    op.drop_table("answer_file")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_version_id"))
        batch_op.drop_index(batch_op.f("ix_answer_question_id"))

    op.drop_table("answer")
    with op.batch_alter_table("earlier_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_file_document_id"))

    op.drop_table("earlier_file")
    with op.batch_alter_table("delegation_change", schema=None) as batch_op:
        batch_op.drop_index("ix_delegation_change_list")
        batch_op.drop_index("ix_delegation_change")

    op.drop_table("delegation_change")
    op.drop_table("state_place")
    with op.batch_alter_table("seat_hold", schema=None) as batch_op:
        batch_op.drop_index("ix_seat_hold_meeting")
        batch_op.drop_index("ix_seat_hold_due")

    op.drop_table("seat_hold")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_view_user")

    op.drop_table("saved_view")
    op.drop_table("registration_plan")
    with op.batch_alter_table("registration_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_import_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_registration_import_created_at"))

    op.drop_table("registration_import")
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.drop_index("ix_mailing_meeting")
        batch_op.drop_index("ix_mailing_due")

    op.drop_table("mailing")
    with op.batch_alter_table("form_question", schema=None) as batch_op:
        batch_op.drop_index("uq_form_question")
        batch_op.drop_index(batch_op.f("ix_form_question_question_id"))
        batch_op.drop_index("ix_form_question_order")

    op.drop_table("form_question")
    with op.batch_alter_table("delegation_paper", schema=None) as batch_op:
        batch_op.drop_index("ix_delegation_paper")

    op.drop_table("delegation_paper")
    with op.batch_alter_table("delegation_list", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delegation_list_official",
            sqlite_where=sa.text("state = 'official'"),
            postgresql_where=sa.text("state = 'official'"),
        )
        batch_op.drop_index("uq_delegation_list_number")
        batch_op.drop_index(batch_op.f("ix_delegation_list_focal_point_id"))
        batch_op.drop_index("ix_delegation_list")

    op.drop_table("delegation_list")
    with op.batch_alter_table("question_version", schema=None) as batch_op:
        batch_op.drop_index("uq_question_version_number")

    op.drop_table("question_version")
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.drop_index("ix_legal_hold_person")

    op.drop_table("legal_hold")
    with op.batch_alter_table("focal_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focal_point_user_id"))
        batch_op.drop_index("ix_focal_point_state")

    op.drop_table("focal_point")
    with op.batch_alter_table("feed_address", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_address_user")
        batch_op.drop_index("ix_feed_address_person")
        batch_op.drop_index(batch_op.f("ix_feed_address_body_code"))

    op.drop_table("feed_address")
    with op.batch_alter_table("erasure_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_erasure_request_person_id"))
        batch_op.drop_index("ix_erasure_request_open")

    op.drop_table("erasure_request")
    op.drop_table("unsubscription")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_email"))

    op.drop_table("sign_in_link")
    op.drop_table("question")
    op.drop_table("mailbox_position")
    op.drop_table("mail_template")
    op.drop_table("letterhead")
