"""A team on one server: sign-ins, what they did lately, months of calls and audit, last digits.

Revision ID: 0003
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from crm_desktop.ids import new_id
from crm_desktop.store import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of a team's sign-ins and what looks by the last digits; PostgreSQL gets months."""
    create_tables()
    create_closed_months()
    create_presence()
    create_rules()
    create_counts()
    create_lawful()
    create_erasure()
    create_requests()
    create_consent()
    create_rulings()
    create_evidence()
    create_batches()
    create_desk_notes()
    create_saved_reports()
    create_coaching()
    create_keeping()
    create_leaving()
    create_targets()
    create_scores()
    op.execute(LAST_DIGITS[op.get_bind().dialect.name])
    if op.get_bind().dialect.name == "postgresql":
        split_into_months()
    create_text_index()  # at the end: a table made anew would lose its triggers
    if op.get_bind().dialect.name == "sqlite":
        # Older programs marked removed texts and cut others out beside them, which can break SQLite's index.
        op.execute("INSERT INTO lead_fts(lead_fts) VALUES ('rebuild')")
        # Cutting many out one by one takes milliseconds each: while place 0 is there, none is, and the index
        # is made anew afterwards (store/search.py).
        op.execute("DROP TRIGGER lead_search_delete")
        op.execute("""CREATE TRIGGER lead_search_delete AFTER DELETE ON lead_search
            WHEN NOT EXISTS (SELECT 1 FROM text_places WHERE place = 0) BEGIN
            INSERT INTO lead_fts(lead_fts, rowid, text) VALUES ('delete', OLD.no, OLD.text); END""")
        create_days()


# The hours' totals put together by days (store/call_days.py).
_SUMMED = (
    "attempts", "answered", "conversations", "incoming_conversations", "interested", "successes", "finals",
    "call_backs", "do_not_calls", "wrong_numbers", "incoming", "missed", "entered_later", "talk_calls",
    "talk_s", "wrap_calls", "wrap_s",
)  # fmt: skip
_OF_DAY = "day = {row}.day AND person_id = {row}.person_id AND campaign_id = {row}.campaign_id"
_SUMS = ", ".join(f"sum({name})" for name in _SUMMED)
_BY_DAY = f"""INSERT INTO call_days SELECT day, person_id, campaign_id, {_SUMS}, min(first_at), max(last_at),
    sum(is_closed) FROM call_hours WHERE {{which}} GROUP BY day, person_id, campaign_id;"""  # noqa: S608  names above
_DAY_ANEW = f"DELETE FROM call_days WHERE {_OF_DAY}; {_BY_DAY.format(which=_OF_DAY)}"  # noqa: S608  likewise


def create_days() -> None:
    """Put together what there is, and whatever is written from now on."""
    counts = ", ".join(f"{name} INTEGER NOT NULL" for name in _SUMMED)
    op.execute(f"""CREATE TABLE call_days (day INTEGER NOT NULL, person_id BLOB NOT NULL,
        campaign_id BLOB NOT NULL, {counts}, first_at BIGINT, last_at BIGINT, closed INTEGER NOT NULL,
        PRIMARY KEY (day, person_id, campaign_id)) WITHOUT ROWID""")
    op.execute(_BY_DAY.format(which="true"))
    keys = ("day", "person_id", "campaign_id")
    moved = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in keys)
    for name, when, row in (
        ("added", "INSERT", "NEW"),
        ("changed", "UPDATE", "NEW"),
        ("moved", f"UPDATE OF {', '.join(keys)}", "OLD"),
        ("removed", "DELETE", "OLD"),
    ):
        where = f"WHEN {moved} " if name == "moved" else ""
        op.execute(f"""CREATE TRIGGER call_days_{name} AFTER {when} ON call_hours {where}
            BEGIN {_DAY_ANEW.format(row=row)} END""")


# Whoever rings is looked for by the last four digits, those dialled last first.
LAST_DIGITS = {
    "sqlite": """CREATE INDEX ix_phones_last_digits
        ON phones (CAST(substr(e164, -4) AS INTEGER), last_attempt_at)""",
    "postgresql": """CREATE INDEX ix_phones_last_digits
        ON phones (right(e164, 4), last_attempt_at DESC NULLS LAST)""",
}


