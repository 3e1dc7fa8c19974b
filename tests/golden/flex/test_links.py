"""Links against numbers from elsewhere: Jordan and Graves (1995), a closed form, and the order of structures."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.stats import norm

from houvast.cli.main import main
from houvast.flex.links.draws import draw_demand
from houvast.flex.links.network import Departments, Link
from houvast.flex.links.served import served, served_alone, served_by_programme, served_fully_linked
from houvast.flex.links.values import links_of, weigh_links

N = 10
CHAIN = links_of(range(N))


def departments(cut_sd=2.0, capacity=100.0, sd=40.0):
    """Ten equal departments, as in the example of Jordan and Graves."""
    return Departments(
        tuple(f"d{k}" for k in range(N)), np.full(N, capacity), np.full(N, 100.0), np.full(N, sd), np.full(N, cut_sd)
    )


@pytest.fixture(scope="module")
def draws():
    return draw_demand(departments(), 100_000, 0.0, 1)


def test_ten_by_ten(draws):
    """None 855.4, chain 951.7, full 955.5; the chain takes 96.3% of what full flexibility gains."""
    capacity = departments().capacity
    none, full = served_alone(draws, capacity).mean(), served_fully_linked(draws, capacity, 1.0).mean()
    chain = served([CHAIN], draws, capacity)[0].mean()
    assert none == pytest.approx(855.4, abs=1.0)
    assert chain == pytest.approx(951.7, abs=1.0)
    assert full == pytest.approx(955.5, abs=1.0)
    assert (chain - none) / (full - none) == pytest.approx(0.963, abs=0.005)


def test_none_is_the_closed_form(draws):
    """Ten times 100 less half the mean absolute deviation of a normal cut at two standard deviations."""
    mean_absolute = 2 * (norm.pdf(0) - norm.pdf(2)) / (2 * norm.cdf(2) - 1)
    expected = N * (100 - 40 * mean_absolute / 2)
    found = served_alone(draws, departments().capacity)
    assert found.mean() == pytest.approx(expected, abs=4 * found.std() / np.sqrt(len(found)))


def test_structures_come_in_the_order_of_the_literature(draws):
    """None < five pairs < open chain < two chains of five < closed chain < three-chain <= full."""
    pairs = [link for k in range(0, N, 2) for link in (Link(k, k + 1), Link(k + 1, k))]
    halves = [*links_of(range(5)), *links_of(range(5, N))]
    triple = [*CHAIN, *(Link(k, (k + 2) % N) for k in range(N))]
    few = draws[:20_000]
    means = served([[], pairs, CHAIN[:-1], halves, CHAIN, triple], few, departments().capacity).mean(1)
    assert (np.diff(means) > 0).all()
    assert means[-1] <= served_fully_linked(few, departments().capacity, 1.0).mean() + 1e-9


def test_every_link_of_a_chain_is_worth_more_than_the_one_before(draws):
    """Simchi-Levi and Wei (2012): gains grow along the chain, and the closing link is worth most by far."""
    few = draws[:20_000]
    structures = [CHAIN[:k] for k in range(N + 1)]
    added = np.diff(served(structures, few, departments().capacity).mean(1))
    assert (np.diff(added) > 0).all()
    assert added[-1] > 2 * added[-2]


def test_correlation_takes_the_gain_away():
    """The gain of full flexibility falls as departments move together; in the end the chain takes all of it."""
    capacity = departments().capacity
    gains, shares = [], []
    for correlation in (-0.1, 0.3, 0.9):
        demand = draw_demand(departments(), 20_000, correlation, 1)
        alone = served_alone(demand, capacity)
        full = served_fully_linked(demand, capacity, 1.0) - alone
        gains.append(full.mean())
        shares.append((served([CHAIN], demand, capacity)[0] - alone).mean() / full.mean())
    assert gains[0] > gains[1] > gains[2]
    assert gains[2] < 0.4 * gains[1]
    assert shares[2] > 0.99


def test_the_chain_suffers_more_than_in_proportion_from_low_productivity(draws):
    """At 0.8 the gain of the chain falls below 0.8 of itself, and so does its part of full flexibility at 0.8."""
    few, capacity = draws[:1_000], departments().capacity
    alone = served_alone(few, capacity).mean()
    gain = served([CHAIN], few, capacity)[0].mean() - alone
    low = served_by_programme(links_of(range(N), 0.8), few, capacity).mean() - alone
    full, full_low = (served_fully_linked(few, capacity, eta).mean() - alone for eta in (1.0, 0.8))
    assert low < 0.8 * gain
    assert low / full_low < gain / full


def test_the_command_gives_the_same(tmp_path, capsys):
    """`houvast flex links --json` on files: the numbers of the reference, and the closing link worth most."""
    rows = "".join(f"d{k},100,100,40,2\n" for k in range(N))
    (tmp_path / "departments.csv").write_text("department,capacity,mean,sd,cut_sd\n" + rows)
    chain = "".join(f"d{k},d{(k + 1) % N},1\n" for k in range(N))
    (tmp_path / "links.csv").write_text("from,to,productivity\n" + chain)
    arguments = ["flex", "links", "--departments", str(tmp_path / "departments.csv"), "--links"]
    assert main([*arguments, str(tmp_path / "links.csv"), "--draws", "20000", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["expected_served"] == pytest.approx(951.7, abs=4 * told["standard_error"])
    assert told["share_of_full"] == pytest.approx(0.963, abs=0.005)
    assert max(told["links"], key=lambda link: link["add_one"]) == told["links"][-1]
    assert told["chain"]["closing_link"]["mean"] > 20
    assert told["gain_over_none"] == pytest.approx(told["expected_served"] - told["none"]["mean"], abs=1e-4)


def test_a_single_link_list_stalls_before_the_chain_closes(draws):
    """Links added one by one, each the best at that moment, end below the best chain of as many links."""
    few = draws[:2_000]
    demand, capacity = few[:, :5], np.full(5, 100.0)
    picked = []
    for _ in range(5):
        worth = weigh_links(picked, demand, capacity)
        picked.append(worth.candidates[0][0])
    greedy = served([picked], demand, capacity)[0].mean()
    chain = worth.chain
    assert served([links_of(chain.order)], demand, capacity)[0].mean() >= greedy
