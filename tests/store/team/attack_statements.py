"""What somebody with a password and `psql` may try; {names} are filled in by the test."""

from __future__ import annotations

from crm_desktop.domain.kept_acts import ActKind

# ruff: noqa: E501  each statement is in one piece

# --- on every table; {t} is the table, {c} its first column ---

ON_A_TABLE_REFUSED = (
    "TRUNCATE {t}",
    "DROP TABLE {t} CASCADE",
    "ALTER TABLE {t} ADD COLUMN more int",
    "ALTER TABLE {t} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {t} DISABLE TRIGGER ALL",
    "ALTER TABLE {t} RENAME TO other",
    "ALTER TABLE {t} OWNER TO CURRENT_USER",
    "CREATE POLICY mine ON {t} USING (true)",
    "CREATE RULE mine AS ON SELECT TO {t} DO INSTEAD NOTHING",
    "CREATE INDEX ON {t} ({c})",
    "CREATE STATISTICS crm_test.mine ON {c}, {c} FROM {t}",
    "COMMENT ON TABLE {t} IS 'mine'",
    "REINDEX TABLE {t}",
    "COPY {t} TO PROGRAM 'cat'",
    "COPY {t} TO '/tmp/of-the-server'",
    "COPY {t} FROM PROGRAM 'id'",
    "SET row_security = off; SELECT * FROM {t}",
)
#: Answered, with rows a person may see.
ON_A_TABLE_QUIET = (
    "TABLE {t}",
    "SELECT {t} FROM {t}",
    "SELECT * FROM {t} ORDER BY 1 DESC",
    "SELECT to_json({t}) FROM ONLY {t}",
    "COPY {t} TO STDOUT",
    "BEGIN; SELECT * FROM {t} FOR SHARE",
    "BEGIN; UPDATE {t} SET {c} = {c} RETURNING *",
    "BEGIN; DELETE FROM {t} RETURNING *",
    "BEGIN; INSERT INTO {t} SELECT * FROM {t} RETURNING *",
    "BEGIN; INSERT INTO {t} SELECT * FROM {t} ON CONFLICT DO NOTHING RETURNING *",
    "BEGIN; GRANT ALL ON {t} TO PUBLIC; SELECT * FROM {t}",
    "EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM {t}",
    "ANALYZE {t}",
    "SELECT * FROM pg_stats WHERE tablename = '{t}'",
    "SELECT query_to_xml('SELECT * FROM {t}', true, true, '')",
    "SELECT table_to_xml('{t}', true, true, '')",
    "BEGIN; DECLARE c CURSOR FOR SELECT * FROM {t}; FETCH ALL FROM c",
    "BEGIN; CREATE TEMP TABLE took AS TABLE {t}; TABLE took",
    "BEGIN; CREATE TEMP VIEW took AS TABLE {t}; TABLE took",
    "DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM {t} LOOP RAISE NOTICE '%', r; END LOOP; END $$",
)

# --- becoming somebody else, and out of the database ---

