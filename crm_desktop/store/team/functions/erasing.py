"""Erasing people on a server: only in an erasure that an admin began, and the same steps as in a local store.

A closed call, the timeline and what others keep to undo are nobody's to change; here they go by their lead.
"""

from __future__ import annotations

from sqlalchemy import any_, literal_column

from crm_desktop.domain.people import Role
from crm_desktop.store.erasure_statements import own_phones, sql_of, steps
from crm_desktop.store.erasure_texts import finding, redacting, searching, sharing_emails
from crm_desktop.store.team.functions.buried import ONLY_ADMIN
from crm_desktop.store.team.functions.written import BY_INDEX, Function

_ERASING = f"""{ONLY_ADMIN}
          IF NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = p_erasure AND e.state = 'erasing'
                         AND e.starts_at <= server_now() + interval '1 minute') THEN
            RAISE EXCEPTION 'no erasure that goes on' USING ERRCODE = '42501';
          END IF;"""


def _steps() -> str:
    found = steps(
        lambda column: column == any_(literal_column("p_leads")),
        lambda column: column == any_(literal_column("own_phones")),
        literal_column("at_now"),
    )
    return "\n".join(
        f"""          {sql_of(step.statement)};
          GET DIAGNOSTICS rows_now = ROW_COUNT;
          counted := counted || jsonb_build_object(
            '{step.table}', coalesce((counted ->> '{step.table}')::integer, 0) + rows_now);"""
        for step in found
    )


_OWN = sql_of(own_phones(lambda column: column == any_(literal_column("p_leads"))))
_OPEN_PROMISE = """FROM callbacks b WHERE b.lead_id = q.lead_id AND b.state = 'open'
                     AND (b.campaign_id = q.campaign_id OR b.campaign_id IS NULL)"""

# What this erasure suppressed, and no other one holds.
_TO_COME = """e.erasure_id = p_erasure AND e.erased_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM erasure_leads o JOIN erasures x ON x.id = o.erasure_id
                WHERE o.lead_id = e.lead_id AND o.erasure_id <> p_erasure AND o.erased_at IS NULL
                  AND x.state IN ('waiting', 'erasing'))"""

