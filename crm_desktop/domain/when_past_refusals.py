"""Why a typed time of a call that is over is not taken: each a sentence saying what to type instead."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "This time was not understood. Type for example aaj 11 baje, kal 4pm, or 20/11 15:30."
TO_COME: Final = "{when} is still to come. Type when the call was."
ADD_HOUR: Final = "Type the hour too, such as aaj 11 baje."
WHICH_HALF: Final = "Is {hour} in the morning or in the evening? Type {hour}am or {hour}pm."
WHICH_TIME: Final = "That may be two times. Type day and hour, such as kal 16:30."
