"""Leads a person from the first paint to a sign-in: which card comes when, and what it asks of the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from crm_desktop.errors import UserError
from crm_desktop.ui.entrance.accepting import Accepting
from crm_desktop.ui.entrance.card import EntranceCard, EntranceView
from crm_desktop.ui.entrance.choose import ChooseCard, remember_workspace
from crm_desktop.ui.entrance.door import Door, Entered, FirstStart, OpenDoor, place_key
from crm_desktop.ui.entrance.first_start import FirstStartCard
from crm_desktop.ui.entrance.keys import PassphraseCard, RecoverCard, RestoreCard
from crm_desktop.ui.entrance.password import NewPasswordCard
from crm_desktop.ui.entrance.problem import CHOOSE, MAKE_NEW, RECOVER, RESTORE, TRY_AGAIN, ProblemCard
from crm_desktop.ui.entrance.second_factor import CodeCard, RequiredSetUp
from crm_desktop.ui.entrance.sign_in import ForgotCard, SignInCard
from crm_desktop.ui.entrance.window import EntranceWindow, known_workspaces, shown_name
from crm_desktop.ui.i18n import plural, tr_error

if TYPE_CHECKING:
    from crm_desktop.services.people import SignedIn
    from crm_desktop.services.team.sharing import Share, Shared
    from crm_desktop.ui.ops import Operations, Progress

TASK = "workspace"


class EntranceFlow(QObject):
    """Presenter of the entrance. `entered` when somebody is in; the window's content is its own."""

    entered = Signal(object)  # Entered
    door_opened = Signal()  # the workspace is open, and nobody is in yet
    door_changed = Signal(object)  # Door: another workspace was chosen
    ready = Signal()  # the first card can be typed into

    def __init__(self, window: EntranceWindow, door: Door, ops: Operations, settings: QSettings) -> None:
        super().__init__(window)
        self.window = window
        self.door = door
        self.opened: OpenDoor | None = None
        self._ops = ops
        self._settings = settings
        self._waiting: tuple[str, str] | None = None
        self._keeps_password = False  # in the key store, as ticked
        self._kept_for = ""  # whose password was found there
        self._is_opening = False
        self.view = EntranceView()
        window.set_content(self.view)

    # ---- the beginning -----------------------------------------------------------------------------

    def begin(self, opened: OpenDoor | None = None, *, opens_after_ms: int = 0) -> None:
        """Show the first card and open the workspace meanwhile; `opened` when it is open already."""
        self.opened = opened
        if self.door.is_first_start:
            self.show_first_start()
        else:
            self.show_sign_in()
            if opened is None and opens_after_ms:
                QTimer.singleShot(opens_after_ms, self, self.open)
            elif opened is None:
                self.open()
        self.ready.emit()

    def _show(self, card: EntranceCard) -> None:
        self.view.show_card(card)
        self._tell_foot()

    @property
    def card(self) -> EntranceCard | None:
        """The card in view."""
        return self.view.card

    def _tell_foot(self) -> None:
        card = self.view.card
        if isinstance(card, FirstStartCard | ChooseCard | ProblemCard):
            self.view.foot.tell(self.tr("Everything stays on this computer, encrypted."))
            return
        if self.opened is not None and self.opened.server:
            self.view.foot.tell(self.tr("Your team’s server: {server}").format(server=self.opened.server))
            return
        encrypted = self.tr("Encrypted on this computer.")
        if self.opened is None:
            self.view.foot.tell(encrypted)
            return
        made = self.opened.last_backup
        if made.days_ago is None:
            backup = self.tr("No backup yet.")
        elif made.days_ago == 0:
            backup = self.tr("Last backup today {clock}, tested.").format(clock=made.clock)
        elif made.days_ago == 1:
            backup = self.tr("Last backup yesterday {clock}, tested.").format(clock=made.clock)
        else:
            words = self.tr("Last backup %n day(s) ago, tested.", "", made.days_ago)
            backup = plural(words, made.days_ago)
        self.view.foot.tell(f"{encrypted} {backup}")

    # ---- opening -----------------------------------------------------------------------------------

    def open(self, passphrase: str = "") -> None:
        """Open the workspace in the background."""
        if self._is_opening or self.opened is not None:
            return
        self._is_opening = True
        door = self.door
        self._task(lambda progress: door.open(passphrase, progress)).success(self._opened).failure(
            self._not_opened
        ).settled(self._opening_over).start()

    def _opening_over(self) -> None:
        self._is_opening = False

    def _opened(self, opened: OpenDoor) -> None:
        self.opened = opened
        remember_workspace(self._settings, self.door.folder)
        self._settings.setValue(f"entrance/{self._key()}/sealed", isinstance(self.card, PassphraseCard))
        self.door_opened.emit()
        card = self.card
        if isinstance(card, SignInCard):
            card.person.set_names(opened.names)
            card.title.setText(opened.name)
            if self._waiting is not None:
                self._sign_in(*self._waiting)
            else:
                self._offer_password(card)
        elif not isinstance(card, ForgotCard):
            self.show_sign_in()
        self._tell_foot()

    def _not_opened(self, error: UserError) -> None:
        self._waiting = None
        card = self.card
        kind = type(error).__name__
        if card is not None:
            card.set_busy(False)
        if kind == "PassphraseNeeded":
            self.show_passphrase()
        elif kind == "WrongPassphrase" and isinstance(card, PassphraseCard):
            card.show_error(error)
        else:
            self.show_problem(error)

    # ---- cards -------------------------------------------------------------------------------------

    def show_sign_in(self) -> None:
        """Who works here now?"""
        name = self.opened.name if self.opened is not None else shown_name(self.door.folder)
        card = SignInCard(name)
        card.keep.setChecked(self._settings.value(f"entrance/{self._key()}/keep", True, type=bool) is True)
        card.person.set_text(str(self._settings.value(f"entrance/{self._key()}/name", "")))
        if self.opened is not None:
            card.person.set_names(self.opened.names)
        typed, is_entered = self.window.take_typed()
        (card.password if card.person.text() else card.person).set_text(typed)
        card.asked.connect(self._asked_in)
        card.forgotten.connect(self.show_forgot)
        card.other_workspace.connect(self.show_choose)
        self._show(card)
        if is_entered:
            card.submit()
        else:
            self._offer_password(card)

    def _offer_password(self, card: SignInCard) -> None:
        """Where a team's password may be kept in the key store, say so, and take the one that is."""
        kept, name = self.opened.passwords if self.opened is not None else None, card.person.text().strip()
        if kept is None:
            return

        def found(password: str) -> None:
            self._kept_for = name if password else ""
            if self.card is card and not card.is_busy:
                card.offer_password(password if card.person.text().strip() == name else "")

        self._task(lambda _progress: kept.of(name)).success(found).start()

    def show_first_start(self) -> None:
        """There is no workspace yet."""
        card = FirstStartCard()
        card.asked.connect(self._create)
        card.other_workspace.connect(self.show_choose)
        card.restore.connect(self.show_restore)
        card.join.connect(self.show_join)
        card.office.set_text(self.window.take_typed()[0])
        self._show(card)

    def show_problem(self, problem: UserError) -> None:
        """The workspace can't be opened."""
        card = ProblemCard(problem)
        card.chosen.connect(self._way_out)
        self._show(card)

    def _way_out(self, way: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            TRY_AGAIN: self._try_again,
            RECOVER: self.show_recover,
            RESTORE: self.show_restore,
            CHOOSE: self.show_choose,
            MAKE_NEW: self.show_first_start,
        }
        ways[way]()

    def _try_again(self) -> None:
        card = self.card
        if card is not None:
            card.set_busy(True, self.tr("Opening…"))
        self.open()

    def show_passphrase(self) -> None:
        """The key is sealed by a second word."""
        card = PassphraseCard(shown_name(self.door.folder))
        card.asked.connect(self._open_with_word)
        card.recover.connect(self.show_recover)
        card.other_workspace.connect(self.show_choose)
        card.word.set_text(self.window.take_typed()[0])
        self._show(card)

    def _open_with_word(self, word: str) -> None:
        card = self.card
        if card is not None:
            card.set_busy(True, self.tr("Opening…"))
        self.open(word)

    def show_forgot(self) -> None:
        """A password was forgotten."""
        card = ForgotCard()
        card.back.connect(self._back)
        card.recover.connect(self.show_recover)
        self._show(card)

    def show_recover(self) -> None:
        """The recovery code opens it."""
        card = RecoverCard()
        card.asked.connect(self._recover)
        card.back.connect(self._back)
        self._show(card)

    def show_restore(self) -> None:
        """A backup is brought back; the workspace has to be closed for it."""
        card = RestoreCard(self.door.folder / "backups")
        card.asked.connect(self._restore)
        card.back.connect(self._back)
        self._show(card)

    def show_join(self, file: Path | None = None) -> None:
        """An admin's invitation makes this folder a workstation of a team."""
        from crm_desktop.ui.entrance.team import JoinCard

        card = JoinCard(file)
        card.asked.connect(self._join)
        card.back.connect(self._back)
        self._show(card)

    def show_choose(self) -> None:
        """Another workspace."""
        card = ChooseCard(self.door.folder, known_workspaces(self._settings))
        card.chosen.connect(self._other_workspace)
        card.new_asked.connect(self._other_workspace)
        card.back.connect(self._back)
        self._show(card)

    def rest(self) -> None:
        """Somebody works: nothing that was typed here stays."""
        self.view.take_card()

    def _back(self) -> None:
        self.begin(self.opened)

    def _other_workspace(self, folder: Path) -> None:
        self.close_door()
        self.door = self.door.at(folder)
        self.door_changed.emit(self.door)
        self.begin()

    def close_door(self) -> None:
        """Close the workspace opened here, in the background."""
        opened, self.opened = self.opened, None
        if opened is not None:
            self._task(lambda _progress: opened.services.opened.close()).start()

    # ---- acts --------------------------------------------------------------------------------------

    def _asked_in(self, name: str, password: str) -> None:
        card = self.card
        if isinstance(card, SignInCard):
            self._settings.setValue(f"entrance/{self._key()}/keep", card.keep.isChecked())
            self._keeps_password = card.keep_password.isChecked()
            card.set_busy(True, self.tr("Signing in…") if self.opened is not None else self.tr("Opening…"))
        if self.opened is None:
            self._waiting = (name, password)
            self.open()
            return
        self._sign_in(name, password)

    def _sign_in(self, name: str, password: str, code: str = "") -> None:
        self._waiting = None
        opened, seat = self.opened, self.door.seat
        if opened is None:
            return
        people = opened.services.people

        def refused(error: UserError) -> None:
            if error.field == "code" and not isinstance(self.card, CodeCard):
                self._ask_code(name, password)
            else:
                self._refused(error)

        self._task(lambda _progress: people.sign_in(name, password, seat, code)).success(
            lambda signed_in: self._signed_in(signed_in, name, password)
        ).failure(refused).start()

    def _ask_code(self, name: str, password: str) -> None:
        """The password was right; what comes now is nothing that could be kept."""
        card = CodeCard(name)
        card.asked.connect(lambda code: self._sign_in(name, password, code))
        card.back.connect(self.show_sign_in)
        self._show(card)

    def _refused(self, error: UserError) -> None:
        card = self.card
        if card is not None:
            card.set_busy(False)
            card.show_error(error)
        if isinstance(card, SignInCard) and error.field == "password":
            self._keep_password(card.person.text().strip(), "")

    def _keep_password(self, name: str, password: str) -> None:
        """Keep it in the key store where that is wanted; an empty one is forgotten."""
        kept = self.opened.passwords if self.opened is not None else None
        if kept is None:
            return
        if password and self._keeps_password:
            self._task(lambda _progress: kept.keep(name, password)).start()
        elif self._kept_for == name:
            self._kept_for = ""
            self._task(lambda _progress: kept.forget(name)).start()

    def _signed_in(self, signed_in: SignedIn, name: str, password: str) -> None:
        is_kept = self._settings.value(f"entrance/{self._key()}/keep", True, type=bool) is True
        self._settings.setValue(f"entrance/{self._key()}/name", name if is_kept else "")
        if signed_in.must_change_password:
            self._show_new_password(signed_in, name, password)
            return
        self._keep_password(name, password)
        self._enter_with_second_factor(signed_in)

    def _enter_with_second_factor(self, signed_in: SignedIn) -> None:
        """An admin of a team sets one up first, and whoever has not accepted the newest terms reads them.

        The server is asked for both; while it is away nobody is held up.
        """
        opened = self.opened
        if opened is None:
            return
        if signed_in.is_kept:
            self._enter(signed_in)
            return
        services, actor, shared = opened.services, signed_in.actor, (self._task, self._show, self._refused)
        terms = Accepting(services.acceptance, actor, *shared)
        enter, leave = partial(self._enter, signed_in), partial(self._leave, signed_in)
        if not services.second_factor.is_asked_of(actor):
            terms.begin(enter, leave)
            return
        factor = RequiredSetUp(services.second_factor, actor, opened.name, *shared)
        factor.begin(partial(terms.begin, enter, leave), leave)

    def _leave(self, signed_in: SignedIn) -> None:
        opened = self.opened
        if opened is not None:
            self._task(lambda _progress: opened.services.people.sign_out(signed_in.actor)).start()
        self.show_sign_in()

    def _show_new_password(self, signed_in: SignedIn, name: str, password: str) -> None:
        opened = self.opened
        if opened is None:
            return
        people = opened.services.people
        card = NewPasswordCard(signed_in.actor.name, password)

        def change(old: str, new: str) -> None:
            card.set_busy(True, self.tr("Saving…"))

            def changed(_none: object) -> None:
                self._keep_password(name, new)
                self._enter_with_second_factor(signed_in)

            self._task(lambda _progress: people.change_password(signed_in.actor, old, new)).success(
                changed
            ).failure(self._refused).start()

        card.asked.connect(change)
        card.back.connect(lambda: self._leave(signed_in))
        self._show(card)

    def _enter(self, signed_in: SignedIn, *, is_first: bool = False, file: Path | None = None) -> None:
        opened = self.opened
        if opened is not None:
            self.entered.emit(Entered(opened, signed_in, is_first, file))

    def _create(self, wish: FirstStart) -> None:
        card, door = self.card, self.door
        if not isinstance(card, FirstStartCard):
            return
        card.set_busy(True, self.tr("Getting everything ready…"))

        def done(made: tuple[OpenDoor, SignedIn]) -> None:
            self.opened = made[0]
            remember_workspace(self._settings, door.folder)
            self._settings.setValue(f"entrance/{self._key()}/name", made[0].names[0] if made[0].names else "")
            self._enter(made[1], is_first=True, file=wish.file)

        def refused(error: UserError) -> None:
            card.set_busy(False)
            if type(error).__name__ == "PassphraseNeeded":
                card.ask_passphrase()
            else:
                card.show_error(error)

        self._task(lambda _progress: door.create(wish)).success(done).failure(refused).start()

    def _recover(self, code: str, password: str, name: str, word: str) -> None:
        card, door = self.card, self.door
        if card is not None:
            card.set_busy(True, self.tr("Opening…"))
        self.close_door()

        def done(person: object) -> None:
            self._settings.setValue(f"entrance/{self._key()}/name", getattr(person, "sign_in_name", ""))
            self.begin()
            self.view.foot.tell(self.tr("The new password is set. Sign in with it."), "sign.ok")

        self._task(lambda _progress: door.recover(code, password, name, word)).success(done).failure(
            self._refused
        ).start()

    def _restore(self, file: Path, code: str, word: str) -> None:
        card, door = self.card, self.door
        if card is not None:
            card.set_busy(True, self.tr("Restoring…"))
        self.close_door()
        op = self._task(lambda progress: door.restore(file, code, word, progress)).success(self._restored)
        op.failure(self._refused).start()

    def _restored(self, unopened: int) -> None:
        self.begin()
        if unopened:
            told = self.tr("%n document(s) can’t be opened: no file of keys lay there.", "", unopened)
            self.view.foot.tell(plural(told, unopened), "sign.warning")

    def _join(self, invitation: str, word: str) -> None:
        card, door = self.card, self.door
        if card is not None:
            card.set_busy(True, self.tr("Joining…"))
        self._task(lambda _progress: door.join(invitation, word)).success(lambda _none: self.begin()).failure(
            self._refused
        ).start()

    def share(self, command: Share) -> None:
        """Close the workspace and move it to its server; then, or when that fails, somebody signs in."""
        from crm_desktop.ui.entrance.team import ShareCard, SharedCard

        door = self.door
        self.close_door()
        card = ShareCard(command.address.place.shown)
        self._show(card)

        def done(found: tuple[Shared, str, Path]) -> None:
            shared, link, file = found
            people = [(each.person.display_name, each.one_time_password) for each in shared.invited]
            told = SharedCard(people, link, file)
            told.done.connect(self.begin)
            self._show(told)

        def over() -> None:
            if self.card is card:  # stopped
                self.begin()

        task = self._task(lambda progress: door.share(command, progress))
        card.cancelled.connect(task.cancel)
        task.progress(self.tr("Sharing")).success(done).failure(self._not_shared).settled(over).start()

    def _not_shared(self, error: UserError) -> None:
        """All is as it was: whoever signs in next reads why."""
        self.begin()
        card = self.card
        if card is not None:
            card.trouble.tell(tr_error(error))

    def _task(self, work: Callable[[Progress], object]):  # type: ignore[no-untyped-def]
        return self._ops.task(self, work, key=TASK)

    def _key(self) -> str:
        return place_key(self.door.folder, self.door.seat)
