"""The design tokens: sizes, type and colours, read once from `resources/themes/tokens.json`.

Named tuples rather than dataclasses: they are made before the first paint, and made quicker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from crm_desktop.paths import resources_dir

Scheme = Literal["light", "dark"]


class TypeStyle(NamedTuple):
    """One text style: size and line height in device-independent px, weight 100–900."""

    size: int
    line: int
    weight: int


class Controls(NamedTuple):
    """Heights and edges of what can be operated, in px."""

    compact: int
    normal: int
    large: int
    disposition: int
    chip: int
    key_cap: int
    checkbox: int
    icon: int
    icon_rail: int
    focus_ring: int
    focus_gap: int


class Radii(NamedTuple):
    """Corner radii in px."""

    small: int
    control: int
    panel: int
    pill: int


class Rows(NamedTuple):
    """Row heights of tables in px."""

    compact: int
    normal: int
    roomy: int


class Shell(NamedTuple):
    """The window's fixed measures in px; `full` and `medium` are logical window widths."""

    rail: int
    rail_item: int
    header: int
    notice: int
    status: int
    gutter: int
    page_padding: int
    side_card: int
    min_width: int
    min_height: int
    full: int
    medium: int


class Motion(NamedTuple):
    """Durations in milliseconds."""

    press: int
    panel: int
    toast_in: int
    toast_stay: int
    progress_after: int
    reduced: int


class Colours(NamedTuple):
    """The colours of one scheme as `#RRGGBB`; `chart` holds eight series."""

    window: str
    surface: str
    surface_raised: str
    surface_sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    accent_soft: str
    link: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_fill: str
    danger_fill_hover: str
    danger_fill_text: str
    danger_soft: str
    info: str
    info_soft: str
    state_ready: str
    state_ready_soft: str
    state_dialling: str
    state_dialling_soft: str
    state_on_call: str
    state_on_call_soft: str
    state_wrap_up: str
    state_wrap_up_soft: str
    state_break: str
    state_break_soft: str
    state_away: str
    state_away_soft: str
    focus: str
    selection: str
    selection_text: str
    tooltip: str
    tooltip_text: str
    chart: tuple[str, ...]


class Tokens(NamedTuple):
    """Everything the look is made of, unscaled (zoom 1.0)."""

    families: tuple[str, ...]
    type: Mapping[str, TypeStyle]
    space: tuple[int, ...]
    radius: Radii
    control: Controls
    row: Rows
    shell: Shell
    motion: Motion
    light: Colours
    dark: Colours

    def colours(self, scheme: Scheme) -> Colours:
        """The colours of the scheme."""
        return self.dark if scheme == "dark" else self.light


def _colours(raw: Mapping[str, Any]) -> Colours:
    missing = [name for name in Colours._fields if name not in raw]
    if missing:
        raise ValueError(f"tokens.json lacks the colours {', '.join(missing)}")
    plain: dict[str, Any] = {name: str(value) for name, value in raw.items() if name != "chart"}
    return Colours(**plain, chart=tuple(raw["chart"]))


def parse(raw: Mapping[str, Any]) -> Tokens:
    """Tokens from the file's content; ValueError, KeyError or TypeError when it is not complete."""
    shell = dict(raw["shell_px"])
    min_width, min_height = shell.pop("min_window")
    breakpoints = shell.pop("breakpoints")
    space = raw["space_px"]
    return Tokens(
        families=tuple(raw["font"]["family"]),
        type={name: TypeStyle(**style) for name, style in raw["type_px"].items()},
        space=tuple(space[str(step)] for step in range(len(space))),
        radius=Radii(**raw["radius_px"]),
        control=Controls(**raw["control_px"]),
        row=Rows(**raw["row_px"]),
        shell=Shell(**shell, min_width=min_width, min_height=min_height, **breakpoints),
        motion=Motion(**raw["motion_ms"]),
        light=_colours(raw["light"]),
        dark=_colours(raw["dark"]),
    )


@cache
def load() -> Tokens:
    """The program's tokens, read once."""
    return parse(json.loads((resources_dir() / "themes" / "tokens.json").read_text(encoding="utf-8")))
