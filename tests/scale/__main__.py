"""Runs every benchmark (`bench_*.py`) and prints one table: `python -m tests.scale [--sizes N,N] [NAME …]`.

Each has `run(sizes) -> list[Result]` and runs in a process of its own, so that memory and caches are its
own. The figures are kept in `.bench/results.json`, those of named ones beside what the others gave before,
so each can be run for itself (`make bench BENCH=why SIZES=10000,1000000`; `claims`, `why` and `simulator`
some minutes each with 1,000,000 leads). Exit code 1 when a goal was missed or a benchmark failed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.scale.results import Result, table, write

HERE = Path(__file__).parent
BENCH_DIR = HERE.parents[1] / ".bench"
QUICK_SIZES = (10_000,)
SIZES = (10_000, 1_000_000)
_MARK = "RESULTS "


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; 0 when every goal was reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these, e.g. calling phones")
    parser.add_argument("--quick", action="store_true", help="only with 10,000 leads")
    parser.add_argument("--sizes", type=_sizes, help="how many leads, e.g. 10000,200000")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    sizes: Sequence[int] = given.sizes or (QUICK_SIZES if given.quick else SIZES)
    if given.one:
        return _one(given.one, sizes)
    known = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = set(given.names) - set(known)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    results: list[Result] = []
    failed: list[str] = []
    for name in given.names or known:
        begun = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        found = _in_own_process(name, sizes)
        if found is None:
            failed.append(name)
            continue
        results += found
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(table(results))
    write(results, BENCH_DIR / "results.json", is_part=bool(given.names))
    for name in failed:
        print(f"{name} gave no figures (above)")
    return 1 if failed or any(not r.ok for r in results) else 0


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size.replace("_", "")) for size in text.split(","))


def _in_own_process(name: str, sizes: Sequence[int]) -> list[Result] | None:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    command = [sys.executable, "-m", "tests.scale", "--one", name, "--sizes", ",".join(map(str, sizes))]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    lines = done.stdout.splitlines()
    for line in lines:
        if not line.startswith(_MARK):
            print(f"  {line}", file=sys.stderr)
    found = next((line for line in reversed(lines) if line.startswith(_MARK)), None)
    if done.returncode or found is None:
        return None
    return [Result(**each) for each in json.loads(found.removeprefix(_MARK))]


def _one(name: str, sizes: Sequence[int]) -> int:
    module = importlib.import_module(f"tests.scale.bench_{name}")
    if not hasattr(module, "run"):
        print(f"bench_{name} has no run(sizes)")
        return 1
    from dataclasses import asdict

    print(_MARK + json.dumps([asdict(r) for r in module.run(sizes)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
