"""Keys of a passport: P-256, stored as PEM that only their owner can read. Signing itself is left to openvc."""

from __future__ import annotations

import base64
import json
import os
import stat
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from houvast.vocabulary.errors import HouvastError, problem

OWNER_ONLY = 0o600
PACKAGE = "openbadgeslib[eudi]"


def need_passport_packages() -> None:
    """Raise `skills.needs_package` when the extra `passport` is not installed."""
    if find_spec("openvc") is None or find_spec("openbadgeslib") is None:
        raise HouvastError(problem("skills.needs_package", package=PACKAGE))


def new_key(path: Path) -> Any:
    """Make a key and store it; an existing file raises FileExistsError, for a key is never replaced."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        file.write(pem)
    return read_key(path)


def read_key(path: Path) -> Any:
    """Read a private key.

    Raises
    ------
    HouvastError
        `files.missing`, `skills.key_unsafe` when others may read it, `skills.passport_key`.
    """
    from openvc.errors import OpenvcError
    from openvc.keys import P256SigningKey

    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        raise HouvastError(problem("skills.key_unsafe", where=str(path), found=f"{mode:o}"))
    try:
        unnamed = P256SigningKey.from_pem(path.read_bytes(), "key")
        return P256SigningKey.from_pem(path.read_bytes(), f"{did_of(unnamed.public_jwk())}#0")
    except (OpenvcError, ValueError, TypeError) as fault:
        raise HouvastError(problem("skills.passport_key", where=str(path), found=str(fault)[:200])) from fault


def did_of(jwk: dict[str, Any]) -> str:
    """Return the did:jwk of a public key: a name that holds the key itself, so nothing has to be looked up."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    text = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return "did:jwk:" + base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def public_pem(jwk: dict[str, Any]) -> bytes:
    """Return a public key as PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    x, y = (int.from_bytes(base64.urlsafe_b64decode(jwk[name] + "=="), "big") for name in ("x", "y"))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
