"""A team's database with many leads, opened as a telecaller's own role and as who owns everything."""

from __future__ import annotations

from collections.abc import Callable
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
           CASE WHEN n % 50 = 0 THEN :asha WHEN n % 10 = 1 THEN NULL ELSE :imran END::uuid AS owner
    FROM generate_series(1, :size) n
"""
_FILLED = (
    "INSERT INTO leads (no, id, name, name_key, city, city_key, zone, owner_id, team_id, created_at,"
    " updated_at) SELECT n, id, name, lower(name), city, lower(city), 'Asia/Kolkata', owner, :team, now(),"
    " now() FROM made",
    "INSERT INTO phones (id, e164) SELECT phone, '+9198' || lpad(n::text, 8, '0') FROM made",
    "INSERT INTO lead_phones (lead_id, phone_id, position) SELECT id, phone, 1 FROM made",
    "INSERT INTO lead_search (no, text) SELECT n, lower(name) || E'\\n' || '9198' || lpad(n::text, 8, '0')"
    " FROM made",
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
    with store.write(None) as work:
        for sql in (_MADE, *_FILLED):
            work.connection.execute(text(sql), values)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    store.close()
    return made


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
