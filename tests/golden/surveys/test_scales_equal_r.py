"""Reliability of scales: equal to R psych 2.2.9 (alpha, ICC) and lavaan 0.6-14 (omega)."""

import numpy as np
import polars as pl
import pytest

from houvast.surveys.reliability import (
    agreement,
    alpha,
    covariances,
    difference_reliability,
    omega,
    omega_interval,
    one_factor,
)
from tests.golden.surveys.r_reference import close, reference

SCALES = ("agree", "conscientious", "extraversion", "neuroticism", "openness")


@pytest.fixture(scope="module")
def bfi(shared_data):
    return pl.read_csv(shared_data / "survey-reference" / "bfi.csv"), reference(shared_data, "psych_bfi")


def answers_of(frame, items):
    """Columns of a scale; a minus before an item turns it round."""
    columns = [frame[item.lstrip("-")].cast(pl.Float64).fill_null(np.nan).to_numpy() for item in items]
    return np.stack([7 - c if item.startswith("-") else c for c, item in zip(columns, items, strict=True)], axis=1)


@pytest.mark.parametrize("scale", SCALES)
def test_alpha(bfi, scale):
    frame, r = bfi
    answers = answers_of(frame, r[scale]["items"])
    pairwise, complete = alpha(answers, pairwise=True), alpha(answers)
    close(pairwise.value, r[scale]["alpha_pairwise"]["total"]["raw_alpha"])
    close(pairwise.standardised, r[scale]["alpha_pairwise"]["total"]["std.alpha"])
    low, _, high = r[scale]["alpha_pairwise"]["feldt"]
    close(pairwise.interval, [low, high])
    close(complete.value, r[scale]["alpha_complete"]["total"]["raw_alpha"])
    close(complete.standardised, r[scale]["alpha_complete"]["total"]["std.alpha"])
    close(complete.if_dropped, list(r[scale]["alpha_complete"]["alpha_drop"].values()))
    close(complete.item_rest, list(r[scale]["alpha_complete"]["r.drop"].values()))
    assert complete.n == r[scale]["n_complete"]


@pytest.mark.parametrize("scale", SCALES)
def test_omega(bfi, scale):
    """The reference stops earlier: its loadings are good to 1e-5 (README of the reference data)."""
    frame, r = bfi
    answers = answers_of(frame, r[scale]["items"])
    close(omega(answers), r[scale]["cfa_ML"]["omega"], 1e-6)
    n = r[scale]["n_complete"]
    biased = covariances(answers) * (n - 1) / n
    loadings, unique = one_factor(biased)
    close(loadings, list(r[scale]["cfa_ML"]["lambda"].values()), 1e-5)
    close(unique, list(r[scale]["cfa_ML"]["theta"].values()), 1e-5)


def test_omega_is_the_maximum_and_lies_in_its_interval(bfi):
    frame, r = bfi
    answers = answers_of(frame, r["agree"]["items"])[:400]
    low, high = omega_interval(answers, n_samples=100)
    assert low < omega(answers) < high
    cov = covariances(answers)
    loadings, unique = one_factor(cov)

    def misfit(unique):
        fitted = np.outer(loadings, loadings) + np.diag(unique)
        return np.linalg.slogdet(fitted)[1] + np.trace(cov @ np.linalg.inv(fitted))

    for place in range(len(unique)):
        for factor in (0.99, 1.01):
            moved = unique.copy()
            moved[place] *= factor
            assert misfit(moved) > misfit(unique)


def test_icc_by_team(bfi):
    frame, r = bfi
    known = frame.filter(pl.col("education").is_not_null())
    answers = answers_of(known, ["A2", "A3", "A4", "A5"])
    found = agreement(answers, known["education"].to_numpy(), 6)
    close(found.icc1, r["icc_education_A2_A5"]["ICC1"])
    close(found.icc2, r["icc_education_A2_A5"]["ICC2"])


def test_reliability_of_a_difference_by_hand():
    assert difference_reliability(0.8, 0.9, 0.7) == pytest.approx((0.85 - 0.7) / 0.3)
