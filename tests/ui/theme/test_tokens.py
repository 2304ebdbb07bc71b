"""The tokens: complete, typed, and readable: every pair of colours that is used has enough contrast."""

from __future__ import annotations

import json

import pytest

from crm_desktop.paths import resources_dir
from crm_desktop.ui.theme.icons import ICONS
from crm_desktop.ui.theme.tokens import Colours, Scheme, load, parse
from crm_desktop.ui.widgets.banner import BANNERS
from crm_desktop.ui.widgets.chips import CHIP_COLOURS
from crm_desktop.ui.widgets.table_cells import GROUNDS as CELL_GROUNDS
from crm_desktop.ui.widgets.text import TONE_COLOURS

STATES = ("ready", "dialling", "on_call", "wrap_up", "break", "away")
GROUNDS = ("window", "surface", "surface_raised", "surface_sunken")

TEXT_PAIRS = [
    *((tone, ground) for tone in ("text", "text_muted") for ground in (*GROUNDS, "hover", "selection")),
    *((tone, ground) for tone in ("link", "danger", "success", "warning", "info") for ground in GROUNDS),
    *((TONE_COLOURS[tone], "surface") for tone in TONE_COLOURS),
    *((f"state_{state}", f"state_{state}_soft") for state in STATES),
    *((text, ground or "surface") for ground, text in CHIP_COLOURS.values()),
    *(("text", ground) for ground, _, _, _ in BANNERS.values()),
    *((TONE_COLOURS[tone], ground) for ground, _, tone, _ in BANNERS.values()),
    *(("text", ground) for ground in CELL_GROUNDS.values()),
    ("danger", "danger_soft"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("accent_text", "accent_pressed"),
    ("danger_fill_text", "danger_fill"),
    ("danger_fill_text", "danger_fill_hover"),
    ("selection_text", "selection"),
    ("tooltip_text", "tooltip"),
    ("text", "accent_soft"),
    ("text_muted", "accent_soft"),
    ("accent", "accent_soft"),
    ("link", "hover"),
]
UI_PAIRS = [
    *((line, ground) for line in ("border_strong", "focus") for ground in GROUNDS),
    *((f"state_{state}", "surface") for state in STATES),
    *((line, "surface") for _, line, _, _ in BANNERS.values()),
    ("accent", "surface"),
    ("accent", "window"),
    ("accent", "surface_sunken"),
    ("accent", "selection"),
    ("danger_fill", "surface"),
    ("focus", "selection"),
    ("focus", "accent_soft"),
]


def luminance(colour: str) -> float:
    """WCAG relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast, 1–21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_rightly() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), sorted(set(TEXT_PAIRS)))
def test_text_is_readable(scheme: Scheme, text: str, ground: str) -> None:
    colours = load().colours(scheme)
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), sorted(set(UI_PAIRS)))
def test_what_can_be_operated_is_seen(scheme: Scheme, line: str, ground: str) -> None:
    colours = load().colours(scheme)
    assert contrast(getattr(colours, line), getattr(colours, ground)) >= 3.0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chart_series_are_eight_and_seen(scheme: Scheme) -> None:
    colours = load().colours(scheme)
    assert len(set(colours.chart)) == 8
    assert all(contrast(series, colours.surface) >= 3.0 for series in colours.chart)


def test_a_missing_colour_is_named() -> None:
    raw = json.loads((resources_dir() / "themes" / "tokens.json").read_text("utf-8"))
    del raw["dark"]["focus"]
    with pytest.raises(ValueError, match="focus"):
        parse(raw)


def test_both_schemes_are_complete_and_differ() -> None:
    tokens = load()
    for name in Colours._fields:
        if name == "chart":
            continue
        for colours in (tokens.light, tokens.dark):
            value = getattr(colours, name)
            assert len(value) == 7
            assert int(value[1:], 16) >= 0
    assert tokens.light.window != tokens.dark.window


def test_a_line_is_never_lower_than_its_letters() -> None:
    assert all(style.line > style.size for style in load().type.values())


def test_icon_names_say_what_is_meant() -> None:
    assert all(name.count(".") == 1 and name == name.lower() for name in ICONS)
