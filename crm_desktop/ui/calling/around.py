"""What the calling page shows outside its own frame: chooser, pill, practice banner and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from crm_desktop.domain.formats import clock, timer
from crm_desktop.ui.calling import words
from crm_desktop.ui.calling.hero import PILLS
from crm_desktop.ui.calling.states import OWES_RESULT
from crm_desktop.ui.shell.notices import Notice, Tone
from crm_desktop.ui.shell.page import StatusPart, StatusParts
from crm_desktop.ui.targets.words import amount_words, measure_words
from crm_desktop.ui.widgets.choice import ComboBox

if TYPE_CHECKING:
    from crm_desktop.ui.calling.presenter import CallingPresenter
    from crm_desktop.ui.shell.page import PageContext

PRACTICE, PAUSED = "calling.practice", "calling.paused"
translate = QCoreApplication.translate


class Around:
    """Keeps header, banners and status line in step with the presenter."""

    def __init__(self, presenter: CallingPresenter, context: PageContext) -> None:
        self._p, self._context = presenter, context
        self.chooser = ComboBox(translate("calling", "Campaign"), size="compact")
        self.chooser.setProperty("user_data", True)
        self.chooser.setMaximumWidth(280)

    def show(self) -> None:
        """After a change."""
        self._show_chooser()
        self._show_practice()
        self._show_paused()
        self.show_presence()

    def leave(self) -> None:
        """Another page comes into view."""
        self._context.notices.dismiss(PRACTICE)
        self._context.notices.dismiss(PAUSED)

    def _show_paused(self) -> None:
        """A pause for everyone while a call goes on; without one the screen itself says it."""
        notices, campaign = self._context.notices, self._p.campaign
        is_told = campaign is not None and campaign.is_paused and self._p.state in OWES_RESULT
        known = next((notice for notice in notices.banners if notice.id == PAUSED), None)
        if campaign is not None and is_told:
            text = translate("calling", "Paused for everyone: {why}. Finish this call; no other comes.")
            text = text.format(why=campaign.paused_why.rstrip(".") or translate("calling", "no reason given"))
            if known is None or known.text != text:
                notices.show(Notice(PAUSED, Tone.DUE, text, is_closable=False))
        elif known is not None:
            notices.dismiss(PAUSED)

    def _show_chooser(self) -> None:
        p, chooser = self._p, self.chooser
        wanted = [(campaign.id, campaign.name) for campaign in p.campaigns]
        shown = [(chooser.itemData(i), chooser.itemText(i)) for i in range(chooser.count())]
        if wanted != shown:
            chooser.clear()
            for campaign_id, name in wanted:
                chooser.addItem(name, campaign_id)
        at = next((i for i, (one, _) in enumerate(wanted) if p.campaign and one == p.campaign.id), -1)
        if chooser.currentIndex() != at:
            chooser.setCurrentIndex(at)
        chooser.setEnabled(p.state not in OWES_RESULT)

    def _show_practice(self) -> None:
        notices, campaign = self._context.notices, self._p.campaign
        is_on = any(notice.id == PRACTICE for notice in notices.banners)
        is_practice = campaign is not None and campaign.is_practice
        if is_practice and not is_on:
            text = translate("calling", "Practice line: nobody is called, nothing counts")
            notices.show(Notice(PRACTICE, Tone.PRACTICE, text, is_closable=False))
        elif is_on and not is_practice:
            notices.dismiss(PRACTICE)

    def show_presence(self) -> None:
        """The pill in the header; also each second."""
        p = self._p
        text = words.presence(p, timer(p.now - p.since))
        self._context.frame.set_presence(PILLS[p.state] if text else "", text)

    def status_parts(self) -> StatusParts:
        """Saved, the queue, the target."""
        day = self._p.day.day
        left, right = [self._saved_part()], []
        if day.dialable_now is not None and day.later_today is not None:
            left.append(StatusPart(translate("calling", "Dialable now {}"), words.count(day.dialable_now)))
            left.append(StatusPart(translate("calling", "Later today {}"), words.count(day.later_today)))
        if day.target:
            of_target = translate("calling", "Today {calls} of {target} calls")
            of_target = of_target.replace("{target}", str(day.target)).replace("{calls}", "{}")
            right.append(StatusPart(of_target, str(day.calls), share=min(1.0, day.calls / day.target)))
        if day.target or day.calls:
            right.append(StatusPart(words.conversations(day.conversations), str(day.conversations)))
            right.append(StatusPart(words.successes(day.successes), str(day.successes)))
        right += self._goal_parts()
        return StatusParts(left, right)

    def _goal_parts(self) -> list[StatusPart]:
        """The first target in this campaign, and that the team's goal of the day is reached: still words."""
        day, found = self._p.day.day, []
        if day.goals:
            goal, currency = day.goals[0], self._p.session.services.workspace.currency
            here = translate("calling", "{measure} here {done} of {target}")
            here = here.replace("{measure}", measure_words(goal.measure))
            target = amount_words(goal.target, goal.measure, currency)
            done = amount_words(goal.reached, goal.measure, currency)
            here = here.replace("{target}", target).replace("{done}", "{}")
            found.append(StatusPart(here, done, share=min(1.0, goal.share)))
        if day.is_goal_reached:
            found.append(StatusPart(translate("calling", "Team goal reached"), icon="sign.flag"))
        return found

    def _saved_part(self) -> StatusPart:
        p = self._p
        if (away := self._away_part()) is not None:
            return away
        if not p.note.is_saved:
            return StatusPart(translate("calling", "Saving…"), icon="act.save")
        if p.saved_at is None:
            return StatusPart(translate("calling", "All saved"), icon="sign.ok")
        at = clock(p.saved_at, p.zone)
        return StatusPart(translate("calling", "All saved {at}").format(at=at), icon="sign.ok")

    def _away_part(self) -> StatusPart | None:
        """A team's server that is away: the calls are kept here; and once they were sent."""
        offline = self._p.session.services.offline
        if offline is None:
            return None
        state = offline.link.state
        if state.is_slow:
            text = translate("calling", "The server is slow: your calls are sent behind you ({} waiting)")
            return StatusPart(text, str(state.waiting), icon="act.save")
        if state.is_away:
            text = translate("calling", "Server not reachable: your calls are kept here ({} waiting)")
            return StatusPart(text, str(state.waiting), icon="act.save")
        if state.sent_at is not None and (self._p.saved_at is None or state.sent_at >= self._p.saved_at):
            at = clock(state.sent_at, self._p.zone)
            return StatusPart(translate("calling", "All sent {at}").format(at=at), icon="sign.ok")
        return None
