"""The language of the program: translators, the pseudo-language for tests, and errors in words.

Texts of screens go through `tr`; errors raised below the screens carry an English template, translated
here in the context "errors"; tables of words below the screens are translated in the context "labels".
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from crm_desktop.domain.formats import group_indian
from crm_desktop.errors import UserError
from crm_desktop.paths import resources_dir

PSEUDO = "qps"
SOURCE_LANGUAGE = "en"
#: What a pseudo-text begins with, so that a text cut off at the end is still known as translated.
PSEUDO_MARK = "¡"

_PLAIN = "aceinouyACEINOUYrstdlgkzRSTDLGKZ"
_ACCENTED = "áçéíñóúýÁÇÉÍÑÓÚÝŕśťďĺģķžŔŚŤĎĹĢĶŽ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
# Kept as they are: {named} places, %n and %1, HTML tags and entities, and mnemonics' &
_KEPT = re.compile(r"\{[^{}]*\}|%L?n|%L?\d+|<[^<>]*>|&[a-zA-Z]+;|&&|&|\n")
LONGER_BY = 0.35
_FILLER = " óúéí áóú"


def pseudo(text: str) -> str:
    """The text in the pseudo-language: accented, about 35 % longer, places and mnemonics kept."""
    if not text.strip():
        return text
    pieces: list[str] = []
    at = 0
    letters = 0
    for kept in _KEPT.finditer(text):
        pieces += [text[at : kept.start()].translate(_ACCENTS), kept.group()]
        letters += kept.start() - at
        at = kept.end()
    pieces.append(text[at:].translate(_ACCENTS))
    letters += len(text) - at
    if letters == 0:
        return text
    more = max(1, round(letters * LONGER_BY) - len(PSEUDO_MARK))
    filler = (_FILLER * (more // len(_FILLER) + 1))[:more].rstrip() or _FILLER[0]
    return PSEUDO_MARK + "".join(pieces) + filler


class PseudoTranslator(QTranslator):
    """Translates everything that goes through `tr` into the pseudo-language.

    Plural texts ("%n call(s)") keep `%n` for Qt to fill in.
    """

    def translate(
        self,
        context: str | bytes | None,
        sourceText: str | bytes | None,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """See QTranslator.translate."""
        if sourceText is None:
            return ""
        text = sourceText.decode() if isinstance(sourceText, bytes) else sourceText
        return pseudo(text)

    def isEmpty(self) -> bool:
        """Never: it has a translation for everything."""
        return False


def translations_dir() -> Path:
    """Where the compiled translations are."""
    return resources_dir() / "i18n"


_installed: list[QTranslator] = []


def install_translator(app: QCoreApplication, language: str) -> bool:
    """Speak `language` ("en", "hi", "qps" …) from now on; windows already built keep their texts.

    Replaces what was installed before. True when texts of that language were found; English needs only
    its plurals, and without the file for them still works.
    """
    remove_translators(app)
    translator: QTranslator
    if language == PSEUDO:
        translator = PseudoTranslator(app)
    else:
        translator = QTranslator(app)
        if not translator.load(f"crm_desktop_{language}.qm", str(translations_dir())):
            return language.split("_")[0] == SOURCE_LANGUAGE
    _installed.append(translator)
    return app.installTranslator(translator)


def remove_translators(app: QCoreApplication) -> None:
    """Back to the texts as written in the program."""
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()


def tr_error(error: UserError) -> str:
    """The sentence of an error in the program's language, its places filled in."""
    template = QCoreApplication.translate("errors", error.template)
    return fill(template, error.params)


def tr_label(text: str) -> str:
    """A word from one of the tables below the screens (`LABELS`, `…REASONS` …) in the program's language."""
    return QCoreApplication.translate("labels", text)


def tr_sentence(template: str, params: dict[str, object]) -> str:
    """A sentence from such a table, its places filled in after the translation."""
    return fill(tr_label(template), params)


def fill(template: str, params: dict[str, object]) -> str:
    """Fill in the {named} places; a translation with a wrong place falls back to the values beside it."""
    if not params:
        return template
    try:
        return template.format(**params)
    except (KeyError, IndexError, ValueError):
        return f"{template} ({', '.join(str(value) for value in params.values())})"


def plural(text: str, n: int) -> str:
    """Settle the "(s)" of an English count: `plural(self.tr("%n call(s)", "", n), n)`.

    A translation file with real plural forms holds no "(s)", so its text passes unchanged.
    """
    return text.replace("(s)", "" if n == 1 else "s")


def counted(text: str, n: int) -> str:
    """The same with its number in lakh grouping."""
    return plural(text, n).replace(str(n), group_indian(n), 1) if n > 999 else plural(text, n)
