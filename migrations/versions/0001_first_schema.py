"""The first schema: leads, phones, campaigns, queue, calls, call-backs, people, audit.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from crm_desktop.store import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Sorted and paged in byte order on every engine.
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Build every table, then what each engine does in its own way."""
    create_tables()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_ONLY:
            op.execute(statement)
    else:
        for statement in POSTGRESQL_ONLY:
            op.execute(statement)


# Trigram search over lead_search.text; `secure-delete` takes removed text out of the index itself.
# Rows enter lead_fts through the program (one statement an import), since a trigger a row doubles the time.
SQLITE_ONLY = (
    """CREATE VIRTUAL TABLE lead_fts USING fts5(text, content='lead_search', content_rowid='no',
       tokenize='trigram', detail='none')""",
    "INSERT INTO lead_fts(lead_fts, rank) VALUES('secure-delete', 1)",
    """CREATE TRIGGER lead_search_update AFTER UPDATE OF text ON lead_search BEGIN
       INSERT INTO lead_fts(lead_fts, rowid, text) VALUES ('delete', OLD.no, OLD.text);
       INSERT INTO lead_fts(rowid, text) VALUES (NEW.no, NEW.text); END""",
    """CREATE TRIGGER lead_search_delete AFTER DELETE ON lead_search BEGIN
       INSERT INTO lead_fts(lead_fts, rowid, text) VALUES ('delete', OLD.no, OLD.text); END""",
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
       BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    """CREATE TRIGGER timeline_no_rewrite BEFORE UPDATE ON timeline
       WHEN NEW.text <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
       BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END""",
    """CREATE TRIGGER do_not_calls_no_update BEFORE UPDATE ON do_not_calls
       BEGIN SELECT RAISE(ABORT, 'do_not_calls is append-only'); END""",
    """CREATE TRIGGER do_not_calls_no_delete BEFORE DELETE ON do_not_calls
       BEGIN SELECT RAISE(ABORT, 'do_not_calls is append-only'); END""",
)

