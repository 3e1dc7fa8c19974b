"""A presentation as QR codes: one picture, or several that a reader puts together."""

from __future__ import annotations

import io
from importlib.util import find_spec

from houvast.vocabulary.errors import HouvastError, problem

BYTES_PER_CODE = 1200
"""What a phone still reads from a screen at arm's length (assumed; the standard allows 2,953)."""
MOST_CODES = 16
"""The standard joins sixteen at most."""


def qr_codes(text: str) -> list[bytes]:
    """Return the text as SVG pictures of QR codes, to be read in order.

    Raises
    ------
    HouvastError
        `skills.needs_package` without segno, `skills.too_large` when sixteen codes do not suffice.
    """
    if find_spec("segno") is None:
        raise HouvastError(problem("skills.needs_package", package="segno"))
    import segno

    count = -(-len(text) // BYTES_PER_CODE)
    if count > MOST_CODES:
        raise HouvastError(problem("skills.too_large", where="QR", most=MOST_CODES * BYTES_PER_CODE))
    codes = [segno.make_qr(text, error="l")] if count == 1 else segno.make_sequence(text, symbol_count=count, error="l")
    pictures = []
    for code in codes:
        buffer = io.BytesIO()
        code.save(buffer, kind="svg", border=4, scale=4)
        pictures.append(buffer.getvalue())
    return pictures
