"""Letting go of what is old but for calls, by an admin, unless law keeps it."""

from __future__ import annotations

from sqlalchemy import any_, literal_column

from crm_desktop.domain.people import Role
from crm_desktop.store.erasure_statements import own_phones, removing, sql_of
from crm_desktop.store.team.functions.written import BY_INDEX, Function

_REMOVING = removing(
    lambda column: column == any_(literal_column("going")),
    lambda column: column == any_(literal_column("numbers")),
    literal_column("server_now()"),
)
_REMOVED = ";\n".join(sql_of(step.statement) for step in _REMOVING)
# What is old of a kind, in words that the indexes know; `store/old_records.py` says the same.
_OLD = {
    "messages": """FROM messages o WHERE o.at < p_before AND o.body <> ''
              AND o.lead_id NOT IN (SELECT legally_held('messages'))""",
    "sales": """FROM sales o WHERE o.at < p_before AND o.reference || o.note <> ''
              AND o.lead_id NOT IN (SELECT legally_held('sales'))""",
    "lookups": "FROM number_lookups o WHERE o.at < p_before",
    "undo": "FROM undo_acts o WHERE o.until < p_before",
    "usage": "FROM sessions o WHERE o.signed_in_at < p_before AND o.seat <> ''",
    "leads": """FROM (
              SELECT b.lead_id AS id FROM batch_leads b JOIN batches t ON t.id = b.batch_id
                JOIN leads l ON l.id = b.lead_id
              WHERE t.kind = 'delete' AND t.undone_at IS NULL AND t.until < p_before
                AND l.status = 'merged' AND l.merged_into IS NULL AND l.erased_at IS NULL
                AND l.id NOT IN (SELECT legally_held('leads'))) o""",
}
_GO = {
    "messages": "UPDATE messages m SET body = '', subject = '', email = '' WHERE m.id = ANY (old)",
    "sales": "UPDATE sales s SET reference = '', note = '', version = version + 1 WHERE s.id = ANY (old)",
    "lookups": "DELETE FROM number_lookups l WHERE l.id = ANY (old)",
    "undo": "DELETE FROM undo_acts u WHERE u.id = ANY (old)",
    "usage": "UPDATE sessions s SET seat = '' WHERE s.id = ANY (old)",
    "leads": f"""going := old || ARRAY(SELECT l.id FROM leads l WHERE l.merged_into = ANY (old));
            numbers := ARRAY({sql_of(own_phones(lambda c: c == any_(literal_column("going"))))});
            {_REMOVED}""",
}
_COUNTS = "\n".join(f"            WHEN '{kind}' THEN (SELECT count(*) {old})" for kind, old in _OLD.items())
_TAKES = "\n".join(
    f"""          IF p_kind = '{kind}' THEN
            SELECT array_agg(each.id) INTO old FROM (SELECT o.id {_OLD[kind]} LIMIT p_most) each;
            {_GO[kind]};
          END IF;"""
    for kind in _OLD
)

FUNCTIONS = (
    # A stretch of the audit that is over for a year ends: what was sealed up to this seal goes, and the chain
    # begins there, signed by whoever has its key; a program that checks finds a signature that isn't theirs.
    Function(
        "end_audit_stretch(p_seal integer, p_signature bytea)",
        "bigint",
        """
        DECLARE last audit_seals%ROWTYPE; gone bigint;
        BEGIN
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin' THEN
            RAISE EXCEPTION 'an admin lets old data go' USING ERRCODE = '42501';
          END IF;
          SELECT * INTO last FROM audit_seals s WHERE s.no = p_seal AND NOT s.is_checkpoint
            AND (is_owner() OR s.sealed_at < server_now() - interval '11 months 28 days');
          IF NOT FOUND OR octet_length(p_signature) <> 32 THEN
            RAISE EXCEPTION 'this is too young' USING ERRCODE = '42501';
          END IF;
          IF is_held('logs') THEN
            RETURN 0;
          END IF;
          DELETE FROM audit a WHERE (a.tx, a.no) <= (last.last_tx, last.last_no);
          GET DIAGNOSTICS gone = ROW_COUNT;
          DELETE FROM audit_seals s WHERE s.no < p_seal;
          UPDATE audit_seals s SET is_checkpoint = true, previous = p_signature WHERE s.no = p_seal;
          RETURN gone;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Whether law keeps a kind from being deleted today.
    Function(
        "is_held(p_kind text)",
        "boolean",
        """
        SELECT EXISTS (
          SELECT 1 FROM legal_holds h, workspace w
          WHERE h.lead_id IS NULL AND (h.kind IS NULL OR h.kind = p_kind) AND h.lifted_at IS NULL
            AND h.until >= to_char(server_now() AT TIME ZONE w.zone, 'YYYYMMDD')::integer)
        """,
        callers=(),
    ),
    # Whose own rows of a kind are held, with what was merged into them; few.
    Function(
        "legally_held(p_kind text)",
        "SETOF uuid",
        """
        WITH held AS (
          SELECT h.lead_id AS id FROM legal_holds h, workspace w
          WHERE h.lead_id IS NOT NULL AND (h.kind IS NULL OR h.kind = p_kind) AND h.lifted_at IS NULL
            AND h.until >= to_char(server_now() AT TIME ZONE w.zone, 'YYYYMMDD')::integer)
        SELECT id FROM held UNION ALL SELECT l.id FROM leads l JOIN held ON l.merged_into = held.id
        """,
        callers=(),
    ),
    # How much of a kind is from before a moment; an admin's question.
    Function(
        "count_old(p_kind text, p_before timestamptz)",
        "bigint",
        f"""
        SELECT CASE WHEN is_owner() OR acting_role() = 'admin' THEN CASE p_kind
{_COUNTS}
          END END
        """,
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
    # Lets up to `p_most` of a kind go; how many it were. A year is the least.
    Function(
        "take_old(p_kind text, p_before timestamptz, p_most integer)",
        "integer",
        f"""
        DECLARE
          old uuid[];
          going uuid[];
          numbers uuid[];
        BEGIN
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin' THEN
            RAISE EXCEPTION 'an admin lets old data go' USING ERRCODE = '42501';
          END IF;
          IF NOT is_owner()
             AND p_before > server_now() - (CASE WHEN p_kind IN ('undo', 'leads') THEN interval '0'
                                ELSE interval '11 months 28 days' END) THEN
            RAISE EXCEPTION 'this is too young' USING ERRCODE = '42501';
          END IF;
          IF is_held(p_kind) THEN
            RETURN 0;
          END IF;
{_TAKES}
          RETURN coalesce(cardinality(old), 0);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
        settings=BY_INDEX,
    ),
)
