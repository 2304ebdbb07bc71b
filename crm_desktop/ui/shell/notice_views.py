"""Shows the notices: banners and progress above the page, toasts at the bottom right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from crm_desktop.ui.ops import ProgressState, Ticket
from crm_desktop.ui.shell.actions import Act, Catalogue, KeyClash
from crm_desktop.ui.shell.notices import Notice, NoticeAct, Notices, Toast
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.banner import Banner, BannerKind
from crm_desktop.ui.widgets.progress import ProgressBar
from crm_desktop.ui.widgets.toast import Toast as ToastWidget
from crm_desktop.ui.widgets.toast import Toasts

MOST_BANNERS = 3
TOAST_WIDTH = 412  # px at 100 %: as wide as the history beside a note, so that the note stays free


def progress_words(state: ProgressState) -> str:
    """Count, rate and time left in words: “2,140 of 4,812, 410 a second, 7 s left”."""
    translate = QCoreApplication.translate
    number = QLocale(QLocale.Language.English, QLocale.Country.India)
    parts: list[str] = []
    if state.total is not None:
        parts.append(
            translate("NoticesArea", "{done} of {total}").format(
                done=number.toString(state.done), total=number.toString(state.total)
            )
        )
    elif state.done:
        parts.append(translate("NoticesArea", "{done} done").format(done=number.toString(state.done)))
    if state.rate >= 1:
        rate = number.toString(round(state.rate))
        parts.append(translate("NoticesArea", "{rate} a second").format(rate=rate))
    if state.left_s is not None and state.elapsed_s >= 1:
        left = round(state.left_s)
        if left >= 90:
            parts.append(translate("NoticesArea", "{minutes} min left").format(minutes=round(left / 60)))
        else:
            parts.append(translate("NoticesArea", "{seconds} s left").format(seconds=left))
    if state.note:
        parts.append(state.note)
    return ", ".join(parts)


class NoticesArea(QWidget):
    """The banners and the long acts, under the header; takes no room when there are none."""

    def __init__(self, notices: Notices, acts: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._catalogue = acts
        self._banners: dict[str, tuple[Notice, Banner]] = {}
        self._bars: dict[Ticket, ProgressBar] = {}
        self._act_ids: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(self.tr("Notices"))
        notices.banners_changed.connect(self._show_banners)
        notices.progress_updated.connect(self._show_progress)
        follow_theme(self._rescale)
        self._show_banners()

    def _rescale(self) -> None:
        self._column.setSpacing(current().px(8))

    def banner(self, notice_id: str) -> Banner | None:
        """The banner of a notice in view."""
        found = self._banners.get(notice_id)
        return found[1] if found else None

    def _show_banners(self) -> None:
        wanted = list(self._notices.banners)[:MOST_BANNERS]
        for notice_id, (notice, banner) in list(self._banners.items()):
            if notice not in wanted:
                self._column.removeWidget(banner)
                banner.hide()
                banner.deleteLater()
                del self._banners[notice_id]
        for place, notice in enumerate(wanted):
            if notice.id not in self._banners:
                self._banners[notice.id] = (notice, self._make(notice))
            self._column.insertWidget(place, self._banners[notice.id][1])
            self._banners[notice.id][1].show()
        self._bind_keys(wanted)
        self._settle()

    def _make(self, notice: Notice) -> Banner:
        kind: BannerKind = notice.tone.value
        banner = Banner(
            kind, notice.text, lead=notice.lead_in, icon=notice.icon, closable=notice.is_closable, parent=self
        )
        banner.closed.connect(lambda: self._notices.dismiss(notice.id))
        for act in notice.acts:
            self._add_act(banner, act)
        return banner

    def _add_act(self, banner: Banner, act: NoticeAct) -> None:
        button = banner.add_act(act.text, act.key)
        button.clicked.connect(lambda: act.run())

    def _bind_keys(self, shown: list[Notice]) -> None:
        """The keys of the acts in view work in the whole window; where one is taken, the button stays."""
        for act_id in self._act_ids:
            self._catalogue.remove(act_id)
        self._act_ids = []
        for notice in shown:
            for number, act in enumerate(notice.acts):
                if not act.key:
                    continue
                act_id = f"notice.{notice.id}.{number}"
                key = QKeySequence(act.key).toString()
                entry = Act(act_id, act.text, act.run, (key,), group=self.tr("Notices"), yields=True)
                try:
                    self._catalogue.add(entry)
                except KeyClash:
                    continue
                self._act_ids.append(act_id)

    def _show_progress(self) -> None:
        tickets = self._notices.tickets
        for ticket, bar in list(self._bars.items()):
            if ticket not in tickets:
                self._column.removeWidget(bar)
                bar.hide()
                bar.deleteLater()
                del self._bars[ticket]
        for ticket in tickets:
            bar = self._bars.get(ticket) or self._make_bar(ticket)
            bar.tell(ticket.label, ticket.state.share or 0.0, progress_words(ticket.state))
        self._settle()

    def _make_bar(self, ticket: Ticket) -> ProgressBar:
        bar = ProgressBar(ticket.label, cancellable=ticket.cancel is not None, parent=self)
        if ticket.cancel is not None:
            bar.cancelled.connect(ticket.cancel)
        self._bars[ticket] = bar
        self._column.addWidget(bar)
        bar.show()
        return bar

    def detail(self, state: ProgressState) -> str:
        """What is written beside a long act."""
        return progress_words(state)

    def _settle(self) -> None:
        self.setVisible(bool(self._banners or self._bars))


class ToastViews(QObject):
    """Keeps the toasts on screen in step with the notices."""

    def __init__(self, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._notices = notices
        self.stack = Toasts(window, most_with_undo=TOAST_WIDTH)
        self._shown: list[tuple[Toast, ToastWidget]] = []
        notices.toast_shown.connect(self._show)
        notices.toast_gone.connect(self._take_down)

    def _show(self, toast: Toast) -> None:
        undo = (lambda: self._notices.take_undo(toast)) if toast.undo is not None else None
        widget = self.stack.show(toast.text, undo)
        self._shown.append((toast, widget))
        widget.ended.connect(lambda: self._ended(toast))

    def _ended(self, toast: Toast) -> None:
        self._shown = [entry for entry in self._shown if entry[0] is not toast]
        self._notices.toast_over(toast)

    def _take_down(self, toast: Toast) -> None:
        for entry, widget in list(self._shown):
            if entry is toast and isValid(widget):
                widget.end()