def create_counts() -> None:
    """How many entries of the queue stand alike, kept by triggers; a server's come with its functions."""
    op.create_table(
        "queue_counts",
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
    )
    kind = ["campaign_id", "lane", "reason", "zone", "skill", "owner_id", "quarter", "priority"]
    op.create_index("ix_queue_counts_kind", "queue_counts", kind, unique=False)
    place = ["campaign_id", "quarter", "lane", "zone", "priority", "skill", "owner_id"]
    op.create_index("ix_queue_counts_quarter", "queue_counts", place, unique=False)
    called = sa.text("day IS NOT NULL")
    op.create_index(
        "ix_phones_day",
        "phones",
        ["day", "day_attempts", "last_attempt_at", "attempts"],
        unique=False,
        sqlite_where=called,
        postgresql_where=called,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    nobody = "x'" + 32 * "0" + "'" if is_sqlite else "'00000000-0000-0000-0000-000000000000'::uuid"
    due = "next_at / 900000000" if is_sqlite else "floor(extract(epoch FROM next_at) / 900)::integer"
    op.execute(f"""INSERT INTO queue_counts
        SELECT campaign_id, lane, CASE WHEN lane < 8 THEN {due} ELSE 0 END AS quarter, zone, priority, skill,
               coalesce(owner_id, {nobody}) AS owner, reason, count(*)
        FROM queue_entries GROUP BY 1, 2, 3, 4, 5, 6, 7, 8""")  # noqa: S608  names above
    if is_sqlite:
        for trigger in (*COUNTING, *ENDING):
            op.execute(trigger)


def _counted(row: str, by: int) -> str:
    """What an SQLite trigger does to count an entry in (1) or out (-1)."""
    kind = f"""campaign_id = {row}.campaign_id AND lane = {row}.lane
        AND quarter = CASE WHEN {row}.lane < 8 THEN {row}.next_at / 900000000 ELSE 0 END
        AND zone = {row}.zone AND priority = {row}.priority AND skill = {row}.skill
        AND owner_id = coalesce({row}.owner_id, zeroblob(16)) AND reason = {row}.reason"""
    change = f"UPDATE queue_counts SET entries = entries + ({by}) WHERE {kind};"  # noqa: S608  names above
    if by < 0:
        return f"{change} DELETE FROM queue_counts WHERE {kind} AND entries = 0;"  # noqa: S608  names above
    return f"""{change} INSERT INTO queue_counts
        SELECT {row}.campaign_id, {row}.lane,
               CASE WHEN {row}.lane < 8 THEN {row}.next_at / 900000000 ELSE 0 END, {row}.zone,
               {row}.priority, {row}.skill, coalesce({row}.owner_id, zeroblob(16)), {row}.reason, {by}
        WHERE changes() = 0;"""


COUNTING = (
    f"CREATE TRIGGER queue_counts_added AFTER INSERT ON queue_entries BEGIN {_counted('NEW', 1)} END",
    f"CREATE TRIGGER queue_counts_removed AFTER DELETE ON queue_entries BEGIN {_counted('OLD', -1)} END",
    f"""CREATE TRIGGER queue_counts_moved
        AFTER UPDATE OF campaign_id, lane, reason, next_at, zone, priority, skill, owner_id ON queue_entries
        WHEN OLD.lane <> NEW.lane OR OLD.reason <> NEW.reason OR OLD.next_at <> NEW.next_at
          OR OLD.owner_id IS NOT NEW.owner_id OR OLD.zone <> NEW.zone OR OLD.priority <> NEW.priority
          OR OLD.skill <> NEW.skill OR OLD.campaign_id <> NEW.campaign_id
        BEGIN {_counted("OLD", -1)} {_counted("NEW", 1)} END""",
)


# A lead whose place is closed or taken away is kept for no workstation; a server's come with its functions.
_END = """UPDATE reservations SET until = made_at
    WHERE lead_id = OLD.lead_id AND campaign_id = OLD.campaign_id AND until > made_at;"""
ENDING = (
    f"""CREATE TRIGGER reservations_end_when_closed AFTER UPDATE OF lane ON queue_entries
        WHEN NEW.lane >= 8 AND OLD.lane < 8 BEGIN {_END} END""",
    f"CREATE TRIGGER reservations_end_when_gone AFTER DELETE ON queue_entries BEGIN {_END} END",
)


def create_scores() -> None:
    """How promising leads are, and the same in their places of the queue; functions keep it on a server."""
    between = "DEFAULT 0 NOT NULL CONSTRAINT ck_leads_score CHECK (score BETWEEN 0 AND 100)"
    op.execute(f"ALTER TABLE leads ADD COLUMN score SMALLINT {between}")
    zero = {"server_default": "0", "nullable": False}
    op.add_column("queue_entries", sa.Column("score", sa.SmallInteger(), **zero))
    by_place = ["campaign_id", "lane", "zone", "priority", "skill", "owner_id", "score", "next_at", "id"]
    for name, table, columns, which in (
        ("ix_leads_score_no", "leads", ["score", "no"], "score > 0"),
        (
            "ix_queue_entries_scored",
            "queue_entries",
            by_place,
            "claimed_by IS NULL AND lane < 8 AND score > 0",
        ),
    ):
        scored = sa.text(which)
        op.create_index(name, table, columns, unique=False, sqlite_where=scored, postgresql_where=scored)
    if op.get_bind().dialect.name == "sqlite":
        for trigger in SCORING:
            op.execute(trigger)


# A place has its lead's score, whoever writes either of them.
_TAKE_SCORE = """WHEN NEW.score <> (SELECT score FROM leads WHERE id = NEW.lead_id) BEGIN UPDATE queue_entries
    SET score = (SELECT score FROM leads WHERE id = NEW.lead_id) WHERE id = NEW.id; END"""
SCORING = (
    """CREATE TRIGGER queue_scores_given AFTER UPDATE OF score ON leads WHEN NEW.score <> OLD.score
        BEGIN UPDATE queue_entries SET score = NEW.score WHERE lead_id = NEW.id; END""",
    f"CREATE TRIGGER queue_scores_added AFTER INSERT ON queue_entries {_TAKE_SCORE}",
    f"CREATE TRIGGER queue_scores_kept AFTER UPDATE OF lead_id, score ON queue_entries {_TAKE_SCORE}",
)


def create_rules() -> None:
    """Rules of campaigns in versions; what was set until now becomes the first version of each."""
    op.create_table(
        "campaign_rules",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("rules", types.Json(), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.Column("made_by", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_rules_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_rules")),
        sa.UniqueConstraint("campaign_id", "no", name=op.f("uq_campaign_rules_campaign_id_no")),
    )
    op.create_table(
        "campaign_people",
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_people_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_campaign_people_person_id")),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name=op.f("pk_campaign_people")),
    )
    op.create_table(
        "person_skills",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_skills_person_id")),
        sa.PrimaryKeyConstraint("person_id", "field", "value", name=op.f("pk_person_skills")),
    )
    op.create_table(
        "leaves",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("set_by", types.Id(), nullable=True),
        sa.Column("set_at", types.UtcTime(), nullable=True),
        sa.Column("is_late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_leaves_days")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leaves_person_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_leaves_set_by")),
        sa.PrimaryKeyConstraint("person_id", "first_day", name=op.f("pk_leaves")),
    )
    for make in (remake_campaigns, remake_zones):
        make(op.get_bind().dialect.name == "sqlite")
    keep_rules()
    for table, name in (
        ("campaigns", "max_per_day"),
        ("campaigns", "max_per_phone"),
        ("dispositions", "retry_s"),
    ):
        op.drop_column(table, name)
    op.add_column("disclosures", sa.Column("gate", types.Json(), nullable=True))
    op.add_column("messages", sa.Column("gate", sa.Text(), server_default="", nullable=False))
    op.add_column("disclosures", sa.Column("lead_nos", sa.LargeBinary(), nullable=True))
    op.add_column("queue_entries", sa.Column("skill", sa.Text(), server_default="", nullable=False))
    op.drop_index("ix_queue_entries_due", table_name="queue_entries")
    op.create_index(
        "ix_queue_entries_due",
        "queue_entries",
        ["campaign_id", "lane", "zone", "priority", "skill", "owner_id", "next_at", "id", "reason"],
        unique=False,
        sqlite_where=sa.text("claimed_by IS NULL AND lane < 8"),
        postgresql_where=sa.text("claimed_by IS NULL AND lane < 8"),
    )


def campaign_columns() -> tuple[sa.Column[Any], ...]:
    """What a campaign has besides what it had."""
    return (
        sa.Column("rules_id", types.Id(), nullable=True),
        sa.Column("office_start_minute", sa.Integer(), nullable=True),
        sa.Column("office_end_minute", sa.Integer(), nullable=True),
        sa.Column("holidays", types.Json(), nullable=True),
        sa.Column("target", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrap_up_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrap_up_code", sa.Text(), server_default="", nullable=False),
        sa.Column("recording_text", sa.Text(), server_default="", nullable=False),
        sa.Column("client_until", sa.Integer(), nullable=True),
        sa.Column("client_data", sa.Text(), server_default="", nullable=False),
        sa.Column("paused_at", types.UtcTime(), nullable=True),
        sa.Column("paused_why", sa.Text(), server_default="", nullable=False),
        sa.Column("lawful", types.Json(), nullable=True),
    )


MODES = "dial_mode IN ('manual', 'preview', 'progressive')"
HOURS = """start_minute >= 0 AND start_minute < 1440 AND end_minute > 0 AND end_minute <= 1440
    AND start_minute <> end_minute"""


def remake_campaigns(is_sqlite: bool) -> None:
    """New columns, hours over midnight, a third way to dial; SQLite changes a rule only with its table."""
    if not is_sqlite:
        for name, rule in (("dial_mode", MODES), ("hours", HOURS)):
            op.execute(f"ALTER TABLE campaigns DROP CONSTRAINT ck_campaigns_{name}")
            op.execute(f"ALTER TABLE campaigns ADD CONSTRAINT ck_campaigns_{name} CHECK ({rule})")
        for column in campaign_columns():
            op.add_column("campaigns", column)
        return
    bind = op.get_bind()
    sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'campaigns'"
    made = bind.exec_driver_sql(sql).scalar_one()
    columns = ", ".join(row[1] for row in bind.exec_driver_sql("PRAGMA table_info(campaigns)"))
    again = made.replace("CREATE TABLE campaigns ", "CREATE TABLE campaigns_again ", 1)
    for name, rule in (("dial_mode", MODES), ("hours", HOURS)):
        again = re.sub(
            rf"CONSTRAINT ck_campaigns_{name} CHECK \([^()]*(\([^()]*\))?[^()]*\)",
            f"CONSTRAINT ck_campaigns_{name} CHECK ({rule})",
            again,
        )
    op.execute(sa.text(again.replace(":", r"\:")))
    op.execute(f"INSERT INTO campaigns_again ({columns}) SELECT {columns} FROM campaigns")  # noqa: S608  its own
    op.execute("DROP TABLE campaigns")
    op.execute("ALTER TABLE campaigns_again RENAME TO campaigns")
    for column in campaign_columns():
        op.add_column("campaigns", column)


def remake_zones(is_sqlite: bool) -> None:
    """Where a campaign's leads stand: by zone, priority and skill."""
    new = (
        sa.Column("priority", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("skill", sa.Text(), server_default="", nullable=False),
    )
    if not is_sqlite:
        for column in new:
            op.add_column("campaign_zones", column)
        op.execute("ALTER TABLE campaign_zones DROP CONSTRAINT pk_campaign_zones")
        op.create_primary_key(
            op.f("pk_campaign_zones"), "campaign_zones", ["campaign_id", "zone", "priority", "skill"]
        )
        return
    op.execute("ALTER TABLE campaign_zones RENAME TO campaign_zones_before")
    op.create_table(
        "campaign_zones",
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        *new,
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_zones_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "zone", "priority", "skill", name=op.f("pk_campaign_zones")),
    )
    op.execute(
        "INSERT INTO campaign_zones (campaign_id, zone) SELECT campaign_id, zone FROM campaign_zones_before"
    )
    op.execute("DROP TABLE campaign_zones_before")


def keep_rules() -> None:
    """What each campaign had as caps and waits, as its first version of rules."""
    bind = op.get_bind()
    ids = types.Id()
    found = bind.execute(
        sa.text("SELECT id, max_per_day, max_per_phone, created_at, created_by FROM campaigns").columns(
            id=ids, created_at=types.UtcTime(), created_by=ids
        )
    ).all()
    for campaign in found:
        waits = bind.execute(
            sa.text(
                "SELECT code, retry_s FROM dispositions WHERE campaign_id = :id AND retry_s IS NOT NULL"
            ).bindparams(sa.bindparam("id", campaign.id, ids))
        ).all()
        rules = {
            "mix": [1, 1],
            "recycling": {
                row.code: {"after_s": max(120, row.retry_s), "most": None, "part": "any"} for row in waits
            },
            "phone_caps": {
                "per_day": campaign.max_per_day, "per_24h": None, "per_week": None,
                "lifetime": max(campaign.max_per_day, campaign.max_per_phone),
            },
            "lead_caps": {"per_day": None, "per_24h": None, "per_week": None, "lifetime": None},
            "gap_s": 3600,
            "numbers": "first",
            "who": {"kind": "owner", "after_minutes": 30, "skill": "", "same_days": 0},
        }  # fmt: skip
        rules_id = new_id()
        op.bulk_insert(
            sa.table(
                "campaign_rules", sa.column("id", ids), sa.column("campaign_id", ids), sa.column("no"),
                sa.column("rules", types.Json()), sa.column("made_at", types.UtcTime()),
                sa.column("made_by", ids),
            ),
            [{"id": rules_id, "campaign_id": campaign.id, "no": 1, "rules": rules,
              "made_at": campaign.created_at, "made_by": campaign.created_by}],
        )  # fmt: skip
        table = sa.table("campaigns", sa.column("id", ids), sa.column("rules_id", ids))
        bind.execute(table.update().where(table.c.id == campaign.id).values(rules_id=rules_id))


# Whatever names a call, so that deleting old calls need not read all of it.
NAMING_CALLS = ("appointments", "attachments", "callbacks", "messages", "service_records")


def create_lawful() -> None:
    """What admins change in the rules of law."""
    op.create_table(
        "rule_changes",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("row_from", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Integer(), nullable=False),
        sa.Column("value", types.Json(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rule_changes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_changes")),
    )
    op.create_index(op.f("ix_rule_changes_profile_at"), "rule_changes", ["profile", "at"], unique=False)
    for table, columns, when in BASES:
        op.create_table(
            table,
            sa.Column("id", types.Id(), nullable=False),
            sa.Column("campaign_id", types.Id(), nullable=False),
            *columns(),
            sa.Column("person_id", types.Id(), nullable=False),
            sa.Column("at", types.UtcTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["campaign_id"],
                ["campaigns.id"],
                name=op.f(f"fk_{table}_campaign_id"),
                ondelete="CASCADE",
            ),
            sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        by = ["campaign_id", *when]
        op.create_index(op.f(f"ix_{table}_{'_'.join(by)}"), table, by, unique=False)
    op.create_index(op.f("ix_bases_lead_id"), "bases", ["lead_id"], unique=False)
    op.add_column("leads", sa.Column("basis_kind", sa.Text(), server_default="", nullable=False))
    op.add_column("leads", sa.Column("basis_until", types.UtcTime(), nullable=True))
    op.add_column("calls", sa.Column("gate", sa.Text(), server_default="", nullable=False))
    for table in ("rule_changes", "bases", "scrubs"):
        keep_only_added(table, "update" if table != "rule_changes" else "update or delete")


def create_consent() -> None:
    """What people were told, and what they agreed to or refused; minors and who speaks for them."""
    op.create_table(
        "notices",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in NOTICE_TEXTS),
        sa.Column("named", types.Json(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("no", "language", name=op.f("uq_notices_no_language")),
    )
    op.create_table(
        "purposes",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", types.Json(), nullable=False),
        sa.Column("valid_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retired_at", types.UtcTime(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_purposes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purposes")),
        sa.UniqueConstraint("no", name=op.f("uq_purposes_no")),
    )
    op.add_column("campaigns", sa.Column("purpose_no", sa.Integer(), nullable=True))
    op.create_table(
        "consents",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), server_default="", nullable=False),
        sa.Column("notice_id", types.Id(), nullable=True),
        sa.Column("how", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("import_id", types.Id(), nullable=True),
        sa.Column("valid_until", types.UtcTime(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("kept_at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_consents_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_consents_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.CheckConstraint(
            "state IN ('given', 'refused', 'withdrawn', 'expired')", name=op.f("ck_consents_state")
        ),
        sa.CheckConstraint(
            "state <> 'given' OR notice_id IS NOT NULL OR import_id IS NOT NULL",
            name=op.f("ck_consents_notice"),
        ),
    )
    op.create_index(op.f("ix_consents_lead_id_at"), "consents", ["lead_id", "at"], unique=False)
    ending = sa.text("valid_until IS NOT NULL")
    op.create_index(
        "ix_consents_valid_until", "consents", ["valid_until"], unique=False,
        sqlite_where=ending, postgresql_where=ending,
    )  # fmt: skip
    op.create_table(
        "guardians",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_guardians_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_guardians_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardians")),
    )
    op.create_index(op.f("ix_guardians_lead_id"), "guardians", ["lead_id"], unique=False)
    op.create_table(
        "number_lists",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("listed_on", sa.Integer(), nullable=False),
        sa.Column("ends_at", types.UtcTime(), nullable=True),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("ended_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_number_lists_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_lists")),
    )
    op.create_index(op.f("ix_number_lists_ends_at"), "number_lists", ["ends_at"], unique=False)
    op.add_column("do_not_calls", sa.Column("list_id", types.Id(), nullable=True))
    op.add_column("leads", sa.Column("refused", sa.Integer(), server_default="0", nullable=False))
    op.add_column("leads", sa.Column("purposes", sa.Text(), server_default="", nullable=False))
    op.add_column("leads", sa.Column("age_band", sa.Text(), server_default="", nullable=False))
    in_bytes = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.add_column("leads", sa.Column("product", sa.Text(), server_default="", nullable=False))
    op.add_column("leads", sa.Column("product_key", in_bytes, server_default="", nullable=False))
    asked = sa.text("product_key <> ''")
    op.create_index(
        "ix_leads_product_key_no", "leads", ["product_key", "no"],
        unique=False, sqlite_where=asked, postgresql_where=asked,
    )  # fmt: skip
    keep_only_added("notices", "update")
    kept = (
        "id", "lead_id", "purpose", "channel", "state", "basis", "notice_id", "sha256", "call_id",
        "import_id", "valid_until", "at", "kept_at", "person_id",
    )  # fmt: skip
    keep_as_said("consents", kept, ("how", "evidence"))


NOTICE_TEXTS = ("title", "items", "purposes", "withdraw", "rights", "contact")


def bases_columns() -> tuple[Any, ...]:
    """What an answer says, and about whom."""
    return (
        sa.Column("scope", sa.Text(), server_default="campaign", nullable=False),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("import_id", types.Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Integer(), nullable=True),
        sa.Column("proof", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("overridden_until", types.UtcTime(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('asked', 'customers', 'agreed', 'list')", name=op.f("ck_bases_kind")),
        sa.CheckConstraint(
            "scope IN ('campaign', 'import', 'lead') AND (scope = 'lead') = (lead_id IS NOT NULL)",
            name=op.f("ck_bases_scope"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_bases_lead_id"), ondelete="CASCADE"),
    )


def scrubs_columns() -> tuple[Any, ...]:
    """What a run of an operator says."""
    return (
        sa.Column("provider", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("scrubbed_at", types.UtcTime(), nullable=False),
        sa.Column("submitted", sa.Integer(), nullable=False),
        sa.Column("suppressed", sa.Integer(), nullable=False),
    )


BASES = (("bases", bases_columns, ("scope", "at")), ("scrubs", scrubs_columns, ("scrubbed_at",)))


def keep_only_added(table: str, acts: str) -> None:
    """What stands in the table is never changed; it goes with its campaign at most."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"""CREATE TRIGGER {table}_append_only BEFORE {acts.upper()} ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change()""")
        return
    for act in acts.split(" or "):
        op.execute(f"""CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""")


def keep_as_said(
    table: str, kept: tuple[str, ...], texts: tuple[str, ...], *, since: str = "", also: str = ""
) -> None:
    """What was said stays as it is; a text of it may be emptied, or an erased person taken out of it.

    `since` is when that begins, `also` what else is refused; both are conditions of a row.
    """
    is_server = op.get_bind().dialect.name == "postgresql"
    other = "IS DISTINCT FROM" if is_server else "IS NOT"
    refused = [f"NEW.{name} {other} OLD.{name}" for name in kept]
    refused += [
        f"(NEW.{text} <> '' AND NEW.{text} NOT LIKE '%[erased]%' AND NEW.{text} <> OLD.{text})"
        for text in texts
    ]
    refused += [f"({also})"] if also else []
    when = f"({' OR '.join(refused)})" + (f" AND {since}" if since else "")
    if is_server:
        op.execute(f"""CREATE TRIGGER {table}_no_rewrite BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN ({when}) EXECUTE FUNCTION refuse_change()""")
        return
    op.execute(f"""CREATE TRIGGER {table}_no_rewrite BEFORE UPDATE ON {table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""")


def create_erasure() -> None:
    """Erased people: what keeps them from coming back, the proofs, and what law makes us keep."""
    op.create_table(
        "tombstones",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("erasure_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("lifted_at", types.UtcTime(), nullable=True),
        sa.Column("lifted_by", types.Id(), nullable=True),
        sa.Column("lifted_why", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('phone', 'email', 'person')", name=op.f("ck_tombstones_kind")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tombstones")),
    )
    op.create_table(
        "tombstone_keys",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_tombstone_keys")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("starts_at", types.UtcTime(), nullable=False),
        sa.Column("erased_at", types.UtcTime(), nullable=True),
        sa.Column("closed_at", types.UtcTime(), nullable=True),
        sa.Column("leads", sa.Integer(), server_default="0", nullable=False),
        sa.Column("certificate", types.Json(), nullable=True),
        sa.Column("closing", types.Json(), nullable=True),
        sa.Column("so_far", types.Json(), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'filter', 'client')", name=op.f("ck_erasures_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'erasing', 'erased', 'cancelled')", name=op.f("ck_erasures_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_erasures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "erasure_leads",
        sa.Column("erasure_id", types.Id(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("erased_at", types.UtcTime(), nullable=True),
        sa.Column("before", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasures.id"], name=op.f("fk_erasure_leads_erasure_id")),
        sa.PrimaryKeyConstraint("erasure_id", "lead_id", name=op.f("pk_erasure_leads")),
    )
    create_seats()
    op.create_table(
        "sealed_records",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("erasure_id", types.Id(), nullable=False),
        sa.Column("key_id", types.Id(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("until", types.UtcTime(), nullable=False),
        sa.Column("gone_at", types.UtcTime(), nullable=True),
        sa.Column("hold_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasures.id"], name=op.f("fk_sealed_records_erasure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_records")),
    )
    for table, columns in (
        ("tombstones", ["erasure_id"]), ("erasures", ["state", "starts_at"]), ("erasure_leads", ["lead_id"]),
        ("sealed_records", ["erasure_id"]), ("sealed_records", ["until"]), ("sealed_records", ["hold_id"]),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    for table in ("messages", "number_lookups"):
        op.create_index(op.f(f"ix_{table}_phone_id"), table, ["phone_id"], unique=False)
    op.add_column("leads", sa.Column("erased_at", types.UtcTime(), nullable=True))
    for statement in FORGETTABLE[op.get_bind().dialect.name]:
        op.execute(statement)


def create_seats() -> None:
    """Workstations, and which of them have let go of whom."""
    op.create_table(
        "seats",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("computer", sa.Text(), server_default="", nullable=False),
        sa.Column("proof", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.Column("last_seen_at", types.UtcTime(), nullable=False),
        sa.Column("last_person_id", types.Id(), nullable=True),
        sa.Column("retired_at", types.UtcTime(), nullable=True),
        sa.Column("retired_by", types.Id(), nullable=True),
        sa.Column("retired_why", sa.Text(), server_default="", nullable=False),
        sa.Column("cleared_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["last_person_id"], ["people.id"], name=op.f("fk_seats_last_person_id")),
        sa.ForeignKeyConstraint(["retired_by"], ["people.id"], name=op.f("fk_seats_retired_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
    )
    op.create_table(
        "erasure_seats",
        sa.Column("erasure_id", types.Id(), nullable=False),
        sa.Column("seat_id", types.Id(), nullable=False),
        sa.Column("acknowledged_at", types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasures.id"], name=op.f("fk_erasure_seats_erasure_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_erasure_seats_seat_id")),
        sa.PrimaryKeyConstraint("erasure_id", "seat_id", name=op.f("pk_erasure_seats")),
    )
    columns = ["seat_id", "acknowledged_at"]
    op.create_index(op.f("ix_erasure_seats_seat_id_acknowledged_at"), "erasure_seats", columns, unique=False)
    op.create_table(
        "erasure_lines",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erasure_lines")),
    )
    op.add_column("workspace", sa.Column("put_back_at", types.UtcTime(), nullable=True))


# Who asked not to be called stays on record as long as anybody has the number; why may be emptied.
FORGETTABLE = {
    "sqlite": (
        "DROP TRIGGER timeline_no_rewrite",
        """CREATE TRIGGER timeline_no_rewrite BEFORE UPDATE ON timeline
           WHEN (NEW.text <> '' AND NEW.text NOT LIKE '%[erased]%' AND NEW.text <> OLD.text)
             OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
           BEGIN SELECT RAISE(ABORT, 'timeline is append-only'); END""",
        "DROP TRIGGER do_not_calls_no_update",
        "DROP TRIGGER do_not_calls_no_delete",
        """CREATE TRIGGER do_not_calls_no_update BEFORE UPDATE ON do_not_calls
           WHEN (NEW.why <> '' AND NEW.why NOT LIKE '%[erased]%') OR NEW.id <> OLD.id OR NEW.at <> OLD.at
             OR NEW.phone_id <> OLD.phone_id
             OR NEW.is_lifted <> OLD.is_lifted
           BEGIN SELECT RAISE(ABORT, 'do_not_calls is append-only'); END""",
        """CREATE TRIGGER do_not_calls_no_delete BEFORE DELETE ON do_not_calls
           WHEN EXISTS (SELECT 1 FROM lead_phones WHERE phone_id = OLD.phone_id)
           BEGIN SELECT RAISE(ABORT, 'do_not_calls is append-only'); END""",
    ),
    "postgresql": (
        "DROP TRIGGER timeline_no_rewrite ON timeline",
        """CREATE TRIGGER timeline_no_rewrite BEFORE UPDATE ON timeline FOR EACH ROW
           WHEN ((NEW.text <> '' AND NEW.text NOT LIKE '%[erased]%' AND NEW.text <> OLD.text)
             OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind)
           EXECUTE FUNCTION refuse_change()""",
        "DROP TRIGGER do_not_calls_append_only ON do_not_calls",
        """CREATE TRIGGER do_not_calls_no_update BEFORE UPDATE ON do_not_calls FOR EACH ROW
           WHEN ((NEW.why <> '' AND NEW.why NOT LIKE '%[erased]%') OR NEW.id <> OLD.id OR NEW.at <> OLD.at
             OR NEW.phone_id <> OLD.phone_id
             OR NEW.is_lifted <> OLD.is_lifted)
           EXECUTE FUNCTION refuse_change()""",
        """CREATE FUNCTION stays_while_anybody_has_it() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN
             IF EXISTS (SELECT 1 FROM lead_phones WHERE phone_id = OLD.phone_id) THEN
               RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
             END IF;
             RETURN OLD;
           END $$""",
        """CREATE TRIGGER do_not_calls_no_delete BEFORE DELETE ON do_not_calls FOR EACH ROW
           EXECUTE FUNCTION stays_while_anybody_has_it()""",
    ),
}


# Texts that are searched for a person: the number of the place, the table, its columns, the function that
# makes words of them. Rows are taken in behind the work, up to `upto` of each table (store/text_index.py).
TEXT_PLACES = (
    (
        1,
        "leads",
        ("name", "company", "email", "address", "city", "postal_code", "source", "product"),
        "words_of",
    ),
    (2, "calls", ("forwarded_from", "disposition_values", "note"), "words_of"),
    (3, "timeline", ("text", "data"), "words_of"),
    (4, "callbacks", ("note",), "words_of"),
    (5, "messages", ("email", "subject", "body", "handler"), "words_of"),
    (6, "field_values", ("text",), "words_of"),
    (7, "lead_emails", ("email",), "words_of"),
    (8, "import_changes", ("before",), "words_of"),
    (9, "undo_acts", ("before",), "words_of"),
    (10, "submitted_acts", ("payload", "outcome"), "words_of"),
    (11, "commands", ("result",), "telling_words_of"),
    (12, "audit", ("detail",), "telling_words_of"),
    (13, "sales", ("product", "reference", "note"), "words_of"),
    (14, "sale_changes", ("why",), "words_of"),
    (15, "service_records", ("what", "note"), "words_of"),
    (16, "appointments", ("title", "place", "note"), "words_of"),
    (17, "consents", ("purpose", "basis", "how", "evidence"), "words_of"),
    (18, "do_not_calls", ("why",), "words_of"),
    (19, "skips", ("reason",), "words_of"),
    (20, "attachments", ("name",), "words_of"),
    (21, "evidence", ("name",), "words_of"),
    (22, "comings", ("why", "known_by", "name_key"), "words_of"),
)
PLACE = 1 << 40
# Only words and where they stand: the texts themselves are in their tables.
TEXT_INDEX = (
    """CREATE VIRTUAL TABLE text_fts USING fts5(text, content='', columnsize=0, detail='none',
       tokenize="unicode61 categories 'L* N* Co M*'")""",
    "INSERT INTO text_fts(text_fts, rank) VALUES('secure-delete', 1)",
    "CREATE TABLE text_places (place INTEGER PRIMARY KEY, upto INTEGER NOT NULL)",
)


# On a server each table's texts together, without the signs that set digits apart (store/erasure_texts.py).
FOUND_BY = {
    "leads": "name || company || email || address || city || postal_code || source || product",
    "calls": "note || forwarded_from || coalesce(disposition_values::text, '')",
    "timeline": "text || coalesce(data::text, '')",
    "callbacks": "note",
    "messages": "email || subject || body || handler",
    "lead_phones": "label || extension",
    "lead_emails": "email",
    "field_values": "text",
    "consents": "how || evidence",
    "import_changes": "before::text",
    "do_not_calls": "why",
    "sales": "product || reference || note",
    "service_records": "what || note",
    "appointments": "title || place || note",
    "audit": "detail::text",
    "commands": "result::text",
}
# Of tables that hold ids and counts only what has anything like a number or an e-mail.
TELLING = (
    "regexp_replace({}, '[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{12}}', ' ', 'g')"
    " ~ '@|[0-9]([ .()-]*[0-9]){{6}}'"
)


def create_text_index() -> None:
    """SQLite's index of texts, empty at first, and what keeps it in step; a server's trigram indexes."""
    if op.get_bind().dialect.name != "sqlite":
        for table, texts in FOUND_BY.items():
            rows = TELLING.format(texts) if table in ("audit", "commands") else f"{texts} <> ''"
            op.execute(f"""CREATE INDEX ix_{table}_texts ON {table}
                USING gin (lower(translate({texts}, ' .-()', '')) gin_trgm_ops) WHERE {rows}""")
        return
    for statement in TEXT_INDEX:
        op.execute(statement)
    for no, table, columns, words in TEXT_PLACES:
        op.execute(f"INSERT INTO text_places VALUES ({no}, 0)")  # noqa: S608  a number above
        is_in = f"OLD.rowid <= (SELECT upto FROM text_places WHERE place = {no})"  # noqa: S608  likewise
        old, new = (f"{words}({', '.join(f'{row}.{name}' for name in columns)})" for row in ("OLD", "NEW"))
        out = f"""INSERT INTO text_fts(text_fts, rowid, text)
            SELECT 'delete', {no * PLACE} + OLD.rowid, {old} WHERE {is_in} AND {old} <> ''"""
        within = f"INSERT INTO text_fts(rowid, text) SELECT {no * PLACE} + NEW.rowid, {new} WHERE {new} <> ''"
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        names = ", ".join(columns)
        op.execute(f"""CREATE TRIGGER text_fts_{table}_changed AFTER UPDATE OF {names} ON {table}
            WHEN {is_in} AND ({changed}) BEGIN {out}; {within}; END""")
        # The number of a last row that goes is given again: what gets it doesn't count as taken in.
        last = f"(SELECT coalesce(max(rowid), 0) FROM {table})"  # noqa: S608  names above
        op.execute(f"""CREATE TRIGGER text_fts_{table}_removed AFTER DELETE ON {table}
            BEGIN {out};
            UPDATE text_places SET upto = {last} WHERE place = {no} AND upto > {last}; END""")  # noqa: S608  names above


def create_closed_months() -> None:
    """Receipts of months whose calls were deleted as too old."""
    op.create_table(
        "closed_months",
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_at", types.UtcTime(), nullable=False),
        sa.Column("closed_by", types.Id(), nullable=True),
        sa.Column("kept_months", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("totals", types.Json(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("finished_at", types.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_closed_months")),
    )
    for table in NAMING_CALLS:
        op.create_index(op.f(f"ix_{table}_call_id"), table, ["call_id"], unique=False)


def create_keeping() -> None:
    """Why old data isn't deleted, what sweeps took, and how they find what is old."""
    op.create_table(
        "legal_holds",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.Column("made_by", types.Id(), nullable=False),
        sa.Column("lifted_at", types.UtcTime(), nullable=True),
        sa.Column("lifted_by", types.Id(), nullable=True),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_legal_holds_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    op.create_table(
        "sweeps",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("older_than", types.UtcTime(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sweeps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweeps")),
    )
    for table, column in (
        ("legal_holds", "until"), ("legal_holds", "lead_id"), ("sweeps", "at"),
        ("number_lookups", "at"), ("undo_acts", "until"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    for table, at, is_told in (
        ("messages", "at", "body <> ''"), ("sales", "at", "reference || note <> ''"),
        ("sessions", "signed_in_at", "seat <> ''"),
    ):  # fmt: skip
        where = sa.text(is_told)
        op.create_index(f"ix_{table}_told", table, [at], sqlite_where=where, postgresql_where=where)


def create_presence() -> None:
    """One table of changes takes the place of breaks, which become two changes each."""
    bind = op.get_bind()
    op.create_table(
        "presence",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("allowed_s", sa.Integer(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("known_how", sa.Text(), server_default="live", nullable=False),
        sa.CheckConstraint("state IN ('ready', 'break', 'away')", name=op.f("ck_presence_state")),
        sa.CheckConstraint("known_how IN ('live', 'kept')", name=op.f("ck_presence_known_how")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_presence_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_presence_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_person_id_at"), "presence", ["person_id", "at"], unique=False)
    op.create_index(op.f("ix_presence_day_person_id"), "presence", ["day", "person_id"], unique=False)
    move_breaks()
    op.drop_table("breaks")
    for statement in PRESENCE_IS_KEPT[bind.dialect.name]:
        op.execute(statement)


PRESENCE_IS_KEPT = {
    "sqlite": (
        """CREATE TRIGGER presence_no_update BEFORE UPDATE ON presence
           BEGIN SELECT RAISE(ABORT, 'presence is append-only'); END""",
        """CREATE TRIGGER presence_no_delete BEFORE DELETE ON presence
           BEGIN SELECT RAISE(ABORT, 'presence is append-only'); END""",
    ),
    "postgresql": (
        """CREATE TRIGGER presence_append_only BEFORE UPDATE OR DELETE ON presence
           FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    ),
}


def move_breaks() -> None:
    """Each break as a change to it and one back to ready.

    It is of its sign-in's day while that shift goes on: in the morning after, less than three hours after the
    sign-in or the shift's last call.
    """
    bind = op.get_bind()
    zone = ZoneInfo(bind.execute(sa.text("SELECT zone FROM workspace")).scalar() or "UTC")
    b, s, c = (
        sa.table("breaks", *map(sa.column, ("id", "person_id", "session_id", "reason", "allowed_s")),
                 sa.column("started_at", types.UtcTime()), sa.column("ended_at", types.UtcTime())),
        sa.table("sessions", sa.column("id"), sa.column("day"), sa.column("signed_in_at", types.UtcTime())),
        sa.table("calls", sa.column("person_id"), sa.column("day"), sa.column("dialled_at", types.UtcTime())),
    )  # fmt: skip
    last_call = (
        sa.select(sa.func.max(c.c.dialled_at))
        .where(c.c.person_id == b.c.person_id, c.c.dialled_at <= b.c.started_at, c.c.day == s.c.day)
        .scalar_subquery()
    )
    rows = bind.execute(
        sa.select(b, s.c.day, s.c.signed_in_at, last_call.label("called_at"))
        .select_from(b.join(s, s.c.id == b.c.session_id))
        .order_by(b.c.person_id, b.c.started_at)
    ).all()
    begun = {(row.person_id, row.started_at) for row in rows}
    columns = ("id", "person_id", "session_id", "state", "reason", "allowed_s", "day")
    presence = sa.table("presence", *map(sa.column, columns), sa.column("at", types.UtcTime()))
    changes = []
    for row in rows:
        local = row.started_at.astimezone(zone)
        day = local.year * 10_000 + local.month * 100 + local.day
        eve = local - timedelta(days=1)
        since = max(at for at in (row.signed_in_at, row.called_at) if at is not None)
        if (
            row.day == eve.year * 10_000 + eve.month * 100 + eve.day
            and local.hour < 12
            and row.started_at - since < timedelta(hours=3)
        ):
            day = row.day
        same = {"person_id": row.person_id, "session_id": row.session_id, "day": day}
        begin = {"id": row.id, "state": "break", "reason": row.reason, "allowed_s": row.allowed_s}
        changes.append(same | begin | {"at": row.started_at})
        if row.ended_at is not None and (row.person_id, row.ended_at) not in begun:
            after = max(row.ended_at, row.started_at + timedelta(microseconds=1))
            back = {"id": new_id_of(row.id), "state": "ready", "reason": "", "allowed_s": None}
            changes.append(same | back | {"at": after})
    if changes:
        bind.execute(sa.insert(presence), changes)


def new_id_of(break_id: object) -> object:
    """The id of a break's end: made of the break's own, so that every copy of a store gives the same."""
    if isinstance(break_id, bytes):
        return uuid5(UUID(bytes=break_id), "ended").bytes
    return uuid5(UUID(str(break_id)), "ended")


def create_tables() -> None:
    """Tables and indexes, the same on both engines."""
    op.create_table(
        "session_tokens",
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.Column("seat_id", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_session_tokens_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_session_tokens_person_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_tokens_token_hash")),
    )
    op.create_index(op.f("ix_session_tokens_person_id"), "session_tokens", ["person_id"], unique=False)
    op.create_index(op.f("ix_session_tokens_seat_id"), "session_tokens", ["seat_id"], unique=False)
    op.create_table(
        "second_factors",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=20), nullable=False),
        sa.Column("confirmed_at", types.UtcTime(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("code_hashes", types.Json(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_second_factors_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "done_lately",
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_done_lately_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", "row_id", name=op.f("pk_done_lately")),
    )
    op.create_table(
        "person_keys",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_keys")),
    )
    op.create_table(
        "shared_keys",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shared_keys")),
    )
    op.create_table(
        "reservations",
        sa.Column("lead_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("until", types.UtcTime(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("next_at", types.UtcTime(), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_reservations_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_reservations_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reservations_person_id")),
        sa.PrimaryKeyConstraint("lead_id", "person_id", name=op.f("pk_reservations")),
    )
    op.create_index(op.f("ix_reservations_person_id"), "reservations", ["person_id"], unique=False)
    op.create_index(op.f("ix_reservations_until"), "reservations", ["until"], unique=False)
    op.create_table(
        "submitted_acts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("session_id", types.Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.Column("call_id", types.Id(), nullable=True),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", types.UtcTime(), nullable=False),
        sa.Column("submitted_by", types.Id(), nullable=False),
        sa.Column("submitted_at", types.UtcTime(), nullable=False),
        sa.Column("settled_at", types.UtcTime(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_submitted_acts_person_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["people.id"], name=op.f("fk_submitted_acts_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submitted_acts")),
    )
    op.create_index(
        op.f("ix_submitted_acts_person_id_settled_at"),
        "submitted_acts",
        ["person_id", "settled_at"],
        unique=False,
    )
    op.create_index(op.f("ix_submitted_acts_lead_id"), "submitted_acts", ["lead_id"], unique=False)


# --- PostgreSQL: calls and audit in months of their ids (UUIDv7 begins with milliseconds since 1970) ---


def split_into_months() -> None:
    """Calls and audit become partitioned by their ids, with everything they hold; SQLite keeps one table."""
    bind = op.get_bind()
    schema = bind.dialect.identifier_preparer.quote(bind.execute(sa.text("SELECT current_schema()")).scalar())
    for statement in SERVER_FUNCTIONS:
        op.execute(sa.text(statement.replace("{schema}", schema)))
    for table in ("audit", "changes"):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN tx SET DEFAULT own_tx()")
    pointing = bind.execute(sa.text(POINTING_AT_CALLS)).all()
    for table, name, _ in pointing:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    partition("calls", CALLS_AFTER)
    partition("audit", AUDIT_AFTER)
    for table, name, definition in pointing:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for statement in MONTHS_KEPT:
        op.execute(sa.text(statement.replace("{schema}", schema)))
    op.execute("SELECT notice_server(), keep_partitions()")


POINTING_AT_CALLS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND confrelid = 'calls'::regclass ORDER BY conrelid::regclass::text, conname"""


def partition(name: str, after: tuple[str, ...]) -> None:
    """Put a table of months in a table's place and its rows into it; what has no month goes to `…_rest`."""
    bind = op.get_bind()
    before = f"{name}_before"
    names = "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = CAST(:table AS regclass)"
    indexes = bind.execute(sa.text(names), {"table": name}).scalars().all()
    op.execute(f"ALTER TABLE {name} RENAME TO {before}")
    for index in indexes:
        op.execute(f"ALTER INDEX {index} RENAME TO {index}_before")
    op.execute(
        f"CREATE TABLE {name} (LIKE {before} INCLUDING DEFAULTS INCLUDING CONSTRAINTS) "
        f"PARTITION BY RANGE (id)"
    )
    op.execute(f"CREATE TABLE {name}_rest PARTITION OF {name} DEFAULT")
    months = f"SELECT DISTINCT date_trunc('month', id_time(id), 'UTC') FROM {before}"  # noqa: S608  names above
    known = "SELECT make_partition(:name, :month) WHERE :month >= timestamptz '2010-01-01 00:00:00+00'"
    for month in bind.execute(sa.text(months)).scalars().all():
        bind.execute(sa.text(known), {"name": name, "month": month})
    op.execute(f"INSERT INTO {name} SELECT * FROM {before}")  # noqa: S608  names above
    for statement in after:
        op.execute(statement)
    op.execute(f"DROP TABLE {before}")


CALLS_AFTER = (
    "ALTER TABLE calls ADD CONSTRAINT pk_calls PRIMARY KEY (id)",
    "ALTER TABLE calls ADD CONSTRAINT fk_calls_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id)",
    """ALTER TABLE calls ADD CONSTRAINT fk_calls_campaign_id FOREIGN KEY (campaign_id)
       REFERENCES campaigns (id)""",
    "ALTER TABLE calls ADD CONSTRAINT fk_calls_phone_id FOREIGN KEY (phone_id) REFERENCES phones (id)",
    "ALTER TABLE calls ADD CONSTRAINT fk_calls_person_id FOREIGN KEY (person_id) REFERENCES people (id)",
    "ALTER TABLE calls ADD CONSTRAINT fk_calls_session_id FOREIGN KEY (session_id) REFERENCES sessions (id)",
    """ALTER TABLE calls ADD CONSTRAINT fk_calls_disposition_id FOREIGN KEY (disposition_id)
       REFERENCES dispositions (id)""",
    "CREATE INDEX ix_calls_lead_id_dialled_at ON calls (lead_id, dialled_at)",
    "CREATE INDEX ix_calls_person_id_dialled_at ON calls (person_id, dialled_at)",
    "CREATE INDEX ix_calls_phone_id ON calls (phone_id)",
    "CREATE INDEX ix_calls_day_person_id ON calls (day, person_id)",
    "CREATE INDEX ix_calls_open ON calls (person_id) WHERE state = 'open'",
    # What can't be unique over months is unique here: a person's running call, and a lead's running call out.
    """CREATE TABLE open_calls (call_id uuid NOT NULL, person_id uuid NOT NULL, lead_id uuid,
       CONSTRAINT pk_open_calls PRIMARY KEY (call_id))""",
    "CREATE UNIQUE INDEX uq_calls_open_person ON open_calls (person_id)",
    "CREATE UNIQUE INDEX uq_calls_open_lead ON open_calls (lead_id)",
    """INSERT INTO open_calls SELECT id, person_id, CASE WHEN direction = 'out' THEN lead_id END
       FROM calls WHERE state = 'open'""",
    """CREATE TRIGGER open_calls_added AFTER INSERT ON calls FOR EACH ROW
       WHEN (NEW.state = 'open') EXECUTE FUNCTION keep_open_calls()""",
    """CREATE TRIGGER open_calls_changed AFTER UPDATE OF state, person_id, lead_id, direction ON calls
       FOR EACH ROW WHEN (OLD.state = 'open' OR NEW.state = 'open') EXECUTE FUNCTION keep_open_calls()""",
    """CREATE TRIGGER open_calls_removed AFTER DELETE ON calls FOR EACH ROW
       WHEN (OLD.state = 'open') EXECUTE FUNCTION keep_open_calls()""",
    "CREATE TRIGGER calls_id_time BEFORE INSERT ON calls FOR EACH ROW EXECUTE FUNCTION refuse_far_id()",
)

AUDIT_AFTER = (
    "ALTER TABLE audit ADD CONSTRAINT pk_audit PRIMARY KEY (id)",
    "ALTER SEQUENCE audit_no_seq OWNED BY audit.no",
    "CREATE INDEX ix_audit_subject_id ON audit (subject_id)",
    "CREATE INDEX ix_audit_tx_no ON audit (tx, no)",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER audit_id_time BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION refuse_far_id()",
)

SERVER_FUNCTIONS = (
    # The number of the writing transaction, and the one below which nothing still runs. The constant is moved
    # up when the store comes to another server, whose transactions are counted from elsewhere.
    """CREATE FUNCTION own_tx() RETURNS bigint LANGUAGE sql STABLE AS
       $$ SELECT pg_current_xact_id()::text::bigint + 0 $$""",
    """CREATE FUNCTION settled_tx() RETURNS bigint LANGUAGE sql STABLE AS
       $$ SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0 $$""",
    """CREATE FUNCTION id_time(p_id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT AS
       $$ SELECT to_timestamp(
            ('x' || left(translate(p_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) $$""",
    """CREATE FUNCTION id_floor(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS
       $$ SELECT (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0')
                  || repeat('0', 20))::uuid $$""",
    # Only for those who can act as the tables' owner: a workspace that moves here brings its past.
    """CREATE FUNCTION refuse_far_id() RETURNS trigger LANGUAGE plpgsql
       SET search_path = pg_catalog, pg_temp AS $$
       DECLARE made timestamptz :=
         to_timestamp(('x' || left(translate(NEW.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0);
       BEGIN
         IF (made > now() + interval '1 day' OR made < now() - interval '31 days') AND NOT (
           SELECT pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c WHERE c.oid = TG_RELID
         ) THEN
           RAISE EXCEPTION 'an id far from the clock of the server' USING ERRCODE = 'CR020';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE FUNCTION keep_open_calls() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = {schema}, pg_temp AS $$
       BEGIN
         IF TG_OP <> 'INSERT' THEN
           DELETE FROM open_calls o WHERE o.call_id = OLD.id;
         END IF;
         IF TG_OP <> 'DELETE' AND NEW.state = 'open' THEN
           INSERT INTO open_calls (call_id, person_id, lead_id)
             VALUES (NEW.id, NEW.person_id, CASE WHEN NEW.direction = 'out' THEN NEW.lead_id END);
         END IF;
         RETURN NULL;
       END $$""",
    # A month of a table; rows of it that lay in the rest move in. References to them are taken off meanwhile:
    # the server looks for what they point at in the part it left.
    """CREATE FUNCTION make_partition(p_table text, p_month timestamptz) RETURNS boolean LANGUAGE plpgsql
       SET search_path = {schema}, pg_temp SET timezone = 'UTC' AS $$
       DECLARE
         first_id uuid := id_floor(date_trunc('month', p_month));
         end_id uuid := id_floor(date_trunc('month', p_month) + interval '1 month');
         name text := p_table || to_char(p_month, '_YYYY_MM');
         moves boolean;
         fk record;
         taken text[] := '{}';
         again text;
       BEGIN
         IF to_regclass(name) IS NOT NULL THEN
           RETURN false;
         END IF;
         EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, p_table);
         EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id >= $1 AND id < $2)', p_table || '_rest')
           INTO moves USING first_id, end_id;
         IF moves THEN
           FOR fk IN SELECT conrelid::regclass AS rel, conname AS name, pg_get_constraintdef(oid) AS rule
             FROM pg_constraint
             WHERE contype = 'f' AND conparentid = 0 AND confrelid = p_table::regclass
           LOOP
             taken := taken || format('ALTER TABLE %s ADD CONSTRAINT %I %s', fk.rel, fk.name, fk.rule);
             EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', fk.rel, fk.name);
           END LOOP;
           EXECUTE format('WITH moved AS (DELETE FROM %I WHERE id >= $1 AND id < $2 RETURNING *)
                           INSERT INTO %I SELECT * FROM moved', p_table || '_rest', name)
             USING first_id, end_id;
         END IF;
         EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                        p_table, name, first_id, end_id);
         IF moves THEN
           FOREACH again IN ARRAY taken LOOP
             EXECUTE again;
           END LOOP;
           IF p_table = 'calls' THEN
             EXECUTE format('INSERT INTO open_calls
                 SELECT id, person_id, CASE direction WHEN %L THEN lead_id END FROM %I WHERE state = %L
                 ON CONFLICT DO NOTHING', 'out', name, 'open');
           END IF;
         END IF;
         RETURN true;
       END $$""",
    "REVOKE ALL ON FUNCTION make_partition(text, timestamptz) FROM PUBLIC",
)

MONTHS_KEPT = (
    # A hint for other workstations to look: which sign-in changed what kind of thing, and nothing else.
    """CREATE FUNCTION tell_news() RETURNS trigger LANGUAGE plpgsql
       SET search_path = pg_catalog, pg_temp AS $$
       BEGIN
         PERFORM pg_notify(TG_TABLE_SCHEMA || '_news', told.hint)
           FROM (SELECT DISTINCT coalesce(session_id::text, '-') || ' ' || topic AS hint FROM added) told;
         RETURN NULL;
       END $$""",
    """CREATE TRIGGER changes_told AFTER INSERT ON changes REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION tell_news()""",
    # Where the store lives, so that a copy put back elsewhere, or an older one, is noticed; with what its
    # witnesses are made, and when dialling was switched off last (`functions/put_back.py`).
    """CREATE TABLE server_marks (is_only boolean NOT NULL DEFAULT true CHECK (is_only),
       mark text NOT NULL, tx_base bigint NOT NULL,
       secret bytea NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
       held_at timestamptz, CONSTRAINT pk_server_marks PRIMARY KEY (is_only))""",
    # Whether the store came to another server, or back from a copy, since this was asked last: then the
    # numbers of transactions are moved up behind those that are there, and the epoch changes.
    """CREATE FUNCTION notice_server() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = {schema}, pg_temp SET lock_timeout = '5s' AS $$
       DECLARE
         here text;
         known record;
         newest bigint;
         newest_at timestamptz := greatest((SELECT max(at) FROM changes),
                                           (SELECT max(last_seen_at) FROM sessions));
         oldest_running bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
         base bigint;
         is_old boolean;
       BEGIN
         IF pg_is_in_recovery() THEN
           RETURN false;
         END IF;
         here := concat_ws(':', (SELECT system_identifier FROM pg_control_system()),
                           left(pg_walfile_name(pg_current_wal_lsn()), 8), 'workspace'::regclass::oid);
         SELECT * INTO known FROM server_marks;
         IF known.mark = here THEN
           RETURN false;
         END IF;
         LOCK TABLE server_marks IN SHARE ROW EXCLUSIVE MODE;
         SELECT * INTO known FROM server_marks;
         IF known.mark = here THEN
           RETURN false;
         ELSIF known.mark IS NULL THEN
           INSERT INTO server_marks (mark, tx_base) VALUES (here, 0);
           RETURN false;
         END IF;
         newest := greatest((SELECT tx FROM audit ORDER BY tx DESC, no DESC LIMIT 1),
                            (SELECT tx FROM changes ORDER BY tx DESC, no DESC LIMIT 1),
                            (SELECT last_tx FROM audit_seals ORDER BY no DESC LIMIT 1), 0);
         base := greatest(known.tx_base, newest + 1 - oldest_running);
         IF base <> known.tx_base THEN
           EXECUTE format('CREATE OR REPLACE FUNCTION own_tx() RETURNS bigint LANGUAGE sql STABLE AS
             $f$ SELECT pg_current_xact_id()::text::bigint + %s $f$', base);
           EXECUTE format('CREATE OR REPLACE FUNCTION settled_tx() RETURNS bigint LANGUAGE sql STABLE AS
             $f$ SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + %s $f$', base);
         END IF;
         UPDATE server_marks SET mark = here, tx_base = base;
         -- Whoever was erased since may be in it again. A promoted standby, which has another timeline only,
         -- lacks moments: it ran already, following, when the newest came about, however idle the night was;
         -- or it was started anew since and followed a leader again, which a copy put back never did. So does
         -- whatever a program was at minutes ago. What a broken standby lacks workstations tell.
         is_old := split_part(known.mark, ':', 1) <> split_part(here, ':', 1)
           OR split_part(known.mark, ':', 3) <> split_part(here, ':', 3)
           OR (newest_at < server_now() - interval '15 minutes' AND pg_last_wal_receive_lsn() IS NULL
               AND (pg_last_xact_replay_timestamp() IS NULL
                    OR pg_postmaster_start_time() > newest_at - interval '5 minutes'));
         UPDATE workspace SET epoch = gen_random_uuid();
         IF is_old THEN
           PERFORM stand_still();
         END IF;
         RETURN true;
       END $$""",
    # Months up to three ahead, and those of rows that lie in the rest; how many were made. It waits for
    # nobody: who finds another at it leaves it to them.
    """CREATE FUNCTION keep_partitions() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
       SET search_path = {schema}, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
       DECLARE
         this_month timestamptz := date_trunc('month', now());
         wanted timestamptz[];
         month timestamptz;
         kept text;
         made integer := 0;
         oldest uuid;
       BEGIN
         FOREACH kept IN ARRAY ARRAY['calls', 'audit'] LOOP
           wanted := ARRAY(
             SELECT m FROM generate_series(this_month, this_month + interval '3 months', '1 month') m
             WHERE to_regclass(kept || to_char(m, '_YYYY_MM')) IS NULL);
           LOOP
             EXECUTE format('SELECT id FROM %I WHERE id >= id_floor($1) AND id < id_floor($2)
                             ORDER BY id LIMIT 1', kept || '_rest')
               INTO oldest USING timestamptz '2010-01-01', this_month + interval '4 months';
             month := coalesce(date_trunc('month', id_time(oldest)), wanted[1]);
             EXIT WHEN month IS NULL;
             BEGIN
               LOCK TABLE server_marks IN SHARE ROW EXCLUSIVE MODE NOWAIT;
             EXCEPTION WHEN lock_not_available THEN
               RETURN made;
             END;
             IF make_partition(kept, month) THEN
               made := made + 1;
             ELSIF oldest IS NOT NULL THEN
               EXIT;
             END IF;
             wanted := array_remove(wanted, month);
           END LOOP;
         END LOOP;
         RETURN made;
       END $$""",
)


def create_requests() -> None:
    """What people ask about their data, and each step of the answer."""
    needed = [("kind", sa.Text()), ("came", sa.Text()), ("received_at", types.UtcTime())]
    needed += [("received_by", types.Id())]
    ends = ("acknowledge_due_at", "target_due_at", "published_due_at", "ceiling_due_at")
    known = [("lead_id", types.Id()), ("campaign_id", types.Id()), ("call_id", types.Id())]
    known += [("acknowledged_at", types.UtcTime()), ("proof", sa.Text()), ("proven_at", types.UtcTime())]
    known += [("closed_at", types.UtcTime()), ("closed_by", types.Id())]
    op.create_table(
        "requests",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in needed),
        *(sa.Column(name, types.UtcTime(), nullable=False) for name in ends),
        *(sa.Column(name, kind, nullable=True) for name, kind in known),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("name", "contact", "text", "rules")
        ),
        sa.Column("is_extended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_requests_{name}"))
            for name in ("received_by", "closed_by")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_requests_{name}"), ondelete="SET NULL"
            )
            for name, table in (("lead_id", "leads"), ("campaign_id", "campaigns"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    due = ["state", "ceiling_due_at"]
    op.create_index(op.f("ix_requests_state_ceiling_due_at"), "requests", due, unique=False)
    op.create_index(op.f("ix_requests_lead_id"), "requests", ["lead_id"], unique=False)
    op.create_table(
        "request_steps",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("request_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_request_steps_request_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_request_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_steps")),
    )
    at = ["request_id", "at"]
    op.create_index(op.f("ix_request_steps_request_id_at"), "request_steps", at, unique=False)
    create_incidents()


def create_incidents() -> None:
    """What happened to people's data, and who was told of it."""
    op.create_table(
        "incidents",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("aware_at", types.UtcTime(), nullable=False),
        sa.Column("profile", sa.Text(), server_default="", nullable=False),
        sa.Column("hours", types.Json(), nullable=False),
        sa.Column("reported_by", types.Id(), nullable=False),
        sa.Column("told", types.Json(), nullable=False),
        sa.Column("closed_at", types.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name=op.f("fk_incidents_reported_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    at = ["closed_at", "aware_at"]
    op.create_index(op.f("ix_incidents_closed_at_aware_at"), "incidents", at, unique=False)
    op.create_table(
        "incident_steps",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("incident_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_steps_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_incident_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_steps")),
    )
    at = ["incident_id", "at"]
    op.create_index(op.f("ix_incident_steps_incident_id_at"), "incident_steps", at, unique=False)


def create_leaving() -> None:
    """People who ask for their account to be deleted, and who left."""
    op.add_column("people", sa.Column("asks_to_leave_at", types.UtcTime(), nullable=True))
    op.add_column("people", sa.Column("left_at", types.UtcTime(), nullable=True))


def create_rulings() -> None:
    """Rows of reports that somebody contests, and what was ruled."""
    op.add_column(
        "calls", sa.Column("is_left_out", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "contests",
        sa.Column("id", types.Id(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=True) for name in ("call_id", "sale_id")),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("was", types.Json(), nullable=False),
        sa.Column("product", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "claim IN ('result', 'length', 'person', 'mine', 'other', 'product', 'amount', 'cancelled', "
            "'not_a_break', 'sign_out', 'power')",
            name=op.f("ck_contests_claim"),
        ),
        sa.CheckConstraint(
            "CASE WHEN call_id IS NOT NULL THEN sale_id IS NULL AND day IS NULL AND lead_id IS NOT NULL "
            "WHEN sale_id IS NOT NULL THEN day IS NULL AND lead_id IS NOT NULL "
            "ELSE day IS NOT NULL AND lead_id IS NULL END",
            name=op.f("ck_contests_about"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_contests_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
    )
    op.create_table(
        "rulings",
        *(sa.Column(name, types.Id(), nullable=False) for name in ("id", "contest_id", "person_id")),
        *(
            sa.Column(name, types.Id(), nullable=True)
            for name in ("lead_id", "other_id", "sale_id", "from_id")
        ),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("is_upheld", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("counts_as", types.Json(), nullable=True),
        sa.Column("product", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_rulings_contest_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_rulings_lead_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_rulings_{name}"))
            for name in ("person_id", "other_id", "from_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_rulings_contest_id")),
    )
    for table, columns in (
        ("contests", ["call_id"]),
        ("contests", ["sale_id"]),
        ("contests", ["day", "person_id"]),
        ("contests", ["lead_id"]),
        ("contests", ["person_id", "at"]),
        ("rulings", ["lead_id"]),
        ("rulings", ["sale_id"]),
        ("rulings", ["at"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    for table, said in (("contests", "was"), ("rulings", "is_upheld")):
        keep_as_said(table, ("id", "lead_id", "person_id", "at", said), ("why",))
    op.create_table(
        "incentive_slabs",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("product_id", types.Id(), nullable=True),
        sa.Column("from_on", sa.Integer(), nullable=False),
        sa.Column("slabs", types.Json(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_incentive_slabs_{name}"))
            for name, table in (("product_id", "products"), ("person_id", "people"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentive_slabs")),
    )
    # Whose a sale was at each step, and of which product: what it earned then stays. Older steps have none.
    for name in ("seller_id", "product_id"):
        op.add_column("sale_changes", sa.Column(name, types.Id(), nullable=True))
    # On which day a step counts that came after the month of its sale was closed.
    op.add_column("sale_changes", sa.Column("counts_on", sa.Integer(), nullable=True))
    is_late = sa.text("counts_on IS NOT NULL")
    op.create_index(
        "ix_sale_changes_late",
        "sale_changes",
        ["counts_on", "sale_id"],
        unique=False,
        sqlite_where=is_late,
        postgresql_where=is_late,
    )
    is_server = op.get_bind().dialect.name == "postgresql"
    op.execute(f"DROP TRIGGER sale_changes_no_rewrite{' ON sale_changes' if is_server else ''}")
    if is_server:
        op.execute("DROP FUNCTION sale_changes_no_rewrite()")
    kept = ("id", "sale_id", "at", "state", "amount_minor", "is_confirmed", "seller_id", "counts_on")
    keep_as_said("sale_changes", kept, ("why",))
    op.create_index(op.f("ix_incentive_slabs_from_on"), "incentive_slabs", ["from_on"], unique=False)
    keep_only_added("incentive_slabs", "update or delete")


def create_evidence() -> None:
    """Files that show something, beside the rows they belong to."""
    op.add_column("file_chunks", sa.Column("at", types.UtcTime(), nullable=True))
    op.create_table(
        "evidence",
        *(sa.Column(name, types.Id(), nullable=False) for name in ("id", "about_id", "key_id", "person_id")),
        *(sa.Column(name, types.Id(), nullable=True) for name in ("lead_id", "campaign_id", "request_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("about", "name", "media_type", "sha256")),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.CheckConstraint(
            "about IN ('consent', 'lift', 'request', 'basis', 'scrub', 'guardian', 'again')",
            name=op.f("ck_evidence_about"),
        ),
        sa.CheckConstraint(
            "(about IN ('basis', 'scrub')) = (campaign_id IS NOT NULL)"
            " AND (about = 'request') = (request_id IS NOT NULL)"
            " AND (campaign_id IS NULL OR lead_id IS NULL)"
            " AND key_id = CASE about WHEN 'again' THEN about_id"
            " ELSE coalesce(request_id, campaign_id, lead_id) END",
            name=op.f("ck_evidence_whose"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_evidence_{name}"), ondelete="CASCADE"
            )
            for name, table in (("lead_id", "leads"), ("request_id", "requests"))
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_evidence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    for names in (["lead_id"], ["about_id"], ["campaign_id"], ["request_id"], ["key_id", "sha256"]):
        op.create_index(op.f(f"ix_evidence_{'_'.join(names)}"), "evidence", names, unique=False)
    kept = ("id", "about", "about_id", "sha256", "size", "key_id", "person_id", "at", "media_type")
    keep_as_said("evidence", kept, ("name",))
    op.create_table(
        "comings",
        *(sa.Column(name, types.Id(), nullable=False) for name in ("id", "person_id")),
        sa.Column("lead_id", types.Id(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("why", "known_by", "name_key")
        ),
        sa.CheckConstraint("ground IN ('asked', 'agreed', 'reissued')", name=op.f("ck_comings_ground")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_comings_person_id")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_comings_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comings")),
    )
    op.create_index(op.f("ix_comings_lead_id"), "comings", ["lead_id"], unique=False)
    keep_as_said("comings", ("id", "at", "person_id", "ground"), ("why", "known_by", "name_key"))


def create_targets() -> None:
    """What people are to reach, and on which days the office works."""
    op.create_table(
        "targets",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=True) for name in ("person_id", "campaign_id", "team_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("measure", "period")),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("from_on", sa.Integer(), nullable=False),
        sa.Column("set_by", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        *(
            sa.CheckConstraint(what, name=op.f(f"ck_targets_{name}"))
            for name, what in (
                ("whose", "whose IN ('each', 'person', 'in_campaign', 'campaign', 'team', 'office')"),
                (
                    "measure",
                    "measure IN ('calls', 'conversations', 'successes', 'talk_s', 'sales', 'sales_amount')",
                ),
                ("period", "period IN ('day', 'week', 'month')"),
                (
                    "ids",
                    "(person_id IS NOT NULL) = (whose IN ('person', 'in_campaign'))"
                    " AND (campaign_id IS NOT NULL) = (whose IN ('in_campaign', 'campaign'))"
                    " AND (team_id IS NOT NULL) = (whose = 'team')",
                ),
                ("amount", "amount >= 0"),
            )
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_targets_{name}"))
            for name, table in (
                ("person_id", "people"),
                ("campaign_id", "campaigns"),
                ("team_id", "teams"),
                ("set_by", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    for name in ("person_id", "campaign_id"):
        op.create_index(op.f(f"ix_targets_{name}"), "targets", [name], unique=False)
    op.create_table(
        "calendars",
        sa.Column("id", types.Id(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("from_on", "week_starts")),
        *(sa.Column(name, types.Json(), nullable=False) for name in ("days", "holidays")),
        sa.Column("set_by", types.Id(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.CheckConstraint("week_starts BETWEEN 0 AND 6", name=op.f("ck_calendars_week_starts")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_calendars_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
    )
    op.add_column("dispositions", sa.Column("counts", types.Json(), nullable=True))
    op.create_table(
        "campaign_days",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=False),
        sa.Column("from_on", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("holidays", types.Json(), nullable=True),
        sa.Column("last_on", sa.Integer(), nullable=True),
        *_versions_of("campaign_days", "campaign_id", "campaigns", ondelete="CASCADE"),
    )
    op.create_table(
        "team_members",
        *(sa.Column(name, types.Id(), nullable=name == "team_id") for name in ("id", "person_id", "team_id")),
        sa.Column("from_on", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        *_versions_of("team_members", "person_id", "people"),
    )
    for table, column in (("campaign_days", "campaign_id"), ("team_members", "person_id")):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    for table in ("targets", "calendars", "team_members"):
        keep_only_added(table, "update or delete")
    keep_only_added("campaign_days", "update")


def _versions_of(
    table: str, column: str, of: str, ondelete: str | None = None
) -> tuple[sa.schema.SchemaItem, ...]:
    """Who made a version and when, and whose it is."""
    return (
        sa.Column("set_by", types.Id(), nullable=True),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f(f"fk_{table}_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def create_batches() -> None:
    """Changes of many leads at once, and hand-outs that repeat."""
    counts = ("found", "done", "kept", "parts", "parts_undone")
    op.create_table(
        "batches",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("plan_id", types.Id(), nullable=True),
        sa.Column("settings", types.Json(), nullable=False),
        *(sa.Column(name, types.UtcTime(), nullable=False) for name in ("at", "until")),
        *(sa.Column(name, types.UtcTime(), nullable=True) for name in ("finished_at", "undone_at")),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in counts),
        sa.Column("skipped", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_batches_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_at"), "batches", ["at"], unique=False)
    op.create_table(
        "batch_leads",
        sa.Column("batch_id", types.Id(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lead_id", types.Id(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=True) for name in ("owner_id", "team_id")),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("is_kept", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_batch_leads_{name}"), ondelete="CASCADE"
            )
            for name, table in (("batch_id", "batches"), ("lead_id", "leads"))
        ),
        sa.PrimaryKeyConstraint("batch_id", "part", "lead_id", name=op.f("pk_batch_leads")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_batch_leads_lead_id"), "batch_leads", ["lead_id"], unique=False)
    op.create_table(
        "batch_rows",
        sa.Column("batch_id", types.Id(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=False) for name in ("row_id", "lead_id")),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_batch_rows_{name}"), ondelete="CASCADE"
            )
            for name, table in (("batch_id", "batches"), ("lead_id", "leads"))
        ),
        sa.PrimaryKeyConstraint("batch_id", "part", "kind", "row_id", "lead_id", name=op.f("pk_batch_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_batch_rows_lead_id"), "batch_rows", ["lead_id"], unique=False)
    op.create_table(
        "hand_out_plans",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        *(sa.Column(name, types.Json(), nullable=False) for name in ("query", "settings")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("every_minutes", "at_minute")),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        *(sa.Column(name, types.UtcTime(), nullable=False) for name in ("created_at", "next_at")),
        sa.Column("last_at", types.UtcTime(), nullable=True),
        sa.Column("last_batch_id", types.Id(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hand_out_plans_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_out_plans")),
    )


def create_desk_notes() -> None:
    """Short notes from the live board to a calling screen."""
    to = (("person_id", "people"), ("from_id", "people"), ("campaign_id", "campaigns"))
    op.create_table(
        "desk_notes",
        sa.Column("id", types.Id(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=False) for name in ("person_id", "from_id")),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="note", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("campaign_id", types.Id(), nullable=True),
        sa.Column("seen_at", types.UtcTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('note', 'break_ended', 'moved', 'leave_back')", name=op.f("ck_desk_notes_kind")
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_desk_notes_{name}"))
            for name, table in to
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_notes")),
    )
    op.create_index(op.f("ix_desk_notes_person_id_at"), "desk_notes", ["person_id", "at"], unique=False)
    op.create_index(op.f("ix_desk_notes_at"), "desk_notes", ["at"], unique=False)


def create_saved_reports() -> None:
    """Reports saved under a name, and when each is written to a folder."""
    op.create_table(
        "saved_reports",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("owner_id", types.Id(), nullable=False),
        sa.Column("team_id", types.Id(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asks", types.Json(), nullable=False),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_saved_reports_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_saved_reports_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reports")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_saved_reports_owner_id_name")),
    )
    op.create_table(
        "report_schedules",
        *(sa.Column(name, types.Id(), nullable=False) for name in ("report_id", "owner_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("seat", "every")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("on_day", "at_minute")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("format", "folder")),
        sa.Column("next_at", types.UtcTime(), nullable=False),
        sa.Column("last_at", types.UtcTime(), nullable=True),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in ("last_file", "trouble")),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["saved_reports.id"],
            name=op.f("fk_report_schedules_report_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_report_schedules_owner_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_schedules")),
    )
    due = ["owner_id", "next_at"]
    op.create_index(op.f("ix_report_schedules_owner_id_next_at"), "report_schedules", due, unique=False)


def create_coaching() -> None:
    """Scorecards, which calls are drawn, reviews with replies, and who looked."""
    _coaching(
        "scorecards",
        {"campaign_id": "campaigns", "person_id": "people"},
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("questions", types.Json(), nullable=False),
        sa.Column("pass_at", sa.Integer(), nullable=False),
        sa.Column("is_ended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        optional={"campaign_id"},
    )
    _coaching(
        "sample_rules",
        {"team_id": "teams", "campaign_id": "campaigns", "person_id": "people"},
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("per_week", "longer_than_s", "seed")),
        sa.Column("takes_unmeasured", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("ended_at", types.UtcTime(), nullable=True),
        optional={"team_id", "campaign_id"},
    )
    _coaching(
        "sample_draws",
        {"rule_id": "sample_rules", "person_id": "people", "by_id": "people"},
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("week", "wanted", "pool", "unmeasured")),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('drawn', 'few', 'no_calls', 'absent')", name=op.f("ck_sample_draws_outcome")
        ),
        sa.UniqueConstraint(
            "rule_id", "week", "person_id", name=op.f("uq_sample_draws_rule_id_week_person_id")
        ),
    )
    _coaching(
        "samples",
        {"draw_id": "sample_draws", "lead_id": "leads", "person_id": "people"},
        sa.Column("call_id", types.Id(), nullable=False),
        sa.UniqueConstraint("call_id", name=op.f("uq_samples_call_id")),
    )
    _coaching(
        "reviews",
        {
            "lead_id": "leads", "campaign_id": "campaigns", "person_id": "people", "by_id": "people",
            "scorecard_id": "scorecards",
        },
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("answers", types.Json(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("created_at", types.UtcTime(), nullable=False),
        *(
            sa.Column(name, types.UtcTime(), nullable=True)
            for name in ("published_at", "talk_at", "talked_at", "withdrawn_at")
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("result IN ('pass', 'fail', 'call_back')", name=op.f("ck_reviews_result")),
        optional={"campaign_id"},
    )  # fmt: skip
    _coaching(
        "review_replies",
        {"review_id": "reviews", "lead_id": "leads", "person_id": "people"},
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
    )
    _coaching(
        "review_looks",
        {"person_id": "people", "of_id": "people"},
        sa.Column("call_id", types.Id(), nullable=False),
        sa.Column("review_id", types.Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", types.UtcTime(), nullable=False),
        sa.CheckConstraint("kind IN ('call', 'review', 'recording')", name=op.f("ck_review_looks_kind")),
    )
    for table, columns in (
        ("scorecards", ["campaign_id", "version"]),
        ("sample_draws", ["person_id", "week"]),
        ("samples", ["lead_id"]),
        ("samples", ["person_id"]),
        ("samples", ["draw_id"]),
        ("reviews", ["call_id"]),
        ("reviews", ["lead_id"]),
        ("reviews", ["person_id", "published_at"]),
        ("reviews", ["by_id", "published_at"]),
        ("review_replies", ["review_id"]),
        ("review_replies", ["lead_id"]),
        ("review_replies", ["at"]),
        ("review_looks", ["call_id", "at"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    keep_only_added("scorecards", "update or delete")
    keep_only_added("review_looks", "update")
    reviews_stand()


def _coaching(
    table: str,
    keys: dict[str, str],
    *columns: sa.schema.SchemaItem,
    optional: frozenset[str] | set[str] = frozenset(),
) -> None:
    """A table with its id and keys; what belongs to a lead or a review goes with it."""
    goes = ("leads", "reviews")
    op.create_table(
        table,
        sa.Column("id", types.Id(), nullable=False),
        *(sa.Column(name, types.Id(), nullable=name in optional) for name in keys),
        *columns,
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{to}.id"], name=op.f(f"fk_{table}_{name}"),
                ondelete="CASCADE" if to in goes else None,
            )
            for name, to in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )  # fmt: skip


def reviews_stand() -> None:
    """A published review and what was said to it stay; texts may be emptied, or a name taken out."""
    kept = (
        "id", "call_id", "lead_id", "campaign_id", "person_id", "by_id", "scorecard_id", "answers", "result",
        "created_at", "published_at",
    )  # fmt: skip
    other = "IS DISTINCT FROM" if op.get_bind().dialect.name == "postgresql" else "IS NOT"
    back = f"OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at {other} OLD.withdrawn_at"
    keep_as_said("reviews", kept, ("note",), since="OLD.published_at IS NOT NULL", also=back)
    keep_as_said("review_replies", ("id", "review_id", "lead_id", "person_id", "at"), ("text",))
