"""The logo on printed reports: shown as it will stand there, chosen from a file, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

from crm_desktop.errors import UserError
from crm_desktop.services.logo import HIGHEST, LOGO, WIDEST
from crm_desktop.ui.settings.part import SettingsPart
from crm_desktop.ui.theme import current
from crm_desktop.ui.widgets.buttons import KeyCapButton
from crm_desktop.ui.widgets.layouts import Row
from crm_desktop.ui.widgets.panel import Panel

LARGEST_FILE = 10_000_000
SHOWN = (150, 44)


def read_logo(file: Path) -> bytes:
    """A picture of a person's as the small PNG that is kept; UserError for what is none or far too large."""
    try:
        size = file.stat().st_size
    except OSError as error:
        raise UserError(
            "The file {file} can't be read ({why}).", field=LOGO, file=file.name, why=error.strerror or ""
        ) from error
    if size > LARGEST_FILE:
        raise UserError("{file} has more than 10 MB. Take a smaller picture.", field=LOGO, file=file.name)
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise UserError(
            "{file} is no picture that can be read. Take a PNG or a JPEG.", field=LOGO, file=file.name
        )
    if image.width() > WIDEST or image.height() > HIGHEST:
        image = image.scaled(
            QSize(WIDEST, HIGHEST),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes are refused
    return bytes(kept.data())


class LogoLine(QObject):
    """One line of a panel: the logo on white as on paper, Choose and Remove; each is kept at once."""

    def __init__(self, part: SettingsPart, panel: Panel) -> None:
        super().__init__(part)
        self._part = part
        self.picture = QLabel()
        self.picture.setAccessibleName(self.tr("Logo"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet("background: white; color: #5b636d; border-radius: 4px;")
        self.choose = KeyCapButton(self.tr("Choose a picture…"), icon="act.open")
        self.choose.clicked.connect(self._choose)
        self.remove = KeyCapButton(self.tr("Remove"), kind="quiet", icon="act.close")
        self.remove.clicked.connect(lambda: self._keep(b""))
        row = Row(gap=8)
        for widget in (self.picture, self.choose, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        hint = self.tr("At the top of printed reports and their PDFs. PNG or JPEG.")
        part.line(panel, self.tr("Logo"), row, hint)
        self._dialog: QFileDialog | None = None
        self._show(b"")

    def load(self) -> None:
        """Show what is kept."""
        services, actor = self._part.session.services, self._part.session.actor
        op = self._part.context.ops.read(self, lambda: services.logo.get(actor))
        op.latest_only("settings.logo").success(self._show).start()

    def take(self, file: str) -> None:
        """Keep this picture."""
        services, actor = self._part.session.services, self._part.session.actor

        def work(_progress: object) -> bytes:
            png = read_logo(Path(file))
            services.logo.set(actor, png)
            return png

        op = self._part.context.ops.task(self, work, key="logo")
        op.success(self._show).failure(self._part.refused).start()

    def _keep(self, png: bytes) -> None:
        services, actor = self._part.session.services, self._part.session.actor
        op = self._part.context.ops.store(self, lambda: services.logo.set(actor, png)).changes("settings")
        op.success(lambda _: self._show(png)).failure(self._part.refused).start()

    def _show(self, png: bytes) -> None:
        theme = current()
        room = QSize(theme.px(SHOWN[0]), theme.px(SHOWN[1]))
        self.picture.setFixedSize(room)
        self._part.tell("")
        self.remove.setVisible(bool(png))
        image = QImage.fromData(png) if png else QImage()
        if image.isNull():
            self.picture.setPixmap(QPixmap())
            self.picture.setText(self.tr("none"))
            return
        inner = room - QSize(theme.px(8), theme.px(8))
        shown = image.scaled(
            inner, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(QPixmap.fromImage(shown))

    def _choose(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        dialog = QFileDialog(self._part.window(), self.tr("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Pictures") + " (*.png *.jpg *.jpeg)")
        dialog.fileSelected.connect(self.take)
        self._dialog = dialog
        dialog.open()
