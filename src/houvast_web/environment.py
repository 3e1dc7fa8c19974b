"""What the surroundings say: where data live, the secret key, addresses, the database.

Everything has a value that is right on one's own computer, and reading it writes nothing. Variables:

HOUVAST_DATA
    Folder for everything stored; by default `houvast` in the data folder of the user.
HOUVAST_SECRET_KEY
    Signs sessions; by default the file `secret-key` in the data folder, made by `houvast serve`.
HOUVAST_HOSTS
    Names under which the workbench is reached, with commas; by default this computer only.
HOUVAST_HTTPS
    `1` when reached over HTTPS: cookies and headers then ask for it.
DATABASE_URL
    PostgreSQL instead of the SQLite file in the data folder.
HOUVAST_MAIL
    Mail server, as `smtp://name:password@host:587` or `smtps://...:465`; without one, messages are laid in the folder
    `mail` of the data folder. HOUVAST_MAIL_FROM is the sender.
HOUVAST_OIDC
    Address of a provider of single sign-on (OpenID Connect), with HOUVAST_OIDC_NAME, HOUVAST_OIDC_CLIENT and
    HOUVAST_OIDC_SECRET.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

THIS_COMPUTER = ("localhost", "127.0.0.1", "[::1]")
SECRET_FILE = "secret-key"  # noqa: S105 - the name of a file
SECRET_BYTES = 64
SMTP_PORT, SMTPS_PORT = 587, 465
MAIL_TIMEOUT_SECONDS = 10
SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
"""Readers do not wait for the writer, a writer waits its turn, and a power cut loses no committed page."""


def data_folder() -> Path:
    """Return the folder for everything stored; it need not exist yet."""
    named = os.environ.get("HOUVAST_DATA")
    if named:
        return Path(named).expanduser().resolve()
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "houvast"


def secret_key(folder: Path) -> str:
    """Return the key that signs sessions: the variable, else the file, else one that lasts as long as the process."""
    named = os.environ.get("HOUVAST_SECRET_KEY")
    if named:
        return named
    try:
        return (folder / SECRET_FILE).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(SECRET_BYTES)


def key_lasts(folder: Path) -> bool:
    """Tell whether `secret_key` gives the same key after a restart."""
    return bool(os.environ.get("HOUVAST_SECRET_KEY")) or (folder / SECRET_FILE).is_file()


def make_data_folder(folder: Path) -> None:
    """Make the data folder and its secret key, readable for this user only; what is there stays."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(folder / SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))


def hosts() -> list[str]:
    """Return the names under which the workbench is reached."""
    named = [name.strip() for name in os.environ.get("HOUVAST_HOSTS", "").split(",") if name.strip()]
    return named or list(THIS_COMPUTER)


def is_https() -> bool:
    """Tell whether people reach the workbench over HTTPS."""
    return os.environ.get("HOUVAST_HTTPS", "") == "1"


def mail(folder: Path) -> dict[str, Any]:
    """Return the settings for sending mail."""
    given = urlsplit(os.environ.get("HOUVAST_MAIL", ""))
    if not given.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    is_encrypted = given.scheme == "smtps"
    return {
        "EMAIL_HOST": given.hostname,
        "EMAIL_PORT": given.port or (SMTPS_PORT if is_encrypted else SMTP_PORT),
        "EMAIL_HOST_USER": unquote(given.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(given.password or ""),
        "EMAIL_USE_SSL": is_encrypted,
        "EMAIL_USE_TLS": not is_encrypted,
        "DEFAULT_FROM_EMAIL": os.environ.get("HOUVAST_MAIL_FROM", f"houvast@{given.hostname}"),
        "EMAIL_TIMEOUT": MAIL_TIMEOUT_SECONDS,
    }


def single_sign_on() -> list[dict[str, Any]]:
    """Return the providers of single sign-on: one, or none."""
    address = os.environ.get("HOUVAST_OIDC", "")
    if not address:
        return []
    return [
        {
            "provider_id": "oidc",
            "name": os.environ.get("HOUVAST_OIDC_NAME", urlsplit(address).hostname),
            "client_id": os.environ.get("HOUVAST_OIDC_CLIENT", ""),
            "secret": os.environ.get("HOUVAST_OIDC_SECRET", ""),
            "settings": {"server_url": address, "oauth_pkce_enabled": True},
        }
    ]


def database(folder: Path) -> dict[str, Any]:
    """Return the database: the one of DATABASE_URL, else the SQLite file of the data folder."""
    if os.environ.get("DATABASE_URL"):
        return dict(dj_database_url.config(conn_max_age=0, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "houvast.sqlite3",
        "OPTIONS": SQLITE,
    }
