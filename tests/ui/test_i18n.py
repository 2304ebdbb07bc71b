"""The language of the program: pseudo-language, errors in words, what is extracted, and the glossary."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.errors import UserError
from crm_desktop.ui import i18n
from crm_desktop.ui.i18n import (
    LONGER_BY,
    PSEUDO_MARK,
    fill,
    install_translator,
    plural,
    pseudo,
    remove_translators,
    tr_error,
)
from tests.ui.walk import assert_sound, cut_off, needs_translation, unnamed, untranslated

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{[^{}]*\}|%n|&[A-Za-z]|\n")


def _load(name: str) -> ModuleType:
    """A script of `packaging/`."""
    path = ROOT / "packaging" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    return _load("translations")


# ---- the pseudo-language ----------------------------------------------------------------------------


@given(st.text(alphabet="abcXYZ {}%n&é9\n.", max_size=60))
def test_pseudo_never_loses_a_place(text: str) -> None:
    found = pseudo(text)
    assert [p for p in PLACE.findall(found) if p[0] in "{%\n"] == [
        p for p in PLACE.findall(text) if p[0] in "{%\n"
    ]
    if re.search("[aceinouy]", re.sub(r"\{[^{}]*\}|%n", "", text)):
        assert found.startswith(PSEUDO_MARK)


def test_pseudo_is_longer_accented_and_keeps_mnemonics_and_tags() -> None:
    text = "Dial the next lead now"
    assert len(pseudo(text)) >= len(text) * (1 + LONGER_BY) - 2
    assert "Dial" not in pseudo(text)
    assert "&" in pseudo("&Save")
    assert "<b>" in pseudo("<b>Due</b> {name}")
    assert "{name}" in pseudo("<b>Due</b> {name}")
    assert pseudo("{count}") == "{count}"
    assert pseudo("  ") == "  "


def test_installing_and_removing(qapp: QApplication) -> None:
    assert QCoreApplication.translate("pages", "Calling") == "Calling"
    assert install_translator(qapp, "qps")
    assert QCoreApplication.translate("pages", "Calling").startswith(PSEUDO_MARK)
    assert install_translator(qapp, "en")
    assert QCoreApplication.translate("pages", "Calling") == "Calling"
    assert not install_translator(qapp, "xx")
    remove_translators(qapp)


def test_errors_in_words(qapp: QApplication, pseudo_language: None) -> None:
    said = tr_error(UserError("No row of {file} has a phone. Choose another column.", file="leads.csv"))
    assert said.startswith(PSEUDO_MARK)
    assert "leads.csv" in said


def test_a_wrong_place_in_a_translation_still_shows_the_values() -> None:
    assert fill("Datei {datei} fehlt.", {"file": "leads.csv"}) == "Datei {datei} fehlt. (leads.csv)"
    assert fill("100 % {done}", {"done": 4}) == "100 % 4"


def test_plurals() -> None:
    assert plural("1 call(s)", 1) == "1 call"
    assert plural("5 call(s)", 5) == "5 calls"


def test_the_english_plurals_are_compiled(
    qapp: QApplication, translations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = translations.Message("StatusLine", "%n call(s)", "", True)
    translations.write(tmp_path / "crm_desktop_en.ts", [message], "en")
    translations.compile_all(tmp_path)
    monkeypatch.setattr(i18n, "translations_dir", lambda: tmp_path)
    assert install_translator(qapp, "en")
    assert QCoreApplication.translate("StatusLine", "%n call(s)", "", 1) == "1 call"
    assert QCoreApplication.translate("StatusLine", "%n call(s)", "", 3) == "3 calls"
    remove_translators(qapp)


# ---- what is extracted ------------------------------------------------------------------------------

SOURCE = '''
from crm_desktop.errors import UserError, NotFound
from crm_desktop import errors

REFUSALS: dict[str, str] = {"a": "You may not see this.", "b": "You may not change this."}
FULL = "The disk is full."

class Locked(UserError):
    """Doc."""
    def __init__(self, name):
        super().__init__("{name} is locked. " "Wait.", name=name)

def f(x):
    if x:
        raise NotFound("This lead is gone.")
    if x > 2:
        raise NotAllowed(REFUSALS[x])
    if x > 3:
        raise UserError(FULL)
    raise errors.UserError("Short." if x else "Long.", field="a")

class Plain:
    def __init__(self):
        super().__init__("not an error")
'''


def test_templates_are_found(translations: ModuleType) -> None:
    errors = ast.parse((ROOT / "crm_desktop" / "errors.py").read_text("utf-8"))
    trees = [ast.parse(SOURCE), errors]
    assert translations.error_templates(trees) == {
        "{name} is locked. Wait.",
        "This lead is gone.",
        "Short.",
        "Long.",
        "You may not see this.",
        "You may not change this.",
        "The disk is full.",
    }


TABLES = """
LABELS: dict[str, str] = {"tea": "Tea", "lunch": "Lunch"}
OTHER = {"a": "No label"}
_SENTENCES = {1: "It is {hour}.", 2: LABELS["tea"] + " time"}
SKIP_REASONS = ("Language", "Other")
labels = {"a": "Lower case"}
"""


def test_tables_of_words_are_found_whatever_they_are_made_of(
    translations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "made_up_words"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "words.py").write_text(TABLES)
    (package / "when_refusals.py").write_text("UNKNOWN = 'This was not understood.'\nfree = 'No.'\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert translations.label_texts(package / "words.py", package) == {
        "Tea",
        "Lunch",
        "It is {hour}.",
        "Tea time",
        "Language",
        "Other",
    }
    assert translations.label_texts(package / "when_refusals.py", package) == {"This was not understood."}
    for name in [name for name in sys.modules if name.startswith("made_up_words")]:
        del sys.modules[name]


def test_a_missing_and_a_left_over_text_are_reported(translations: ModuleType, tmp_path: Path) -> None:
    check = _load("check_translations")
    one, two = translations.Message("errors", "One."), translations.Message("errors", "Two.")
    path = tmp_path / "crm_desktop_en.ts"
    translations.write(path, [one], "en")
    assert check.differences(path, {one}) == []
    assert check.differences(path, {two}) == [
        "crm_desktop_en.ts lacks [errors] 'Two.'",
        "crm_desktop_en.ts still has [errors] 'One.'",
    ]


def test_translations_survive_an_update_and_wrong_places_are_found(
    translations: ModuleType, tmp_path: Path
) -> None:
    check = _load("check_translations")
    path = tmp_path / "crm_desktop_hi.ts"
    message = translations.Message("errors", "{name} is locked.")
    translations.write(path, [message], "hi")
    text = path.read_text("utf-8").replace(
        '<translation type="unfinished" />', "<translation>{naam} बंद है।</translation>"
    )
    path.write_text(text, "utf-8")
    translations.write(path, [message, translations.Message("errors", "New.")], "hi")
    assert "{naam} बंद है।" in path.read_text("utf-8")
    assert len(check.wrong_places(path)) == 1


# ---- the glossary -----------------------------------------------------------------------------------


def test_the_screens_speak_the_callers_words(translations: ModuleType) -> None:
    glossary = json.loads((ROOT / "resources" / "glossary.json").read_text("utf-8"))
    instead = {avoid.lower(): entry["word"] for entry in glossary["words"] for avoid in entry["not"]}
    pattern = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, instead)) + r")s?(?![\w-])", re.IGNORECASE)
    assert pattern.search("Choose a Disposition")
    assert not pattern.search("Call-back promised")
    wrong = []
    # that these are the program's is what packaging/check_translations.py proves, a part of `make test`
    texts = translations.messages_of(ROOT / "resources" / "i18n" / "crm_desktop_en.ts")
    assert len(texts) > 1000
    for message in texts:
        found = pattern.search(re.sub(r"\{[^{}]*\}", "", message.source))
        if found:
            say = instead[found.group(1).lower()]
            wrong.append(f"[{message.context}] {message.source!r}: say {say!r}, not {found.group()!r}")
    assert not wrong, "\n".join(sorted(wrong))


# ---- the walker itself ------------------------------------------------------------------------------


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    window.show()
    return window


def test_the_walker_finds_what_has_no_name(qtbot: QtBot) -> None:
    named, nameless = QLineEdit(), QLineEdit()
    named.setAccessibleName("City")
    window = _window(qtbot, named, nameless, QPushButton("Save"))
    assert len(unnamed(window)) == 1
    assert "QLineEdit" in unnamed(window)[0]


def test_the_walker_finds_what_is_not_translated(qtbot: QtBot) -> None:
    data, nothing = QLabel("Kavita Mishra"), QLabel("15:42")
    data.setProperty("user_data", True)
    window = _window(qtbot, data, nothing, QLabel(pseudo("Leads")), QLabel("Leads"), QLabel("Ctrl K"))
    assert untranslated(window) == ["'Leads' in QLabel < QWidget"]
    assert needs_translation("<b>Due</b>")
    assert not needs_translation("+91 98000 00417")


def test_the_walker_finds_what_is_cut_off(qtbot: QtBot) -> None:
    narrow, elided, outside = QLabel("A long name"), QLabel("A long name"), QLabel("Outside")
    window = _window(qtbot, narrow, elided, QLabel("Fits"))
    for label in (narrow, elided):
        label.setFixedWidth(12)
    elided.setProperty("elides", True)
    outside.setParent(window)
    outside.resize(outside.sizeHint())
    outside.move(window.width() - 4, 0)
    outside.show()
    found = cut_off(window)
    assert len(found) == 2
    assert "lacks" in found[0]
    assert "reaches out" in found[1]
    with pytest.raises(AssertionError, match="cut off"):
        assert_sound(window)
