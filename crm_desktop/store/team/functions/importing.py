"""Writing an import: its new leads, what they are found by, and their places in the queue, set by set.

Who imports may put the same rows there one by one; here they go in without a policy asked for each. So each
function asks first, of all rows at once, what the policies would have asked.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.import_places import POSTGRES_ID, places
from crm_desktop.store.import_sent import COLUMNS, PHONE_COLUMNS
from crm_desktop.store.team.functions.written import Function
from crm_desktop.store.team.rights import RIGHTS

_STAFF = (Role.TEAM_LEAD, Role.ADMIN)
_LEAD_NAMES = [name for name, _ in COLUMNS]
_PHONE_NAMES = [name for name, _ in PHONE_COLUMNS]
_TIME = "timestamptz 'epoch' + {} * interval '1 microsecond'"
_ARRAYS = ", ".join(
    f"{name} {kind}[]"
    for name, kind in (
        *((f"p_{name}", kind) for name, kind in COLUMNS),
        ("p_text", "text"),
        *((f"p_phone_{name}", kind) for name, kind in PHONE_COLUMNS),
    )
)
_OWN_AND_RUNNING = """
          IF NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = p_import AND i.state = 'running'
                         AND (is_owner() OR i.person_id = acting())) THEN
            RAISE EXCEPTION 'no import of theirs that runs' USING ERRCODE = '42501';
          END IF;"""
# Plans are kept: one made while a table was small would walk over all of it for each row that follows.
_NO_SCANS = "PERFORM set_config('enable_seqscan', 'off', true);"
_INSERT = next(right for right in RIGHTS["leads"] if right.command == "INSERT")
_MAY_BE_MADE = " ".join(f"WHEN '{role.value}' THEN {_INSERT.condition(role)}" for role in _STAFF)
_PLACES = places(
    POSTGRES_ID,
    "(SELECT i.campaign_id FROM imports i WHERE i.id = p_import)",
    "p_at",
    ("p_after", "p_last"),
    "l.import_id IS NOT DISTINCT FROM p_import",
    (
        "passes_all OR may_be_called(span, l.basis_kind, l.basis_until, l.created_at, p_at, l.purposes)",
        "refused_by_law(span, l.basis_kind)",
    ),
)


def _lead_value(name: str) -> str:
    return _TIME.format(f"g.{name}") if name.endswith("_at") else f"g.{name}"


FUNCTIONS = (
    # New leads with what they are found by and their phones. Only of an import of one's own that runs, of
    # leads that the person might make one by one, and phones only of leads that come with them. A number
    # that is known keeps its id; where none was, those given hold, and nobody looks them up again.
    Function(
        f"import_leads(p_import uuid, p_by uuid, p_now bigint, {_ARRAYS})",
        "TABLE (first_no bigint, last_no bigint)",
        f"""
        DECLARE
          numbers bigint[];
          made integer := 0;
          are_new boolean := false;
        BEGIN{_OWN_AND_RUNNING}
          {_NO_SCANS}
          IF NOT is_owner() AND (p_by IS DISTINCT FROM acting() OR EXISTS (
              SELECT 1 FROM (SELECT g.team_id, g.owner_id, p_by AS created_by
                             FROM unnest(p_team_id, p_owner_id) g(team_id, owner_id)) g
              WHERE (CASE (SELECT acting_role()) {_MAY_BE_MADE} END) IS NOT TRUE
          )) OR EXISTS (SELECT unnest(p_phone_lead_id) EXCEPT SELECT unnest(p_id)) THEN
            RAISE EXCEPTION 'these leads are not theirs to make' USING ERRCODE = '42501';
          END IF;
          IF acting_role() = 'team_lead' THEN
            PERFORM phone_ids_of(p_phone_e164, p_phone_phone_id);
          ELSE
            -- Where all are new, as of most lists, nothing need be looked at twice: half the work.
            are_new := NOT EXISTS (SELECT 1 FROM phones p WHERE p.e164 = ANY (p_phone_e164));
            IF are_new THEN
              BEGIN
                INSERT INTO phones (id, e164)
                  SELECT DISTINCT ON (g.e164 COLLATE "C") g.id, g.e164
                  FROM unnest(p_phone_phone_id, p_phone_e164) g(id, e164) ORDER BY g.e164 COLLATE "C";
                GET DIAGNOSTICS made = ROW_COUNT;
              EXCEPTION WHEN unique_violation THEN  -- somebody brought one a moment ago
                are_new := false;
              END;
            END IF;
            IF NOT are_new THEN
              INSERT INTO phones (id, e164)
                SELECT g.id, g.e164 FROM unnest(p_phone_phone_id, p_phone_e164) g(id, e164)
                ORDER BY g.e164 COLLATE "C" ON CONFLICT (e164) DO NOTHING;
              GET DIAGNOSTICS made = ROW_COUNT;
            END IF;
            are_new := made = cardinality(p_phone_e164);
          END IF;
          numbers := ARRAY(SELECT nextval(s.own) FROM (SELECT pg_get_serial_sequence('leads', 'no')::regclass
                           AS own OFFSET 0) s, generate_series(1, cardinality(p_id)));
          INSERT INTO leads (no, created_by, updated_at, import_id, {", ".join(_LEAD_NAMES)})
            SELECT g.no, p_by, {_TIME.format("p_now")}, p_import, {", ".join(map(_lead_value, _LEAD_NAMES))}
            FROM unnest(numbers, {", ".join(f"p_{n}" for n in _LEAD_NAMES)}) g(no, {", ".join(_LEAD_NAMES)});
          INSERT INTO lead_phones (lead_id, phone_id, position, label, extension, wrong_at)
            SELECT g.lead_id,
                   CASE WHEN are_new THEN g.phone_id
                        ELSE (SELECT p.id FROM phones p WHERE p.e164 = g.e164) END,
                   g.position, g.label, g.extension, {_TIME.format("g.wrong_at")}
            FROM unnest({", ".join(f"p_phone_{n}" for n in _PHONE_NAMES)}) g({", ".join(_PHONE_NAMES)});
          PERFORM set_config('gin_pending_list_limit', '16MB', true), set_config('work_mem', '64MB', true);
          INSERT INTO lead_search (no, text) SELECT g.no, g.text FROM unnest(numbers, p_text) g(no, text);
          RETURN QUERY SELECT numbers[1], numbers[cardinality(numbers)];
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # What leads are found by has waited in a list of its own while much came; now it goes into the index.
    Function(
        "settle_search()",
        "bigint",
        """
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          RETURN gin_clean_pending_list('ix_lead_search_trigram'::regclass);
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
    # A stretch of an import's leads gets its places in the queue, once all of the import is written.
    Function(
        "publish_import(p_import uuid, p_after uuid, p_last uuid, p_at timestamptz)",
        "integer",
        f"""
        DECLARE placed integer; span jsonb; passes_all boolean;
        BEGIN{_OWN_AND_RUNNING}
          span := span_of((SELECT i.campaign_id FROM imports i WHERE i.id = p_import), p_at);
          -- Asked of each lead, a function costs a fifth of writing its place.
          passes_all := span IS NULL OR (jsonb_array_length(span -> 'reasons') = 0
                                         AND span ->> 'scrubbed_at' IS NULL);
          {_NO_SCANS}
          {_PLACES};
          GET DIAGNOSTICS placed = ROW_COUNT;
          RETURN placed;
        END
        """,
        language="plpgsql",
        callers=_STAFF,
    ),
)
