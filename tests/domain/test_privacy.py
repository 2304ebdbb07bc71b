"""Every column of the store is on the personal or on the not-personal list, never on both or neither."""

from __future__ import annotations

from crm_desktop.domain.privacy import NOT_PERSONAL, PERSONAL, is_listed
from crm_desktop.store.tables import metadata


def test_every_column_is_on_one_list() -> None:
    missing = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not is_listed(table.name, column.name)
    ]
    assert missing == []


def test_the_lists_name_only_what_there_is() -> None:
    columns = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns}
    assert set(PERSONAL) <= columns
    for table, names in NOT_PERSONAL.items():
        assert table in metadata.tables
        assert {f"{table}.{n}" for n in names - {"*"}} <= columns