OUT_OF_THE_BOX = (
    'SET ROLE "crm_test__owner"',
    'SET ROLE "crm_test__keeper"',
    'SET ROLE "crm_test_{other}"',
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    'SET SESSION AUTHORIZATION "crm_test_{other}"',
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER ROLE CURRENT_USER REPLICATION",
    "ALTER ROLE CURRENT_USER CREATEDB",
    "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
    "ALTER ROLE CURRENT_USER IN DATABASE template1 CONNECTION LIMIT 5",
    "ALTER ROLE \"crm_test_{other}\" PASSWORD 'mine'",
    'ALTER ROLE "crm_test_{other}" SET search_path = pg_temp',
    "ALTER ROLE ALL SET row_security = off",
    "CREATE ROLE mine LOGIN",
    "CREATE USER mine SUPERUSER",
    'DROP ROLE "crm_test_{other}"',
    'GRANT "crm_test__owner" TO CURRENT_USER',
    'GRANT "crm_test__keeper" TO CURRENT_USER',
    'GRANT "crm_test_{other}" TO CURRENT_USER',
    "GRANT pg_read_all_data TO CURRENT_USER",
    "GRANT pg_execute_server_program TO CURRENT_USER",
    "GRANT postgres TO CURRENT_USER",
    'REASSIGN OWNED BY "crm_test__owner" TO CURRENT_USER',
    'DROP OWNED BY "crm_test__owner"',
    "CREATE DATABASE mine",
    "ALTER DATABASE postgres SET row_security = off",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "CREATE EXTENSION file_fdw",
    "CREATE EXTENSION adminpack",
    "DROP EXTENSION pg_trgm CASCADE",
    "CREATE LANGUAGE plpython3u",
    "CREATE FOREIGN DATA WRAPPER mine",
    "CREATE SERVER mine FOREIGN DATA WRAPPER nothing",
    "CREATE TABLESPACE mine LOCATION '/tmp'",
    "CREATE SCHEMA mine",
    "CREATE SCHEMA AUTHORIZATION CURRENT_USER",
    "DROP SCHEMA crm_test CASCADE",
    "ALTER SCHEMA crm_test RENAME TO other",
    "GRANT CREATE ON SCHEMA crm_test TO CURRENT_USER",
    "CREATE TABLE crm_test.mine (id int)",
    "CREATE TABLE public.mine (id int)",
    "CREATE VIEW crm_test.mine AS SELECT 1",
    "CREATE MATERIALIZED VIEW crm_test.mine AS SELECT 1",
    "CREATE SEQUENCE crm_test.mine",
    "CREATE TYPE crm_test.mine AS (a int)",
    "CREATE DOMAIN crm_test.mine AS int",
    "CREATE FUNCTION crm_test.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION acting() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()'",
    "CREATE OR REPLACE FUNCTION crm_test.is_owner() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "ALTER FUNCTION acting() SECURITY INVOKER",
    "ALTER FUNCTION acting() SET search_path = pg_temp",
    "ALTER FUNCTION acting() OWNER TO CURRENT_USER",
    "ALTER FUNCTION acting() RENAME TO other",
    "ALTER FUNCTION acting() LEAKPROOF",
    "DROP FUNCTION acting() CASCADE",
    "CREATE FUNCTION pg_temp.quiet(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'",
    "CREATE FUNCTION pg_temp.c() RETURNS int LANGUAGE c AS 'libc', 'system'",
    "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION acting()",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "CREATE SUBSCRIPTION mine CONNECTION 'host=localhost' PUBLICATION p",
    "SELECT pg_create_logical_replication_slot('mine', 'pgoutput')",
    "SELECT pg_create_physical_replication_slot('mine')",
    "SELECT lo_export(1, '/tmp/of-the-server')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('global/pg_control')",
    "SELECT pg_ls_dir('.')",
    "SELECT pg_ls_logdir()",
    "SELECT pg_ls_waldir()",
    "SELECT pg_stat_file('base')",
    "SELECT pg_reload_conf()",
    "SELECT pg_rotate_logfile()",
    "SELECT pg_switch_wal()",
    "SELECT pg_backup_start('mine')",
    "SELECT pg_promote()",
    "SELECT pg_stat_reset()",
    "SELECT pg_logical_emit_message(false, 'a', 'b') FROM pg_create_restore_point('mine')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user",
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_largeobject",
    "SELECT * FROM pg_subscription",
    "SELECT * FROM pg_hba_file_rules",
    "SELECT * FROM pg_file_settings",
    "SELECT * FROM pg_backend_memory_contexts",
    "UPDATE pg_class SET relrowsecurity = false",
    "DELETE FROM pg_policy",
    "UPDATE pg_proc SET prosecdef = false WHERE proname = 'acting'",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SET session_replication_role = replica",
    "SET log_statement = 'all'",
    "SET log_min_messages = 'debug5'",
    "SET lc_messages = 'C'",
    "SET session_preload_libraries = 'auto_explain'",
    "SET shared_preload_libraries = 'auto_explain'",
    "LOAD 'auto_explain'",
    "SET dynamic_library_path = '/tmp'",
    "SET allow_system_table_mods = on",
    "SET zero_damaged_pages = on",
    "SET is_superuser = on",
    "SET track_functions = 'all'",
    "CHECKPOINT",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY (SELECT 1) TO '/tmp/of-the-server'",
    "CREATE TRIGGER mine BEFORE INSERT ON pg_class EXECUTE FUNCTION acting()",
    "CREATE CAST (text AS uuid) WITHOUT FUNCTION",
    "CREATE TRANSFORM FOR text LANGUAGE sql (FROM SQL WITH FUNCTION acting())",
    'ALTER DEFAULT PRIVILEGES FOR ROLE "crm_test__owner" GRANT ALL ON TABLES TO PUBLIC',
    "SECURITY LABEL ON TABLE leads IS 'mine'",
    "ALTER LARGE OBJECT 1 OWNER TO CURRENT_USER",
    "IMPORT FOREIGN SCHEMA a FROM SERVER b INTO crm_test",
)

# --- other people's work, forged; each is a telecaller's ---

