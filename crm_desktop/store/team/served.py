"""The certificate a server shows, looked at without trusting it: only to say what is wrong with it."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from datetime import datetime

# The eight bytes with which a client of PostgreSQL asks for TLS before it says anything else.
_ASKS_FOR_TLS = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Served:
    """From when to when a certificate counts, UTC."""

    begins_at: datetime
    ends_at: datetime


def served_certificate(host: str, port: int, name: str = "") -> Served | None:
    """What the server at a host shows (as `name`, where that differs); None where it shows nothing.

    Nothing but the question for TLS is sent.
    """
    from cryptography import x509  # only where something is wrong, or the doctor asks

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), timeout=_WAIT_S) as plain:
            plain.sendall(_ASKS_FOR_TLS)
            if plain.recv(1) != b"S":
                return None
            with context.wrap_socket(plain, server_hostname=name or host) as talk:
                shown = talk.getpeercert(binary_form=True)
    except OSError:  # ssl.SSLError is one
        return None
    return None if shown is None else _dates(x509.load_der_x509_certificate(shown))


def authority_dates(pem: str) -> Served | None:
    """From when to when the certificate of an authority counts; None for what is none."""
    from cryptography import x509

    try:
        return _dates(x509.load_pem_x509_certificate(pem.encode()))
    except ValueError:
        return None


def _dates(certificate: object) -> Served:
    from cryptography import x509

    assert isinstance(certificate, x509.Certificate)
    return Served(certificate.not_valid_before_utc, certificate.not_valid_after_utc)
