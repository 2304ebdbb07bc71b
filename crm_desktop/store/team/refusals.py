"""Why a server can't be reached or lets nobody in, told apart and with what to do."""

from __future__ import annotations

from datetime import datetime

from crm_desktop.errors import StoreProblem, UserError
from crm_desktop.store.errors import ServerGone
from crm_desktop.store.team.served import Served


class NoServer(ServerGone):
    """The server doesn't answer."""

    def __init__(self, server: str) -> None:
        StoreProblem.__init__(
            self,
            "The server {server} doesn't answer. Check the network and that the server is running, then try "
            "again.",
            field="server",
            server=server,
        )


class NameUnknown(NoServer):
    """The network doesn't know the server's name, and without its certificate nobody may look around."""

    def __init__(self, server: str) -> None:
        StoreProblem.__init__(
            self,
            "This network doesn't know the name of the server {server}. Check how it is written. An office's "
            "own server is found without that when its certificate (crm-authority.pem) is given too.",
            field="server",
            server=server,
        )


class ServerRefuses(StoreProblem):
    """The server answers, and says no in its own words."""

    def __init__(self, server: str, words: str) -> None:
        super().__init__(
            "The server {server} refuses the connection: {words}. Mend that on the server, then try again.",
            field="server",
            server=server,
            words=words,
        )


class NotEncrypted(StoreProblem):
    """The server speaks plain text only."""

    def __init__(self, server: str) -> None:
        super().__init__(
            "The server {server} offers no encrypted connection, so nothing was sent. Give it a certificate "
            "and turn TLS on (postgresql.conf: ssl = on, ssl_cert_file, ssl_key_file), then reload it.",
            field="server",
            server=server,
        )


class NotTheServer(StoreProblem):
    """The certificate is not one to be trusted."""

    def __init__(self, server: str, words: str) -> None:
        super().__init__(
            "The certificate of the server {server} is not the right one ({words}), so nothing was sent. "
            "Check the server's name, this computer's date, and give the certificate of the authority that "
            "signed it (--certificate FILE; it may be the server's own).",
            field="certificate",
            server=server,
            words=words,
        )


class CertificateRanOut(NotTheServer):
    """The certificate counted until a day that is over."""

    def __init__(self, server: str, day: str) -> None:
        StoreProblem.__init__(
            self,
            "The certificate of the server {server} ran out on {day}, so nothing was sent. Have it renewed "
            "on the server (an office's server: sudo crm-desktop office-server --renew). If that day is "
            "still to come, set the date of this computer right.",
            field="certificate",
            server=server,
            day=day,
        )


class CertificateNotYet(NotTheServer):
    """The certificate counts from a day on that is still to come: as a rule this computer's date is wrong."""

    def __init__(self, server: str, day: str) -> None:
        StoreProblem.__init__(
            self,
            "The certificate of the server {server} counts from {day} on only, so nothing was sent. Most "
            "likely the date of this computer is wrong: set it right, then try again.",
            field="certificate",
            server=server,
            day=day,
        )


class NoSuchDatabase(StoreProblem):
    """The database isn't there."""

    def __init__(self, server: str, database: str) -> None:
        super().__init__(
            "There is no database {database} on the server {server}. Make it: CREATE DATABASE {quoted} "
            "ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';",
            field="server",
            server=server,
            database=database,
            quoted=f'"{database}"',
        )


class ServerFull(ServerGone):
    """The server has as many connections as it takes."""

    def __init__(self, server: str) -> None:
        StoreProblem.__init__(
            self,
            "The server {server} has no room for another connection. Wait a moment, or raise max_connections "
            "on the server.",
            server=server,
        )


class WrongPassword(UserError):
    """The server doesn't take name and password."""

    def __init__(self) -> None:
        super().__init__("The name or the password is wrong. Try again.", field="password")


class WrongAdministrator(WrongPassword):
    """The server doesn't take its administrator's name and password, which are no person's of the office."""

    def __init__(self, user: str) -> None:
        UserError.__init__(
            self,
            "The server doesn't take this password of its administrator {user}. It is the one that was given "
            "when the server was set up (CRM_DESKTOP_OWNER_PASSWORD), not your own. Try again.",
            field="owner_password",
            user=user,
        )


class PasswordNeeded(UserError):
    """The server asks for a password and none was given."""

    def __init__(self, user: str) -> None:
        super().__init__(
            "The server asks for the password of {user}. Type it, or set CRM_DESKTOP_OWNER_PASSWORD.",
            field="owner_password",
            user=user,
        )


# What libpq and the server say, in parts of their sentences. Before a connection stands there is no SQLSTATE.
_WRONG = (
    "password authentication failed",
    "does not exist",
    "is not permitted to log in",
    "SASL authentication",
    "no such user",  # PgBouncer's word for a login that isn't there, or is disabled
)
_CERTIFICATE = ("certificate", "does not match host name", "could not get server's host name", "SSL error")
_PLAIN = ("server does not support SSL", "server does not support TLS")
_NO_NAME = ("could not translate host name", "failed to resolve host")
_AWAY = ("Connection refused", "timeout expired",
         "No route to host", "Network is unreachable", "No such file or directory", "Connection timed out",
         "server closed", "Connection reset", "starting up", "shutting down", "session is read-only",
         "the database system is", "terminating connection",
         # PgBouncer's
         "server login", "server conn crashed", "cannot connect to server", "query_wait_timeout",
         "client_login_timeout")  # fmt: skip
_FULL = ("too many clients", "remaining connection slots", "too many connections", "no more connections")


def connection_refused(
    error: BaseException, server: str, user: str, *, has_password: bool, as_person: bool = False
) -> StoreProblem | UserError:
    """What a failed connection means; `error` is psycopg's OperationalError.

    `as_person`: as somebody of the office, else as the server's administrator.
    """
    words = str(error)
    if 'database "' in words and "does not exist" in words:
        return NoSuchDatabase(server, words.partition('database "')[2].partition('"')[0])
    if any(part in words for part in ("no password supplied", "fe_sendauth")) and not has_password:
        return PasswordNeeded(user)
    if any(part in words for part in _PLAIN):
        return NotEncrypted(server)
    if any(part in words for part in _FULL):
        return ServerFull(server)
    if any(part in words for part in _WRONG[:1] + _WRONG[2:]) or ('role "' in words and _WRONG[1] in words):
        return WrongPassword() if as_person else WrongAdministrator(user)
    if any(part in words for part in _CERTIFICATE):
        return NotTheServer(server, _last_words(words))
    if any(part in words for part in _NO_NAME):
        return NameUnknown(server)
    if any(part in words for part in _AWAY):
        return NoServer(server)
    return ServerRefuses(server, _last_words(words))


def certificate_refused(refused: UserError, server: str, served: Served | None, now: datetime) -> UserError:
    """A refusal of the certificate in the words of what is wrong with it, where its dates tell."""
    if served is not None and now > served.ends_at:
        return CertificateRanOut(server, f"{served.ends_at:%Y-%m-%d}")
    if served is not None and now < served.begins_at:
        return CertificateNotYet(server, f"{served.begins_at:%Y-%m-%d}")
    return refused


def _last_words(words: str) -> str:
    """The last sentence of libpq's, without the addresses it tried."""
    line = next((line for line in reversed(words.splitlines()) if line.strip()), words).strip()
    for mark in ("FATAL:", "failed:"):
        if mark in line:
            line = line.rpartition(mark)[2].strip()
    return line.rstrip(".")