FORGED = (
    "UPDATE leads SET refused = 1024 WHERE id = '{mine}'",
    "UPDATE leads SET age_band = 'guarded' WHERE id = '{mine}'",
    # what is refused where it is changed is refused where a row begins with it
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at, erased_at) "
    "VALUES (gen_random_uuid(), '{me}', '{me}', now(), now(), now())",
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at, refused) "
    "VALUES (gen_random_uuid(), '{me}', '{me}', now(), now(), 1)",
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at, age_band) "
    "VALUES (gen_random_uuid(), '{me}', '{me}', now(), now(), 'guarded')",
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at, basis_kind) "
    "VALUES (gen_random_uuid(), '{me}', '{me}', now(), now(), 'agreed')",
    "INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at, zone, priority) "
    "SELECT gen_random_uuid(), id, '{mine}', 3, now(), '', 1 FROM campaigns",
    "INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at, zone, claimed_by) "
    "SELECT gen_random_uuid(), id, '{mine}', 3, now(), '', '{me}' FROM campaigns",
    "UPDATE consents SET state = 'given'",
    "DELETE FROM consents",
    "INSERT INTO consents (id, lead_id, purpose, channel, state, at, kept_at, person_id) "
    "VALUES (gen_random_uuid(), '{hidden}', 'offers', 'call', 'refused', now(), now(), '{me}')",
    "INSERT INTO consents (id, lead_id, purpose, channel, state, at, kept_at, person_id) "
    "VALUES (gen_random_uuid(), '{mine}', 'offers', 'call', 'refused', now(), now(), '{theirs}')",
    "INSERT INTO consents (id, lead_id, purpose, channel, state, import_id, at, kept_at, person_id) "
    "VALUES (gen_random_uuid(), '{mine}', 'offers', 'call', 'given', gen_random_uuid(), now(), now(), '{me}')",
    "INSERT INTO consents (id, lead_id, purpose, channel, state, at, kept_at, person_id) "
    "VALUES (gen_random_uuid(), '{mine}', 'offers', 'call', 'expired', now(), now(), '{me}')",
    "INSERT INTO consents (id, lead_id, purpose, channel, state, at, kept_at, person_id) "
    "VALUES (gen_random_uuid(), '{mine}', 'p99', 'call', 'refused', now(), now(), '{me}')",
    "UPDATE leads SET purposes = ' +1c9999999999 ' WHERE id = '{mine}'",
    "INSERT INTO purposes (id, no, name, kind, words, person_id, at) "
    "VALUES (gen_random_uuid(), 1, 'x', 'promotional', '{{}}', '{me}', now())",
    "UPDATE purposes SET retired_at = NULL",
    "DELETE FROM purposes",
    "INSERT INTO notices (id, no, language, sha256, person_id, at) "
    "VALUES (gen_random_uuid(), 1, 'English', 'x', '{me}', now())",
    "UPDATE people SET role = 'admin'",
    "UPDATE people SET team_id = NULL WHERE id = '{me}'",
    "UPDATE people SET is_disabled = true WHERE id = '{theirs}'",
    "SELECT password_hash FROM people",
    "SELECT failed_count, locked_until FROM people",
    "INSERT INTO people (id, sign_in_name, display_name, role, password_hash, created_at) "
    "VALUES (gen_random_uuid(), 'x', 'x', 'admin', '', now())",
    "DELETE FROM people WHERE id = '{theirs}'",
    "SELECT * FROM session_tokens",
    "INSERT INTO session_tokens SELECT id, '{theirs}', sha256('x'), '', now() FROM sessions",
    "UPDATE sessions SET person_id = '{theirs}'",
    "UPDATE sessions SET id = gen_random_uuid()",
    "INSERT INTO sessions (id, person_id, seat, signed_in_at, last_seen_at) "
    "VALUES (gen_random_uuid(), '{theirs}', 'x', now(), now())",
    "DELETE FROM sessions",
    "SELECT setval(c.oid::regclass, 1) FROM pg_class c WHERE c.relname LIKE 'reach_claim_%'",
    "SELECT nextval(c.oid::regclass) FROM pg_class c WHERE c.relname LIKE 'reach_claim_%'",
    "SELECT query_to_xml(format('SELECT * FROM %I', c.relname), true, true, '') FROM pg_class c "
    "WHERE c.relname LIKE 'reach_claim_%'",
    "UPDATE audit SET act = 'x'",
    "DELETE FROM audit",
    "SELECT * FROM audit",
    "INSERT INTO audit (id, at, person_id, act, subject_kind) "
    "VALUES (gen_random_uuid(), now(), '{theirs}', 'x', 'x')",
    "UPDATE audit_seals SET digest = ''",
    "INSERT INTO commands (request_id, person_id, kind, payload_hash, at) "
    "VALUES (gen_random_uuid(), '{theirs}', 'x', '', now())",
    "UPDATE commands SET result = NULL",
    "DELETE FROM commands",
    "INSERT INTO changes (at, topic, session_id) VALUES (now(), 'leads', gen_random_uuid())",
    "UPDATE workspace SET name = 'mine'",
    "INSERT INTO settings (scope, owner_id, key, value, updated_at) "
    "SELECT 'workspace', id, 'numbers_hidden', 'false', now() FROM workspace",
    "INSERT INTO settings (scope, owner_id, key, value, updated_at) "
    "VALUES ('person', '{theirs}', 'x', '1', now())",
    "UPDATE campaigns SET script = 'mine'",
    "DELETE FROM campaigns",
    "INSERT INTO campaign_rules (id, campaign_id, no, rules, made_at, made_by) "
    "SELECT gen_random_uuid(), id, 99, '{{}}', now(), '{me}' FROM campaigns",
    "UPDATE campaign_rules SET rules = '{{}}'",
    "DELETE FROM campaign_rules",
    "INSERT INTO campaign_people (campaign_id, person_id) SELECT id, '{me}' FROM campaigns",
    "DELETE FROM campaign_people",
    "INSERT INTO person_skills (person_id, field, value) VALUES ('{me}', 'language', 'Tamil')",
    "DELETE FROM person_skills",
    "INSERT INTO leaves (person_id, first_day, last_day) VALUES ('{me}', 20260101, 20260102)",
    "UPDATE leaves SET last_day = 20991231",
    "DELETE FROM leaves",
    "UPDATE queue_entries SET skill = '' WHERE lead_id = '{hidden}'",
    "INSERT INTO queue_counts SELECT id, 3, 0, '', 0, '', '{me}', '', 99 FROM campaigns",
    "UPDATE queue_counts SET entries = 0",
    "DELETE FROM queue_counts",
    "SELECT fold_queue_counts(id) FROM campaigns",
    "SELECT close_lost_calls('{hidden}', '{theirs}')",
    "SELECT free_claims('{theirs}', now(), now())",
    "INSERT INTO campaigns (id, name, created_at, created_by) VALUES (gen_random_uuid(), 'x', now(), '{me}')",
    "INSERT INTO dispositions (id, campaign_id, code, label, position) "
    "SELECT gen_random_uuid(), id, 'X', 'x', 99 FROM campaigns",
    "UPDATE dispositions SET label = 'x'",
    "INSERT INTO teams (id, name, created_at) VALUES (gen_random_uuid(), 'x', now())",
    "UPDATE teams SET name = 'x'",
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at) "
    "VALUES (gen_random_uuid(), '{theirs}', '{me}', now(), now())",
    "INSERT INTO leads (id, owner_id, created_by, created_at, updated_at) "
    "VALUES (gen_random_uuid(), '{me}', '{theirs}', now(), now())",
    "DELETE FROM leads",
    "UPDATE leads SET id = gen_random_uuid()",
    "UPDATE leads SET import_id = gen_random_uuid()",
    "UPDATE leads SET created_by = '{theirs}'",
    "UPDATE leads SET merged_into = '{hidden}'",
    "UPDATE leads SET status = 'merged'",
    "INSERT INTO phones (id, e164) VALUES (gen_random_uuid(), '+919811111111')",
    "UPDATE phones SET e164 = '+919811111111'",
    "DELETE FROM phones",
    "UPDATE phones SET do_not_call_at = NULL",
    "INSERT INTO do_not_calls (id, phone_id, at, person_id) "
    "SELECT gen_random_uuid(), id, now(), '{theirs}' FROM phones",
    "UPDATE do_not_calls SET why = 'x'",
    "DELETE FROM do_not_calls",
    "INSERT INTO lead_phones (lead_id, phone_id, position) SELECT '{hidden}', id, 1 FROM phones",
    "INSERT INTO lead_phones (lead_id, phone_id, position) VALUES ('{mine}', gen_random_uuid(), 9)",
    "UPDATE lead_phones SET phone_id = gen_random_uuid()",
    "INSERT INTO lead_emails (lead_id, position, email) VALUES ('{hidden}', 9, 'x')",
    "INSERT INTO lead_search (no, text) SELECT 999999, 'x'",
    "INSERT INTO timeline (id, lead_id, at, person_id, kind) "
    "VALUES (gen_random_uuid(), '{hidden}', now(), '{me}', 'note')",
    "INSERT INTO timeline (id, lead_id, at, person_id, kind) "
    "VALUES (gen_random_uuid(), '{mine}', now(), '{theirs}', 'note')",
    "UPDATE timeline SET text = 'x'",
    "DELETE FROM timeline",
    "INSERT INTO calls SELECT * FROM calls",
    "UPDATE calls SET person_id = '{theirs}' WHERE state = 'open'",
    "INSERT INTO callbacks (id, lead_id, owner_id, due_at, created_by, created_at) "
    "VALUES (gen_random_uuid(), '{hidden}', '{me}', now(), '{me}', now())",
    "DELETE FROM callbacks",
    "INSERT INTO messages (id, lead_id, person_id, at, channel) "
    "VALUES (gen_random_uuid(), '{hidden}', '{me}', now(), 'sms')",
    "INSERT INTO messages (id, lead_id, person_id, at, channel) "
    "VALUES (gen_random_uuid(), '{mine}', '{theirs}', now(), 'sms')",
    "DELETE FROM messages",
    "DELETE FROM appointments",
    "INSERT INTO commands (request_id, person_id, kind, payload_hash, at) "
    "VALUES (gen_random_uuid(), '{theirs}', 'message_handed', '', now())",
    "UPDATE commands SET person_id = '{theirs}'",
    "DELETE FROM commands",
    "INSERT INTO appointments (id, lead_id, owner_id, title, starts_at, ends_at, created_at) "
    "VALUES (gen_random_uuid(), '{hidden}', '{me}', 'x', now(), now() + interval '1 h', now())",
    "UPDATE queue_entries SET claimed_by = '{me}' WHERE claimed_by IS DISTINCT FROM '{me}'",
    "UPDATE queue_entries SET lease_until = 'infinity'",
    "INSERT INTO reservations (lead_id, campaign_id, person_id, seat, until, reason, next_at, made_at) "
    "SELECT '{hidden}', id, '{me}', 'x', 'infinity', '', now(), now() FROM campaigns",
    "UPDATE reservations SET person_id = '{me}'",
    "INSERT INTO submitted_acts SELECT * FROM submitted_acts",
    "INSERT INTO submitted_acts (id, person_id) VALUES (gen_random_uuid(), '{theirs}')",
    "INSERT INTO imports (id, person_id, file_name, duplicates, state, started_at) "
    "VALUES (gen_random_uuid(), '{me}', 'x', 'skip', 'done', now())",
    "SELECT mapping FROM imports",
    "INSERT INTO disclosures (id, at, person_id, kind, format, row_count, reason) "
    "VALUES (gen_random_uuid(), now(), '{theirs}', 'x', 'x', 0, 'x')",
    "SELECT setval(pg_get_serial_sequence('leads', 'no'), 1)",
    "ALTER SEQUENCE leads_no_seq RESTART",
)

