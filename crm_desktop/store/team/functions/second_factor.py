"""The second factor on a server: whoever knows a password is asked for a code before there is a sign-in.

SHA-1 is written out, for PostgreSQL has it only in an extension; it runs a few times a sign-in.
"""

from __future__ import annotations

from crm_desktop.domain.people import Role
from crm_desktop.domain.second_factor import AROUND, DIGITS, SECRET_BYTES, STEP_S
from crm_desktop.store.team.functions.reach import begins_of_hour
from crm_desktop.store.team.functions.written import Function

#: Codes tried an hour, the right ones too: no rollback sets the count back, so that nobody tries them all.
TRIES = 30

_MASK = "4294967295"  # 32 bits
_ME = """
          IF acting() IS NULL THEN
            RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = '42501';
          END IF;"""


def _rotated(what: str, by: int) -> str:
    return f"(((({what}) << {by}) | (({what}) >> {32 - by})) & {_MASK})"


FUNCTIONS = (
    # FIPS 180-4.
    Function(
        "sha1_of(p_said bytea)",
        "bytea",
        f"""
        DECLARE
          said bytea := p_said || decode('80', 'hex')
            || decode(repeat('00', (55 - length(p_said) % 64 + 64) % 64), 'hex')
            || int8send(length(p_said)::bigint * 8);
          h bigint[] := ARRAY[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
          w bigint[];
          a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; k bigint; t bigint;
        BEGIN
          FOR block IN 0 .. length(said) / 64 - 1 LOOP
            w := NULL;
            FOR i IN 0 .. 79 LOOP
              IF i < 16 THEN
                t := (get_byte(said, block * 64 + i * 4)::bigint << 24)
                   | (get_byte(said, block * 64 + i * 4 + 1) << 16)
                   | (get_byte(said, block * 64 + i * 4 + 2) << 8) | get_byte(said, block * 64 + i * 4 + 3);
              ELSE
                t := w[i - 2] # w[i - 7] # w[i - 13] # w[i - 15];
                t := {_rotated("t", 1)};
              END IF;
              w[i + 1] := t;
            END LOOP;
            a := h[1]; b := h[2]; c := h[3]; d := h[4]; e := h[5];
            FOR i IN 0 .. 79 LOOP
              IF i < 20 THEN f := (b & c) | ((~b & {_MASK}) & d); k := 1518500249;
              ELSIF i < 40 THEN f := b # c # d; k := 1859775393;
              ELSIF i < 60 THEN f := (b & c) | (b & d) | (c & d); k := 2400959708;
              ELSE f := b # c # d; k := 3395469782;
              END IF;
              t := ({_rotated("a", 5)} + f + e + k + w[i + 1]) & {_MASK};
              e := d; d := c; c := {_rotated("b", 30)}; b := a; a := t;
            END LOOP;
            h := ARRAY[(h[1] + a) & {_MASK}, (h[2] + b) & {_MASK}, (h[3] + c) & {_MASK},
                       (h[4] + d) & {_MASK}, (h[5] + e) & {_MASK}];
          END LOOP;
          RETURN (SELECT string_agg(substring(int8send(word) FROM 5), NULL ORDER BY no)
                  FROM unnest(h) WITH ORDINALITY AS words (word, no));
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # RFC 4226, 5.3, of a key no longer than a block.
    Function(
        "second_factor_code(p_secret bytea, p_step bigint)",
        "text",
        f"""
        DECLARE
          inside bytea := decode(repeat('36', 64), 'hex');
          outside bytea := decode(repeat('5c', 64), 'hex');
          digest bytea;
          at integer;
        BEGIN
          FOR i IN 0 .. length(p_secret) - 1 LOOP
            inside := set_byte(inside, i, get_byte(p_secret, i) # 54);
            outside := set_byte(outside, i, get_byte(p_secret, i) # 92);
          END LOOP;
          digest := sha1_of(outside || sha1_of(inside || int8send(p_step)));
          at := get_byte(digest, 19) & 15;
          RETURN lpad(((((get_byte(digest, at) & 127)::bigint << 24) | (get_byte(digest, at + 1) << 16)
                        | (get_byte(digest, at + 2) << 8) | get_byte(digest, at + 3))
                       % {10**DIGITS})::text, {DIGITS}, '0');
        END
        """,
        language="plpgsql",
        is_stable=True,
        callers=(),
    ),
    # Whether a code is right now; a used one is right no more. Counted for the person, right or wrong.
    Function(
        "second_factor_passes(p_person uuid, p_code text, p_must_be_confirmed boolean)",
        "boolean",
        f"""
        DECLARE
          factor second_factors%ROWTYPE;
          typed text := upper(regexp_replace(p_code, '[^[:alnum:]]', '', 'g'));
          hashed text := encode(sha256(convert_to(typed, 'UTF8')), 'hex');
          counter text := quote_ident(reach_counter(p_person, 'code'));
          begins bigint := {begins_of_hour()};
          here bigint := floor(extract(epoch FROM server_now()) / {STEP_S})::bigint;
          so_far bigint := nextval(to_regclass(counter));
        BEGIN
          SELECT * INTO factor FROM second_factors s WHERE s.person_id = p_person FOR UPDATE;
          IF so_far < begins THEN
            PERFORM setval(to_regclass(counter), begins + 1);
          ELSIF so_far - begins > {TRIES} THEN
            RAISE EXCEPTION 'too many codes' USING ERRCODE = 'CR009';
          END IF;
          IF factor.person_id IS NULL OR (p_must_be_confirmed AND factor.confirmed_at IS NULL) THEN
            RETURN false;
          END IF;
          FOR step IN here - {AROUND} .. here + {AROUND} LOOP
            IF step > factor.last_step AND second_factor_code(factor.secret, step) = typed THEN
              UPDATE second_factors SET last_step = step WHERE person_id = p_person;
              RETURN true;
            END IF;
          END LOOP;
          IF factor.code_hashes ? hashed THEN
            UPDATE second_factors SET code_hashes = code_hashes - hashed WHERE person_id = p_person;
            RETURN true;
          END IF;
          RETURN false;
        END
        """,
        language="plpgsql",
        callers=(),
    ),
    Function(
        "second_factor_state()",
        "TABLE (since timestamptz, codes_left integer)",
        """
        SELECT s.confirmed_at, jsonb_array_length(s.code_hashes) FROM second_factors s
          WHERE s.person_id = acting() AND s.confirmed_at IS NOT NULL
        UNION ALL
        SELECT NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM second_factors s
                                         WHERE s.person_id = acting() AND s.confirmed_at IS NOT NULL)
        """,
        is_stable=True,
    ),
    # Never in the place of one that is in use: that is dropped first, with a code.
    Function(
        "second_factor_begin(p_secret bytea)",
        "void",
        f"""
        BEGIN{_ME}
          IF length(p_secret) <> {SECRET_BYTES} OR EXISTS (
              SELECT 1 FROM second_factors s WHERE s.person_id = acting() AND s.confirmed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a second factor is in use' USING ERRCODE = '22023';
          END IF;
          DELETE FROM second_factors s WHERE s.person_id = acting();
          INSERT INTO second_factors (person_id, secret) VALUES (acting(), p_secret);
        END
        """,
        language="plpgsql",
    ),
    Function(
        "second_factor_confirm(p_code text, p_hashes text[])",
        "boolean",
        f"""
        BEGIN{_ME}
          IF EXISTS (SELECT 1 FROM second_factors s
                     WHERE s.person_id = acting() AND s.confirmed_at IS NOT NULL)
             OR NOT second_factor_passes(acting(), p_code, false) THEN
            RETURN false;
          END IF;
          UPDATE second_factors SET confirmed_at = server_now(), code_hashes = to_jsonb(p_hashes)
            WHERE person_id = acting();
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
    Function(
        "second_factor_drop(p_code text)",
        "boolean",
        f"""
        BEGIN{_ME}
          IF NOT second_factor_passes(acting(), p_code, true) THEN
            RETURN false;
          END IF;
          DELETE FROM second_factors WHERE person_id = acting();
          RETURN true;
        END
        """,
        language="plpgsql",
    ),
    # For somebody whose telephone and paper are gone: another admin's act.
    Function(
        "second_factor_drop_of(p_person uuid)",
        "boolean",
        """
        BEGIN
          IF NOT is_owner() AND (acting_role() IS DISTINCT FROM 'admin' OR p_person = acting()) THEN
            RAISE EXCEPTION 'only an admin, and only a colleague''s' USING ERRCODE = '42501';
          END IF;
          DELETE FROM second_factors WHERE person_id = p_person;
          RETURN FOUND;
        END
        """,
        language="plpgsql",
        callers=(Role.ADMIN,),
    ),
)
