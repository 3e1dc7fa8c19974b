"""What all tests share: order, places on disk, no network."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
from pathlib import Path

import hypothesis
import pytest

# A slow machine is no fault of the code, and a check that must pass everywhere tries the same examples everywhere.
hypothesis.settings.register_profile("houvast", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("houvast")

CHECKOUT = Path(__file__).parents[1]
KERNEL_CACHE = CHECKOUT / ".houvast" / "kernels"
_session_cache = pytest.StashKey[Path]()


def pytest_addoption(parser):
    """Add --reverse, which proves that no test leans on an earlier one."""
    parser.addoption("--reverse", action="store_true", help="run the tests in reverse order")


def pytest_configure(config):
    """Give the session a cache of its own, before any test module imports the package.

    Populations are stored afresh, so that no test passes on what an earlier session left behind. Compiled kernels
    are kept: they stand under a hash of their sources, and compiling them takes longer than the tests.
    """
    cache = Path(tempfile.mkdtemp(prefix="houvast-tests-"))
    KERNEL_CACHE.mkdir(parents=True, exist_ok=True)
    (cache / "kernels").symlink_to(KERNEL_CACHE)
    os.environ["HOUVAST_CACHE"] = str(cache)
    config.stash[_session_cache] = cache


def pytest_unconfigure(config):
    """Remove the cache of this session."""
    shutil.rmtree(config.stash[_session_cache], ignore_errors=True)


def pytest_collection_modifyitems(config, items):
    """Mark what needs shared data, and turn the order round when asked."""
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker("shared_data")
    if config.getoption("--reverse"):
        items.reverse()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder with the source tables, beside the checkout or named by HOUVAST_SHARED_DATA."""
    named = os.environ.get("HOUVAST_SHARED_DATA")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"needs the source tables: no folder {folder} (HOUVAST_SHARED_DATA names another)")
    return folder


def _is_local(address) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    if address[0] in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Let tests reach this machine only."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def local_only(original):
        def guarded(self, address):
            if not _is_local(address):
                raise ConnectionRefusedError(f"tests reach no network, found a call to {address}")
            return original(self, address)

        return guarded

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", local_only(connect))
        patch.setattr(socket.socket, "connect_ex", local_only(connect_ex))
        yield
