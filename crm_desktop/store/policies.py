"""Reads the terms and policies that travel with the program."""

from __future__ import annotations

import hashlib
import tomllib
from functools import lru_cache

from crm_desktop.domain.policies import Policy
from crm_desktop.paths import resources_dir

ORDER = ("terms", "privacy")


@lru_cache(maxsize=1)
def policies() -> tuple[Policy, ...]:
    """Every text in its newest version, in the order they are read."""
    found = {}
    for path in (resources_dir() / "policies").glob("*.toml"):
        with path.open("rb") as file:
            data = tomllib.load(file)
        text = data["text"].strip()
        digest = hashlib.sha256(text.encode()).hexdigest()
        found[data["id"]] = Policy(data["id"], str(data["version"]), data["title"], text, digest)
    return tuple(found[each] for each in ORDER)