#: What is the telecaller's own, moved onto a lead or a number that is not: whoever has a lead's call sees it.
MOVED = (
    "UPDATE calls SET lead_id = '{hidden}' WHERE person_id = '{me}' AND state = 'open'",
    "UPDATE callbacks SET lead_id = '{hidden}' WHERE owner_id = '{me}'",
    "UPDATE appointments SET lead_id = '{hidden}' WHERE owner_id = '{me}'",
    "UPDATE queue_entries SET lead_id = '{hidden}' WHERE claimed_by = '{me}'",
    "UPDATE lead_phones SET lead_id = '{hidden}' WHERE lead_id = '{mine}'",
    "UPDATE lead_phones SET phone_id = '{phone}' WHERE lead_id = '{mine}'",
    "INSERT INTO lead_phones (lead_id, phone_id, position) VALUES ('{mine}', '{phone}', 9)",
    "INSERT INTO lead_phones (lead_id, phone_id, position) "
    "SELECT '{mine}', phone_id, 9 FROM lead_facts('{hidden}')",
    "INSERT INTO calls (id, lead_id, person_id, dialled_at) "
    "VALUES ((SELECT id FROM calls LIMIT 1), '{hidden}', '{me}', now())",
)

# --- the functions of the server, asked for somebody else ---

