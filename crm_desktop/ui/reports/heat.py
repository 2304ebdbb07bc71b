"""A week as a map: a column an hour, a line a weekday, stronger where more calls reach, or are dialled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from crm_desktop.services.reports import Table
from crm_desktop.services.reports.best_time import DAY_LABELS
from crm_desktop.ui.i18n import tr_label
from crm_desktop.ui.ops import Operations
from crm_desktop.ui.reports.chart import PlotChart
from crm_desktop.ui.theme import current

_DAYS = tuple(DAY_LABELS)
SHADES = 32


@dataclass(frozen=True, slots=True)
class Square:
    """An hour of a weekday: calls dialled, and the share of them in which somebody spoke (None: no calls)."""

    calls: int
    reached: float | None


def squares_of(table: Table) -> dict[tuple[int, int], Square]:
    """The squares of a report by hour and weekday, by weekday (Monday 0) and hour."""
    found = {}
    for row in table.rows:
        day, _, hour = row.key.partition(" ")
        calls, reached = row.values["calls"], row.values["contact_rate"]
        if day in _DAYS and hour.isdigit():
            share = float(reached) if isinstance(reached, int | float) else None
            found[_DAYS.index(day), int(hour)] = Square(int(calls) if isinstance(calls, int) else 0, share)
    return found


class HeatMap(PlotChart):
    """The map; the square under the mouse in words above. The table below has the same numbers."""

    def __init__(self, ops: Operations, parent: QWidget | None = None) -> None:
        super().__init__(ops, QCoreApplication.translate("HeatMap", "Contact rate by hour and day"), parent)
        self._squares: dict[tuple[int, int], Square] = {}
        self._image: Any = None
        self._is_by_calls = False

    def show_calls(self, is_on: bool) -> None:
        """How many calls are dialled when, instead of how many of them reach."""
        self._is_by_calls = is_on
        told = QCoreApplication.translate("HeatMap", "Calls by hour and day")
        reached = QCoreApplication.translate("HeatMap", "Contact rate by hour and day")
        self.setAccessibleName(told if is_on else reached)
        self.draw()

    def _amount(self, square: Square) -> float:
        return float(square.calls) if self._is_by_calls else square.reached or 0.0

    def show_table(self, table: Table) -> None:
        """Draw the squares of this report."""
        self._squares = squares_of(table)
        self.setAccessibleDescription("; ".join(self._words(*place) for place in sorted(self._squares)))
        self.want()

    def draw(self) -> None:
        if self._plot is None:
            return
        plot, hours = self._plot, self._hours()
        self.style_axes()
        if self._image is not None:
            plot.removeItem(self._image)
        self._image = self._pg.ImageItem(self._pixels(hours))
        self._image.setRect(hours[0] - 0.5 if hours else 0, -0.5, max(1, len(hours)), 7)
        plot.addItem(self._image)
        plot.invertY(True)  # Monday on top
        plot.getAxis("bottom").setTicks([[(hour, f"{hour:02d}") for hour in hours]])
        names = [(at, tr_label(DAY_LABELS[day])[:3]) for at, day in enumerate(_DAYS)]
        plot.getAxis("left").setTicks([names])
        first, last = (hours[0], hours[-1]) if hours else (9, 18)
        plot.setXRange(first - 0.5, last + 0.5, padding=0)
        plot.setYRange(-0.5, 6.5, padding=0)

    def _hours(self) -> list[int]:
        known = [hour for _, hour in self._squares]
        return list(range(min(known), max(known) + 1)) if known else []

    def _pixels(self, hours: list[int]) -> Any:
        """A pixel a square, [hour][weekday][red, green, blue, alpha]."""
        import numpy

        ground, strong = QColor(current().colour("surface")), QColor(current().colour("chart_1"))
        most = max((self._amount(square) for square in self._squares.values()), default=0.0) or 1.0
        pixels = numpy.zeros((max(1, len(hours)), 7, 4), dtype=numpy.ubyte)
        for (day, hour), square in self._squares.items():
            share = 0.12 + 0.88 * round(SHADES * self._amount(square) / most) / SHADES
            mixed = [
                round(low + share * (high - low))
                for low, high in zip(ground.getRgb()[:3], strong.getRgb()[:3], strict=True)  # type: ignore[index]
            ]
            pixels[hours.index(hour), day] = (*mixed, 255 if square.calls else 0)
        return pixels

    def words_at(self, x: float, y: float) -> str:
        """The square of a place."""
        place = (round(y), round(x))
        return self._words(*place) if place in self._squares else ""

    def _words(self, day: int, hour: int) -> str:
        square = self._squares[day, hour]
        reached = "–" if square.reached is None else f"{100 * square.reached:.1f} %"
        return self.tr("{day} {hour}: {calls} calls, contact rate {reached}").format(
            day=tr_label(DAY_LABELS[_DAYS[day]]), hour=f"{hour:02d}:00", calls=square.calls, reached=reached
        )
