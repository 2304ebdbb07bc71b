"""Keeps `resources/i18n/crm_desktop_*.ts` in step with the texts in the program.

    python packaging/translations.py            bring every .ts up to date, compile .qm beside them
    python packaging/translations.py --new hi   begin a new language

Three sources: `tr` and `QCoreApplication.translate` in the screens (found by pyside6-lupdate), the
templates of UserError and its kinds (context "errors"), and tables of words that are shown, known by
their names (context "labels").
The rules are in ARCHITECTURE.md under "Texts".
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "crm_desktop"
FOLDER = ROOT / "resources" / "i18n"
ERRORS, LABELS = "errors", "labels"
ERROR_BASES = {"UserError"}
SHOWN_ENDINGS = ("LABELS", "REASONS", "REFUSALS", "SENTENCES", "TARGETS")
SHOWN_MODULES = ("_reasons", "_refusals")


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate: its context, the English, what tells it apart, whether it counts something."""

    context: str
    source: str
    comment: str = ""
    is_plural: bool = False


# ---- templates of errors and tables of words ------------------------------------------------------


def python_files(package: Path = PACKAGE) -> list[Path]:
    """All modules of the program."""
    return sorted(package.rglob("*.py"))


def error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """The names of UserError and of all classes that come from it, wherever they are defined."""
    bases: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(
                    base.id if isinstance(base, ast.Name) else base.attr
                    for base in node.bases
                    if isinstance(base, ast.Name | ast.Attribute)
                )
    known = set(ERROR_BASES)
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return known


def _text(node: ast.expr) -> str | None:
    """A literal text, also one joined from adjacent literals or with +."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None or right is None else left + right
    return None


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """What names at the top of a module stand for."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found.update({t.id: node.value for t in node.targets if isinstance(t, ast.Name)})
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def _choices(node: ast.expr, constants: dict[str, ast.expr]) -> list[ast.expr]:
    """What an argument can be: both branches of an `if`, a constant, every value of a table."""
    if isinstance(node, ast.IfExp):
        return [*_choices(node.body, constants), *_choices(node.orelse, constants)]
    if isinstance(node, ast.Name) and node.id in constants:
        return [constants[node.id]]
    table = node.value if isinstance(node, ast.Subscript) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        table = node.func.value
    if isinstance(table, ast.Name):
        held = constants.get(table.id)
        if isinstance(held, ast.Dict):
            return list(held.values)
        if isinstance(held, ast.Tuple | ast.List):
            return list(held.elts)
    return [node]


def error_templates(trees: Iterable[ast.Module]) -> set[str]:
    """First arguments of `UserError(…)` and its kinds, and of `super().__init__(…)` inside those kinds."""
    trees = list(trees)
    names = error_classes(trees)
    found: set[str] = set()
    for tree in trees:
        constants = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name in names:
                calls = [call for call in ast.walk(node) if _is_super_init(call)]
            else:
                calls = [node] if isinstance(node, ast.Call) and _called(node) in names else []
            for call in calls:
                assert isinstance(call, ast.Call)
                if call.args:
                    parts = _choices(call.args[0], constants)
                    found.update(text for part in parts if (text := _text(part)))
    return found


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _is_super_init(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "__init__"
        and isinstance(node.func.value, ast.Call)
        and _called(node.func.value) == "super"
    )


def is_table(name: str, module: str) -> bool:
    """Whether a name at the top of a module is, by the convention, a text or table of texts that is shown."""
    if not name.strip("_").isupper():
        return False
    return name.strip("_").endswith(SHOWN_ENDINGS) or module.endswith(SHOWN_MODULES)


def label_texts(path: Path, package: Path = PACKAGE, tree: ast.Module | None = None) -> set[str]:
    """The texts of the tables of one module; it is imported only when it has such a table."""
    tree = tree or ast.parse(path.read_bytes())
    names = [name for name in _constants(tree) if is_table(name, path.stem)]
    if not names:
        return set()
    if str(package.parent) not in sys.path:
        sys.path.insert(0, str(package.parent))
    dotted = ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(dotted)
    found: set[str] = set()
    for name in names:
        held = getattr(module, name)
        values = held.values() if isinstance(held, Mapping) else [held] if isinstance(held, str) else held
        if isinstance(values, Iterable):
            found.update(value for value in values if isinstance(value, str) and value)
    return found


# ---- the texts of the screens ---------------------------------------------------------------------


def _tool(name: str) -> str:
    """A tool of PySide6's wheel, or of the system."""
    import PySide6

    inside = Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name)
    if inside.exists():
        return str(inside)
    found = shutil.which(f"pyside6-{name}") or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: it comes with PySide6-Essentials")
    return found


