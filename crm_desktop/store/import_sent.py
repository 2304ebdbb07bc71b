"""An import's new leads as a server takes them: one function, each column an array, in one journey.

Arrays and not a table to copy into: what somebody keeps in a table of the session's own can carry code (a
view, a policy) that the function would run with the owner's rights; an array is nothing but its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from crm_desktop.store.bulk import PackedRow, array_text


class SentLeads(NamedTuple):
    """The arrays of `import_leads`, in the order of its parameters from the third on."""

    arrays: tuple[str, ...]
    leads: int


COLUMNS = (
    ("id", "uuid"), ("name", "text"), ("name_key", "text"), ("company", "text"), ("company_key", "text"),
    ("email", "text"), ("address", "text"), ("city", "text"), ("city_key", "text"), ("state", "text"),
    ("postal_code", "text"), ("country", "text"), ("language", "text"), ("source", "text"), ("zone", "text"),
    ("status", "text"), ("owner_id", "uuid"), ("team_id", "uuid"), ("created_at", "bigint"),
    ("last_result", "text"), ("next_call_at", "bigint"), ("score", "smallint"), ("product", "text"),
    ("product_key", "text"),
)  # fmt: skip
"""What differs from lead to lead; who brought them, when and by which import is said once."""
PHONE_COLUMNS = (
    ("lead_id", "uuid"), ("e164", "text"), ("phone_id", "uuid"), ("position", "smallint"), ("label", "text"),
    ("extension", "text"), ("wrong_at", "bigint"),
)  # fmt: skip
CALL = "SELECT first_no, last_no FROM import_leads(%s, %s, %s, {})".format(
    ", ".join(f"%s::{kind}[]" for _, kind in (*COLUMNS, ("text", "text"), *PHONE_COLUMNS))
)


def sent(
    names: Sequence[str],
    leads: Sequence[PackedRow],
    texts: Sequence[str],
    phones: Iterable[PackedRow],
    phone_ids: dict[str, bytes],
) -> SentLeads:
    """Leads (columns `names`), what each is found by, and `phones` (lead, number, position …) as arrays.

    `phone_ids`: the id a number gets when the server doesn't know it.
    """
    by_name = dict(zip(names, zip(*leads, strict=True), strict=True))
    arrays = [array_text(kind, by_name[name]) for name, kind in COLUMNS]
    arrays.append(array_text("text", texts))
    with_ids = [(lead, e164, phone_ids[e164], *rest) for lead, e164, *rest in phones]
    columns: list[Any] = list(zip(*with_ids, strict=True)) or [()] * len(PHONE_COLUMNS)
    arrays += [array_text(kind, column) for (_, kind), column in zip(PHONE_COLUMNS, columns, strict=True)]
    return SentLeads(tuple(arrays), len(leads))
