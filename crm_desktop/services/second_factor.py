"""The second factor: set up by a person for themselves, asked for at sign-in, taken away by an admin."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crm_desktop.domain.people import Actor, Permission, Reach, Role
from crm_desktop.domain.second_factor import (
    CODE_LENGTH,
    CODE_LETTERS,
    CODES,
    SECRET_BYTES,
    CodeNeeded,
    WrongCode,
    address_of,
    code_used,
    hash_of,
    shown_secret,
    step_shown,
)
from crm_desktop.errors import NotAllowed, NotFound, UserError
from crm_desktop.store.people import People
from crm_desktop.store.second_factors import SecondFactors, ServerSecondFactors
from crm_desktop.store.unit_of_work import Store, Work


@dataclass(frozen=True, slots=True)
class SecondFactorState:
    """Whether a person's own is asked for: since when, and how many codes on paper are left."""

    since: datetime | None
    codes_left: int = 0


@dataclass(frozen=True, slots=True)
class SecondFactorSetup:
    """What an authenticator needs, once: the QR code's address and the same to be typed."""

    address: str
    secret: str


def passes(work: Work, person_id: UUID, code: str) -> bool:
    """Whether the code opens a sign-in of this person, who may need none; a used one opens nothing again.

    Raises CodeNeeded where there is none and it takes one.
    """
    rows = SecondFactors(work)
    factor = rows.of(person_id)
    if factor is None or factor.confirmed_at is None:
        return True
    if not code.strip():
        raise CodeNeeded
    step = step_shown(factor.secret, code, work.now, factor.last_step)
    if step is not None:
        rows.used(person_id, factor, step=step)
        return True
    on_paper = code_used(factor.code_hashes, code)
    if on_paper is None:
        return False
    rows.used(person_id, factor, step=None, code_hash=on_paper)
    work.record("second_factor_paper_code_used", "person", person_id, left=len(factor.code_hashes) - 1)
    return True


class SecondFactorService:
    """One's own second factor, and a colleague's for an admin."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def is_asked_of(self, actor: Actor) -> bool:
        """Whether this person works only with one: nobody in a store on one computer."""
        return False

    def is_missing(self, actor: Actor) -> bool:
        """Whether this person must set one up before going on."""
        return self.is_asked_of(actor) and self.state(actor).since is None

    def state(self, actor: Actor) -> SecondFactorState:
        """One's own."""
        with self._store.read(actor) as work:
            found = SecondFactors(work).of(actor.person_id)
        if found is None or found.confirmed_at is None:
            return SecondFactorState(None)
        return SecondFactorState(found.confirmed_at, len(found.code_hashes))

    def begin(self, actor: Actor) -> SecondFactorSetup:
        """A new secret for the person's authenticator; asked for once its first code was typed back."""
        secret = secrets.token_bytes(SECRET_BYTES)
        with self._store.write(actor) as work:
            person = People(work).get(actor.person_id)
            self._begin(work, actor, secret)
        name = actor.name if person is None else person.sign_in_name
        return SecondFactorSetup(address_of(secret, name, self._workspace), shown_secret(secret))

    def confirm(self, actor: Actor, code: str) -> tuple[str, ...]:
        """From now on a code is asked for; gives the codes for the paper, which are kept as hashes only."""
        codes = tuple("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES))
        hashes = tuple(hash_of(each) for each in codes)
        with self._store.write(actor) as work:
            is_right = self._confirm(work, actor, code, hashes)
            if is_right:
                work.record("second_factor_set", "person", actor.person_id)
        if not is_right:
            raise WrongCode
        return tuple(f"{each[:5]}-{each[5:]}" for each in codes)

    def drop(self, actor: Actor, code: str) -> None:
        """Ask for none any more; with a code, so that an open window alone doesn't do it."""
        with self._store.write(actor) as work:
            is_right = self._drop(work, actor, code)
            if is_right:
                work.record("second_factor_dropped", "person", actor.person_id)
        if not is_right:
            raise WrongCode

    def drop_of(self, actor: Actor, person_id: UUID) -> None:
        """Take a colleague's away whose telephone and paper are gone; they set up another."""
        actor.require(Permission.CHANGE_PEOPLE, Reach.ALL)
        if person_id == actor.person_id:
            raise NotAllowed("Your own second factor goes in Settings, with a code. Or ask another admin.")
        with self._store.write(actor) as work:
            if not self._drop_of(work, person_id):
                raise NotFound("This person has no second factor.")
            work.record("second_factor_taken", "person", person_id)

    # ---- how a local store keeps it ----------------------------------------------------------------

    def _begin(self, work: Work, actor: Actor, secret: bytes) -> None:
        rows = SecondFactors(work)
        found = rows.of(actor.person_id)
        if found is not None and found.confirmed_at is not None:
            raise UserError("You have a second factor already. Take it away first, with a code.")
        rows.begin(actor.person_id, secret)

    def _confirm(self, work: Work, actor: Actor, code: str, hashes: tuple[str, ...]) -> bool:
        rows = SecondFactors(work)
        found = rows.of(actor.person_id)
        if found is None or found.confirmed_at is not None:
            return False
        step = step_shown(found.secret, code, work.now, found.last_step)
        if step is not None:
            rows.confirm(actor.person_id, step, hashes)
        return step is not None

    def _drop(self, work: Work, actor: Actor, code: str) -> bool:
        return passes(work, actor.person_id, code) and SecondFactors(work).drop(actor.person_id)

    def _drop_of(self, work: Work, person_id: UUID) -> bool:
        return SecondFactors(work).drop(person_id)


class TeamSecondFactorService(SecondFactorService):
    """The same on a team's server, where admins need one."""

    def is_asked_of(self, actor: Actor) -> bool:
        """Admins: whoever knows their password reaches all of the team's data, from anywhere."""
        return actor.role is Role.ADMIN

    def state(self, actor: Actor) -> SecondFactorState:
        """One's own."""
        with self._store.read(actor) as work:
            return SecondFactorState(*ServerSecondFactors(work).state())

    def _begin(self, work: Work, actor: Actor, secret: bytes) -> None:
        rows = ServerSecondFactors(work)
        if rows.state()[0] is not None:
            raise UserError("You have a second factor already. Take it away first, with a code.")
        rows.begin(secret)

    def _confirm(self, work: Work, actor: Actor, code: str, hashes: tuple[str, ...]) -> bool:
        return ServerSecondFactors(work).confirm(code, hashes)

    def _drop(self, work: Work, actor: Actor, code: str) -> bool:
        return ServerSecondFactors(work).drop(code)

    def _drop_of(self, work: Work, person_id: UUID) -> bool:
        return ServerSecondFactors(work).drop_of(person_id)