FUNCTIONS_REFUSED = (
    "SELECT take_old('messages', now() - interval '2 years', 10)",
    "SELECT count_old('messages', now())",
    "SELECT is_held('messages')",
    "SELECT backup_rows('mine', 'people')",
    "SELECT * FROM claim('{entry}', '{hidden}', '{theirs}', now(), now())",
    "SELECT free_claims('{theirs}', now())",
    "SELECT reserve('{entry}', '{hidden}', '{theirs}', 'x', now(), now())",
    "SELECT unreserve('{theirs}', NULL, '', now())",
    "SELECT hold_person('{theirs}')",
    "SELECT note_look_up(gen_random_uuid(), '{theirs}', now(), '+919811111111')",
    "SELECT clear_screens('{hidden}', '{theirs}')",
    "SELECT count_reach('number', -100, 1)",
    "SELECT check_acting('{theirs}')",
    "SELECT hmac_sha256('', '')",
    "SELECT hmac_pad('', 54)",
    "SELECT stand_still()",
    "SELECT secret FROM server_marks",
    "UPDATE server_marks SET held_at = now()",
    "SELECT redacted_text('x', ARRAY['.*'])",
    "SELECT bury(gen_random_uuid(), ARRAY['phone'], ARRAY['+919811111111'], now())",
    "SELECT lift_tombstones(ARRAY['+919811111111'], 'mine', now())",
    "SELECT tombstone_key_for_backup()",
    "SELECT suppress_leads(gen_random_uuid(), false)",
    "SELECT end_audit_stretch(1, decode(repeat('00', 32), 'hex'))",
    "SELECT erase_leads(gen_random_uuid(), ARRAY['{mine}'::uuid])",
    "SELECT * FROM search_texts(ARRAY['%secret%'], ARRAY['%9%'])",
    "SELECT * FROM find_in_texts(ARRAY['%secret%'], ARRAY['%9%'], 1000)",
    "SELECT * FROM leads_with_emails(ARRAY['secret@example.com'])",
    "SELECT redact_texts(gen_random_uuid(), ARRAY['timeline.text'], ARRAY['%secret%'], ARRAY['%9%'], ARRAY['.*'])",
    "SELECT forget_disclosed(gen_random_uuid(), gen_random_uuid(), '')",
    "SELECT new_id()",
    "SELECT make_login('x', 'admin', 'x')",
    "SELECT add_person(gen_random_uuid(), 'x', 'x', 'admin', NULL, 'x', NULL)",
    "SELECT change_person('{me}', 1, 'x', 'admin', NULL)",
    "SELECT person_enabled('{theirs}', false)",
    "SELECT own_password_set('in plain words')",
    'SELECT submit_acts(\'[{{"id": "{theirs}", "person_id": "{theirs}", "session_id": "{theirs}", '
    '"payload": "", "mac": "00"}}]\')',
    *(
        'SELECT submit_acts(\'[{{"id": "{hidden}", "no": 1, "person_id": "{theirs}", "session_id": "{theirs}", '
        f'"kind": "{kind.value}", "lead_id": "{{hidden}}", "call_id": "", '
        '"made_at": "2026-11-29T10:00:00+00:00", "payload": "{{}}", "mac": "00"}}]\')'
        for kind in ActKind
    ),
    "SELECT * FROM import_phones(ARRAY['+919811111111'], ARRAY[''])",
    "SELECT * FROM import_emails(ARRAY[''], ARRAY[''])",
    "SELECT is_their_import('{hidden}')",
    "SELECT remove_imported(0, 1000000, '{hidden}', '{{}}')",
    "SELECT remove_brought('{hidden}', '{hidden}', '{{}}', '{{}}')",
    "SELECT * FROM unused_phones('{hidden}', 9)",
    "SELECT remove_unused_phones('{{}}')",
    "SELECT drop_new_campaign('{hidden}')",
    "SELECT * FROM phone_ids_of(ARRAY['+919811111111'], '{{}}'::uuid[])",
    "SELECT long_transactions(1)",
    "SELECT end_long_transactions(1)",
)
#: Whoever they are told to look for, they look for whoever is signed in.
FUNCTIONS_QUIET = (
    "SELECT * FROM leads_found(ARRAY['%ecre%'], '{{}}', '{{}}', '{{}}', 99, '{theirs}', NULL, 'all')",
    "SELECT * FROM leads_found('{{}}', '{{}}', '{{\"\"}}', '{{\"zzz\"}}', 99, '{theirs}', NULL, 'all')",
    "SELECT * FROM leads_found(ARRAY['%''); DROP TABLE leads; --'], '{{}}', '{{}}', '{{}}', 9, NULL, NULL, '')",
    "SELECT * FROM leads_found(ARRAY['%'' ESCAPE ''/'' OR true OR s.text LIKE ''%'], '{{}}', '{{}}', '{{}}', "
    "99, '{theirs}', NULL, 'all')",
    "SELECT * FROM leads_found('{{}}', ARRAY['x'') >= 0 OR true OR strpos(''x'], '{{}}', '{{}}', 9, NULL, NULL, '')",
    "SELECT * FROM leads_found(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'true')",
    "SELECT * FROM leads_matching(ARRAY['%$1%$2%s%L'], '{{}}', '{{}}', '{{}}', '{theirs}', NULL, 'all')",
    "SELECT * FROM phones_of(ARRAY['{hidden}']::uuid[], '{theirs}', NULL, 'all')",
    "SELECT * FROM phones_of((SELECT array_agg(lead_id) FROM queue_entries), '{theirs}', NULL, 'all')",
    "SELECT * FROM callers_ending('{four}', '%', '{theirs}', NULL, 'all', 99)",
    "SELECT * FROM lead_facts('{hidden}')",
    "SELECT * FROM lead_facts_held('{hidden}')",
    "SELECT * FROM lead_facts_to_claim('{hidden}')",
    "SELECT * FROM recent_tries(ARRAY['{hidden}'::uuid], now() - interval '9 days')",
    "SELECT * FROM lead_facts_of((SELECT array_agg(lead_id) FROM queue_entries))",
    "SELECT j.* FROM campaigns c, judged_apart(c.id, 0, 0, 0, 0, '-infinity', now()) j",
    "SELECT others_at_numbers('{hidden}')",
    "SELECT reserved_by('{hidden}', now())",
    "SELECT notice_server(), notice_witness(gen_random_uuid() || ' ' || repeat('0', 64)), notice_witness('mine')",
    "SELECT * FROM absent_people('{theirs}', now(), now())",
    "SELECT held_leads()",
    "SELECT reopen_call('{call}')",
    "SELECT take_back_sale('{call}')",
    "SELECT unhold('{hidden}', '{hidden}', now(), 'x', now())",
    "SELECT leads_with_phone('{hidden}')",
    "SELECT hold_phones('{hidden}')",
)

