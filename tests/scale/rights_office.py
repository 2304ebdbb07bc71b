"""A team's database with many leads, opened as a telecaller's own role and as who owns everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event, text

from crm_desktop.clock import SystemClock
from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.people import Actor
from crm_desktop.domain.queue import Lane
from crm_desktop.services.campaigns import CampaignService, NewCampaign
from crm_desktop.store.engine import open_postgres_engine
from crm_desktop.store.unit_of_work import Store
from tests.factories import Office, make_office
from tests.postgres import PgDatabase
from tests.stores import TEAM, install_team, open_team_store

#: Every fiftieth lead is Asha's, as in a team of fifty; every tenth is nobody's.
_MADE = """
    CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS phone,
           (ARRAY['Kavya','Ravi','Asha','Imran','Sunita','Meera','Joseph','Vandana','Arjun','Priya'])
             [1 + n % 10]
             || ' ' || (ARRAY['Iyengar','Chauhan','Pawar','Lobo','Kini','Rao','Shah','Das','Nair'])[1 + n % 9]
             || ' ' || n AS name,
           (ARRAY['Pune','Mumbai','Nashik','Surat','Delhi'])[1 + n % 5] AS city,
           CASE WHEN n % 3 > 0 THEN 'person' || n || '@example.com' ELSE '' END AS email,
           CASE WHEN n % 4 = 0 THEN n % 900 || ' Mahatma Gandhi Road, near the market' ELSE '' END AS address,
           CASE WHEN n % 50 = 0 THEN :asha WHEN n % 10 = 1 THEN NULL ELSE :imran END::uuid AS owner
    FROM generate_series(1, :size) n
"""
_FILLED = (
    "INSERT INTO leads (no, id, name, name_key, email, address, city, city_key, source, zone, owner_id,"
    " team_id, created_at, updated_at) SELECT n, id, name, lower(name), email, address, city, lower(city),"
    " 'Fair', 'Asia/Kolkata', owner, :team, now(), now() FROM made",
    "INSERT INTO phones (id, e164) SELECT phone, '+9198' || lpad(n::text, 8, '0') FROM made",
    "INSERT INTO lead_phones (lead_id, phone_id, position) SELECT id, phone, 1 FROM made",
    "INSERT INTO lead_search (no, text) SELECT n, concat_ws(E'\\n', lower(name), nullif(email, ''),"
    " '+9198' || lpad(n::text, 8, '0')) FROM made",
    "INSERT INTO queue_entries (id, campaign_id, lead_id, lane, next_at, zone, owner_id)"
    " SELECT gen_random_uuid(), :campaign, id, :lane, now() - interval '1 day', 'Asia/Kolkata', owner"
    " FROM made",
    "INSERT INTO campaign_zones (campaign_id, zone) VALUES (:campaign, 'Asia/Kolkata')",
    "SELECT setval(pg_get_serial_sequence('leads', 'no'), :size)",
)


@dataclass(frozen=True)
class RightsOffice:
    """Where the leads are, and who works there; the campaign calls at any hour."""

    database: PgDatabase
    office: Office
    campaign: Campaign


def staffed(database: PgDatabase) -> RightsOffice:
    """Rights, people and a campaign without leads."""
    install_team(database)
    clock: Any = SystemClock()
    store = open_team_store(database, clock)
    office = make_office(store)
    campaign = CampaignService(store).create(
        office.admin,
        NewCampaign("Home loan", is_practice=True, start_minute=0, end_minute=1440, days=frozenset(range(7))),
    )
    store.close()
    return RightsOffice(database, office, campaign)


def build(database: PgDatabase, size: int) -> RightsOffice:
    """Rights, people, a campaign and `size` leads in its queue."""
    made = staffed(database)
    office, campaign, store = made.office, made.campaign, opened_by_owner(made)
    values = {
        "size": size,
        "asha": office.asha.person_id,
        "imran": office.imran.person_id,
        "team": office.asha.team_id,
        "campaign": campaign.id,
        "lane": int(Lane.NEW),
    }
    with loading(store, "leads", "phones", "lead_phones", "lead_search", "queue_entries") as connection:
        for sql in (_MADE, *_FILLED):
            connection.execute(text(sql), values)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    store.close()
    return made


@contextmanager
def loading(store: Store, *tables: str) -> Iterator[Connection]:
    """A transaction of whoever owns everything, in which rows come into these tables in a third of the time.

    Their indexes are made of what there is at the end, but for those that keep something unique; what a row
    points to isn't looked up. Counts of the queue are kept by their own triggers all the same.
    """
    schema = TEAM.schema
    found = text(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_index i ON i.indexrelid ="
        " (quote_ident(schemaname) || '.' || quote_ident(indexname))::regclass"
        " WHERE schemaname = :schema AND tablename = ANY (:tables) AND NOT i.indisunique"
    )
    with store.engine.begin() as connection:
        run = connection.execute
        run(text("SET LOCAL maintenance_work_mem = '1GB'"))
        indexes = run(found, {"schema": schema, "tables": list(tables)}).all()
        for name, _ in indexes:
            run(text(f'DROP INDEX {schema}."{name}"'))
        run(text("ALTER TABLE queue_entries ENABLE ALWAYS TRIGGER queue_counts_added"))
        run(text("SET LOCAL session_replication_role = replica"))
        yield connection
        run(text("SET LOCAL session_replication_role = origin"))
        run(text("ALTER TABLE queue_entries ENABLE TRIGGER queue_counts_added"))
        for _, definition in indexes:
            run(text(definition.replace(" ON ONLY ", " ON ", 1).replace(":", "\\:")))


def opened_by_owner(made: RightsOffice) -> Store:
    """The same tables as the server's administrator, whom no policy binds."""
    engine = open_postgres_engine(made.database.url(), search_path=f"{TEAM.schema},public")
    return Store(engine, SystemClock())


