"""Fails when a text in the program is missing from the .ts files, or stands there no longer needed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import translations
from translations import FOLDER, ROOT, Message

PLACES = re.compile(r"\{[^{}]*\}|%L?n")


def differences(path: Path, now: set[Message]) -> list[str]:
    """One line for each text that is missing from the file, or left over in it."""
    have = translations.messages_of(path)
    name = path.name
    missing = [f"{name} lacks [{m.context}] {m.source!r}" for m in sorted(now - have)]
    extra = [f"{name} still has [{m.context}] {m.source!r}" for m in sorted(have - now)]
    return missing + extra


def wrong_places(path: Path) -> list[str]:
    """Translations whose {named} places differ from the English."""
    found: list[str] = []
    for message, element in translations._elements(path):
        translation = element.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        wanted = set(PLACES.findall(message.source))
        found += [
            f"{path.name}: {form!r} has other places than {message.source!r}"
            for form in forms
            if form and set(PLACES.findall(form)) - wanted
        ]
    return found


def main() -> int:
    """Say what is out of step; 1 when something is."""
    now = translations.program_messages()
    files = sorted(FOLDER.glob("crm_desktop_*.ts"))
    problems = [line for path in files for line in differences(path, now) + wrong_places(path)]
    if not (FOLDER / "crm_desktop_en.ts").exists():
        problems.append("resources/i18n/crm_desktop_en.ts is missing")
    for line in problems:
        print(line, file=sys.stderr)
    if problems:
        script = (ROOT / "packaging" / "translations.py").relative_to(ROOT)
        print(f"Run: python {script}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