FUNCTIONS = (
    # From now on nothing reaches the leads of this erasure; until it begins, that can be taken back.
    Function(
        "suppress_leads(p_erasure uuid, p_is_back boolean)",
        "integer",
        f"""
        DECLARE suppressed integer; at_now timestamptz := server_now();
        BEGIN{ONLY_ADMIN}
          IF NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = p_erasure AND e.state
                         = CASE WHEN p_is_back THEN 'cancelled' ELSE e.state END) THEN
            RAISE EXCEPTION 'no such erasure' USING ERRCODE = '42501';
          END IF;
          IF p_is_back THEN
            UPDATE queue_entries q SET version = q.version + 1, reason = b.value ->> 1,
                lane = CASE WHEN (b.value ->> 0)::integer > 1 OR EXISTS (SELECT 1 {_OPEN_PROMISE})
                            THEN (b.value ->> 0)::integer WHEN q.attempts > 0 THEN 2 ELSE 3 END
              FROM erasure_leads e CROSS JOIN LATERAL jsonb_each(e.before) b
              WHERE {_TO_COME} AND q.id = b.key::uuid AND q.lane = 8 AND q.reason = 'erased';
            UPDATE leads l SET erased_at = NULL, version = l.version + 1
              FROM erasure_leads e WHERE {_TO_COME} AND l.id = e.lead_id;
            GET DIAGNOSTICS suppressed = ROW_COUNT;
            DELETE FROM tombstones t WHERE t.erasure_id = p_erasure;
          ELSE
            UPDATE erasure_leads e SET before = (
                SELECT jsonb_object_agg(q.id::text, jsonb_build_array(q.lane, q.reason))
                FROM queue_entries q WHERE q.lead_id = e.lead_id AND q.lane < 8)
              WHERE e.erasure_id = p_erasure AND e.before IS NULL;
            UPDATE queue_entries q SET lane = 8, reason = 'erased', claimed_by = NULL, lease_until = NULL,
                version = q.version + 1
              WHERE q.lane < 8
                AND q.lead_id IN (SELECT e.lead_id FROM erasure_leads e WHERE e.erasure_id = p_erasure);
            UPDATE leads l SET erased_at = at_now, version = l.version + 1
              WHERE l.id IN (SELECT e.lead_id FROM erasure_leads e WHERE e.erasure_id = p_erasure
                             AND e.erased_at IS NULL);
            GET DIAGNOSTICS suppressed = ROW_COUNT;
          END IF;
          RETURN suppressed;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # The data of these leads goes; gives how many rows of each table.
    Function(
        "erase_leads(p_erasure uuid, p_leads uuid[])",
        "jsonb",
        f"""
        DECLARE
          own_phones uuid[];
          at_now timestamptz := server_now();
          counted jsonb := '{{}}';
          rows_now integer;
        BEGIN{_ERASING}
          IF EXISTS (SELECT unnest(p_leads) EXCEPT
                     SELECT e.lead_id FROM erasure_leads e WHERE e.erasure_id = p_erasure) THEN
            RAISE EXCEPTION 'not a lead of this erasure' USING ERRCODE = '42501';
          END IF;
          own_phones := ARRAY({_OWN});
{_steps()}
          UPDATE erasure_leads e SET erased_at = at_now
            WHERE e.erased_at IS NULL AND e.lead_id = ANY (p_leads);
          RETURN counted;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Where anything of this stands, by table and column, and how often: never what stands around it.
    Function(
        "search_texts(p_words text[], p_digits text[])",
        "TABLE (place text, hits bigint)",
        f"""
        #variable_conflict use_column
        BEGIN{ONLY_ADMIN}
{chr(10).join(f"          RETURN QUERY {each};" for each in searching())}
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
    # Whose calls, messages and history name this: the lead alone, so that an admin looks there.
    Function(
        "find_in_texts(p_words text[], p_digits text[], p_most integer)",
        "TABLE (place text, lead_id uuid)",
        f"""
        #variable_conflict use_column
        BEGIN{ONLY_ADMIN}
          RETURN QUERY {finding()};
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
    # Whose e-mails these are, so that what others have too isn't taken for one person's.
    Function(
        "leads_with_emails(p_emails text[])",
        "TABLE (email text, lead_id uuid)",
        f"""
        #variable_conflict use_column
        BEGIN{ONLY_ADMIN}
          RETURN QUERY {sharing_emails()};
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
    Function(
        "redacted_text(p_text text, p_patterns text[])",
        "text",
        """
        DECLARE pattern text; told text := p_text;
        BEGIN
          FOREACH pattern IN ARRAY p_patterns LOOP
            told := regexp_replace(told, pattern, '[erased]', 'gi');
          END LOOP;
          RETURN told;
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # Texts about others lose the numbers and e-mails of who is erased; gives how many rows of each table.
    Function(
        "redact_texts(p_erasure uuid, p_places text[], p_words text[], p_digits text[], p_patterns text[])",
        "jsonb",
        f"""
        DECLARE counted jsonb := '{{}}'; rows_now integer;
        BEGIN{_ERASING}
{
            chr(10).join(
                f'''          IF '{place}' = ANY (p_places) THEN
            {statement};
            GET DIAGNOSTICS rows_now = ROW_COUNT;
            counted := counted || jsonb_build_object(
              '{table}', coalesce((counted ->> '{table}')::integer, 0) + rows_now);
          END IF;'''
                for table, place, statement in redacting()
            )
        }
          RETURN counted;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
    # Which leads were handed on, without those that are erased now.
    Function(
        "forget_disclosed(p_erasure uuid, p_disclosure uuid, p_lead_nos bytea)",
        "void",
        f"""
        BEGIN{_ERASING}
          UPDATE disclosures d SET lead_nos = p_lead_nos WHERE d.id = p_disclosure;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
)
