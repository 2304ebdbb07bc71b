"""Why a typed time is not taken: each a sentence saying what to type instead."""

from __future__ import annotations

from typing import Final

Refusal = str

UNKNOWN_WORDS: Final[Refusal] = (
    "This time was not understood. Type for example kal 4 baje, shaam 6, or 25/11 15:30."
)
HALF_OF_DAY: Final[Refusal] = "Is {hour} in the morning or in the evening? Type {hour}am or {hour}pm."
NO_SUCH_DATE: Final[Refusal] = "There is no such date. Type day/month, such as 25/11."
PASSED_DATE: Final[Refusal] = "{date} has passed. Type the year too if you mean next year."
TODAYS_NAME: Final[Refusal] = "Today is {name}. Type aaj with a time, or the date."
ONE_NUMBER: Final[Refusal] = "That may be a date or a span. Type one time, such as 4pm, or 5 Dec."


class Unclear(Exception):
    """Raised inside the rules when words have no meaning or more than one."""

    def __init__(self, refusal: Refusal, **params: str) -> None:
        self.refusal = refusal
        self.params = tuple(params.items())
        super().__init__(refusal)
