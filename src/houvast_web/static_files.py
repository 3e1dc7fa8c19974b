"""Static files under an address that holds their fingerprint, so that browsers may keep them for good.

Nothing is copied at start: the files are served from where they lie. The fingerprint changes when any file does, and
modules import each other by relative path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

FINGERPRINT_LETTERS = 10


def fingerprint(folders: Iterable[Path]) -> str:
    """Return a short hash of the names and contents of all files in `folders`."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:FINGERPRINT_LETTERS]


def never_changes(_path: str, _url: str) -> bool:
    """Tell whitenoise that a file under this address never changes: the fingerprint is part of the address."""
    return True
