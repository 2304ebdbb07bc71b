"""What is said of a typed time that is not taken: why not, or which of its readings is meant."""

from __future__ import annotations

from typing import Final

# ---- not understood: what to type instead
UNKNOWN_WORDS: Final = "This time was not understood. Type for example kal 4 baje, shaam 6, or 25/11 15:30."
NO_SUCH_DATE: Final = "There is no such date. Type day/month, such as 25/11."
NO_SUCH_TIME: Final = "There is no such time. Type for example 4:30pm or 16:30."
PASSED: Final = "That time has passed. Type a time to come."
PASSED_DATE: Final = "{date} has passed. Type the year too if you mean next year."
PASSED_THIS_WEEK: Final = "This week is over. Type the day, such as somvar."
IS_NOW: Final = "That is now. Dial at once, or type a time to come."
TOO_FAR: Final = "That is more than a year away. Type a nearer time."
ADD_HOUR: Final = "Type the hour too, such as aaj 5 baje."
ADD_DAY: Final = "Type the day too, such as kal."
AT_MIDNIGHT: Final = "At midnight a new day begins. Type its date and the hour, such as 25/11 00:30."
TWO_DAYS: Final = "{date} is a {name}. Type only one of them."
WHEN_IS_THAT: Final = "When is that? Type the day, such as 5 tarikh or somvar."
UNTIL_THEN: Final = "Type the time to call at, not the time until then, such as kal 3 baje."
ONE_NUMBER: Final = "That may be a date or a span. Type one time, such as 4pm, or 5 Dec."

# ---- more than one reading, or one that nobody is sure of: asked
HALF_OF_DAY: Final = "Is {hour} in the morning or in the evening?"
DATE_OR_HOUR: Final = "Is {number} a date or an hour?"
DATE_OR_TIME: Final = "Is {number} a date or a time of day?"
HOUR_OR_SPAN: Final = "Is that at {number} o’clock, or in {number} hours?"
WHICH_UNIT: Final = "Minutes, hours or days?"
WHICH_WEEK: Final = "This week’s {name}, or next week’s?"
WHICH_DAY: Final = "Which day?"
WHICH_HOUR: Final = "At which hour?"
WHICH_OF_THEM: Final = "Which of them?"
WHICH_MORROW: Final = "It is past midnight. Which day is meant?"
IS_TODAY: Final = "Today is {name}. Today, or the next one?"
PASSED_TODAY: Final = "{time} has passed today. Is this meant?"
IS_THIS_MEANT: Final = "Is this meant?"
SHORT_MONTH: Final = "Not every month has a {number}. Which day is meant?"
TWICE: Final = "The clocks go back that night: {time} comes twice. Which one?"

WEEKDAY_LABELS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Params = tuple[tuple[str, str], ...]


class Unclear(Exception):
    """Raised inside the rules when words have no meaning, or none that can be promised."""

    def __init__(self, refusal: str, **params: str) -> None:
        self.refusal = refusal
        self.params: Params = tuple(params.items())
        super().__init__(refusal)


class Unsure(Exception):
    """Raised inside the rules when words have several readings: each written out in words of one meaning.

    `is_last_resort`: a guess at a slip, of no use beside other readings.
    """

    def __init__(self, question: str, *ways: str, is_last_resort: bool = False, **params: str) -> None:
        self.question = question
        self.ways = ways
        self.is_last_resort = is_last_resort
        self.params: Params = tuple(params.items())
        super().__init__(question)

    def beside(self, before: str, after: str = "") -> Unsure:
        """The same question, of words standing among others."""
        ways = (" ".join(f"{before} {way} {after}".split()) for way in self.ways)
        return Unsure(self.question, *ways, is_last_resort=self.is_last_resort, **dict(self.params))
