"""`timeline`: what each day of a person was made of: calls, the time after them, idle, breaks, away."""

from __future__ import annotations

from crm_desktop.domain.attendance import figures_of
from crm_desktop.domain.presence import SECOND, State
from crm_desktop.domain.shift import date_of
from crm_desktop.services.reports.asked import Asked
from crm_desktop.services.reports.attendance import DAY, days_of
from crm_desktop.services.reports.report import PERSON, Found, Report, columns_of, then_notes
from crm_desktop.services.reports.table import Column, make_row

TITLE_LABELS: dict[str, str] = {"timeline": "Person’s day"}
OF_STATES: dict[str, State] = {
    "on_call_s": State.ON_CALL, "after_call_s": State.WRAP_UP, "ready_s": State.READY,
}  # fmt: skip


def find(asked: Asked, columns: tuple[Column, ...]) -> Found:
    """Each person's days in order."""
    days, rows = days_of(asked, with_calls=True, sums_only=True), []
    for person in asked.people:
        for number in sorted(day for who, day in days if who == person.id):
            day = days[person.id, number]
            figures = figures_of(day) | {
                name: day.took[state] // SECOND if state in day.took else 0
                for name, state in OF_STATES.items()
            }
            figures |= {"person": person.display_name, "day": number}
            rows.append(make_row(f"{person.sign_in_name} {date_of(number).isoformat()}", figures, columns))
    return Found(rows, then_notes(asked, is_untold=True))


REPORT = Report(
    "timeline",
    TITLE_LABELS["timeline"],
    (
        PERSON,
        DAY,
        *columns_of(
            *("first_sign_in", "last_sign_out", "worked_s", "on_call_s", "after_call_s", "ready_s"),
            *("break_s", "away_s"),
        ),
    ),
    find,
    narrows=(),
    of_then=("person",),
)
