"""The fields a result asks for after the call: opened in place, taken by Enter, saved with the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crm_desktop.domain.dispositions import Disposition
from crm_desktop.domain.result_fields import FieldValue, Plain
from crm_desktop.errors import UserError
from crm_desktop.ui.calling.answer_draft import AnswerDraft, AnswerKeeper
from crm_desktop.ui.calling.answers import Answers, begin
from crm_desktop.ui.calling.states import OWES_RESULT, Strip

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter


class Questions:
    """The answers being typed; what was typed stays with its call until the result is saved."""

    def __init__(self, presenter: CallingPresenter) -> None:
        self._p = presenter
        self.answers: Answers | None = None
        self.keeper = AnswerKeeper(presenter.ops, presenter.session.seat, presenter)

    def open(self, result: Disposition) -> bool:
        """Ask what the result asks for; False when it asks nothing."""
        p = self._p
        if p.call is None or p.facts is None:
            return False
        today = p.now.astimezone(ZoneInfo(p.zone)).date()
        asked = replace(p.facts.asked, today=today)
        answers = begin(result, asked, self.keeper.typed_for(p.call.id, result.code))
        if answers is None:
            return False
        self.answers = answers
        p.ask.show(Strip.FIELDS, result)
        return True

    def reopen(self) -> bool:
        """Back from the question when to call, or after a power cut: the fields stand as they were typed."""
        p, draft = self._p, self.keeper.draft
        if draft is None or p.call is None or draft.call_id != p.call.id or p.state not in OWES_RESULT:
            return False
        result = next((r for r in p.results() if r.code == draft.result_code), None)
        return result is not None and self.open(result)

    def remember(self, result_code: str, values: tuple[FieldValue, ...]) -> None:
        """A result was taken back: what it had noted is offered again."""
        p = self._p
        if p.call is not None and values:
            typed = {value.key: value.shown for value in values}
            self.keeper.begin(AnswerDraft(p.call.id, result_code, typed))

    def values(self) -> tuple[tuple[str, Plain], ...]:
        """What is saved with the result."""
        return self.answers.values() if self.answers is not None else ()

    # ---- what the person does ----------------------------------------------------------------------

    def typed(self, key: str, text: str) -> None:
        """Another text in a field."""
        if self.answers is not None and not self._p.is_moving:
            self._now(self.answers.type(key, text))

    def entered(self, place: int) -> None:
        """The keyboard went to another field."""
        if self.answers is not None and not self._p.is_moving:
            self._now(self.answers.go_to(place))

    def choose(self, number: int) -> None:
        """An option by its number: taken, and the next field comes."""
        if self.answers is not None and not self._p.is_moving:
            self.answers = self.answers.choose(number)
            self.go_on()

    def go_on(self) -> None:
        """Enter: the next field, or the end."""
        if self.answers is None or self._p.is_moving:
            return
        answers, is_done = self.answers.go_on()
        if is_done:
            self.finish()
        else:
            self._now(answers)

    def finish(self) -> None:
        """Ctrl+Enter: everything is taken, and the result goes its way."""
        if self.answers is None or self._p.is_moving:
            return
        answers, is_good = self.answers.finish()
        self._now(answers)
        if is_good:
            self._p.flow.go_on(answers.result)

    def refuse(self, error: UserError) -> bool:
        """The store refused a value: say so at its field; False when it is about none of them."""
        keys: Mapping[str, object] = {f.key: f for f in self.answers.fields} if self.answers else {}
        if self.answers is None or error.field not in keys:
            return False
        result = self.answers.result
        self.answers = self.answers.refuse(error)
        self._p.ask.show(Strip.FIELDS, result)
        return True

    def close(self) -> None:
        """The questions are not asked any more; what was typed stays with the call."""
        self.answers = None

    def _now(self, answers: Answers) -> None:
        if answers is self.answers:
            return
        self.answers = answers
        p = self._p
        if p.call is not None:
            self.keeper.keep(AnswerDraft(p.call.id, answers.result.code, answers.typed))
        p.shown.emit()
