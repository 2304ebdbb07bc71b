"""What the doctor looks at on a team's server."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, text

from crm_desktop.clock import Clock
from crm_desktop.domain.people import Actor, Permission, Reach
from crm_desktop.services.doctor import Finding, State
from crm_desktop.store import migrate
from crm_desktop.store.team.catalogue import differences
from crm_desktop.store.team.names import TeamNames
from crm_desktop.store.team.served import authority_dates
from crm_desktop.store.team.server import ServerPlace
from crm_desktop.store.unit_of_work import Store, Work

LONG_MINUTES = 5
CERTIFICATE_SOON = timedelta(days=30)
FAR_CLOCK = timedelta(seconds=5)


class TeamHealth:
    """Looks at the server with the rights of whoever asks; ends what holds everybody up for an admin."""

    def __init__(self, store: Store, names: TeamNames, clock: Clock) -> None:
        self._store = store
        self._names = names
        self._clock = clock  # this computer's own, not corrected

    def examine(self, actor: Actor) -> tuple[Finding, ...]:
        """Schema, rights, clock and long transactions; the last for admins alone."""
        with self._store.read(actor) as work:
            found = [self._schema(work), self._rights(work), self._time(work)]
            if actor.may(Permission.SEE_AUDIT, Reach.ALL):
                found.append(self._long(work))
        return tuple(found)

    def end_long_transactions(self, actor: Actor) -> int:
        """End what has been open for minutes; those programs sign in again by themselves. Gives how many."""
        actor.require(Permission.CHANGE_SETTINGS, Reach.ALL)
        with self._store.write(actor) as work:
            ended = work.connection.execute(select(func.end_long_transactions(LONG_MINUTES))).scalar_one()
            work.record("transactions_ended", "workspace", None, count=int(ended))
        return int(ended)

    def _schema(self, work: Work) -> Finding:
        revision = work.connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        if revision != migrate.head():
            return Finding(
                "schema",
                State.BROKEN,
                f"The server's tables are those of version {revision}, this program's of {migrate.head()}.",
                "Update the program, or have an admin upgrade the server.",
            )
        return Finding("schema", State.SOUND, f"The server's tables are those of version {revision}.")

    def _rights(self, work: Work) -> Finding:
        different = differences(work.connection, self._names)
        if different:
            return Finding(
                "rights",
                State.BROKEN,
                f"The server's rights are not those it was given, in {len(different)} places, "
                f"first: {different[0]}.",
                "Someone changed them past the program, or the server became a newer PostgreSQL: give them "
                "anew with crm-desktop upgrade-server.",
            )
        return Finding("rights", State.SOUND, "Tables, functions and roles have the rights they were given.")

    def _time(self, work: Work) -> Finding:
        server = work.connection.execute(select(func.clock_timestamp())).scalar_one()
        off = abs(server - self._clock.now())
        if off > FAR_CLOCK:
            return Finding(
                "clock",
                State.WARNING,
                f"This computer's clock is {off.total_seconds():.0f} seconds away from the server's; "
                "times are corrected.",
                "Let both computers set their clocks by the network.",
            )
        return Finding("clock", State.SOUND, "This computer's clock is the server's.")

    def certificate(self, place: ServerPlace) -> Finding | None:
        """Whether the server's certificate, or that of its authority, runs out soon; None without TLS."""
        if not place.is_encrypted:
            return None
        found = [("server", place.served()), ("authority", authority_dates(place.certificate))]
        ends = [(dates.ends_at, whose) for whose, dates in found if dates is not None]
        if not ends:
            return None
        ends_at, whose = min(ends)
        left = ends_at - self._clock.now()
        if left > CERTIFICATE_SOON:
            return Finding("certificate", State.SOUND, f"The certificate counts until {ends_at:%Y-%m-%d}.")
        over = left < timedelta(0)
        told = f"ran out on {ends_at:%Y-%m-%d}: nobody can connect any more."
        if not over:
            told = f"runs out on {ends_at:%Y-%m-%d}, in {left.days} days: nobody can connect then."
        return Finding(
            "certificate",
            State.BROKEN if over else State.WARNING,
            f"The certificate of the {whose} {told}",
            "Renew it on the server: sudo crm-desktop office-server --renew; elsewhere as it was made."
            if whose == "server"
            else "Make a new authority on the server and invite the workstations again.",
        )

    def _long(self, work: Work) -> Finding:
        rows = work.connection.execute(
            text("SELECT sign_in_name, began_at, state FROM long_transactions(:minutes)"),
            {"minutes": LONG_MINUTES},
        ).all()
        if rows:
            first = rows[0]
            return Finding(
                "transactions",
                State.WARNING,
                f"{len(rows)} transactions are open for more than {LONG_MINUTES} minutes or lie idle with "
                f"the lock of imports for an hour, the oldest of {first.sign_in_name} since "
                f"{first.began_at:%H:%M} UTC: the queue gets slow, or nobody can import.",
                "End them: crm-desktop doctor --end-long-transactions.",
            )
        return Finding("transactions", State.SOUND, "No transaction holds the others up.")
