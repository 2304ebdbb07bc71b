"""One part of a benchmark at sizes of one's own: `python -m tests.scale.part postgres import 20000 200000`.

Without a part all of them, one after the other. This module imports nothing else before it runs: second
processes that a benchmark starts begin with what is started here, as they begin with the program's own.
"""

from __future__ import annotations

import importlib
import sys


def main(name: str, *given: str) -> int:
    """Print the table; 1 when a goal was missed, 2 when there is no such part."""
    module = importlib.import_module(f"tests.scale.bench_{name}")
    from tests.scale.results import table

    sizes = [int(each) for each in given if each.isdigit()] or [20_000]
    wanted = [each for each in given if not each.isdigit()] or list(module.PARTS)
    unknown = [each for each in wanted if each not in module.PARTS]
    if unknown:
        print(f"there is no {', '.join(unknown)}; there are {', '.join(module.PARTS)}", file=sys.stderr)
        return 2
    results = []
    with module.server() as pg:
        for size in sizes:
            for each in wanted:
                results += module.PARTS[each](pg, size)
    print(table(results))
    return 0 if all(result.ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