# --- names put before the real ones, and what errors, plans and cheap functions tell ---

TRICKS = (
    "CREATE TEMP TABLE people AS SELECT * FROM crm_test.sessions; SELECT * FROM crm_test.leads",
    "CREATE TEMP TABLE session_tokens (session_id uuid, person_id uuid, token_hash bytea, made_at timestamptz)",
    "INSERT INTO pg_temp.session_tokens SELECT id, '{theirs}', sha256(convert_to(current_setting('crm.token'), "
    "'UTF8')), now() FROM crm_test.sessions; SELECT acting(); SELECT * FROM crm_test.leads",
    "CREATE FUNCTION pg_temp.acting() RETURNS uuid LANGUAGE sql AS 'SELECT ''{theirs}''::uuid'",
    "CREATE FUNCTION pg_temp.is_owner() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE FUNCTION pg_temp.held_leads() RETURNS uuid[] LANGUAGE sql AS "
    "'SELECT array_agg(lead_id) FROM crm_test.queue_entries'",
    "SET search_path = pg_temp, crm_test, public; SELECT * FROM crm_test.leads; SELECT acting()",
    "SELECT * FROM crm_test.leads_found(ARRAY['%ecre%'], '{{}}', '{{}}', '{{}}', 99, '{theirs}', NULL, 'all')",
    "CREATE FUNCTION pg_temp.told(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
    "$$ BEGIN RAISE NOTICE 'told %', $1; RETURN true; END $$",
    "SELECT count(*) FROM crm_test.leads WHERE pg_temp.told(name)",
    "SELECT count(*) FROM crm_test.leads WHERE pg_temp.told(name) AND owner_id = '{theirs}'",
    "SELECT count(*) FROM crm_test.phones WHERE pg_temp.told(e164)",
    "SELECT count(*) FROM crm_test.lead_search WHERE pg_temp.told(text)",
    "SELECT count(*) FROM crm_test.timeline WHERE pg_temp.told(text)",
    "SELECT count(*) FROM crm_test.calls WHERE pg_temp.told(note)",
    "SELECT count(*) FROM crm_test.callbacks WHERE pg_temp.told(note)",
    "SELECT count(*) FROM crm_test.leads l JOIN crm_test.lead_search s USING (no) WHERE pg_temp.told(s.text)",
    "CREATE OPERATOR pg_temp.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq, RESTRICT = eqsel)",
    "SELECT * FROM crm_test.leads WHERE name OPERATOR(pg_temp.===) 'x'",
    "CREATE FUNCTION pg_temp.both(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS "
    "$$ BEGIN RAISE NOTICE 'told %', $1; RETURN false; END $$",
    "CREATE OPERATOR pg_temp.<<>> (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.both)",
    "SELECT * FROM crm_test.leads WHERE name OPERATOR(pg_temp.<<>>) 'x'",
    "SELECT * FROM crm_test.phones WHERE e164 OPERATOR(pg_temp.<<>>) 'x'",
    "SELECT * FROM crm_test.leads WHERE name::int = 1",
    "SELECT * FROM crm_test.leads WHERE 1 / (CASE WHEN owner_id = '{theirs}' THEN 0 ELSE 1 END) = 1",
    "SELECT * FROM crm_test.phones WHERE e164::uuid IS NULL",
    "SELECT * FROM crm_test.timeline WHERE text::json IS NULL",
    "SELECT * FROM crm_test.people WHERE display_name::xml IS NULL",
    "EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM crm_test.leads WHERE name LIKE 'S%'",
    "EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM crm_test.phones WHERE e164 LIKE '+9198%'",
    "EXPLAIN SELECT * FROM crm_test.leads_found(ARRAY['%ecre%'], '{{}}', '{{}}', '{{}}', 9, NULL, NULL, 'all')",
    "SET plan_cache_mode = force_generic_plan; SELECT * FROM crm_test.leads",
    "SET enable_seqscan = off; SELECT * FROM crm_test.leads WHERE pg_temp.told(name)",
    "SET debug_print_plan = on; SELECT name FROM crm_test.leads",
    "SET from_collapse_limit = 1; SELECT * FROM (SELECT * FROM crm_test.leads OFFSET 0) l WHERE pg_temp.told(name)",
    "PREPARE p AS SELECT * FROM crm_test.leads; EXECUTE p; DISCARD PLANS; EXECUTE p",
    "SELECT query FROM pg_stat_activity",
    "SELECT * FROM pg_prepared_xacts",
    "SELECT * FROM pg_locks",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'acting'",
    "SELECT * FROM information_schema.columns WHERE table_schema = 'crm_test'",
    "SELECT most_common_vals, histogram_bounds FROM pg_stats WHERE schemaname = 'crm_test'",
    "SELECT * FROM pg_stats_ext",
    "BEGIN; INSERT INTO crm_test.leads AS l (id, no, owner_id, created_by, created_at, updated_at) "
    "SELECT gen_random_uuid(), n, '{me}', '{me}', now(), now() FROM generate_series(1, 9) n "
    "ON CONFLICT (no) DO UPDATE SET name = l.name RETURNING *",
    "INSERT INTO crm_test.leads (id, owner_id, created_by, created_at, updated_at) "
    "VALUES ('{hidden}', '{me}', '{me}', now(), now()) ON CONFLICT (id) DO UPDATE SET source = leads.name "
    "RETURNING *",
    "BEGIN; MERGE INTO crm_test.leads l USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET source = l.name",
    "BEGIN; INSERT INTO crm_test.lead_phones (lead_id, phone_id, position) "
    "SELECT '{mine}', phone_id, 9 FROM crm_test.lead_facts('{hidden}'); SELECT * FROM crm_test.phones",
    "BEGIN; UPDATE crm_test.callbacks SET lead_id = '{hidden}' WHERE owner_id = '{me}'; "
    "SELECT * FROM crm_test.leads",
    "BEGIN; WITH gone AS (DELETE FROM crm_test.lead_phones RETURNING *) SELECT * FROM gone",
    "SELECT set_config('crm.token', (SELECT string_agg(id::text, '') FROM crm_test.sessions), false); "
    "SELECT * FROM crm_test.leads",
    "SET crm.token = ''; SELECT * FROM crm_test.leads",
)

