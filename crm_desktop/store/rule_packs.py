"""Reads the rule packs that travel with the program: one dated file a jurisdiction."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from crm_desktop.domain.rule_packs import KNOWN_RULES, Profile, RuleRow, checked_value
from crm_desktop.errors import UserError
from crm_desktop.paths import resources_dir

FIRST = "in"  # whose office is elsewhere than any profile says begins with it


def read_profile(path: Path) -> Profile:
    """One file; raises ValueError that names the file and the row that can't be."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    rows = tuple(_row(path, found) for found in data["rule"])
    dates = [(row.rule, row.from_on) for row in rows]
    if len(set(dates)) < len(dates):
        raise ValueError(f"{path.name}: two rows of one rule have the same date")
    return Profile(data["id"], data["name"], tuple(data["countries"]), rows)


def _row(path: Path, found: dict[str, Any]) -> RuleRow:
    rule = found["id"]
    try:
        value = checked_value(rule, found["value"])
    except UserError as error:
        raise ValueError(f"{path.name}: {rule} of {found['from']}: {error}") from error
    if rule not in KNOWN_RULES or value != found["value"] or not found["source"]:
        raise ValueError(f"{path.name}: {rule} of {found['from']} isn't written as it is kept")
    return RuleRow(rule, found["from"], value, found["source"], found.get("note", ""))


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Every profile, India's first."""
    found = [read_profile(path) for path in sorted((resources_dir() / "rule_packs").glob("*.toml"))]
    return tuple(sorted(found, key=lambda profile: (profile.id != FIRST, profile.name)))
