"""Keys: one per seed and purpose, in the form the generator asks for."""

import itertools

import pytest

from houvast.market.draws import PURPOSES, key_of, keys_of


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_keys_have_the_form_the_generator_asks_for(seed):
    """Every key is odd and has eight different hexadecimal digits, none zero, in each half."""
    for key in keys_of(seed).values():
        digits = f"{int(key):016x}"
        assert int(key) % 2 == 1
        for half in (digits[:8], digits[8:]):
            assert "0" not in half
            assert len(set(half)) == 8


def test_all_purposes_of_all_seeds_have_different_keys():
    """No two streams share their luck."""
    keys = [int(key_of(seed, purpose)) for seed, purpose in itertools.product(range(200), PURPOSES)]

    assert len(PURPOSES) == len(set(PURPOSES))
    assert len(keys) == len(set(keys))


def test_a_key_rests_on_seed_and_name_alone():
    """A key is a constant: a new purpose, or another order of purposes, moves no stream."""
    assert f"{int(key_of(1, 'risks')):x}" == "cead28f428c43df7"
    assert keys_of(1)["risks"] == key_of(1, "risks")
