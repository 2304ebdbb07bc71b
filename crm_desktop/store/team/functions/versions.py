"""What held on which day: the server keeps it as campaigns and people change, from tomorrow on."""

from __future__ import annotations

from crm_desktop.store.team.functions.written import Function

_TOMORROW = "to_char(to_date(office_today()::text, 'YYYYMMDD') + 1, 'YYYYMMDD')::integer"


def _last_on(row: str) -> str:
    return f"CASE WHEN {row}.role = 'client' THEN {row}.client_until END"


FUNCTIONS = (
    # The days a campaign calls on, as `store/campaign_days.py` keeps them.
    Function(
        "campaign_days_are_kept()",
        "trigger",
        f"""
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM campaign_days d WHERE d.campaign_id = NEW.id) THEN
            INSERT INTO campaign_days (id, campaign_id, from_on, days, holidays, last_on, set_by, at)
              VALUES (new_id(), NEW.id, 0, OLD.days, OLD.holidays, {_last_on("OLD")}, acting(), server_now());
          END IF;
          INSERT INTO campaign_days (id, campaign_id, from_on, days, holidays, last_on, set_by, at)
            VALUES (new_id(), NEW.id, {_TOMORROW}, NEW.days, NEW.holidays, {_last_on("NEW")}, acting(),
                    server_now());
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(
            "AFTER UPDATE OF days, holidays, client_until, role ON campaigns "
            # One by one: rows compared as such are told otherwise by a server that was put back from a dump.
            "WHEN (OLD.days IS DISTINCT FROM NEW.days OR OLD.holidays IS DISTINCT FROM NEW.holidays "
            "OR OLD.client_until IS DISTINCT FROM NEW.client_until OR OLD.role IS DISTINCT FROM NEW.role)"
        ),
    ),
    # In which team a person's calls count, as `store/memberships.py` keeps it.
    Function(
        "team_members_are_kept()",
        "trigger",
        f"""
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = NEW.id) THEN
            INSERT INTO team_members (id, person_id, team_id, from_on, set_by, at)
              VALUES (new_id(), NEW.id, OLD.team_id, 0, acting(), server_now());
          END IF;
          INSERT INTO team_members (id, person_id, team_id, from_on, set_by, at)
            VALUES (new_id(), NEW.id, NEW.team_id, {_TOMORROW}, acting(), server_now());
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=("AFTER UPDATE OF team_id ON people WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id)"),
    ),
    # From when until before when (yyyymmdd) people were of a team.
    Function(
        "team_spans(p_team uuid)",
        "TABLE (person_id uuid, from_on integer, until_on integer)",
        """
        SELECT k.person_id, k.from_on, k.until_on FROM (
          SELECT m.person_id, m.team_id, m.from_on, coalesce(lead(m.from_on) OVER
                   (PARTITION BY m.person_id ORDER BY m.from_on, m.at, m.id), 99999999) AS until_on
          FROM team_members m) k
        WHERE k.team_id = p_team AND k.from_on < k.until_on
        UNION ALL
        SELECT p.id, 0, 99999999 FROM people p
        WHERE p.team_id = p_team AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = p.id)
        """,
        is_stable=True,
        callers=(),
    ),
)
