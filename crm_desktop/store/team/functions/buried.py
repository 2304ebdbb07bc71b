"""Erased people as the server knows them: keyed hashes, whose key no one who signs in can read.

HMAC-SHA256 (RFC 2104) is written out with the server's own sha256, for it has no other.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.store.erasure_texts import redacted_columns
from crm_desktop.store.team.functions.reach import LIMITS
from crm_desktop.store.team.functions.written import Function

_PADS = """
          inner_pad bytea := hmac_pad((SELECT k.key FROM tombstone_keys k WHERE k.no = 1), 54);
          outer_pad bytea := hmac_pad((SELECT k.key FROM tombstone_keys k WHERE k.no = 1), 92);"""
_DIGEST = "sha256(outer_pad || sha256(inner_pad || convert_to(g.said, 'UTF8')))"
_STANDS = f"""EXISTS (SELECT 1 FROM tombstones t WHERE t.digest = {_DIGEST} AND t.lifted_at IS NULL)"""
#: How many texts are one step of a team lead's counter, who brings whole lists.
_MANY = 500
FRESH_KEY = """sha256(convert_to(
              gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))"""
ONLY_ADMIN = """
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin' THEN
            RAISE EXCEPTION 'only an admin erases' USING ERRCODE = '42501';
          END IF;"""

#: The store was put back without the key: nobody knows who is meant.
_FAILS_CLOSED = """
          IF inner_pad IS NULL AND EXISTS (SELECT 1 FROM tombstones) THEN
            RAISE EXCEPTION 'the key of the tombstones is missing' USING ERRCODE = 'CR040';
          END IF;"""


def names_taken_out(table: str) -> str:
    """Of a trigger: whether an admin takes an erased person out of a row's texts and changes nothing else."""
    texts = [column.name for of, column in redacted_columns() if of.name == table]
    but = f"- '{{{','.join(texts)}}}'::text[]"
    same = [f"NEW.{text} IS NOT DISTINCT FROM OLD.{text}" for text in texts]
    each = [f"({is_same} OR NEW.{t}::text LIKE '%[erased]%')" for is_same, t in zip(same, texts, strict=True)]
    return f"(acting_role() = 'admin' AND to_jsonb(NEW) {but} = to_jsonb(OLD) {but} AND {' AND '.join(each)})"


