"""What the tests of bad input share: a file to give, and what the command line tells of it."""

from __future__ import annotations

import pytest

from houvast.cli.main import main


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file."""

    def write(text, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def told(capsys):
    """Return a function that runs a command in both languages and gives what it tells in English.

    In both the command leaves with the exit code and tells the fault with this code, without a traceback.
    """

    def tell(arguments, exit_code=1, code=""):
        texts = {}
        for language in ("nl", "en"):
            assert main([*map(str, arguments), "--language", language]) == exit_code
            texts[language] = capsys.readouterr().err
            assert not code or f"[{code}]" in texts[language]
            assert "Traceback" not in texts[language]
        assert texts["nl"] != texts["en"]
        return texts["en"]

    return tell
