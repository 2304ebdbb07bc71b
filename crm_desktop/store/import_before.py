"""What undoing an import needs of a lead that several parts of one file changed, one after the other."""

from __future__ import annotations

import json
from typing import Any

_CHANGED = ("fields", "values")
_ADDED = ("tags", "notes", "callbacks", "phones")


def both(first: str, then: str) -> str:
    """Two changes of one lead as one, as JSON: as it was before the first, as it became by the second."""
    old, new = json.loads(first), json.loads(then)
    whole: dict[str, Any] = {**new, "changes": changes(old) + changes(new)}
    for name in _CHANGED:
        kept, came = old.get(name, {}), new.get(name, {})
        if kept or came:
            whole[name] = {**kept, **{key: [kept.get(key, pair)[0], pair[1]] for key, pair in came.items()}}
    for name in _ADDED:
        if name in old:
            whole[name] = old[name] + new.get(name, [])
    if "emails" in old:
        whole["emails"] = [old["emails"][0], new.get("emails", old["emails"])[1]]
    if "entry" in old:
        whole["entry"] = old["entry"]
        whole.pop("place", None)  # the place itself came with the import
    elif "place" in old:
        whole["place"] = [*old["place"][:4], new.get("place", old["place"])[4]]
    return json.dumps(whole, separators=(",", ":"))


def changes(before: dict[str, Any]) -> int:
    """How many changes, each a version of the lead, stand behind this."""
    return int(before.get("changes", 1))
