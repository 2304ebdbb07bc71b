"""What each column of a brought file becomes: a mapping that is remembered per layout or kept in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from crm_desktop.domain.import_columns import TARGETS, normal_heading
from crm_desktop.errors import UserError

_FORMAT = "crm-desktop-mapping"
ORDERS = ("dmy", "mdy", "ymd")
VALUE_TARGETS = ("result", "status", "owner", "language", "gender", "source")
"""Targets whose values can be mapped: raw text (normal form) to a code, an id, or "" for "leave out"."""


@dataclass(frozen=True)
class ColumnRule:
    """One column: heading, target (of `TARGETS`, or `custom:<key>`), a phone's label, date order."""

    header: str
    target: str
    label: str = ""
    date_order: str = "dmy"


@dataclass(frozen=True)
class Mapping:
    """All columns in the file's order, and what values mean (by target; keys as of `normal_word`)."""

    columns: tuple[ColumnRule, ...]
    values: Map[str, Map[str, str]] = field(default_factory=dict)
    country: str = "IN"
    has_header: bool = True

    @property
    def signature(self) -> str:
        """The layout's signature: the same for every file with the same headings in the same order."""
        return layout_signature([rule.header for rule in self.columns], self.has_header)

    @property
    def problem(self) -> str | None:
        """Why no lead can come of this mapping, or None."""
        targets = {rule.target for rule in self.columns}
        if targets & {"phone", "email"}:
            return None
        return (
            "No column is a phone number or an e-mail. Choose which one is; "
            "if the file has none, add one to the file and bring it again."
        )

    def with_target(self, index: int, target: str, label: str = "") -> Mapping:
        """The mapping with another target for one column."""
        rules = list(self.columns)
        rules[index] = replace(rules[index], target=_valid_target(target), label=label)
        return replace(self, columns=tuple(rules))

    def with_values(self, target: str, values: Map[str, str]) -> Mapping:
        """The mapping with value meanings added for one target."""
        merged = {**self.values.get(target, {}), **values}
        return replace(self, values={**self.values, target: merged})

    def to_json(self) -> str:
        """As text for a file or the store."""
        return json.dumps(
            {
                "format": _FORMAT,
                "version": 1,
                "country": self.country,
                "has_header": self.has_header,
                "columns": [
                    {
                        "header": rule.header,
                        "target": rule.target,
                        **({"label": rule.label} if rule.label else {}),
                        **({"date_order": rule.date_order} if rule.date_order != "dmy" else {}),
                    }
                    for rule in self.columns
                ],
                "values": {target: dict(values) for target, values in self.values.items()},
            },
            ensure_ascii=False,
            indent=1,
        )

    @staticmethod
    def from_json(text: str) -> Mapping:
        """Read what `to_json` wrote, or a person by hand; raises `UserError` naming what is wrong."""
        try:
            data = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            raise UserError("The mapping file is no JSON (line {line}). Save it anew.", line=line) from None
        if (
            not isinstance(data, dict)
            or data.get("format") != _FORMAT
            or not isinstance(data.get("columns"), list)
        ):
            raise UserError("This is not a mapping file of CRM Desktop. Choose the file saved by an import.")
        if data.get("version") != 1:
            raise UserError("The mapping file is of a newer version. Update CRM Desktop or save it anew.")
        rules = tuple(_rule(item) for item in data["columns"])
        values = data.get("values", {})
        if not isinstance(values, dict) or not all(
            isinstance(meanings, dict) for meanings in values.values()
        ):
            raise UserError("The mapping file's “values” are not understood. Save it anew.")
        return Mapping(
            rules,
            {str(t): {str(k): str(v) for k, v in meanings.items()} for t, meanings in values.items()},
            str(data.get("country", "IN")),
            bool(data.get("has_header", True)),
        )

    def for_header(self, header: Sequence[str]) -> Mapping:
        """The mapping fitted to a file with other columns or another order; unknown columns are left out.

        Columns are found by heading; without headings by place.
        """
        if not self.has_header:
            missing = [ColumnRule(name, "ignore") for name in header[len(self.columns) :]]
            return replace(self, columns=(*self.columns[: len(header)], *missing))
        by_name = {normal_heading(rule.header): rule for rule in self.columns}
        fitted: list[ColumnRule] = []
        for name in header:
            rule = by_name.get(normal_heading(name))
            fitted.append(replace(rule, header=name) if rule else ColumnRule(name, "ignore"))
        return replace(self, columns=tuple(fitted))


def layout_signature(header: Sequence[str], has_header: bool = True) -> str:
    """A short fingerprint of headings in their normal form and order; without header, of the width alone."""
    text = (
        "\x1f".join(map(normal_heading, header)) if has_header else f"without header, {len(header)} columns"
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _rule(item: Any) -> ColumnRule:
    if not isinstance(item, dict) or not isinstance(item.get("header"), str):
        raise UserError("A column of the mapping file has no “header”. Save it anew.")
    order = item.get("date_order", "dmy")
    if order not in ORDERS:
        raise UserError("The date order “{order}” is not known: use dmy, mdy or ymd.", order=order)
    return ColumnRule(
        item["header"], _valid_target(str(item.get("target", ""))), str(item.get("label", "")), order
    )


def _valid_target(target: str) -> str:
    if target in TARGETS or (target.startswith("custom:") and len(target) > 7):
        return target
    raise UserError("There is no target called “{target}” for a column.", target=target)
