"""The page of campaigns: all of them at the left, the one chosen at the right, in calm sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.campaign import Campaign
from crm_desktop.domain.campaign_rules import Rules
from crm_desktop.domain.people import Permission, Reach
from crm_desktop.services.campaigns import Ending
from crm_desktop.ui.campaigns.acts import CampaignActs
from crm_desktop.ui.campaigns.advanced import AdvancedSection
from crm_desktop.ui.campaigns.basics import Basics
from crm_desktop.ui.campaigns.campaign_list import CampaignList
from crm_desktop.ui.campaigns.dialling import Dialling
from crm_desktop.ui.campaigns.draft import comparable, is_changed, merged
from crm_desktop.ui.campaigns.foot import Foot
from crm_desktop.ui.campaigns.head import CampaignHead, PausePopover
from crm_desktop.ui.campaigns.hours import HoursSection
from crm_desktop.ui.campaigns.measuring import reports_hang_up
from crm_desktop.ui.campaigns.new_campaign import NewOne
from crm_desktop.ui.campaigns.new_form import NewCampaignForm
from crm_desktop.ui.campaigns.one_chosen import OneChosen
from crm_desktop.ui.campaigns.results_section import ResultsSection
from crm_desktop.ui.campaigns.rules import RulesSection
from crm_desktop.ui.campaigns.saving import Saving
from crm_desktop.ui.campaigns.section import Section, Surround, first_control
from crm_desktop.ui.campaigns.targets_part import TargetsPart
from crm_desktop.ui.campaigns.why_section import WhySection
from crm_desktop.ui.campaigns.words import state_of
from crm_desktop.ui.session import Session
from crm_desktop.ui.shell.page import Page, PageContext, StatusPart, StatusParts, Width
from crm_desktop.ui.theme import current, follow_theme
from crm_desktop.ui.widgets.choice import ComboBox
from crm_desktop.ui.widgets.layouts import Column, Row
from crm_desktop.ui.widgets.scroll import Scroll
from crm_desktop.ui.widgets.tabs import Tabs

LIST_WIDTH, LIST_WIDE, MOST_WIDTH = 474, 540, 860
ANY_WIDTH = 16_777_215  # Qt's own limit
BASICS, WHY, ADVANCED = 0, 5, 6


@dataclass(frozen=True)
class Shown:
    """What the page reads at once."""

    every: tuple[Campaign, ...]
    chosen: Campaign | None
    around: Surround
    endings: tuple[Ending, ...] = ()


class CampaignsPage(Page):
    """One form over all sections: edited, merged with what others saved, and saved in one act."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.session: Session = context.services
        self.base: Campaign | None = None  # as it was read
        self.before: Campaign | None = None  # as the sections gave it back untouched
        self._around = Surround()
        self._every: tuple[Campaign, ...] = ()
        self._wanted: UUID | None = None
        self._has_begun = False
        self._is_small = False
        self.is_edited = False

    def making(self) -> Iterator[None]:
        """The list, the head, one section a step, the foot; then everything is wired."""
        self.list = CampaignList(self)
        self.box = ComboBox(self.tr("Campaign"), parent=self)
        self.box.setProperty("user_data", True)
        yield
        may_export = self.session.actor.may(Permission.EXPORT, Reach.ALL)
        may_delete = self.session.actor.may(Permission.DELETE_LEADS, Reach.ALL)
        self.head = CampaignHead(self, may_export=may_export, may_delete=may_delete)
        self.tabs = Tabs(
            [
                self.tr("Campaign"), self.tr("Hours"), self.tr("Calling"), self.tr("Results"),
                self.tr("Rules"), self.tr("Why isn’t it dialling?"), self.tr("Advanced"),
            ],
            self.tr("Sections of the campaign"),
            self,
        )  # fmt: skip
        self.new_form = NewCampaignForm(self)
        self.foot = Foot(self)
        self._lay_out()
        yield
        self.basics = Basics(self._inside)
        self.targets = TargetsPart(self.context)
        self.basics.column.insertWidget(self.basics.column.count() - 1, self.targets)  # before the stretch
        self._add_section(self.basics)
        yield
        self.hours = HoursSection(self._inside)
        self._add_section(self.hours)
        yield
        self.dialling = Dialling(self._inside)
        self._add_section(self.dialling)
        yield
        self.results = ResultsSection(self._inside)
        self._add_section(self.results)
        yield
        self.rules = RulesSection(self._inside)
        self._add_section(self.rules)
        yield
        self.why = WhySection(self.context, self._inside)
        self._add_section(self.why)
        yield
        self.advanced = AdvancedSection(self.context, self._inside)
        self._add_section(self.advanced)
        self.pausing = PausePopover(self)
        self._wire()
        self.saving, self.one_chosen, self.new_one = Saving(self), OneChosen(self), NewOne(self)
        self.acts = CampaignActs(self)
        follow_theme(self._rescale)
        self.arrange()
        yield

    def _lay_out(self) -> None:
        self.sections: list[Section] = []
        column = Column(self, gap=12)
        column.addWidget(self.box)
        self._beside = Row(gap=12)
        self._beside.addWidget(self.list)
        self._right = QWidget(self)
        right = Column(self._right, gap=8)
        right.addWidget(self.head)
        right.addWidget(self.tabs)
        self._inside = QWidget()
        self._slot = Column(self._inside, margins=(0, 0, 4, 0), gap=0)
        self.area = Scroll(parent=self._right)
        self.area.setWidget(self._inside)
        right.addWidget(self.area, 1)
        right.addWidget(self.foot)
        self._beside.addWidget(self._right, 1)
        self._beside.addWidget(self.new_form, 1)
        column.addLayout(self._beside, 1)
        self.new_form.hide()

    def _add_section(self, section: Section) -> None:
        section.setVisible(not self.sections)
        section.edited.connect(self._edited)
        self.sections.append(section)
        self._slot.addWidget(section)

    def _wire(self) -> None:
        self.list.moved.connect(self.choose)
        self.list.table.opened.connect(lambda _row: self.go_into())
        self.box.activated.connect(self._boxed)
        self.tabs.changed.connect(self._show_tab)
        self.results.results_changed.connect(self._results_changed)
        self.advanced.taken.connect(self._take_version)
        foot = self.foot
        foot.drop.clicked.connect(self.drop)
        foot.stay.clicked.connect(self.stay)

    # ---- what the window asks ------------------------------------------------------------------

    def activate(self) -> None:
        """Read at the first time."""
        if not self._has_begun:
            self._has_begun = True
            self.read()

    def open(self, **arguments: object) -> None:
        """`campaign_id`: this one; `new`: the form of a new one."""
        campaign_id = arguments.get("campaign_id")
        if isinstance(campaign_id, UUID):
            self._has_begun = True
            self.after_question(lambda: self.read(campaign_id))
        if arguments.get("new") is True:
            self.new_one.begin_new()

    def refresh(self, topics: frozenset[str]) -> None:
        """Somebody changed a campaign, or had a success."""
        if topics & {"campaigns", "people", "settings", "calls"}:
            self.read()
        elif topics & {"queue", "leads"} and self.base is not None and self.tabs.index() == WHY:
            self.why.come_into_view(self.base)

    def focus_first(self) -> None:
        """The list, where the arrow keys work."""
        if self.new_form.isVisible():
            self.new_form.focus_first()
        else:
            (self.box if self._is_small else self.list.table).setFocus()

    def may_leave(self) -> bool:
        """What was typed and not saved is asked about."""
        if not self.is_edited or self.base is None:
            return True
        self.foot.ask(self.base.name, lambda: None)
        return False

    def status_parts(self) -> StatusParts:
        """How many are called, and how many wait."""
        states = [state_of(campaign) for campaign in self._every]
        parts = [StatusPart(self.tr("Called {}"), str(states.count("calling")))]
        if "paused" in states:
            parts.append(StatusPart(self.tr("Paused {}"), str(states.count("paused")), icon="call.hold"))
        return StatusParts(parts)

    def fit(self, width: Width) -> None:
        """In a small window the list becomes a box to choose from."""
        self._is_small = width <= Width.MEDIUM
        self._width = width
        self.arrange()

    def _rescale(self) -> None:
        theme = current()
        is_wide = getattr(self, "_width", Width.FULL) is Width.WIDE
        width = theme.px(LIST_WIDE if is_wide else LIST_WIDTH)
        has_one = self.base is not None or not self.new_form.isHidden()
        self.list.setMinimumWidth(0 if self._is_small else width)
        self.list.setMaximumWidth(width if has_one else ANY_WIDTH)
        self.head.set_compact(self._is_small)
        for widget in (self._inside, self.foot, self.tabs, self.head):
            widget.setMaximumWidth(theme.px(MOST_WIDTH))

    def arrange(self) -> None:
        """What is in view: the list, the one chosen, the form of a new one."""
        is_new = not self.new_form.isHidden()
        self.list.setVisible(not self._is_small or (self.base is None and not is_new))
        self.box.setVisible(self._is_small and self.base is not None and not is_new)
        self._right.setVisible(self.base is not None and not is_new)
        self._rescale()

    # ---- reading -------------------------------------------------------------------------------

    def read(self, wanted: UUID | None = None) -> None:
        """Read everything again; what is being typed stays. `wanted` is chosen afterwards."""
        self._wanted = wanted or self._wanted
        campaigns, actor = self.session.services.campaigns, self.session.actor
        chosen_id = self._wanted or (self.base.id if self.base is not None else None)
        zone = self.session.services.workspace.zone

        def work() -> Shown:
            every = campaigns.list(actor, include_inactive=True)
            called = [c for c in every if state_of(c) == "calling" and not c.is_practice]
            first = next(iter((*called, *every)), None)
            chosen = next((each for each in every if each.id == chosen_id), first)
            purposes = self.session.services.consent.purposes(actor)
            around = Surround(
                campaigns.workers(actor), campaigns.successes(actor), office_zone=zone, purposes=purposes
            )
            one = None if chosen is None else campaigns.get(actor, chosen.id)
            return Shown(every, one, around, campaigns.endings(actor))

        self.context.ops.read(self, work).latest_only("campaigns").success(self._show).start()

    def _show(self, shown: Shown) -> None:
        self._wanted = None
        self._every = shown.every
        fresh = shown.chosen
        self.list.show_campaigns(shown.every, shown.around.successes, fresh.id if fresh else None)
        self._fill_box()
        if fresh is not None:
            self.head.show_ending(next((e for e in shown.endings if e.campaign.id == fresh.id), None))
            measures = reports_hang_up(self.session, self, is_practice=fresh.is_practice)
            self._around = replace(shown.around, reports_hang_up=measures)
            mine = self.mine()
            if self.is_edited and mine is not None and self.base is not None and self.base.id == fresh.id:
                self._merge(mine, fresh)
            else:
                self.show_campaign(fresh)
        self.arrange()
        self.status_changed.emit()

    def _merge(self, mine: Campaign, fresh: Campaign) -> None:
        """What is typed here stays; what somebody else saved meanwhile comes under it."""
        assert self.base is not None
        assert self.before is not None
        if comparable(fresh) == self.base:
            return
        is_same_form = not is_changed(self.base, comparable(fresh))
        both, has_clash = merged(self.before, mine, comparable(fresh))
        self.show_campaign(fresh)
        self._put(both)
        self._edited()
        if is_same_form:
            return
        words = self.tr(
            "Someone else changed this campaign meanwhile. What you typed is kept; look, then save."
        )
        if has_clash:
            words = self.tr(
                "Someone else changed the same values meanwhile. Yours stand here; saving writes over theirs."
            )
        self.head.tell(words)

    def _fill_box(self) -> None:
        names = self.list.names()
        if [self.box.itemData(i) for i in range(self.box.count())] != [each for each, _ in names]:
            self.box.clear()
            for campaign_id, name in names:
                self.box.addItem(name, campaign_id)

    def _point_box(self, campaign_id: UUID) -> None:
        ids = [self.box.itemData(place) for place in range(self.box.count())]
        self.box.setCurrentIndex(ids.index(campaign_id) if campaign_id in ids else -1)

    def show_campaign(self, campaign: Campaign) -> None:
        """Show it as it was read; nothing is typed yet."""
        self.base = comparable(campaign)
        self.head.show_campaign(campaign, self.session.services.workspace.zone, self.session.clock.now())
        self.head.tell("")
        self._point_box(campaign.id)
        self.list.go_to(campaign.id)
        self._put(self.base)
        self.before = self.mine()
        self.set_edited(False)
        self.foot.tell("")

    def _put(self, campaign: Campaign) -> None:
        for section in self.sections:
            section.show_campaign(campaign, self._around)
            section.clear_errors()
        self._come_into_view(campaign)

    def _come_into_view(self, campaign: Campaign) -> None:
        """Sections that read for themselves do so when they are looked at."""
        if self.tabs.index() == WHY:
            self.why.come_into_view(campaign)
        elif self.tabs.index() == ADVANCED:
            self.advanced.come_into_view(campaign)
        elif self.tabs.index() == BASICS:
            self.targets.come_into_view(campaign)

    # ---- editing -------------------------------------------------------------------------------

    def mine(self) -> Campaign | None:
        """The campaign as the sections say it."""
        found = self.base
        if found is None:
            return None
        for section in self.sections:
            found = section.read(found)
        return found

    def _edited(self) -> None:
        mine = self.mine()
        if mine is not None and self.before is not None:
            self.set_edited(is_changed(self.before, mine))
            if not self.foot.is_asking:
                self.foot.tell("")

    def set_edited(self, is_edited: bool) -> None:
        """Say whether something is typed and not saved."""
        self.is_edited = is_edited
        self.foot.set_edited(is_edited)

    def _results_changed(self) -> None:
        results = self.results.results()
        self.dialling.show_results(results)
        self.rules.show_results(results)

    def _take_version(self, rules: Rules, name: str) -> None:
        self.rules.is_showing = True
        self.rules.show_rules(rules, self.results.results())
        self.rules.name.set_text(name)
        self.rules.is_showing = False
        self.tabs.choose(self.sections.index(self.rules))
        self._edited()

    def _show_tab(self, index: int) -> None:
        for place, section in enumerate(self.sections):
            section.setVisible(place == index)
        self.area.verticalScrollBar().setValue(0)
        mine = self.mine()
        if mine is not None:
            self._come_into_view(mine)

    def show_section(self, index: int) -> None:
        """Bring a section into view, and the keyboard into it."""
        if self.base is not None and self.new_form.isHidden():
            self.tabs.choose(index)
            self.go_into()

    def go_into(self) -> None:
        """The keyboard to the first control of the section in view."""
        first_control(self.sections[self.tabs.index()]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- choosing another one ------------------------------------------------------------------

    def choose(self, campaign_id: UUID) -> None:
        """Show another campaign; changes that aren't saved are asked about first."""
        if self.base is not None and campaign_id == self.base.id:
            return
        self.after_question(lambda: self.read(campaign_id))

    def _boxed(self, index: int) -> None:
        chosen = self.box.itemData(index)
        if isinstance(chosen, UUID):
            self.choose(chosen)

    def after_question(self, then: Callable[[], None]) -> None:
        """Do it at once, or after the person said what becomes of what is typed."""
        if not self.is_edited or self.base is None:
            then()
            return
        self.list.go_to(self.base.id)
        self._point_box(self.base.id)
        self.foot.ask(self.base.name, then)

    def go_back(self) -> None:
        """The question is closed, or the keyboard goes back to the list."""
        if self.foot.is_asking:
            self.stay()
        else:
            self.focus_first()

    def stay(self) -> None:
        """Back to what is being edited."""
        self.foot.answered()
        self.go_into()

    def drop(self) -> None:
        """What was typed is forgotten; then what the person wanted, if anything."""
        then = self.foot.answered()
        self.set_edited(False)
        if self.base is not None:
            self._put(self.base)
            self.before = self.mine()
            self.set_edited(False)
        (then or self.go_into)()