POSTGRESQL_ONLY = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_lead_search_trigram ON lead_search USING gin (text gin_trgm_ops)",
    "ALTER TABLE audit ALTER COLUMN tx SET DEFAULT (pg_current_xact_id()::text::bigint)",
    "ALTER TABLE changes ALTER COLUMN tx SET DEFAULT (pg_current_xact_id()::text::bigint)",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    """CREATE TRIGGER timeline_no_rewrite BEFORE UPDATE ON timeline FOR EACH ROW
       WHEN (NEW.text <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind)
       EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER do_not_calls_append_only BEFORE UPDATE OR DELETE ON do_not_calls
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
)


def create_tables() -> None:
    """Tables and indexes, the same on both engines."""
    op.create_table(
        "audit",
        sa.Column(
            "no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("tx", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("session_id", types.Id(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", types.Id(), nullable=True),
        sa.Column("detail", types.Json(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_subject_id"), "audit", ["subject_id"], unique=False)
    op.create_index(op.f("ix_audit_tx_no"), "audit", ["tx", "no"], unique=False)
    op.create_table(
        "audit_seals",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_tx", sa.BigInteger(), nullable=False),
        sa.Column("first_no", sa.BigInteger(), nullable=False),
        sa.Column("last_tx", sa.BigInteger(), nullable=False),
        sa.Column("last_no", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_at", types.UtcTime(), nullable=False),
        sa.Column("is_checkpoint", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit_seals")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="own", nullable=False),
        sa.Column("client_name", sa.Text(), server_default="", nullable=False),
        sa.Column("agreement_ref", sa.Text(), server_default="", nullable=False),
        sa.Column("call_class", sa.Text(), server_default="promotional", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_practice", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("dial_mode", sa.Text(), server_default="manual", nullable=False),
        sa.Column("countdown_s", sa.Integer(), server_default="5", nullable=False),
        sa.Column("start_minute", sa.Integer(), server_default="600", nullable=False),
        sa.Column("end_minute", sa.Integer(), server_default="1140", nullable=False),
        sa.Column("days", sa.Text(), server_default="0123456", nullable=False),
        sa.Column("max_per_day", sa.Integer(), server_default="3", nullable=False),
        sa.Column("max_per_phone", sa.Integer(), server_default="8", nullable=False),
        sa.Column("script", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("created_by", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("dial_mode IN ('manual', 'preview')", name=op.f("ck_campaigns_dial_mode")),
        sa.CheckConstraint("role IN ('own', 'client')", name=op.f("ck_campaigns_role")),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_campaigns_hours"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("name", name=op.f("uq_campaigns_name")),
    )
    op.create_table(
        "changes",
        sa.Column(
            "no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("tx", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("subject_id", types.Id(), nullable=True),
        sa.Column("session_id", types.Id(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_changes_tx_no"), "changes", ["tx", "no"], unique=False)
    op.create_table(
        "commands",
        sa.Column("request_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("result", types.Json(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_commands")),
    )
    op.create_table(
        "field_definitions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("options", types.Json(), nullable=True),
        sa.Column("is_personal", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('text', 'number', 'money', 'date', 'choice', 'yes_no')",
            name=op.f("ck_field_definitions_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_definitions")),
        sa.UniqueConstraint("key", name=op.f("uq_field_definitions_key")),
    )
    op.create_table(
        "file_chunks",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("key_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "key_id", "position", name=op.f("pk_file_chunks")),
    )
    op.create_table(
        "import_layouts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("mapping", types.Json(), nullable=False),
        sa.Column("used_at", types.UtcTime(), nullable=False),
        sa.Column("used_by", types.Id(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_layouts")),
        sa.UniqueConstraint("signature", name=op.f("uq_import_layouts_signature")),
    )
    op.create_table(
        "phones",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("do_not_call_at", types.UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("day_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("last_attempt_at", types.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
        sa.UniqueConstraint("e164", name=op.f("uq_phones_e164")),
    )
    op.create_table(
        "settings",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", types.Json(), nullable=False),
        sa.Column("updated_at", types.UtcTime(), nullable=False),
        sa.Column("updated_by", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("scope IN ('workspace', 'person')", name=op.f("ck_settings_scope")),
        sa.PrimaryKeyConstraint("scope", "owner_id", "key", name=op.f("pk_settings")),
    )
    op.create_table(
        "tags",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("name", name=op.f("uq_tags_name")),
    )
    op.create_table(
        "teams",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("name", name=op.f("uq_teams_name")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("epoch", types.Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "campaign_zones",
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_zones_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "zone", name=op.f("pk_campaign_zones")),
    )
    op.create_table(
        "dispositions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("flags", sa.Text(), server_default="", nullable=False),
        sa.Column("retry_s", sa.Integer(), nullable=True),
        sa.Column("fields", types.Json(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_dispositions_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispositions")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_dispositions_campaign_id_code")),
    )
    op.create_table(
        "do_not_calls",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("phone_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("is_lifted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_do_not_calls_phone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_calls")),
    )
    op.create_index(op.f("ix_do_not_calls_phone_id_at"), "do_not_calls", ["phone_id", "at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("sign_in_name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team_id", types.Id(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("disabled_at", types.UtcTime(), nullable=True),
        sa.Column("failed_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", types.UtcTime(), nullable=True),
        sa.Column("one_time_until", types.UtcTime(), nullable=True),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("role IN ('telecaller', 'team_lead', 'admin')", name=op.f("ck_people_role")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_people_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_people_sign_in_name")),
    )
    op.create_table(
        "imports",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("duplicates", sa.Text(), nullable=False),
        sa.Column("mapping", types.Json(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows_created", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows_updated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows_skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows_refused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rows_repeated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_no", sa.BigInteger(), nullable=True),
        sa.Column("last_no", sa.BigInteger(), nullable=True),
        sa.Column("started_at", types.UtcTime(), nullable=False),
        sa.Column("finished_at", types.UtcTime(), nullable=True),
        sa.Column("undone_at", types.UtcTime(), nullable=True),
        sa.Column("kept_count", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('running', 'done', 'undone')", name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_imports_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_imports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", types.Json(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_saved_views_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_views_owner_id_name")),
    )
    op.create_table(
        "disclosures",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("filters", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_disclosures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
    )
    op.create_index(op.f("ix_disclosures_at"), "disclosures", ["at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("seat", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_in_at", types.UtcTime(), nullable=False),
        sa.Column("last_seen_at", types.UtcTime(), nullable=False),
        sa.Column("signed_out_at", types.UtcTime(), nullable=True),
        sa.Column("end_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sessions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(
        op.f("ix_sessions_person_id_signed_in_at"), "sessions", ["person_id", "signed_in_at"], unique=False
    )
    op.create_table(
        "breaks",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed_s", sa.Integer(), nullable=True),
        sa.Column("started_at", types.UtcTime(), nullable=False),
        sa.Column("ended_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_breaks_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_breaks_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaks")),
    )
    op.create_index(
        op.f("ix_breaks_person_id_started_at"), "breaks", ["person_id", "started_at"], unique=False
    )
    op.create_table(
        "leads",
        sa.Column(
            "no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", KEY, server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("company_key", KEY, server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("city_key", KEY, server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_code", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="new", nullable=False),
        sa.Column("owner_id", types.Id(), nullable=True),
        sa.Column("team_id", types.Id(), nullable=True),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("created_by", types.Id(), nullable=True),
        sa.Column("updated_at", types.UtcTime(), nullable=False),
        sa.Column("import_id", types.Id(), nullable=True),
        sa.Column("last_call_at", types.UtcTime(), nullable=True),
        sa.Column("last_result", sa.Text(), server_default="", nullable=False),
        sa.Column("next_call_at", types.UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("merged_into", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('new', 'open', 'won', 'closed', 'merged')", name=op.f("ck_leads_status")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_leads_import_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_leads_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_leads_team_id")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_leads")),
        sa.UniqueConstraint("id", name=op.f("uq_leads_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_leads_city_key_no", "leads", ["city_key", "no"], unique=False)
    op.create_index(
        "ix_leads_merged_into",
        "leads",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index(
        "ix_leads_import_id",
        "leads",
        ["import_id"],
        unique=False,
        sqlite_where=sa.text("import_id IS NOT NULL"),
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )
    op.create_index(
        "ix_leads_last_call_at_no",
        "leads",
        ["last_call_at", "no"],
        unique=False,
        sqlite_where=sa.text("last_call_at IS NOT NULL"),
        postgresql_where=sa.text("last_call_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_leads_name_key_no"), "leads", ["name_key", "no"], unique=False)
    op.create_index(
        "ix_leads_next_call_at_no",
        "leads",
        ["next_call_at", "no"],
        unique=False,
        sqlite_where=sa.text("next_call_at IS NOT NULL"),
        postgresql_where=sa.text("next_call_at IS NOT NULL"),
    )
    op.create_index("ix_leads_owner_id_name_key_no", "leads", ["owner_id", "name_key", "no"], unique=False)
    op.create_index("ix_leads_status_name_key_no", "leads", ["status", "name_key", "no"], unique=False)
    op.create_table(
        "calls",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("phone_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=True),
        sa.Column("direction", sa.Text(), server_default="out", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("known_how", sa.Text(), server_default="marked", nullable=False),
        sa.Column("is_practice", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("dialler", sa.Text(), server_default="", nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("our_number", sa.Text(), server_default="", nullable=False),
        sa.Column("forwarded_from", sa.Text(), server_default="", nullable=False),
        sa.Column("attempt_no", sa.Integer(), server_default="1", nullable=False),
        sa.Column("dialled_at", types.UtcTime(), nullable=False),
        sa.Column("answered_at", types.UtcTime(), nullable=True),
        sa.Column("ended_at", types.UtcTime(), nullable=True),
        sa.Column("closed_at", types.UtcTime(), nullable=True),
        sa.Column("talk_s", sa.Integer(), nullable=True),
        sa.Column("disposition_id", types.Id(), nullable=True),
        sa.Column("disposition_code", sa.Text(), server_default="", nullable=False),
        sa.Column("disposition_label", sa.Text(), server_default="", nullable=False),
        sa.Column("disposition_flags", sa.Text(), server_default="", nullable=False),
        sa.Column("disposition_values", types.Json(), nullable=True),
        sa.Column("end_cause", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("direction IN ('out', 'in', 'missed')", name=op.f("ck_calls_direction")),
        sa.CheckConstraint("known_how IN ('measured', 'marked', 'later')", name=op.f("ck_calls_known_how")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_calls_state")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_calls_campaign_id")),
        sa.ForeignKeyConstraint(
            ["disposition_id"], ["dispositions.id"], name=op.f("fk_calls_disposition_id")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_calls_lead_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calls_person_id")),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_calls_phone_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_calls_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_index(op.f("ix_calls_lead_id_dialled_at"), "calls", ["lead_id", "dialled_at"], unique=False)
    op.create_index(
        "uq_calls_open_person",
        "calls",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND direction = 'out'"),
        postgresql_where=sa.text("state = 'open' AND direction = 'out'"),
    )
    op.create_index(
        "uq_calls_open_lead",
        "calls",
        ["lead_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND direction = 'out'"),
        postgresql_where=sa.text("state = 'open' AND direction = 'out'"),
    )
    op.create_index(op.f("ix_calls_person_id_dialled_at"), "calls", ["person_id", "dialled_at"], unique=False)
    op.create_index(op.f("ix_calls_phone_id"), "calls", ["phone_id"], unique=False)
    op.create_table(
        "field_values",
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("field_id", types.Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field_definitions.id"], name=op.f("fk_field_values_field_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_field_values_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", "field_id", name=op.f("pk_field_values")),
    )
    op.create_index(
        op.f("ix_field_values_field_id_number"), "field_values", ["field_id", "number"], unique=False
    )
    op.create_index(op.f("ix_field_values_field_id_text"), "field_values", ["field_id", "text"], unique=False)
    op.create_table(
        "import_changes",
        sa.Column("import_id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("before", types.Json(), nullable=False),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_changes_import_id")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_import_changes_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "lead_id", name=op.f("pk_import_changes")),
    )
    op.create_index(op.f("ix_import_changes_lead_id"), "import_changes", ["lead_id"], unique=False)
    op.create_table(
        "lead_emails",
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_lead_emails_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", "position", name=op.f("pk_lead_emails")),
    )
    op.create_table(
        "lead_phones",
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("phone_id", types.Id(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("extension", sa.Text(), server_default="", nullable=False),
        sa.Column("wrong_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_lead_phones_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_lead_phones_phone_id")),
        sa.PrimaryKeyConstraint("lead_id", "phone_id", name=op.f("pk_lead_phones")),
    )
    op.create_index(op.f("ix_lead_phones_phone_id"), "lead_phones", ["phone_id"], unique=False)
    op.create_table(
        "lead_search",
        sa.Column(
            "no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["no"], ["leads.no"], name=op.f("fk_lead_search_no"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_lead_search")),
    )
    op.create_table(
        "lead_tags",
        sa.Column("tag_id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_lead_tags_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("fk_lead_tags_tag_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tag_id", "lead_id", name=op.f("pk_lead_tags")),
    )
    op.create_index(op.f("ix_lead_tags_lead_id"), "lead_tags", ["lead_id"], unique=False)
    op.create_table(
        "queue_entries",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("priority", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_at", types.UtcTime(), nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("owner_id", types.Id(), nullable=True),
        sa.Column("claimed_by", types.Id(), nullable=True),
        sa.Column("lease_until", types.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_queue_entries_campaign_id")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_queue_entries_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_entries")),
        sa.UniqueConstraint("lead_id", "campaign_id", name=op.f("uq_queue_entries_lead_id_campaign_id")),
    )
    op.create_index(
        "ix_queue_entries_due",
        "queue_entries",
        ["campaign_id", "lane", "zone", "owner_id", "next_at", "id", "reason"],
        unique=False,
        sqlite_where=sa.text("claimed_by IS NULL AND lane < 8"),
        postgresql_where=sa.text("claimed_by IS NULL AND lane < 8"),
    )
    op.create_index(
        "ix_queue_entries_done",
        "queue_entries",
        ["campaign_id", "lane", "reason"],
        unique=False,
        sqlite_where=sa.text("lane >= 8"),
        postgresql_where=sa.text("lane >= 8"),
    )
    op.create_index(
        "uq_queue_entries_claimed_by",
        "queue_entries",
        ["claimed_by"],
        unique=True,
        sqlite_where=sa.text("claimed_by IS NOT NULL"),
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_index(
        "uq_queue_entries_on_screen",
        "queue_entries",
        ["lead_id"],
        unique=True,
        sqlite_where=sa.text("claimed_by IS NOT NULL"),
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_index(
        "ix_queue_entries_lease_until",
        "queue_entries",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("claimed_by IS NOT NULL"),
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_table(
        "skips",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_skips_campaign_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_skips_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_skips_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skips")),
    )
    op.create_index(op.f("ix_skips_lead_id"), "skips", ["lead_id"], unique=False)
    op.create_index(op.f("ix_skips_person_id_at"), "skips", ["person_id", "at"], unique=False)
    op.create_table(
        "timeline",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("data", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_timeline_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
    )
    op.create_index(op.f("ix_timeline_lead_id_at_id"), "timeline", ["lead_id", "at", "id"], unique=False)
    op.create_table(
        "undo_acts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.Column("before", types.Json(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("until", types.UtcTime(), nullable=False),
        sa.Column("undone_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_undo_acts_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_acts")),
    )
    op.create_index(op.f("ix_undo_acts_lead_id"), "undo_acts", ["lead_id"], unique=False)
    op.create_index(op.f("ix_undo_acts_person_id_at"), "undo_acts", ["person_id", "at"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("key_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_attachments_call_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_attachments_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_lead_id"), "attachments", ["lead_id"], unique=False)
    op.create_table(
        "callbacks",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("due_at", types.UtcTime(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("created_by", types.Id(), nullable=True),
        sa.Column("closed_at", types.UtcTime(), nullable=True),
        sa.Column("closed_by_call_id", types.Id(), nullable=True),
        sa.Column("handed_from", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'late', 'broken', 'handed_over', 'cancelled')",
            name=op.f("ck_callbacks_state"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_callbacks_call_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_callbacks_campaign_id")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_callbacks_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_callbacks_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    op.create_index(op.f("ix_callbacks_lead_id_state"), "callbacks", ["lead_id", "state"], unique=False)
    op.create_index(
        op.f("ix_callbacks_owner_id_state_due_at"), "callbacks", ["owner_id", "state", "due_at"], unique=False
    )
    op.create_table(
        "sales",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("confirmed_by", types.Id(), nullable=True),
        sa.Column("confirmed_at", types.UtcTime(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('promised', 'received', 'cancelled', 'refunded')", name=op.f("ck_sales_state")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_sales_call_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_sales_campaign_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_sales_lead_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sales_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales")),
    )
    op.create_index(op.f("ix_sales_lead_id"), "sales", ["lead_id"], unique=False)
    op.create_index(op.f("ix_sales_person_id_at"), "sales", ["person_id", "at"], unique=False)
