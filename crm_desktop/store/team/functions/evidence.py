"""Evidence stays: what was kept as proof is neither changed nor taken away, but with the row it proves."""

from __future__ import annotations

from crm_desktop.domain.erasure import ERASED_TEXT
from crm_desktop.domain.evidence import COMES_WITHIN
from crm_desktop.domain.people import Role
from crm_desktop.store.team.functions.written import Function

_GONE = " OR ".join(
    f"(e.about = '{about}' AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = e.about_id))"
    for about, table in (
        ("consent", "consents"), ("lift", "do_not_calls"), ("request", "request_steps"), ("basis", "bases"),
        ("scrub", "scrubs"), ("guardian", "guardians"), ("again", "comings"),
    )
)  # fmt: skip

FUNCTIONS = (
    # Whoever was let in again and is a lead by now: what showed it is theirs. Nobody is told whose.
    Function(
        "settle_comings(p_lead uuid)",
        "integer",
        """
        DECLARE settled integer;
        BEGIN
          WITH come AS (
            SELECT c.id, (
              SELECT l.id FROM leads l WHERE l.erased_at IS NULL AND l.merged_into IS NULL
                AND CASE WHEN p_lead IS NULL THEN l.created_at >= c.at ELSE l.id = p_lead END
                AND (c.name_key = '' OR l.name_key = c.name_key)
                AND l.id IN (
                  SELECT f.lead_id FROM lead_phones f JOIN phones p ON p.id = f.phone_id
                    WHERE p.e164 = c.known_by
                  UNION ALL SELECT m.lead_id FROM lead_emails m WHERE lower(m.email) = c.known_by
                  UNION ALL SELECT e.id FROM leads e
                    WHERE c.known_by LIKE '%@%' AND lower(e.email) = c.known_by)
              ORDER BY l.created_at, l.id LIMIT 1) AS lead_id
            FROM comings c WHERE c.lead_id IS NULL AND c.known_by <> '' FOR UPDATE),
          now_leads AS (
            UPDATE comings c SET lead_id = come.lead_id, known_by = '', name_key = ''
            FROM come WHERE c.id = come.id AND come.lead_id IS NOT NULL RETURNING c.id, c.lead_id)
          UPDATE evidence e SET lead_id = n.lead_id FROM now_leads n
            WHERE e.about = 'again' AND e.about_id = n.id;
          GET DIAGNOSTICS settled = ROW_COUNT;
          RETURN settled;
        END
        """,
        language="plpgsql",
    ),
    # Whether a stored file is kept as proof. Once its key is destroyed it shows nothing any more.
    Function(
        "is_evidence(p_sha256 text, p_key uuid)",
        "boolean",
        """
        SELECT EXISTS (SELECT 1 FROM evidence e WHERE e.key_id = p_key AND e.sha256 = p_sha256)
          AND EXISTS (SELECT 1 FROM person_keys k WHERE k.id = p_key AND k.key IS NOT NULL)
        """,
        is_stable=True,
    ),
    # Who was let in and didn't come in time, or was erased again.
    Function(
        "drop_comings()",
        "void",
        f"""
        DELETE FROM comings c WHERE c.lead_id IS NULL AND (c.known_by LIKE '%{ERASED_TEXT}%'
          OR c.at < server_now() - interval '{COMES_WITHIN.days} days')
        """,
        callers=(Role.ADMIN,),
    ),
    # Proof of what is gone (a campaign's answer, a consent) goes too.
    Function(
        "drop_evidence()",
        "bigint",
        f"""
        WITH gone AS (DELETE FROM evidence e WHERE {_GONE} RETURNING 1) SELECT count(*) FROM gone
        """,
        callers=(Role.ADMIN,),
    ),
    # Files whose act never came: the program or the line died in between. Who brings one has a day for it.
    Function(
        "drop_loose_files()",
        "bigint",
        """
        WITH gone AS (
          DELETE FROM file_chunks f WHERE coalesce(f.at, '-infinity') < server_now() - interval '1 day'
            AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.key_id = f.key_id AND a.sha256 = f.sha256)
            AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.key_id = f.key_id AND e.sha256 = f.sha256)
          RETURNING f.key_id, f.sha256)
        SELECT count(DISTINCT (key_id, sha256)) FROM gone
        """,
        callers=(Role.ADMIN,),
    ),
    # The file is there before a row says so.
    Function(
        "evidence_is_stored()",
        "trigger",
        """
        BEGIN
          IF is_owner() OR EXISTS (
              SELECT 1 FROM file_chunks f WHERE f.key_id = NEW.key_id AND f.sha256 = NEW.sha256) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'there is no such file' USING ERRCODE = '42501';
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="BEFORE INSERT ON evidence",
    ),
)
