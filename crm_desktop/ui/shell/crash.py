"""Faults of the program: one dialog per cause, people's data left out, nothing sent anywhere."""

from __future__ import annotations

import platform
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from crm_desktop import __version__
from crm_desktop.errors import UserError
from crm_desktop.log import get_logger, redact, traceback_text
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.text import IconLabel, Text

log = get_logger(__name__)


def cause_of(error: BaseException) -> str:
    """What makes two faults the same: the kind of error and the place it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__qualname__} {place}"


def report_text(error: BaseException) -> str:
    """The report a person may copy: versions and the traceback, without people's data."""
    return (
        f"CRM Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()}\n\n{redact(traceback_text(error))}"
    )


class CrashDialog(QDialog):
    """Says that something went wrong, what was kept, and offers the report for copying. Not modal."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setProperty("user_data", True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setTabChangesFocus(True)
        title = Row(gap=8)
        title.addWidget(IconLabel("sign.error", tone="danger", size=20))
        title.addWidget(Text(self.tr("Something went wrong"), "title"), 1)
        self.copy = KeyCapButton(self.tr("Copy report"), icon="act.copy")
        self.copy.clicked.connect(self._copy)
        self.goes_on = KeyCapButton(self.tr("Go on working"), kind="primary")
        self.goes_on.setDefault(True)
        self.goes_on.clicked.connect(self.close)
        foot = Row(gap=8)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.goes_on)
        self._column = QVBoxLayout(self)
        self._column.addLayout(title)
        self._column.addWidget(
            Text(
                self.tr(
                    "The last act may not have been done; what was saved before is safe. You can go on. "
                    "Nothing is sent anywhere: copy the report for whoever looks after the program. "
                    "Numbers, addresses and names are left out of it."
                ),
                wrap=True,
            )
        )
        self._column.addWidget(self.report, 1)
        self._column.addLayout(foot)
        follow_theme(self._rescale)
        self.goes_on.setFocus()

    def _rescale(self) -> None:
        theme = current()
        self._column.setContentsMargins(*([theme.px(20)] * 4))
        self._column.setSpacing(theme.px(12))
        self.report.setFont(theme.font("table"))
        self.resize(theme.px(640), theme.px(420))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.set_words(self.tr("Copied"))


class CrashDesk(QObject):
    """Takes in faults from any thread and shows each cause once; logs all of them."""

    _came = Signal(object)
    shown = Signal(object)  # the dialog

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._seen: set[str] = set()
        self._hooks: tuple[object, object] | None = None
        self._came.connect(self._show, Qt.ConnectionType.AutoConnection)

    def take(self, error: BaseException) -> None:
        """A fault; may be called from any thread."""
        self._came.emit(error)

    def install(self) -> None:
        """Catch what nobody else catches: in slots, in threads, at the top level."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._top
        threading.excepthook = self._thread

    def uninstall(self) -> None:
        """Put back the hooks that were there before."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook = self._hooks  # type: ignore[assignment]
            self._hooks = None

    def _top(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.take(error.with_traceback(trace))

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self.take(args.exc_value)

    def _show(self, error: BaseException) -> None:
        cause = cause_of(error)
        if cause in self._seen:
            log.info("the same fault again", cause=cause)
            return
        self._seen.add(cause)
        if isinstance(error, UserError):
            log.error("a refusal was not handled", error)
        else:
            log.error("fault of the program", error)
        dialog = CrashDialog(report_text(error), self._window)
        dialog.show()
        self.shown.emit(dialog)