#: What PostgreSQL lets any login do: by the name under which docs/rights.md tells why it is harmless.
HARMLESS = {
    "own password and settings": (
        "ALTER ROLE CURRENT_USER SET work_mem = '64MB'",
        "ALTER ROLE CURRENT_USER RESET ALL",
        "SET statement_timeout = 0",
        "SET idle_in_transaction_session_timeout = 0",
        "SET crm.token = 'made up'",
    ),
    "advisory locks": ("SELECT pg_advisory_lock(7243001)", "SELECT pg_advisory_unlock_all()"),
    "NOTIFY": ("NOTIFY crm_changes, 'made up'", "LISTEN crm_changes", "SELECT pg_notify('x', 'y')"),
    "large objects": ("SELECT lo_unlink(lo_create(0))",),
    "temporary tables": ("CREATE TEMP TABLE mine (id int)", "DROP TABLE pg_temp.mine"),
    "catalogue names and sizes": (
        "SELECT relname, reltuples FROM pg_class",
        "SELECT prosrc FROM pg_proc",
        "SELECT rolname FROM pg_roles",
        "SELECT pg_total_relation_size('crm_test.leads')",
        "SELECT pg_database_size(current_database())",
        "SELECT n_live_tup FROM pg_stat_user_tables",
        "SELECT last_value FROM pg_sequences",
    ),
    "locks and long transactions": ("BEGIN; LOCK TABLE crm_test.leads IN SHARE MODE",),
    "analyse and vacuum": ("ANALYZE crm_test.leads", "VACUUM crm_test.leads"),
    "the server's version and settings": ("SELECT version()", "SHOW ALL", "SELECT * FROM pg_settings"),
    "work for nothing": ("SELECT count(*) FROM generate_series(1, 100000)",),
}

#: Forged evidence: what the program would have written beside an act of its own.
FORGED_EVIDENCE = (
    # A do-not-call of somebody else's as one's own mistake.
    "INSERT INTO undo_acts (id, person_id, kind, before, at, until) SELECT gen_random_uuid(), '{me}', 'complete', "
    "jsonb_build_object('do_not_call', p.id::text), now(), now() + interval '1 h' FROM phones p; "
    "UPDATE phones SET do_not_call_at = NULL WHERE do_not_call_at IS NOT NULL",
    "UPDATE phones SET do_not_call_at = now() WHERE do_not_call_at IS NOT NULL; "
    "UPDATE phones SET do_not_call_at = NULL WHERE do_not_call_at IS NOT NULL",
    "SELECT keep_lately('do_not_call', id) FROM phones",
    "INSERT INTO done_lately SELECT '{me}', 'do_not_call', id, now() FROM phones",
    "SELECT * FROM done_lately",
    # An old call of one's own as a mistake of this minute.
    "INSERT INTO undo_acts (id, person_id, kind, before, at, until) VALUES (gen_random_uuid(), '{me}', "
    "'complete', jsonb_build_object('call_id', '{old_call}'), now(), now() + interval '1 h'); "
    "SELECT reopen_call('{old_call}'); UPDATE calls SET note = 'x' WHERE id = '{old_call}'",
    # A confirmed sale of one's own.
    "UPDATE sales SET amount_minor = amount_minor * 10 WHERE id = '{sale}'",
    "UPDATE sales SET confirmed_at = NULL, confirmed_by = NULL WHERE id = '{sale}'",
    "UPDATE sales SET state = 'received' WHERE id = '{sale}'",
    "UPDATE sales SET product = 'x' WHERE id = '{sale}'",
    "UPDATE sales SET person_id = '{theirs}' WHERE id = '{sale}'",
    "DELETE FROM sales WHERE id = '{sale}'",
    "INSERT INTO sale_changes (id, sale_id, at, person_id, state, amount_minor, is_confirmed) "
    "SELECT gen_random_uuid(), id, now(), '{me}', state, amount_minor * 10, true FROM sales WHERE id = '{sale}'",
    # A free place of the queue pushed away.
    "SELECT * FROM move_on('{free}', 3, '{due}', 3, 'too_soon', now() + interval '5 minutes') m WHERE m > 0",
    "SELECT * FROM move_on('{free}', 3, '{due}', 8, 'no_phone', now()) m WHERE m > 0",
    "SELECT * FROM move_on('{free}', 3, '{due}', 9, 'max_attempts', now()) m WHERE m > 0",
    "SELECT * FROM move_on('{shut}', 3, '{due}', 3, 'outside_hours', now() + interval '30 days') m WHERE m > 0",
    "SELECT * FROM move_on('{shut}', 3, '{due}', 1, 'outside_hours', now() + interval '1 hour') m WHERE m > 0",
    "SELECT is_dialable('{free}', now())",
    "SELECT server_now()",
    # A lead given out of the own team.
    "UPDATE leads SET owner_id = '{theirs}' WHERE id = '{mine}'",
    "UPDATE leads SET team_id = (SELECT team_id FROM people WHERE id = '{theirs}') WHERE id = '{mine}'",
)

