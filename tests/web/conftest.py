"""What tests of the workbench share."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["nl", "en"])
def language(request) -> str:
    """Each language of the screen."""
    return request.param
