"""What a benchmark found: one line a measurement, against a baseline of the same run or an absolute goal."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. `ratio` is ours ÷ baseline; without a baseline `ours_ms` itself must reach the goal.

    `ours_ms` and `baseline_ms` are in `unit`, milliseconds unless it says otherwise. `goal` is the greatest
    ratio (or value) allowed, None where there is no goal: then `ok` is True.
    """

    name: str
    size: int
    ours_ms: float
    baseline_ms: float | None
    ratio: float | None
    goal: float | None
    ok: bool
    unit: str = "ms"
    note: str = ""


def against(
    name: str, size: int, ours_ms: float, baseline_ms: float, goal: float | None, note: str = ""
) -> Result:
    """A measurement against a baseline of the same run; ok when ours ÷ baseline is at most `goal`."""
    ratio = ours_ms / baseline_ms
    return Result(name, size, ours_ms, baseline_ms, ratio, goal, goal is None or ratio <= goal, "ms", note)


def absolute(
    name: str, size: int, value: float, goal: float | None, unit: str = "ms", note: str = ""
) -> Result:
    """A measurement that must be at most `goal` itself."""
    return Result(name, size, value, None, None, goal, goal is None or value <= goal, unit, note)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which `part` (0.0 to 1.0) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def middle_half(values: Sequence[float]) -> float:
    """The mean of the middle half: a median would jump where a disk answers in steps of some milliseconds."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return statistics.fmean(ordered[quarter : len(ordered) - quarter])


def table(results: Sequence[Result]) -> str:
    """The results as lines of text, one a measurement; what misses its goal is marked."""
    lines = [f"{'measured':<52} {'leads':>9} {'ours':>12} {'baseline':>10} {'ratio':>7} {'goal':>8}"]
    for r in results:
        ours = f"{r.ours_ms:,.3f} {r.unit}" if r.ours_ms < 100 else f"{r.ours_ms:,.0f} {r.unit}"
        base = "" if r.baseline_ms is None else f"{r.baseline_ms:,.3f}"
        ratio = "" if r.ratio is None else f"{r.ratio:.3f}"
        goal = "" if r.goal is None else f"≤ {r.goal:.3g}"
        verdict = "" if r.ok else "  MISSED"
        note = f"  {r.note}" if r.note else ""
        lines.append(f"{r.name:<52} {r.size:>9,} {ours:>12} {base:>10} {ratio:>7} {goal:>8}{verdict}{note}")
    missed = sum(not r.ok for r in results)
    with_goal = sum(r.goal is not None for r in results)
    lines.append(f"{with_goal - missed} of {with_goal} goals reached")
    return "\n".join(lines)


def write(results: Sequence[Result], file: Path, *, is_part: bool = False) -> None:
    """Keep the results as JSON; of a part of all benchmarks beside what others gave before."""
    file.parent.mkdir(exist_ok=True)
    known = json.loads(file.read_text("utf-8")) if is_part and file.exists() else []
    measured = {(r.name, r.size) for r in results}
    rows = [row for row in known if (row["name"], row["size"]) not in measured]
    rows += [asdict(r) for r in results]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
