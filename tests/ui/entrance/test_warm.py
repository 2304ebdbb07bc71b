"""Qt's classes are made on the GUI thread: a worker that imports screens finds every one of them."""

from __future__ import annotations

import subprocess
import sys

_IN_STEPS = """
import sys
from importlib import import_module
from crm_desktop.ui.entrance.warm import QT, load_window
from crm_desktop.ui.ops.qt_classes import class_steps

def missing():
    parts = [module for name, module in sorted(sys.modules.items()) if name.startswith("PySide6.Qt")]
    return [f"{part.__name__}.{name}" for part in parts for name in dir(part) if name not in vars(part)]

for name in QT:
    import_module(name)
assert len(missing()) > 400, "made when they are first touched"
for _ in class_steps(QT):
    pass
made = set(sys.modules)
load_window()  # as the worker does
print(*missing(), sep="\\n")
print(*sorted(name for name in set(sys.modules) - made if name.startswith("PySide6.Qt")), sep="\\n")
from crm_desktop.ui.reports import chart
for _ in class_steps(chart.QT):
    pass
made = set(sys.modules)
chart.load()  # as another worker does, when the first chart is wanted
print(*missing(), sep="\\n")
print(*sorted(name for name in set(sys.modules) - made if name.startswith("PySide6.Qt")), sep="\\n")
"""


def test_no_class_is_left_for_a_worker_to_make() -> None:
    done = subprocess.run([sys.executable, "-c", _IN_STEPS], capture_output=True, text=True, timeout=120)
    assert (done.stdout.split(), done.returncode) == ([], 0), done.stderr
