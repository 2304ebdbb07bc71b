"""Imports: what a file's rows are compared with, and taking an import back; writing is in `importing`.

What is here needs to look further than who imports: who else has a number, and what was brought by whom.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.import_worked import UNUSED_PHONE, WORKED
from crm_desktop.store.team.functions.written import Function

_STAFF = (Role.TEAM_LEAD, Role.ADMIN)
_STAFF_ONLY = """
          IF (acting_role() IS NULL OR acting_role() = 'telecaller') AND NOT is_owner() THEN
            RAISE EXCEPTION 'only a team lead or an admin imports' USING ERRCODE = '42501';
          END IF;"""
_THEIRS_ONLY = """
          IF NOT is_their_import(p_import) THEN
            RAISE EXCEPTION 'this import is not theirs' USING ERRCODE = '42501';
          END IF;"""
_REACHED = """(is_owner() OR acting_role() = 'admin' OR l.team_id = acting_team() OR l.team_id IS NULL
               OR l.owner_id = acting())"""
_WHO = "CASE WHEN l.name_key = '' THEN l.company_key ELSE l.name_key END"
_ANY_WORK = " OR ".join(condition for _, condition in WORKED)

FUNCTIONS = (
    # Of an import the acting person may still take back.
    Function(
        "is_their_import(p_import uuid)",
        "boolean",
        """
        SELECT EXISTS (SELECT 1 FROM imports i LEFT JOIN people p ON p.id = i.person_id
          WHERE i.id = p_import AND (is_owner() OR acting_role() = 'admin'
            OR (acting_role() = 'team_lead' AND (i.person_id = acting() OR p.team_id = acting_team())))
            AND (is_owner() OR i.state = 'running'
              OR i.id > id_floor(now() - make_interval(days => coalesce(
                (SELECT (s.value #>> ARRAY[]::text[])::integer FROM settings s
                 WHERE s.scope = 'workspace' AND s.key = 'import_undo_days' LIMIT 1), 30)))))
        """,
        is_stable=True,
        callers=_STAFF,
    ),
    # Everybody's leads at these numbers. What a lead out of reach is called is told only to who knows it:
    # `p_names` are the names a file gives beside each number, one a line; others come as a mark.
    Function(
        "import_phones(p_e164s text[], p_names text[])",
        """TABLE (e164 text, phone_id uuid, is_do_not_call boolean, lead_id uuid, who text, has_name boolean,
               email text, owner_id uuid, team_id uuid, import_id uuid)""",
        f"""
        BEGIN{_STAFF_ONLY}
          RETURN QUERY
          SELECT p.e164, p.id, p.do_not_call_at IS NOT NULL, l.id,
            CASE WHEN l.id IS NULL OR {_REACHED} OR {_WHO} = ANY (string_to_array(j.names, E'\\n'))
                   OR {_WHO} = '' THEN {_WHO} ELSE E'\\x01' END,
            l.name_key <> '' OR NOT {_REACHED}, CASE WHEN {_REACHED} THEN l.email ELSE '' END,
            l.owner_id, l.team_id, l.import_id
          FROM unnest(p_e164s, p_names) j(value, names) JOIN phones p ON p.e164 = j.value
          LEFT JOIN lead_phones lp ON lp.phone_id = p.id
          LEFT JOIN leads l ON l.id = lp.lead_id AND l.status <> 'merged' ORDER BY p.e164, l.id;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # Everybody's leads with both the name and the e-mail of a row.
    Function(
        "import_emails(p_names text[], p_emails text[])",
        """TABLE (lead_id uuid, who text, has_name boolean, email text, owner_id uuid, team_id uuid,
               import_id uuid)""",
        f"""
        BEGIN{_STAFF_ONLY}
          RETURN QUERY
          SELECT l.id, {_WHO}, l.name_key <> '', l.email, l.owner_id, l.team_id, l.import_id
          FROM unnest(p_names, p_emails) j(name, email)
          JOIN leads l ON l.name_key = ANY (ARRAY['', j.name]) AND l.email = j.email AND {_WHO} = j.name
          WHERE l.status <> 'merged' AND j.email <> '' ORDER BY l.id;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # Notes and promises an import brought for a lead that was there, as long as nobody went on with them:
    # which notes were gone already comes first, then which promises.
    Function(
        "remove_brought(p_import uuid, p_lead uuid, p_notes uuid[], p_callbacks uuid[])",
        "integer",
        f"""
        DECLARE gone integer;
        BEGIN{_THEIRS_ONLY}
          DELETE FROM timeline t USING imports i
            WHERE i.id = p_import AND t.id = ANY (p_notes) AND t.lead_id = p_lead AND t.kind = 'imported'
              AND t.person_id = i.person_id AND t.at = i.started_at;
          DELETE FROM callbacks b USING imports i
            WHERE i.id = p_import AND b.id = ANY (p_callbacks) AND b.lead_id = p_lead
              AND b.created_by = i.person_id AND b.created_at = i.started_at
              AND b.version = 1 AND b.state = 'open';
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # The leads of a stretch that an import made, but for those in `p_kept` and those somebody worked on.
    Function(
        "remove_imported(p_first bigint, p_last bigint, p_import uuid, p_kept uuid[])",
        "integer",
        f"""
        DECLARE gone integer;
        BEGIN{_THEIRS_ONLY}
          DELETE FROM leads l WHERE l.no BETWEEN p_first AND p_last AND l.import_id = p_import
            AND NOT l.id = ANY (p_kept) AND NOT ({_ANY_WORK});
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # The next numbers that no lead has and nothing is known about; which they are is not told.
    Function(
        "unused_phones(p_after uuid, p_limit integer)",
        "TABLE (id uuid, e164 text)",
        f"""
        BEGIN{_STAFF_ONLY}
          RETURN QUERY SELECT phones.id, ''::text FROM phones WHERE phones.id > p_after AND {UNUSED_PHONE}
            ORDER BY phones.id LIMIT p_limit;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    Function(
        "remove_unused_phones(p_ids uuid[])",
        "integer",
        f"""
        DECLARE gone integer;
        BEGIN{_STAFF_ONLY}
          DELETE FROM phones WHERE id = ANY (p_ids) AND {UNUSED_PHONE};
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # A campaign made for an import that then failed: of today, and nobody is or ever was in it.
    Function(
        "drop_new_campaign(p_campaign uuid)",
        "boolean",
        f"""
        BEGIN{_STAFF_ONLY}
          IF p_campaign < id_floor(now() - interval '1 day')
             OR EXISTS (SELECT 1 FROM queue_entries q WHERE q.campaign_id = p_campaign)
             OR EXISTS (SELECT 1 FROM imports i WHERE i.campaign_id = p_campaign)
             OR NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.id = p_campaign
                            AND (c.created_by = acting() OR is_owner())) THEN
            RETURN false;
          END IF;
          DELETE FROM campaigns WHERE id = p_campaign;
          RETURN true;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
)
