"""After a server was put back from a copy: dialling is off until it is known who was erased since.

The list of erasures comes back in sealed lines, which nobody can read or make but an admin's program: whoever
hands in others gets nothing by it but rows that it throws away.

Each workstation keeps a witness: the newest row of the audit by then, sealed by the server. A store that
lacks this row and a quarter of an hour before it is an older one, whatever else tells: a disk put back as it
was, a standby that had stopped following.
"""

from __future__ import annotations

from crm_desktop.domain.erasure import PUT_BACK_WHY
from crm_desktop.domain.people import Role
from crm_desktop.store.put_back import MOST_LINES, REACHES
from crm_desktop.store.sealer import AUDIT_KEY
from crm_desktop.store.team.functions.buried import FRESH_KEY, ONLY_ADMIN
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

_AT_A_SEAT = """
          IF acting_seat() IS NULL THEN
            RAISE EXCEPTION 'not at a workstation' USING ERRCODE = '42501';
          END IF;"""
_SAID = f"""SELECT substr(g.said, {len(REACHES) + 2})::timestamptz
              FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase,
                   unnest(s.setconfig) g(said)
              WHERE d.datname = current_database() AND s.setrole = 0
                AND starts_with(g.said, '{REACHES}=') AND g.said <> '{REACHES}='"""

#: What a failover may lose and still be one, and how old a witness may be.
_MOMENTS, _WITNESSED = "15 minutes", "30 days"

