"""The office's own certificate authority, and the certificate by which workstations know its server.

The certificate names the server, never its address: a router may give another address any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_FOR = timedelta(days=3650)
SERVER_FOR = timedelta(days=1825)
RENEWED_BEFORE = timedelta(days=180)  # set up again within this time before its end, it gets a new one
_EARLIER = timedelta(days=1)  # a workstation's clock may be behind


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key, both as PEM."""

    certificate: bytes
    key: bytes


def make_authority(office: str, now: datetime) -> Pair:
    """An authority that signs one office's server; whoever trusts it trusts nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"CRM Desktop, {office}"[:64])])
    made = (
        _begun(name, name, key.public_key(), now, AUTHORITY_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_others=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _pair(made, key)


def make_server(authority: Pair, names: Sequence[str], now: datetime) -> Pair:
    """A certificate for a server under all of these names, the first being what it is called."""
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    signing = serialization.load_pem_private_key(authority.key, None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    made = (
        _begun(subject, issuer.subject, key.public_key(), now, SERVER_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .sign(signing, hashes.SHA256())
    )
    return _pair(made, key)


def make_sealing(now: datetime, known: bytes | None = None) -> Pair:
    """A certificate that files are sealed to; `known`: the private key it is of, else a new one."""
    key = ec.generate_private_key(ec.SECP256R1())
    if known is not None:
        found = serialization.load_pem_private_key(known, None)
        assert isinstance(found, ec.EllipticCurvePrivateKey)
        key = found
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CRM Desktop, files of keys")])
    made = _begun(name, name, key.public_key(), now, AUTHORITY_FOR).sign(key, hashes.SHA256())
    return _pair(made, key)


def is_good_for(certificate: bytes, authority: bytes, names: Sequence[str], now: datetime) -> bool:
    """Whether a certificate was signed by this authority for all the names and doesn't end soon."""
    try:
        found = x509.load_pem_x509_certificate(certificate)
        found.verify_directly_issued_by(x509.load_pem_x509_certificate(authority))
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # whatever is wrong with it, it is made anew
        return False
    has = set(said.get_values_for_type(x509.DNSName))
    return set(names) <= has and found.not_valid_after_utc - now > RENEWED_BEFORE


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        encipher_only=False,
        decipher_only=False,
    )


def _pair(made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pair:
    return Pair(
        made.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