FUNCTIONS = (
    # Whether there are tombstones that nobody can compare with.
    Function(
        "tombstone_key_lacks()",
        "boolean",
        """
        SELECT EXISTS (SELECT 1 FROM tombstones)
          AND NOT EXISTS (SELECT 1 FROM tombstone_keys k WHERE k.no = 1)
        """,
        is_stable=True,
        callers=(Role.ADMIN,),
    ),
    # A key filled up to a block, each byte with the same one.
    Function(
        "hmac_pad(p_key bytea, p_byte integer)",
        "bytea",
        """
        DECLARE pad bytea := p_key || decode(repeat('00', 64 - length(p_key)), 'hex');
        BEGIN
          FOR i IN 0 .. 63 LOOP
            pad := set_byte(pad, i, get_byte(pad, i) # p_byte);
          END LOOP;
          RETURN pad;
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # Which of these texts are of erased people, by their places, from 1 on. Whoever asks is counted: with
    # answers enough all numbers there are could be tried.
    Function(
        "tombstoned(p_texts text[])",
        "TABLE (place integer)",
        f"""
        DECLARE{_PADS}
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;{_FAILS_CLOSED}
          IF inner_pad IS NULL THEN  -- nobody was ever erased
            RETURN;
          END IF;
          PERFORM count_reach('erased', CASE WHEN acting_role() = 'telecaller' THEN cardinality(p_texts)
                                             ELSE cardinality(p_texts) / {_MANY} + 1 END, {LIMITS["erased"]});
          RETURN QUERY SELECT g.no::integer FROM unnest(p_texts) WITH ORDINALITY g(said, no) WHERE {_STANDS};
        END
        """,
        language="plpgsql",
    ),
    # Whether anybody was ever erased here: an import of a quarter of a million asks before it asks of each.
    Function(
        "anyone_erased()",
        "boolean",
        """
        BEGIN
          IF acting() IS NULL AND NOT is_owner() THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;
          RETURN EXISTS (SELECT 1 FROM tombstone_keys) OR EXISTS (SELECT 1 FROM tombstones);
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(Role.TEAM_LEAD, Role.ADMIN),
    ),
    # A number of an erased person is never kept again, whoever brings it.
    Function(
        "erased_stay_away()",
        "trigger",
        f"""
        DECLARE{_PADS}
        BEGIN{_FAILS_CLOSED}
          IF inner_pad IS NOT NULL AND NOT is_owner() AND EXISTS (
              SELECT 1 FROM (SELECT a.e164 AS said FROM added a) g WHERE {_STANDS}) THEN
            RAISE EXCEPTION 'a number of an erased person' USING ERRCODE = '42501';
          END IF;
          RETURN NULL;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger="AFTER INSERT ON phones REFERENCING NEW TABLE AS added",
    ),
    # Tombstones for these; the key is made with the first. Gives how many there are of this erasure.
    Function(
        "bury(p_erasure uuid, p_kinds text[], p_texts text[], p_at timestamptz)",
        "integer",
        f"""
        DECLARE{_PADS}
        BEGIN{ONLY_ADMIN}{_FAILS_CLOSED}
          INSERT INTO tombstone_keys (no, key) VALUES (1, {FRESH_KEY})
            ON CONFLICT DO NOTHING;
          inner_pad := hmac_pad((SELECT k.key FROM tombstone_keys k WHERE k.no = 1), 54);
          outer_pad := hmac_pad((SELECT k.key FROM tombstone_keys k WHERE k.no = 1), 92);
          INSERT INTO tombstones AS t (digest, kind, erasure_id, at)
            SELECT DISTINCT ON (1) {_DIGEST}, g.kind, p_erasure, p_at
            FROM unnest(p_kinds, p_texts) g(kind, said)
            ON CONFLICT (digest) DO UPDATE SET erasure_id = excluded.erasure_id, at = excluded.at,
              lifted_at = NULL, lifted_by = NULL, lifted_why = ''
              WHERE t.lifted_at IS NOT NULL OR EXISTS (
                SELECT 1 FROM erasures e WHERE e.id = t.erasure_id AND e.state = 'waiting');
          RETURN (SELECT count(*) FROM tombstones t WHERE t.erasure_id = p_erasure);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Somebody who was erased came back by an act of their own, which is told.
    Function(
        "lift_tombstones(p_texts text[], p_why text, p_at timestamptz)",
        "integer",
        f"""
        DECLARE{_PADS} lifted integer;
        BEGIN{ONLY_ADMIN}
          UPDATE tombstones t SET lifted_at = p_at, lifted_by = acting(), lifted_why = p_why
            WHERE t.lifted_at IS NULL AND btrim(p_why) <> ''
              AND t.digest IN (SELECT {_DIGEST} FROM unnest(p_texts) g(said));
          GET DIAGNOSTICS lifted = ROW_COUNT;
          RETURN lifted;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # Only a backup takes the key out, and it is told who made it.
    Function(
        "tombstone_key_for_backup()",
        "bytea",
        f"""
        BEGIN{ONLY_ADMIN}
          IF acting() IS NOT NULL THEN
            INSERT INTO audit (id, at, person_id, session_id, act, subject_kind)
              VALUES (new_id(), server_now(), acting(), acting_session(), 'tombstone_key.taken', 'workspace');
          END IF;
          RETURN (SELECT k.key FROM tombstone_keys k WHERE k.no = 1);
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
    # That a lead is to be erased is said by an admin alone, and taken back by one.
    Function(
        "erasing_by_admin()",
        "trigger",
        """
        BEGIN
          IF NOT is_owner() AND acting_role() IS DISTINCT FROM 'admin' THEN
            RAISE EXCEPTION 'only an admin erases' USING ERRCODE = '42501';
          END IF;
          RETURN NEW;
        END
        """,
        language="plpgsql",
        callers=(),
        trigger=(
            "BEFORE INSERT ON leads WHEN (NEW.erased_at IS NOT NULL)",
            "BEFORE UPDATE OF erased_at ON leads WHEN (NEW.erased_at IS DISTINCT FROM OLD.erased_at)",
        ),
    ),
)