FUNCTIONS = (
    # Nothing is dialled from now on.
    Function(
        "stand_still()",
        "void",
        f"""
        UPDATE server_marks SET held_at = server_now();
        UPDATE workspace SET put_back_at = server_now();
        UPDATE campaigns SET paused_at = server_now(), version = version + 1, paused_why = '{PUT_BACK_WHY}'
          WHERE paused_at IS NULL AND is_active AND NOT is_practice
        """,
        callers=(),
    ),
    # The newest that is in the audit for good: what still runs may come to nothing.
    Function(
        "witness()",
        "text",
        """
        DECLARE newest text;
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RETURN NULL;
          END IF;
          SELECT a.id INTO newest FROM audit a WHERE a.tx < settled_tx()
            ORDER BY a.tx DESC, a.no DESC LIMIT 1;
          RETURN newest || ' ' || encode(hmac_sha256((SELECT m.secret FROM server_marks m), newest), 'hex');
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # Whether the store lacks what a workstation's witness tells of; then dialling is off and whatever was
    # acknowledged is offered again. What was known when it was switched off last tells nothing new.
    Function(
        "notice_witness(p_witness text)",
        "boolean",
        f"""
        DECLARE
          seen uuid;
          made timestamptz;
          kept server_marks%ROWTYPE;
        BEGIN
          IF p_witness IS NULL OR pg_is_in_recovery() OR (acting() IS NULL AND NOT is_owner()) THEN
            RETURN false;
          END IF;
          SELECT m.* INTO kept FROM server_marks m;
          IF hmac_sha256(kept.secret, split_part(p_witness, ' ', 1))
             IS DISTINCT FROM decode(split_part(p_witness, ' ', 2), 'hex') THEN
            RETURN false;  -- of another store, or of nobody
          END IF;
          seen := split_part(p_witness, ' ', 1)::uuid;
          made := id_time(seen);
          IF made < server_now() - interval '{_WITNESSED}' OR made <= kept.held_at
             OR EXISTS (SELECT 1 FROM audit a WHERE a.id = seen)
             OR EXISTS (SELECT 1 FROM audit a
                        WHERE a.id >= id_floor(made - interval '{_MOMENTS}') AND a.id < seen) THEN
            RETURN false;
          END IF;
          UPDATE server_marks SET held_at = server_now()
            WHERE held_at IS NULL OR held_at < made;  -- who comes second waits, and finds it done
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          PERFORM stand_still();
          UPDATE workspace SET epoch = gen_random_uuid();
          RETURN true;
        EXCEPTION WHEN data_exception THEN
          RETURN false;  -- not the form of a witness
        END
        """,
        language="plpgsql",
    ),
    # Whether the audit was sealed by a key that is in no dump, and didn't come back.
    Function(
        "audit_key_lacks()",
        "boolean",
        f"""
        SELECT EXISTS (SELECT 1 FROM audit_seals)
          AND NOT EXISTS (SELECT 1 FROM shared_keys k WHERE k.name = '{AUDIT_KEY}')
        """,
        is_stable=True,
        callers=(Role.ADMIN,),
    ),
    # The script's list reaches beyond what was put back, and isn't one that lay there for days.
    Function(
        "erasures_are_brought()",
        "boolean",
        f"""
        SELECT NOT tombstone_key_lacks() AND coalesce((SELECT until > w.put_back_at - interval '1 day'
                            AND until > greatest((SELECT max(c.at) FROM changes c WHERE c.at < w.put_back_at),
                                                 '-infinity')
                         FROM ({_SAID}) g(until), workspace w), false)
        """,
        is_stable=True,
    ),
    # An admin's word, with its reason where no list was brought; told in the audit.
    Function(
        "dialling_on(p_why text)",
        "boolean",
        f"""
        BEGIN{ONLY_ADMIN}
          IF NOT EXISTS (SELECT 1 FROM workspace w WHERE w.put_back_at IS NOT NULL) THEN
            RETURN false;
          END IF;
          IF btrim(coalesce(p_why, '')) = '' AND NOT erasures_are_brought() THEN
            RAISE EXCEPTION 'not without a reason' USING ERRCODE = '22023';
          END IF;
          IF tombstone_key_lacks() THEN  -- who was erased before is known to nobody any more
            INSERT INTO tombstone_keys (no, key) VALUES (1, {FRESH_KEY});
            INSERT INTO audit (id, at, person_id, session_id, act, subject_kind)
              VALUES (new_id(), server_now(), acting(), acting_session(), 'tombstone_key.made_anew',
                      'workspace');
          END IF;
          IF audit_key_lacks() THEN  -- what was sealed before can't be verified any more
            INSERT INTO shared_keys (name, key) VALUES ('{AUDIT_KEY}', {FRESH_KEY});
            INSERT INTO audit (id, at, person_id, session_id, act, subject_kind)
              VALUES (new_id(), server_now(), acting(), acting_session(), 'audit_key.made_anew', 'workspace');
          END IF;
          UPDATE workspace SET put_back_at = NULL;
          UPDATE campaigns c SET paused_at = NULL, paused_why = '', version = c.version + 1
            WHERE c.paused_why = '{PUT_BACK_WHY}';
          INSERT INTO audit (id, at, person_id, session_id, act, subject_kind, detail)
            VALUES (new_id(), server_now(), acting(), acting_session(), 'restore.dialling_on', 'workspace',
                    jsonb_build_object('why', p_why));
          RETURN true;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Until then no campaign goes on, whoever wants it, also one that is new or switched on again.
    Function(
        "put_back_stands_still()",
        "trigger",
        f"""
        BEGIN
          IF is_owner() OR NOT EXISTS (SELECT 1 FROM workspace w WHERE w.put_back_at IS NOT NULL) THEN
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' AND OLD.paused_at IS NOT NULL AND NEW.paused_at IS NULL
             AND OLD.paused_why = '{PUT_BACK_WHY}' THEN
            RAISE EXCEPTION 'dialling is off since the store was put back' USING ERRCODE = '42501';
          END IF;
          IF NEW.is_active AND NOT NEW.is_practice THEN
            NEW.paused_at := coalesce(NEW.paused_at, server_now());
            NEW.paused_why := '{PUT_BACK_WHY}';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(
            "BEFORE INSERT ON campaigns",
            "BEFORE UPDATE OF paused_at, paused_why, is_active, is_practice ON campaigns",
        ),
    ),
    # Tombstones out of the list, with the key they were made with where the store has none. False: it has
    # another key, under which they would mean nothing.
    Function(
        "bring_tombstones(p_erasure uuid, p_digests bytea[], p_kinds text[], p_key bytea)",
        "boolean",
        f"""
        BEGIN{ONLY_ADMIN}
          IF p_key IS NOT NULL AND length(p_key) = 32
             AND NOT EXISTS (SELECT 1 FROM tombstone_keys k WHERE k.no = 1) THEN
            INSERT INTO tombstone_keys (no, key) VALUES (1, p_key);
            INSERT INTO audit (id, at, person_id, session_id, act, subject_kind)
              VALUES (new_id(), server_now(), acting(), acting_session(), 'tombstone_key.brought',
                      'workspace');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM tombstone_keys k WHERE k.no = 1 AND k.key = p_key) THEN
            RETURN false;
          END IF;
          INSERT INTO tombstones (digest, kind, erasure_id, at)
            SELECT g.digest, g.kind, p_erasure, server_now() FROM unnest(p_digests, p_kinds) g(digest, kind)
            ON CONFLICT DO NOTHING;
          RETURN true;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # What this workstation doesn't keep of the list yet: it can't read it, and brings it back some day.
    Function(
        "erasure_lines_here(p_known bytea[])",
        "TABLE (line text)",
        f"""
        #variable_conflict use_column
        BEGIN
          RETURN QUERY SELECT l.line FROM erasure_lines l
            WHERE acting_seat() IS NOT NULL AND NOT l.digest = ANY (p_known)
            ORDER BY l.at, l.digest LIMIT {MOST_LINES};
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    # Which of the lines it keeps the store lacks.
    Function(
        "erasure_lines_wanted(p_digests bytea[])",
        "TABLE (digest bytea)",
        """
        #variable_conflict use_column
        BEGIN
          RETURN QUERY SELECT g.digest FROM unnest(p_digests) g(digest)
            WHERE acting_seat() IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM erasure_lines l WHERE l.digest = g.digest);
        END
        """,
        language="plpgsql",
        is_stable=True,
    ),
    Function(
        "hand_in_erasure_lines(p_lines text[])",
        "integer",
        f"""
        DECLARE brought integer;
        BEGIN{_AT_A_SEAT}
          IF cardinality(p_lines) > {MOST_LINES}
             OR EXISTS (SELECT 1 FROM unnest(p_lines) g(line) WHERE g.line !~ '^[A-Za-z0-9+/]+=*$') THEN
            RAISE EXCEPTION 'not lines of the list' USING ERRCODE = '22023';
          END IF;
          INSERT INTO erasure_lines (digest, line, at)
            SELECT DISTINCT ON (1) sha256(convert_to(g.line, 'UTF8')), g.line, server_now()
            FROM unnest(p_lines) g(line) ON CONFLICT DO NOTHING;
          GET DIAGNOSTICS brought = ROW_COUNT;
          IF brought > 0 THEN
            PERFORM count_reach('line', brought, {LIMITS["line"]});
          END IF;
          RETURN brought;
        END
        """,
        language="plpgsql",
    ),
)