#: A team lead's, towards the other team; {hidden}, {theirs} and {call} are of it.
TEAM_LEAD = (
    "SELECT take_old('sales', now() - interval '9 years', 10)",
    "INSERT INTO legal_holds VALUES (gen_random_uuid(), NULL, 'mine', 'none', 20990101, now(), (SELECT acting()), NULL, NULL)",
    "INSERT INTO sweeps VALUES (gen_random_uuid(), now(), (SELECT acting()), 'sales', now(), 1)",
    "UPDATE leads SET owner_id = '{me_lead}' WHERE id = '{hidden}'",
    "UPDATE leads SET owner_id = '{theirs}' WHERE id = '{mine}'",
    "UPDATE leads SET team_id = (SELECT team_id FROM people WHERE id = '{theirs}') WHERE id = '{mine}'",
    "UPDATE leads SET score = 32767 WHERE id = '{mine}'",
    "UPDATE sales SET person_id = '{me_lead}' WHERE id = '{sale}'",
    "UPDATE sales SET day = 20200101 WHERE id = '{sale}'",
    "INSERT INTO sales (id, lead_id, person_id, product, amount_minor, currency, state, at, confirmed_at, "
    "confirmed_by) VALUES (gen_random_uuid(), '{mine}', '{me_lead}', 'x', 1, 'INR', 'promised', now(), now(), "
    "'{me_lead}')",
    "UPDATE leads SET id = gen_random_uuid()",
    "UPDATE leads SET import_id = gen_random_uuid()",
    "DELETE FROM leads",
    "INSERT INTO leads (id, owner_id, team_id, created_by, created_at, updated_at) "
    "SELECT gen_random_uuid(), '{theirs}', team_id, '{me_lead}', now(), now() FROM people WHERE id = '{theirs}'",
    "INSERT INTO lead_phones (lead_id, phone_id, position) VALUES ('{mine}', '{phone}', 9)",
    "INSERT INTO lead_phones (lead_id, phone_id, position) VALUES ('{hidden}', '{phone}', 9)",
    "UPDATE callbacks SET lead_id = '{hidden}' WHERE lead_id = '{mine}'",
    "UPDATE appointments SET lead_id = '{hidden}' WHERE lead_id = '{mine}'",
    "UPDATE queue_entries SET lead_id = '{hidden}' WHERE lead_id = '{mine}'",
    "UPDATE service_records SET lead_id = '{mine}' WHERE lead_id = '{hidden}'",
    "INSERT INTO timeline (id, lead_id, at, person_id, kind) "
    "VALUES (gen_random_uuid(), '{hidden}', now(), '{me_lead}', 'note')",
    "INSERT INTO imports (id, person_id, file_name, duplicates, state, started_at) "
    "VALUES (gen_random_uuid(), '{theirs}', 'x', 'skip', 'done', now())",
    "UPDATE imports SET state = 'undone' WHERE person_id = '{theirs}'",
    "INSERT INTO campaigns (id, name, created_at, created_by) "
    "VALUES (gen_random_uuid(), 'x', now(), '{theirs}')",
    "INSERT INTO campaign_rules (id, campaign_id, no, rules, made_at, made_by) "
    "SELECT gen_random_uuid(), id, 99, '{{}}', now(), '{theirs}' FROM campaigns",
    "UPDATE campaign_rules SET rules = '{{}}'",
    "DELETE FROM campaign_rules",
    "UPDATE workspace SET name = 'mine'",
    "SELECT * FROM audit",
    "SELECT drop_new_campaign(id) FROM campaigns WHERE drop_new_campaign(id)",
    "SELECT remove_imported(0, 1000000, '{hidden}', '{{}}')",
    "SELECT remove_brought('{hidden}', '{hidden}', '{{}}', '{{}}')",
    "SELECT change_person('{me_lead}', 1, 'x', 'admin', NULL)",
    "SELECT add_person(gen_random_uuid(), 'x', 'x', 'admin', NULL, 'x', NULL)",
    "SELECT end_long_transactions(1)",
    "SELECT bury(gen_random_uuid(), ARRAY['phone'], ARRAY['+919811111111'], now())",
    "SELECT lift_tombstones(ARRAY['+919811111111'], 'mine', now())",
    "SELECT tombstone_key_for_backup()",
    "SELECT suppress_leads(gen_random_uuid(), false)",
    "SELECT end_audit_stretch(1, decode(repeat('00', 32), 'hex'))",
    "SELECT erase_leads(gen_random_uuid(), ARRAY['{mine}'::uuid])",
    "SELECT * FROM search_texts(ARRAY['%secret%'], ARRAY['%9%'])",
    "SELECT * FROM find_in_texts(ARRAY['%secret%'], ARRAY['%9%'], 1000)",
    "SELECT * FROM leads_with_emails(ARRAY['secret@example.com'])",
    "SELECT redact_texts(gen_random_uuid(), ARRAY['timeline.text'], ARRAY['%secret%'], ARRAY['%9%'], ARRAY['.*'])",
    "SELECT forget_disclosed(gen_random_uuid(), gen_random_uuid(), '')",
    "SELECT * FROM tombstone_keys",
    "UPDATE leads SET erased_at = now() WHERE id = '{mine}'",
)
#: Of a number of the other team it is told that somebody has it, never what they are called.
TEAM_LEAD_QUIET = (
    "SELECT * FROM import_phones(ARRAY(SELECT '+919800' || lpad(n::text, 6, '0') FROM generate_series(0, 99) n), "
    "ARRAY(SELECT '' FROM generate_series(0, 99)))",
    "SELECT * FROM import_emails(ARRAY['secret zoya''s'], ARRAY[''])",
    "SELECT * FROM unused_phones('00000000-0000-0000-0000-000000000000', 99)",
    "SELECT * FROM leads_found(ARRAY['%ecre%'], '{{}}', '{{}}', '{{}}', 99, '{theirs}', NULL, 'all')",
    "SELECT * FROM phones_of((SELECT array_agg(lead_id) FROM queue_entries), '{theirs}', NULL, 'all')",
)
