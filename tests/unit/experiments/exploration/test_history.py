"""What changed in model and facts is known up to the ones in force, and said in few words."""

import pytest

from houvast.experiments.exploration.history import changes, steps
from houvast.experiments.exploration.state import short_model
from houvast.experiments.identity import SHORT_HASH_LENGTH
from houvast.facts.loader import load_facts

FASTER, PARTED = "285460959511", "07a1c3b17814"


def test_the_history_ends_with_the_model_and_the_facts_in_force():
    """Whoever makes the preview anew adds a line to `history.yaml`."""
    assert steps("model")[-1].version == short_model()
    assert steps("facts")[-1].version == load_facts("netherlands").content_hash[:SHORT_HASH_LENGTH]


@pytest.mark.parametrize("of", ["model", "facts"])
def test_each_version_stands_in_the_history_once(of):
    versions = [each.version for each in steps(of)]
    assert len(set(versions)) == len(versions)
    assert all(len(each) == SHORT_HASH_LENGTH for each in versions)


@pytest.mark.parametrize(
    ("found", "now", "code"),
    [
        ("999792319210", FASTER, "exploration.model_same"),
        ("999792319210", PARTED, "exploration.model_changed"),
        (FASTER, PARTED, "exploration.model_changed"),
        (PARTED, FASTER, "exploration.model_unknown"),  # a link from what is not here yet
        ("older", PARTED, "exploration.model_unknown"),
        (FASTER, "newer", "exploration.model_unknown"),
    ],
)
def test_a_link_is_told_whether_its_figures_may_differ(found, now, code):
    assert changes("model", found, now).code == code


def test_steps_with_the_same_words_are_told_once():
    assert changes("model", "9a45b65a0db2", FASTER).text("nl").count("sneller") == 1
