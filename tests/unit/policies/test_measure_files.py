"""Files of measures that are not right, and what is said of them."""

from pathlib import Path

import pytest

from houvast.facts.loader import load_facts
from houvast.facts.located import Faults
from houvast.policies.building import read_measure
from houvast.policies.checks import check_measure

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-measure.md"
GOOD = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


@pytest.fixture
def told(tmp_path, facts):
    """Codes and sentences about a file with the given text."""

    def tell(text):
        path = tmp_path / "m.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        faults = Faults()
        measure = read_measure(path, "m.yaml", faults, own=True)
        problems = list(faults.in_order()) + (list(check_measure(measure, facts)) if measure else [])
        for each in problems:
            assert each.text("nl") != each.text("en")
            assert "m.yaml" in each.text("en")
        return [each.code for each in problems], "\n".join(each.text("en") for each in problems)

    return tell


def test_the_how_to_page_shows_a_good_measure(told):
    """What the page tells people to write passes."""
    assert told(GOOD) == ([], "")


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("summary:", "sumary:", "sheets.key_unknown", "Did you mean summary"),
        ("by_contract.agency\n", "by_contrct.agency\n", "overlay.unknown_fact", "training_prob_per_year_by_contract"),
        ("by_contract.agency\n", "by_contract.agensy\n", "overlay.unknown_group", "Did you mean agency"),
        ("merge: add", "merge: ad", "sheets.unknown", "Did you mean add"),
        ("to: open", "to: 2020-01-01", "policies.dates", "2020-01-01"),
        ("from: 2026-01-01", "from: 2026-02-31", "policies.dates", "2026-02-31"),
        ("from: 2026-01-01", "from: now", "sheets.wrong_form", "a day such as 2026-01-01"),
        ("default: 0.5", "default: 5", "policies.lever_order", "closing"),
        ("value: 250", "value: 900", "sheets.bounds", "900"),
        ("* closing *", "* closng *", "policies.name_unknown", "Did you mean closing"),
        ("value: closing * (", "value: training_prob_per_year_by_contract * (", "policies.fact_by_group", "contract"),
        ("value: closing", "value: exec(closing)", "policies.expression", "brackets"),
        ("value: closing *", "value: 1 / closing *", "policies.divides_by_zero", "closing=0"),
        ("phase_in_months: 24", "phase_in_months: -24", "policies.lag", "from 0 to 240"),
        ("unit: share", "unit: shares", "facts.unknown_unit", "Did you mean share"),
        ("training_share:", "training_shares:", "policies.outcome_unknown", "Did you mean training_share"),
        ("source: own-knowledge", "source: own-knowlege", "policies.source_unknown", "own-knowledge"),
        ("payer: employers", "payer: employer", "sheets.unknown", "Did you mean employers"),
        ("key: Mine", "key: mine", "sheets.wrong_form", "begins with a capital"),
        ('en: "training for agency workers"', "", "sheets.key_missing", "en"),
        ("key: Mine", "key: Mine\nkey: Mine", "facts.duplicate_key", "line 1"),
        ("closing * cost_eur", "cost_eur", "", ""),
        ("closing * cost_eur", "1", "policies.lever_unused", "cost_eur"),
        ("key: Mine", "key: Mine\nstructural: os:system", "policies.structural", "houvast.policies"),
    ],
)
def test_a_slip_is_told_with_place_and_nearest_name(told, old, new, code, says):
    """One fault, one sentence, with file and line."""
    assert old in GOOD
    codes, sentence = told(GOOD.replace(old, new))

    assert (code in codes) if code else not codes
    assert says in sentence
    assert not code or all(", line " in each for each in sentence.splitlines())


def test_all_faults_come_at_once(told):
    """Three slips, three sentences."""
    codes, _ = told(
        GOOD.replace("merge: add", "merge: ad").replace("low: 0", "low: x").replace("seed", "seeds") + "x: 1"
    )

    assert sorted(codes) == ["sheets.key_unknown", "sheets.unknown", "sheets.wrong_form"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "facts.not_yaml"),
        ("# nothing\n", "facts.not_yaml"),
        ("just a sentence", "sheets.wrong_form"),
        ("- a\n- b\n", "sheets.wrong_form"),
        ("{a: [", "facts.not_yaml"),
        (b"\xff\xfe\x00\x01", "files.unreadable"),
        (b"PK\x03\x04" + bytes(range(32)), "facts.not_yaml"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "facts.alias"),
        ("[" * 5000, "facts.not_yaml"),
        ("x" * 2_000_000, "sheets.too_large"),
        (GOOD + "---\n" + GOOD, "facts.not_yaml"),
    ],
)
def test_what_is_no_measure_at_all_is_told(told, text, code):
    """Empty, huge, not YAML, aliases, two documents: refused, never a traceback."""
    codes, _ = told(text)

    assert codes[0] == code


def test_a_lever_whose_end_leaves_the_unit_is_found(told):
    """Bounds of levers are tried at both ends: a share set to two is a fault of the file, not of a run."""
    text = GOOD.replace("merge: add", "merge: max").replace("phase_in_months: 24", "phase_in_months: 0")
    codes, sentence = told(text.replace("high: 1", "high: 90"))

    assert codes[0] == "facts.outside_unit"
    assert "closing=90" in sentence
