"""What is set aside while a server's tables are filled is there again afterwards."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from crm_desktop.store.tables import metadata
from crm_desktop.store.team import functions
from crm_desktop.store.team.loading import MADE_GOOD, SetAside
from tests.stores import TEAM

FACTS = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
    "WHERE connamespace = current_schema()::regnamespace AND conparentid = 0",
    "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal",
)
# Triggers that do more than refuse when many rows come, and who sees to it instead.
ACTING = {
    "calls": {"call_was_written", "calls_are_counted"},  # for who acts; told by MOVING
    "timeline": {"timeline_was_written"},  # for who acts
    "presence": {"break_end_told"},  # for who acts
    "sales": {"sale_has_its_step"},  # lets the owner pass, as the next three
    "leads": {"leads_are_numbered"},
    "lead_phones": {"numbers_are_known"},
    "phones": {"erased_stay_away"},
    "queue_entries": {"queue_counts_added", "score_of_new_places"},  # made good
}


def facts(server: psycopg.Connection[Any]) -> list[list[tuple[Any, ...]]]:
    return [sorted(server.execute(ask.encode()).fetchall(), key=str) for ask in FACTS]


def test_what_was_set_aside_is_there_again(administrator: psycopg.Connection[Any]) -> None:
    with administrator.transaction(force_rollback=True):
        administrator.execute(f'SET LOCAL ROLE "{TEAM.owner}"'.encode())
        before = facts(administrator)
        aside = SetAside(administrator, ["calls", "queue_entries"])
        assert all(now != then for now, then in zip(facts(administrator), before, strict=True))
        assert sum(1 for _ in aside.statements()) == len(aside.again) > 20
        assert facts(administrator) == before


def test_tables_that_go_without_triggers_need_none() -> None:
    assert set(MADE_GOOD) <= set(metadata.tables)
    found: dict[str, set[str]] = {}
    for function in functions.ALL:
        triggers = (function.trigger,) if isinstance(function.trigger, str) else function.trigger
        for trigger in triggers:
            if (told := re.match(r"AFTER INSERT.* ON (\w+)", trigger)) and told[1] in MADE_GOOD:
                found.setdefault(told[1], set()).add(function.name)
    assert found == ACTING, "a trigger that does something at a share: see loading.MADE_GOOD"
