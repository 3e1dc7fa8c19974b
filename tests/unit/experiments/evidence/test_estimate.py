"""A figure with its interval over seeds."""

from __future__ import annotations

import numpy as np
import pytest

from houvast.experiments.evidence.estimate import Estimate, estimate


def test_as_in_a_textbook():
    """Mean 2, standard deviation 1, n 3: half an interval is 4.303 / sqrt(3) (table of Student's t, 2 degrees)."""
    found = estimate(np.array([1.0, 2.0, 3.0]))
    assert found.value == pytest.approx(2.0)
    assert found.high - found.value == pytest.approx(4.303 / np.sqrt(3.0), rel=1e-3)
    assert found.sign == 0


def test_one_seed_has_no_interval():
    """And so no sign."""
    assert estimate(np.array([1.0])) == Estimate(1.0, None, None)
    assert estimate(np.array([1.0])).sign == 0


@pytest.mark.parametrize(("ends", "sign"), [((0.1, 0.3), 1), ((-0.3, -0.1), -1), ((-0.1, 0.3), 0), ((0.0, 0.0), 0)])
def test_the_sign_is_told_when_there_is_no_doubt(ends, sign):
    """An interval that holds zero has none."""
    assert Estimate(sum(ends) / 2, *ends).sign == sign
