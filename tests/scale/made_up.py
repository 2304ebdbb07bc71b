"""Many made-up leads written straight into a store, in seconds: for long lists and for measuring them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from crm_desktop.domain.lead import search_key, search_text
from crm_desktop.store.bulk import Bulk, packed_ids, take
from crm_desktop.store.search import SearchIndex
from crm_desktop.store.tables import lead_phones, leads, phones
from crm_desktop.store.types import pack_time
from crm_desktop.store.unit_of_work import Store

FIRST = [
    "Aarav",
    "Aditi",
    "Bhaskar",
    "Deepika",
    "Farhan",
    "Gurpreet",
    "Harshada",
    "Kavya",
    "Meera",
    "Nikhil",
    "Pooja",
    "Ravi",
    "Sanjana",
    "Sunita",
    "Thiruvengadam",
    "Yash",
    "Zoya",
    "Anita",
    "Dilip",
    "Imran",
    "Joseph",
    "Kiran",
    "Lalita",
    "Mohan",
    "Nandini",
    "Omkar",
    "Priya",
    "Rahul",
    "Salma",
    "Shreya",
    "Tanvi",
    "Uday",
    "Vandana",
    "Wasim",
    "Vikram",
    "Leela",
    "Chetan",
    "Esha",
    "Gauri",
    "Hemant",
]
LAST = [
    "Menon",
    "Rao",
    "Reddy",
    "Nair",
    "Qureshi",
    "Ahluwalia",
    "Jadhav",
    "Iyengar",
    "Kulkarni",
    "DSouza",
    "Bansal",
    "Chauhan",
    "Deshmukh",
    "Venkatesan",
    "Thakkar",
    "Mirza",
    "Sharma",
    "Bhatt",
    "Sheikh",
    "Lobo",
    "Bedekar",
    "Joshi",
    "Pillai",
    "Shinde",
    "Pawar",
    "Ghosh",
    "Bano",
    "Desai",
    "Patel",
    "Banerjee",
    "Mukherjee",
    "Naidu",
    "Shetty",
    "Gowda",
    "Hegde",
    "Kamat",
    "Saxena",
    "Mathur",
    "Trivedi",
    "Solanki",
]
CITIES = [
    "Pune",
    "Nashik",
    "Kochi",
    "Hyderabad",
    "Chennai",
    "Mumbai",
    "Nagpur",
    "Indore",
    "Surat",
    "Jaipur",
    "Lucknow",
    "Mysuru",
]
RESULTS = ("", "", "", "Not interested", "No answer", "Busy", "Switched off", "Call back", "Interested")
STATUSES = ("new", "open", "open", "open", "won", "closed")
BATCH = 20_000


def _people(count: int, seed: int) -> Iterator[tuple[str, str, str, str, str, str]]:
    chosen = random.Random(seed)
    for number in range(count):
        name = f"{chosen.choice(FIRST)} {chosen.choice(LAST)}"
        if number % 97 == 0:
            name = "सुनीता रामचंद्र देशमुख"
        company = f"{chosen.choice(LAST)} Traders" if number % 3 == 0 else ""
        email = f"lead{number}@example.in" if number % 4 == 0 else ""
        result = chosen.choice(RESULTS)
        yield name, company, email, chosen.choice(CITIES), chosen.choice(STATUSES), result


def phone_of(number: int, count: int) -> str:
    """The phone of a lead: +91 98000 0xxxx while there are enough of those, else spread over all mobiles."""
    if count <= 20_000:
        return f"+91980{number:07d}"
    return f"+91{6_000_000_000 + number * 2_654_435_761 % 4_000_000_000}"  # no two the same


def add_made_up_leads(
    store: Store, count: int, *, owner_id: UUID | None = None, team_id: UUID | None = None, seed: int = 7
) -> None:
    """Add `count` leads with one phone each to a store that has none, with everything they are found by."""
    ids, key = packed_ids(), lru_cache(maxsize=50_000)(search_key)
    people = _people(count, seed)
    now = store.clock.now()
    packed_now = pack_time(now)
    owner = owner_id.bytes if owner_id else None
    team = team_id.bytes if team_id else None
    names = (
        "no",
        "id",
        "name",
        "name_key",
        "company",
        "company_key",
        "email",
        "city",
        "city_key",
        "zone",
        "status",
        "owner_id",
        "team_id",
        "created_at",
        "updated_at",
        "last_result",
        "next_call_at",
    )
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        lead_ids, phone_ids = take(ids, size), take(ids, size)
        lead_rows, texts, phone_rows, belong = [], [], [], []
        for place in range(size):
            name, company, email, city, status, result = next(people)
            number = start + place
            e164 = phone_of(number, count)
            due = None
            if number % 5 == 0 and status == "open":
                due = pack_time(now + timedelta(minutes=number % 20_000 - 600))
            lead_rows.append(
                (
                    number + 1,
                    lead_ids[place],
                    name,
                    key(name),
                    company,
                    key(company),
                    email,
                    city,
                    key(city),
                    "Asia/Kolkata",
                    status,
                    owner,
                    team,
                    packed_now,
                    packed_now,
                    result,
                    due,
                )
            )
            texts.append(search_text(name, company, (email,) if email else (), (e164,)))
            phone_rows.append((phone_ids[place], e164))
            belong.append((lead_ids[place], phone_ids[place], 1))
        with store.write(None) as work:
            bulk = Bulk(work)
            bulk.insert(leads, names, lead_rows)
            bulk.insert(phones, ("id", "e164"), phone_rows)
            bulk.insert(lead_phones, ("lead_id", "phone_id", "position"), belong)
            SearchIndex(work).add([row[0] for row in lead_rows], texts)
    with store.write(None) as work:
        if count > BATCH:  # as the daily upkeep leaves it: one piece of the search index, not one a batch
            work.connection.exec_driver_sql("INSERT INTO lead_fts(lead_fts) VALUES ('optimize')")
        work.connection.exec_driver_sql("ANALYZE")
