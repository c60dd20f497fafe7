"""the beginning."""

import sqlalchemy as sa
from alembic import op

revision = "beginning"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_audit_entry_subject", ["subject_type", "subject_id"], unique=False
        )

    op.create_table(
        "body",
        sa.Column("mechanism", sa.String(length=20), nullable=False),
        sa.Column("is_organ", sa.Boolean(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("parent_code", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("numbering", sa.String(length=10), nullable=False),
        sa.Column("numbering_within", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["body.code"], name=op.f("fk_body_parent_code_body")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_body")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("public_id", name=op.f("uq_course_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_course_slug")),
    )
    op.create_table(
        "duplicate_candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=12), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_candidate_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_candidate")),
        sa.UniqueConstraint("public_id", name=op.f("uq_duplicate_candidate_public_id")),
    )
    with op.batch_alter_table("duplicate_candidate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_duplicate_candidate_open", ["record", "dismissed_at", "score"], unique=False
        )
        batch_op.create_index(
            "uq_duplicate_candidate_pair", ["record", "first_id", "second_id"], unique=True
        )

    op.create_table(
        "followed_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_calendar")),
        sa.UniqueConstraint("name", name=op.f("uq_followed_calendar_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_followed_calendar_public_id")),
    )
    op.create_table(
        "framework",
        sa.Column("mechanism", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_framework")),
    )
    op.create_table(
        "function",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_function")),
    )
    op.create_table(
        "installation",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_installation")),
    )
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=12), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sa.UniqueConstraint("public_id", name=op.f("uq_merge_public_id")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index("ix_merge_record", ["record", "merged_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("to_email", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_public_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_due", ["status", "next_attempt_at"], unique=False)
        batch_op.create_index("ix_message_subject", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "observer",
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_observer")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=False),
        sa.Column("folded_name", sa.String(length=260), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("is_womens", sa.Boolean(), nullable=False),
        sa.Column("in_oas_register", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("registration_number", sa.String(length=60), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["organization.id"],
            name=op.f("fk_organization_merged_into_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organization_public_id")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index("ix_organization_folded", ["folded_name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organization_merged_into_id"), ["merged_into_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("given_names", sa.String(length=80), nullable=False),
        sa.Column("surnames", sa.String(length=80), nullable=False),
        sa.Column("folded_name", sa.String(length=330), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("honorific", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_folded_name"), ["folded_name"], unique=False)
        batch_op.create_index("ix_person_identity", ["email", "folded_name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_merged_into_id"), ["merged_into_id"], unique=False
        )

    op.create_table(
        "personnel_kind",
        sa.Column("group", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_personnel_kind")),
    )
    op.create_table(
        "state",
        sa.Column("iso3", sa.String(length=3), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_state")),
    )
    op.create_table(
        "state_flag",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_state_flag")),
    )
    op.create_table(
        "state_group",
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_state_group")),
    )
    op.create_table(
        "tag",
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_tag")),
    )
    op.create_table(
        "theme",
        sa.Column("is_article_9", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_theme")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("session_generation", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_user_account_public_id")),
    )
    op.create_table(
        "action",
        sa.Column("framework_code", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_code"], ["framework.code"], name=op.f("fk_action_framework_code_framework")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_action")),
    )
    op.create_table(
        "audit_change",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_change_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_change")),
    )
    op.create_table(
        "body_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_body_period_in_order")),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_body_period_body_code_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_period")),
        sa.UniqueConstraint("public_id", name=op.f("uq_body_period_public_id")),
    )
    with op.batch_alter_table("body_period", schema=None) as batch_op:
        batch_op.create_index("ix_body_period_body", ["body_code", "from_on"], unique=False)

    op.create_table(
        "capacity",
        sa.Column("represents", sa.JSON(), nullable=False),
        sa.Column("organ_code", sa.String(length=60), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("trained", sa.Boolean(), nullable=False),
        sa.Column("approval", sa.String(length=10), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=14), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organ_code"], ["body.code"], name=op.f("fk_capacity_organ_code_body")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_capacity")),
    )
    op.create_table(
        "followed_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_followed_day_in_order")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["followed_calendar.id"],
            name=op.f("fk_followed_day_calendar_id_followed_calendar"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_day")),
    )
    with op.batch_alter_table("followed_day", schema=None) as batch_op:
        batch_op.create_index("ix_followed_day_dates", ["starts_on", "ends_on"], unique=False)
        batch_op.create_index("uq_followed_day_uid", ["calendar_id", "uid"], unique=True)

    op.create_table(
        "grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scope_type", sa.String(length=20), nullable=False),
        sa.Column("scope_id", sa.String(length=36), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_grant_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant")),
    )
    with op.batch_alter_table("grant", schema=None) as batch_op:
        batch_op.create_index("ix_grant_scope", ["scope_type", "scope_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_user_id"), ["user_id"], unique=False)

    op.create_table(
        "kind",
        sa.Column("body_code", sa.String(length=60), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_kind_body_code_body")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_kind")),
    )
    op.create_table(
        "message_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("content_id", sa.String(length=60), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_attachment_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_attachment")),
    )
    with op.batch_alter_table("message_attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_attachment_message_id"), ["message_id"], unique=False
        )

    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("every_years", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "count > 0 AND every_years > 0", name=op.f("ck_obligation_asks_for_something")
        ),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_obligation_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_obligation_body_code_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_obligation_public_id")),
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index("ix_obligation_body", ["body_code", "from_on"], unique=False)

    op.create_table(
        "state_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("flag_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("from_precision", sa.String(length=10), nullable=False),
        sa.Column("to_precision", sa.String(length=10), nullable=False),
        sa.Column("is_contested", sa.Boolean(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on",
            name=op.f("ck_state_fact_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["flag_code"], ["state_flag.code"], name=op.f("fk_state_fact_flag_code_state_flag")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_state_fact_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_fact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_state_fact_public_id")),
    )
    with op.batch_alter_table("state_fact", schema=None) as batch_op:
        batch_op.create_index("ix_state_fact_state", ["state_code", "flag_code"], unique=False)

    op.create_table(
        "state_group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("group_code", sa.String(length=60), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR from_on <= to_on",
            name=op.f("ck_state_group_member_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["group_code"],
            ["state_group.code"],
            name=op.f("fk_state_group_member_group_code_state_group"),
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_state_group_member_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_group_member")),
        sa.UniqueConstraint("public_id", name=op.f("uq_state_group_member_public_id")),
    )
    with op.batch_alter_table("state_group_member", schema=None) as batch_op:
        batch_op.create_index(
            "ix_state_group_member_group", ["group_code", "state_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_state_group_member_state_code"), ["state_code"], unique=False
        )

    op.create_table(
        "tagging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag_code", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organization_id IS NULL)", name=op.f("ck_tagging_one_record")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_tagging_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tagging_person_id_person")
        ),
        sa.ForeignKeyConstraint(["tag_code"], ["tag.code"], name=op.f("fk_tagging_tag_code_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagging")),
    )
    with op.batch_alter_table("tagging", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tagging_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tagging_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_tagging_organization", ["tag_code", "organization_id"], unique=True
        )
        batch_op.create_index("uq_tagging_person", ["tag_code", "person_id"], unique=True)

    op.create_table(
        "body_template",
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("kind_code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("starts_time", sa.Time(), nullable=True),
        sa.Column("ends_time", sa.Time(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("level", sa.String(length=12), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("documents_days", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("capacities", sa.JSON(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 400", name=op.f("ck_body_template_sound_length")),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_body_template_body_code_body")
        ),
        sa.ForeignKeyConstraint(
            ["kind_code"], ["kind.code"], name=op.f("fk_body_template_kind_code_kind")
        ),
        sa.PrimaryKeyConstraint("body_code", name=op.f("pk_body_template")),
    )
    op.create_table(
        "indicator",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("framework_code", sa.String(length=60), nullable=False),
        sa.Column("action_code", sa.String(length=60), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("goal", sa.JSON(), nullable=False),
        sa.Column("objective", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("unit", sa.JSON(), nullable=False),
        sa.Column("computation", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("disaggregation", sa.JSON(), nullable=False),
        sa.Column("baseline", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("target_text", sa.JSON(), nullable=False),
        sa.Column("frequency", sa.JSON(), nullable=False),
        sa.Column("responsible", sa.JSON(), nullable=False),
        sa.Column("family", sa.String(length=30), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_code"], ["action.code"], name=op.f("fk_indicator_action_code_action")
        ),
        sa.ForeignKeyConstraint(
            ["framework_code"],
            ["framework.code"],
            name=op.f("fk_indicator_framework_code_framework"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_framework_code"), ["framework_code"], unique=False
        )

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("starts_time", sa.Time(), nullable=True),
        sa.Column("ends_time", sa.Time(), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind_code", sa.String(length=60), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=True),
        sa.Column("ordinal", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("is_numbered_by_hand", sa.Boolean(), nullable=False),
        sa.Column("session_type", sa.String(length=14), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("taught_in", sa.String(length=2), nullable=True),
        sa.Column("involvement", sa.String(length=10), nullable=False),
        sa.Column("organizer", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("technical_assistance", sa.Boolean(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("incoming_lang", sa.String(length=2), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_meeting_in_order")),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_meeting_body_code_body")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_meeting_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["kind_code"], ["kind.code"], name=op.f("fk_meeting_kind_code_kind")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["meeting.id"], name=op.f("fk_meeting_replaced_by_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_meeting_fingerprint")),
        sa.UniqueConstraint("slug", name=op.f("uq_meeting_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_body_code"), ["body_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_course_id"), ["course_id"], unique=False)
        batch_op.create_index("ix_meeting_dates", ["starts_on", "ends_on"], unique=False)
        batch_op.create_index("ix_meeting_published", ["published_at", "starts_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meeting_replaced_by_id"), ["replaced_by_id"], unique=False
        )

    op.create_table(
        "position",
        sa.Column("holder", sa.String(length=10), nullable=False),
        sa.Column("capacity_code", sa.String(length=60), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capacity_code"], ["capacity.code"], name=op.f("fk_position_capacity_code_capacity")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_position")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("nonce", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("is_womens", sa.Boolean(), nullable=False),
        sa.Column("in_oas_register", sa.Boolean(), nullable=False),
        sa.Column("contact_name", sa.String(length=160), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent_version", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_application_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_application_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("nonce", name=op.f("uq_application_nonce")),
        sa.UniqueConstraint("public_id", name=op.f("uq_application_public_id")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index("ix_application_meeting", ["meeting_id", "status"], unique=False)

    op.create_table(
        "body_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("position_code", sa.String(length=60), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("flag_code", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(places IS NULL) <> (flag_code IS NULL)", name=op.f("ck_body_places_one_rule")
        ),
        sa.CheckConstraint(
            "to_on IS NULL OR from_on <= to_on", name=op.f("ck_body_places_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_body_places_body_code_body")
        ),
        sa.ForeignKeyConstraint(
            ["flag_code"], ["state_flag.code"], name=op.f("fk_body_places_flag_code_state_flag")
        ),
        sa.ForeignKeyConstraint(
            ["position_code"], ["position.code"], name=op.f("fk_body_places_position_code_position")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_places")),
        sa.UniqueConstraint("public_id", name=op.f("uq_body_places_public_id")),
    )
    with op.batch_alter_table("body_places", schema=None) as batch_op:
        batch_op.create_index("ix_body_places_body", ["body_code"], unique=False)

    op.create_table(
        "change_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_change_notice_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_notice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_change_notice_public_id")),
    )
    with op.batch_alter_table("change_notice", schema=None) as batch_op:
        batch_op.create_index("ix_change_notice_due", ["closed_at", "due_at"], unique=False)
        batch_op.create_index(
            "uq_change_notice_open",
            ["meeting_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("body_code", sa.String(length=60), nullable=True),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("symbol_key", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("original_language", sa.String(length=2), nullable=True),
        sa.Column("access", sa.String(length=12), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_code"], ["body.code"], name=op.f("fk_document_body_code_body")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_document_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["document.id"], name=op.f("fk_document_replaces_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("public_id", name=op.f("uq_document_public_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_document_replaces_id")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index("ix_document_body", ["body_code"], unique=False)
        batch_op.create_index("ix_document_meeting", ["meeting_id", "sort"], unique=False)
        batch_op.create_index("ix_document_symbol_key", ["symbol_key"], unique=False)

    op.create_table(
        "headcount",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("covers", sa.String(length=10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("qualifier", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint("total >= 0", name=op.f("ck_headcount_not_negative")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_headcount_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount")),
        sa.UniqueConstraint("public_id", name=op.f("uq_headcount_public_id")),
    )
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.create_index("ix_headcount_meeting", ["meeting_id", "recorded_at"], unique=False)
        batch_op.create_index(
            "uq_headcount_current",
            ["meeting_id", "covers"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "meeting_action",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("action_code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_code"], ["action.code"], name=op.f("fk_meeting_action_action_code_action")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_action_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "action_code", name=op.f("pk_meeting_action")),
    )
    with op.batch_alter_table("meeting_action", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_action_action", ["action_code"], unique=False)

    op.create_table(
        "meeting_beneficiary",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_beneficiary_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "country", name=op.f("pk_meeting_beneficiary")),
    )
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_why_public", sa.Boolean(), nullable=False),
        sa.Column("found_in", sa.String(length=200), nullable=False),
        sa.Column("was_published", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_change_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_change_public_id")),
    )
    with op.batch_alter_table("meeting_change", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_change_meeting", ["meeting_id", "at"], unique=False)

    op.create_table(
        "meeting_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("starts_time", sa.Time(), nullable=True),
        sa.Column("ends_time", sa.Time(), nullable=True),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_meeting_session_in_order")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_session_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meeting_session_public_id")),
    )
    with op.batch_alter_table("meeting_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_meeting_session_meeting", ["meeting_id", "starts_on", "starts_time"], unique=False
        )

    op.create_table(
        "meeting_text",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_lang", sa.String(length=2), nullable=False),
        sa.Column("dates", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=160), nullable=False),
        sa.Column("vevent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_text_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "lang", name=op.f("pk_meeting_text")),
    )
    op.create_table(
        "meeting_theme",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("theme_code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_theme_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["theme_code"], ["theme.code"], name=op.f("fk_meeting_theme_theme_code_theme")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "theme_code", name=op.f("pk_meeting_theme")),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("capacity_code", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at",
            name=op.f("ck_opening_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["capacity_code"], ["capacity.code"], name=op.f("fk_opening_capacity_code_capacity")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_opening_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index("uq_opening_way", ["meeting_id", "capacity_code", "way"], unique=True)

    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("nonce", sa.String(length=36), nullable=False),
        sa.Column("pass_code", sa.String(length=20), nullable=False),
        sa.Column("link_generation", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity_code", sa.String(length=60), nullable=False),
        sa.Column("functions", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("badge_name", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("personnel_kind_code", sa.String(length=60), nullable=False),
        sa.Column("sex", sa.String(length=12), nullable=False),
        sa.Column("sex_source", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("consent_version", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capacity_code"],
            ["capacity.code"],
            name=op.f("fk_participation_capacity_code_capacity"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_participation_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["personnel_kind_code"],
            ["personnel_kind.code"],
            name=op.f("fk_participation_personnel_kind_code_personnel_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("nonce", name=op.f("uq_participation_nonce")),
        sa.UniqueConstraint("pass_code", name=op.f("uq_participation_pass_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_participation_public_id")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index("ix_participation_list", ["meeting_id", "status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_participation_live",
            ["meeting_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("status NOT IN ('declined', 'cancelled', 'replaced')"),
            postgresql_where=sa.text("status NOT IN ('declined', 'cancelled', 'replaced')"),
        )

    op.create_table(
        "seat_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_seat_limit_not_negative")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_seat_limit_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_limit")),
    )
    with op.batch_alter_table("seat_limit", schema=None) as batch_op:
        batch_op.create_index("uq_seat_limit_meeting", ["meeting_id"], unique=True)

    op.create_table(
        "slug_alias",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_slug_alias_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug_alias")),
    )
    op.create_table(
        "template_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["body_code"],
            ["body_template.body_code"],
            name=op.f("fk_template_document_body_code_body_template"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_document")),
    )
    with op.batch_alter_table("template_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_template_document_body_code"), ["body_code"], unique=False
        )

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("body_code", sa.String(length=60), nullable=False),
        sa.Column("position_code", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state_code", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR state_code IS NOT NULL", name=op.f("ck_term_has_a_holder")
        ),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name=op.f("ck_term_in_order")),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_term_body_code_body")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_term_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["position_code"], ["position.code"], name=op.f("fk_term_position_code_position")
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_term_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("public_id", name=op.f("uq_term_public_id")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index("ix_term_body", ["body_code", "from_on"], unique=False)
        batch_op.create_index("ix_term_person", ["person_id", "body_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_state_code"), ["state_code"], unique=False)

    op.create_table(
        "access_need",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_access_need_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_access_need")),
    )
    op.create_table(
        "accreditation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("link_generation", sa.Integer(), nullable=False),
        sa.Column("accredited_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("taken <= places", name=op.f("ck_accreditation_within_places")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_accreditation_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_accreditation_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_accreditation_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_accreditation_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accreditation_public_id")),
    )
    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accreditation_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            "uq_accreditation_organization", ["meeting_id", "organization_id"], unique=True
        )

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["meeting_session.id"],
            name=op.f("fk_agenda_item_session_id_meeting_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_agenda_item_public_id")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_item_meeting", ["meeting_id", "sort"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_item_session_id"), ["session_id"], unique=False)

    op.create_table(
        "completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_completion_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
        sa.UniqueConstraint("public_id", name=op.f("uq_completion_public_id")),
    )
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.create_index(
            "uq_completion_current",
            ["participation_id"],
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )

    op.create_table(
        "document_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=160), nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_file_document_id_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_file")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_document_file_storage_key")),
    )
    with op.batch_alter_table("document_file", schema=None) as batch_op:
        batch_op.create_index("uq_document_file_language", ["document_id", "language"], unique=True)

    op.create_table(
        "headcount_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("headcount_id", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(length=12), nullable=True),
        sa.Column("personnel_kind_code", sa.String(length=60), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["headcount_id"],
            ["headcount.id"],
            name=op.f("fk_headcount_cell_headcount_id_headcount"),
        ),
        sa.ForeignKeyConstraint(
            ["personnel_kind_code"],
            ["personnel_kind.code"],
            name=op.f("fk_headcount_cell_personnel_kind_code_personnel_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount_cell")),
    )
    with op.batch_alter_table("headcount_cell", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_headcount_cell_headcount_id"), ["headcount_id"], unique=False
        )

    op.create_table(
        "join_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=14), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_join_link_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["meeting_session.id"],
            name=op.f("fk_join_link_session_id_meeting_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_link")),
        sa.UniqueConstraint("public_id", name=op.f("uq_join_link_public_id")),
    )
    with op.batch_alter_table("join_link", schema=None) as batch_op:
        batch_op.create_index(
            "uq_join_link_meeting",
            ["meeting_id", "audience"],
            unique=True,
            sqlite_where=sa.text("session_id IS NULL"),
            postgresql_where=sa.text("session_id IS NULL"),
        )
        batch_op.create_index("uq_join_link_session", ["session_id", "audience"], unique=True)

    op.create_table(
        "presence_event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("undoes", sa.String(length=36), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("actor_label", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(kind = 'undo') = (undoes IS NOT NULL)",
            name=op.f("ck_presence_event_undo_names_event"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_presence_event_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_presence_event_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_event")),
    )
    with op.batch_alter_table("presence_event", schema=None) as batch_op:
        batch_op.create_index("ix_presence_event_meeting", ["meeting_id", "day"], unique=False)
        batch_op.create_index(
            "ix_presence_event_participation", ["participation_id", "day"], unique=False
        )
        batch_op.create_index("ix_presence_event_undoes", ["undoes"], unique=False)

    op.create_table(
        "session_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("function_code", sa.String(length=60), nullable=False),
        sa.Column("sex", sa.String(length=12), nullable=False),
        sa.Column("sex_source", sa.String(length=10), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["function_code"],
            ["function.code"],
            name=op.f("fk_session_speaker_function_code_function"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_speaker_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["meeting_session.id"],
            name=op.f("fk_session_speaker_session_id_meeting_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_speaker")),
    )
    with op.batch_alter_table("session_speaker", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_speaker_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_speaker_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("state_code", sa.String(length=60), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("accreditation_id", sa.Integer(), nullable=True),
        sa.Column("is_principal", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(type = 'state') = (state_code IS NOT NULL) AND (type = 'organization') = (organization_id IS NOT NULL)",
            name=op.f("ck_affiliation_names_its_entity"),
        ),
        sa.ForeignKeyConstraint(
            ["accreditation_id"],
            ["accreditation.id"],
            name=op.f("fk_affiliation_accreditation_id_accreditation"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_affiliation_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_affiliation_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["state_code"], ["state.code"], name=op.f("fk_affiliation_state_code_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index("ix_affiliation_organization", ["organization_id"], unique=False)
        batch_op.create_index("ix_affiliation_participation", ["participation_id"], unique=False)
        batch_op.create_index(
            "uq_affiliation_principal",
            ["participation_id"],
            unique=True,
            sqlite_where=sa.text("is_principal"),
            postgresql_where=sa.text("is_principal"),
        )

    op.create_table(
        "agenda_document",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_agenda_document_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_document_item_id_agenda_item")
        ),
        sa.PrimaryKeyConstraint("item_id", "document_id", name=op.f("pk_agenda_document")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("agenda_document")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_affiliation_principal",
            sqlite_where=sa.text("is_principal"),
            postgresql_where=sa.text("is_principal"),
        )
        batch_op.drop_index("ix_affiliation_participation")
        batch_op.drop_index("ix_affiliation_organization")

    op.drop_table("affiliation")
    with op.batch_alter_table("session_speaker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_speaker_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_speaker_person_id"))

    op.drop_table("session_speaker")
    with op.batch_alter_table("presence_event", schema=None) as batch_op:
        batch_op.drop_index("ix_presence_event_undoes")
        batch_op.drop_index("ix_presence_event_participation")
        batch_op.drop_index("ix_presence_event_meeting")

    op.drop_table("presence_event")
    with op.batch_alter_table("join_link", schema=None) as batch_op:
        batch_op.drop_index("uq_join_link_session")
        batch_op.drop_index(
            "uq_join_link_meeting",
            sqlite_where=sa.text("session_id IS NULL"),
            postgresql_where=sa.text("session_id IS NULL"),
        )

    op.drop_table("join_link")
    with op.batch_alter_table("headcount_cell", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_headcount_cell_headcount_id"))

    op.drop_table("headcount_cell")
    with op.batch_alter_table("document_file", schema=None) as batch_op:
        batch_op.drop_index("uq_document_file_language")

    op.drop_table("document_file")
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_completion_current",
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )

    op.drop_table("completion")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_session_id"))
        batch_op.drop_index("ix_agenda_item_meeting")

    op.drop_table("agenda_item")
    with op.batch_alter_table("accreditation", schema=None) as batch_op:
        batch_op.drop_index("uq_accreditation_organization")
        batch_op.drop_index(batch_op.f("ix_accreditation_organization_id"))

    op.drop_table("accreditation")
    op.drop_table("access_need")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_state_code"))
        batch_op.drop_index("ix_term_person")
        batch_op.drop_index("ix_term_body")

    op.drop_table("term")
    with op.batch_alter_table("template_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_document_body_code"))

    op.drop_table("template_document")
    op.drop_table("slug_alias")
    with op.batch_alter_table("seat_limit", schema=None) as batch_op:
        batch_op.drop_index("uq_seat_limit_meeting")

    op.drop_table("seat_limit")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_participation_live",
            sqlite_where=sa.text("status NOT IN ('declined', 'cancelled', 'replaced')"),
            postgresql_where=sa.text("status NOT IN ('declined', 'cancelled', 'replaced')"),
        )
        batch_op.drop_index(batch_op.f("ix_participation_person_id"))
        batch_op.drop_index("ix_participation_list")

    op.drop_table("participation")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index("uq_opening_way")

    op.drop_table("opening")
    op.drop_table("meeting_theme")
    op.drop_table("meeting_text")
    with op.batch_alter_table("meeting_session", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_session_meeting")

    op.drop_table("meeting_session")
    with op.batch_alter_table("meeting_change", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_change_meeting")

    op.drop_table("meeting_change")
    op.drop_table("meeting_beneficiary")
    with op.batch_alter_table("meeting_action", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_action_action")

    op.drop_table("meeting_action")
    with op.batch_alter_table("headcount", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_headcount_current",
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )
        batch_op.drop_index("ix_headcount_meeting")

    op.drop_table("headcount")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index("ix_document_symbol_key")
        batch_op.drop_index("ix_document_meeting")
        batch_op.drop_index("ix_document_body")

    op.drop_table("document")
    with op.batch_alter_table("change_notice", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_change_notice_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_change_notice_due")

    op.drop_table("change_notice")
    with op.batch_alter_table("body_places", schema=None) as batch_op:
        batch_op.drop_index("ix_body_places_body")

    op.drop_table("body_places")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index("ix_application_meeting")

    op.drop_table("application")
    op.drop_table("position")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_replaced_by_id"))
        batch_op.drop_index("ix_meeting_published")
        batch_op.drop_index("ix_meeting_dates")
        batch_op.drop_index(batch_op.f("ix_meeting_course_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_body_code"))

    op.drop_table("meeting")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_framework_code"))

    op.drop_table("indicator")
    op.drop_table("body_template")
    with op.batch_alter_table("tagging", schema=None) as batch_op:
        batch_op.drop_index("uq_tagging_person")
        batch_op.drop_index("uq_tagging_organization")
        batch_op.drop_index(batch_op.f("ix_tagging_person_id"))
        batch_op.drop_index(batch_op.f("ix_tagging_organization_id"))

    op.drop_table("tagging")
    with op.batch_alter_table("state_group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_state_group_member_state_code"))
        batch_op.drop_index("ix_state_group_member_group")

    op.drop_table("state_group_member")
    with op.batch_alter_table("state_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_state_fact_state")

    op.drop_table("state_fact")
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.drop_index("ix_obligation_body")

    op.drop_table("obligation")
    with op.batch_alter_table("message_attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_attachment_message_id"))

    op.drop_table("message_attachment")
    op.drop_table("kind")
    with op.batch_alter_table("grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_user_id"))
        batch_op.drop_index("ix_grant_scope")

    op.drop_table("grant")
    with op.batch_alter_table("followed_day", schema=None) as batch_op:
        batch_op.drop_index("uq_followed_day_uid")
        batch_op.drop_index("ix_followed_day_dates")

    op.drop_table("followed_day")
    op.drop_table("capacity")
    with op.batch_alter_table("body_period", schema=None) as batch_op:
        batch_op.drop_index("ix_body_period_body")

    op.drop_table("body_period")
    op.drop_table("audit_change")
    op.drop_table("action")
    op.drop_table("user_account")
    op.drop_table("theme")
    op.drop_table("tag")
    op.drop_table("state_group")
    op.drop_table("state_flag")
    op.drop_table("state")
    op.drop_table("personnel_kind")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merged_into_id"))
        batch_op.drop_index("ix_person_identity")
        batch_op.drop_index(batch_op.f("ix_person_folded_name"))

    op.drop_table("person")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_merged_into_id"))
        batch_op.drop_index("ix_organization_folded")

    op.drop_table("organization")
    op.drop_table("observer")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_subject")
        batch_op.drop_index("ix_message_due")

    op.drop_table("message")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index("ix_merge_record")

    op.drop_table("merge")
    op.drop_table("installation")
    op.drop_table("function")
    op.drop_table("framework")
    op.drop_table("followed_calendar")
    with op.batch_alter_table("duplicate_candidate", schema=None) as batch_op:
        batch_op.drop_index("uq_duplicate_candidate_pair")
        batch_op.drop_index("ix_duplicate_candidate_open")

    op.drop_table("duplicate_candidate")
    op.drop_table("course")
    op.drop_table("calendar_version")
    op.drop_table("body")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")

    op.drop_table("audit_entry")
