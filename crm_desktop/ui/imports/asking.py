"""Files that an import asks for, and where its refused rows go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from crm_desktop.ui.folders import documents
from crm_desktop.ui.widgets.file_asker import Answer, FileAsker

LISTS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods *.vcf"


def ask_for_list(ask: FileAsker, answer: Answer) -> None:
    """Ask for a file with leads."""
    translate = QCoreApplication.translate
    kinds = translate("imports", "Lists of leads ({kinds})").format(kinds=LISTS)
    both = f"{kinds};;{translate('imports', 'All files')} (*)"
    ask.open(translate("imports", "Choose a file with leads"), both, answer)


def refused_of_pasted(now: datetime) -> Path:
    """Pasted cells have no folder of their own: their refused rows go to the documents."""
    translate = QCoreApplication.translate
    name = f"{translate('imports', 'Pasted cells')} {now:%Y-%m-%d %H%M%S}"
    return documents() / f"{name} - {translate('imports', 'refused')}.csv"