def opened_by_role(
    made: RightsOffice, name: str = "asha", prepare: Callable[[Any], None] | None = None
) -> tuple[Store, Actor]:
    """As a person's own role, signed in; `prepare` gets each new connection before."""
    role, url = TEAM.person(name), made.database.url()
    engine = open_postgres_engine(url, search_path=f"{TEAM.schema},public")
    kept: dict[str, Any] = {}

    def become(connection: Any, _: object) -> None:
        if prepare is not None:
            prepare(connection)
        connection.execute(f'SET SESSION AUTHORIZATION "{role}"')
        if not kept:
            row = connection.execute(
                "SELECT s.id, o.* FROM (SELECT gen_random_uuid() AS id OFFSET 0) s, "
                "LATERAL sign_in(s.id, 'bench', 20261129) o"
            ).fetchone()
            kept["session"], kept["token"] = row[0], row[6]
        connection.commit()

    def show_token(connection: Connection, actor: Actor | None) -> None:
        connection.exec_driver_sql("SELECT set_config('crm.token', %s, true)", (kept["token"],))

    _known_to_server(made, role)
    event.listen(engine, "connect", become)
    engine.connect().close()
    person = {"asha": made.office.asha, "joseph": made.office.lead, "rohini": made.office.admin}[name]
    actor = Actor(person.person_id, kept["session"], person.name, person.role, person.team_id)
    return Store(engine, SystemClock(), show_token), actor


def _known_to_server(made: RightsOffice, role: str) -> None:
    store = opened_by_owner(made)
    with store.engine.begin() as connection:
        found = connection.execute(
            text("SELECT role FROM people WHERE :role = :prefix || sign_in_name"),
            {"role": role, "prefix": TEAM.person_prefix},
        ).scalar_one()
        is_there = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role}).first()
        connection.exec_driver_sql(f'SET LOCAL ROLE "{TEAM.keeper}"')
        if is_there is None:
            connection.exec_driver_sql(f'CREATE ROLE "{role}" LOGIN')
        connection.exec_driver_sql(f'GRANT "{TEAM.schema}__{found}" TO "{role}"')
    store.close()