def screen_messages(package: Path = PACKAGE) -> set[Message]:
    """What lupdate finds in the screens now."""
    files = [path for path in python_files(package) if path.is_relative_to(package / "ui")]
    with tempfile.TemporaryDirectory() as folder:
        target, listing = Path(folder) / "now_en.ts", Path(folder) / "files.lst"
        listing.write_text("\n".join(str(path) for path in files), "utf-8")
        done = subprocess.run(
            [_tool("lupdate"), f"@{listing}", "-locations", "none", "-silent", "-ts", str(target)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 or not target.exists():
            raise SystemExit(f"lupdate failed: {done.stderr.strip()}")
        return messages_of(target)


def program_messages(package: Path = PACKAGE) -> set[Message]:
    """Every text of the program as it is now."""
    gc.disable()  # a thousand trees stand until the end; the collector would walk over them all the time
    try:
        trees = {path: ast.parse(path.read_bytes()) for path in python_files(package)}
        found = screen_messages(package)
        found |= {Message(ERRORS, text) for text in error_templates(trees.values())}
        below = [path for path in trees if not path.is_relative_to(package / "ui")]
        found |= {Message(LABELS, text) for path in below for text in label_texts(path, package, trees[path])}
        return found
    finally:
        gc.enable()


# ---- .ts files ------------------------------------------------------------------------------------


def messages_of(path: Path) -> set[Message]:
    """The messages a .ts file holds, without those that vanished from the program."""
    return {message for message, element in _elements(path) if not _is_gone(element)}


def _elements(path: Path) -> list[tuple[Message, ET.Element]]:
    found: list[tuple[Message, ET.Element]] = []
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for element in context.iter("message"):
            message = Message(
                name,
                element.findtext("source", ""),
                element.findtext("comment", ""),
                element.get("numerus") == "yes",
            )
            found.append((message, element))
    return found


def _is_gone(element: ET.Element) -> bool:
    translation = element.find("translation")
    return translation is not None and translation.get("type") in ("vanished", "obsolete")


def english_plural(source: str) -> tuple[str, str]:
    """The two English forms of a text with "(s)"."""
    return source.replace("(s)", ""), source.replace("(s)", "s")


def write(path: Path, messages: Iterable[Message], language: str) -> None:
    """Write a .ts with these messages, keeping the translations it has; others are dropped."""
    kept = dict(_elements(path)) if path.exists() else {}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for message in sorted(messages):
        if message.context not in contexts:
            contexts[message.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[message.context], "name").text = message.context
        parent = contexts[message.context]
        before = kept.get(message)
        if before is not None and before.find("translation") is not None:
            _copy(parent, before)
        else:
            _fresh(parent, message, language)
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def _copy(parent: ET.Element, before: ET.Element) -> None:
    translation = before.find("translation")
    if translation is not None and translation.get("type") in ("vanished", "obsolete"):
        del translation.attrib["type"]
    parent.append(before)


def _fresh(parent: ET.Element, message: Message, language: str) -> None:
    element = ET.SubElement(parent, "message")
    if message.is_plural:
        element.set("numerus", "yes")
    ET.SubElement(element, "source").text = message.source
    if message.comment:
        ET.SubElement(element, "comment").text = message.comment
    translation = ET.SubElement(element, "translation")
    if language == "en" and message.is_plural:
        for form in english_plural(message.source):
            ET.SubElement(translation, "numerusform").text = form
    else:
        translation.set("type", "unfinished")


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every .ts to a .qm beside it."""
    made: list[Path] = []
    for path in sorted(folder.glob("*.ts")):
        target = path.with_suffix(".qm")
        subprocess.run([_tool("lrelease"), str(path), "-silent", "-qm", str(target)], check=True)
        made.append(target)
    return made


def main(argv: list[str] | None = None) -> int:
    """Bring the files up to date."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--new", metavar="LANGUAGE", help="begin a new language, such as hi")
    options.add_argument("--compile", action="store_true", help="compile only, change no .ts")
    chosen = options.parse_args(argv)
    if not chosen.compile:
        messages = program_messages()
        paths = {*FOLDER.glob("crm_desktop_*.ts"), FOLDER / "crm_desktop_en.ts"}
        if chosen.new:
            paths.add(FOLDER / f"crm_desktop_{chosen.new}.ts")
        for path in sorted(paths):
            write(path, messages, path.stem.removeprefix("crm_desktop_"))
            print(f"{path.relative_to(ROOT)}: {len(messages)} texts")
    for made in compile_all():
        print(made.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
