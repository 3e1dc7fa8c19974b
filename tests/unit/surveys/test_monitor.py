"""The monitor: scores, verdicts, trends that stop at breaks, small groups, halves, a standardised benchmark."""

import json
from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy import stats

from houvast.experiments.results import COLUMNS, Result
from houvast.reports.good_work.build import make_document, write_monitor
from houvast.surveys.design import Design, make_stages
from houvast.surveys.monitor import Measure, Survey, adjusted_p, figures_by, scale_score, shown_groups
from houvast.surveys.monitor_run import run_monitor
from houvast.vocabulary.errors import HouvastError

ITEMS = {
    "m1": {"grip": "money", "answers": [1, 5], "direction": "up", "source": "own"},
    "w1": {"grip": "work", "answers": [1, 5], "direction": "up", "source": "own"},
    "w2": {"grip": "work", "answers": [1, 5], "direction": "down", "source": "own"},
    "l1": {"grip": "life", "answers": [1, 7], "direction": "up", "source": "own"},
}


def survey_file(folder, n=800, seed=3, **changes):
    """Answers with a difference between two regions, and a codebook."""
    luck = np.random.default_rng(seed)
    region = luck.choice(["north", "south", "west"], n)
    content = luck.normal(0, 1, n) + 0.8 * (region == "north")
    columns = {
        "w": luck.uniform(1, 3, n),
        "region": region,
        "sex": luck.choice(["f", "m"], n),
        "year": luck.choice(["2020", "2021", "2022", "2023", "2024"], n),
        "firm": luck.choice(["acme", "other"], n, p=[0.2, 0.8]),
        "m1": np.clip(np.rint(3 + content + luck.normal(0, 1, n)), 1, 5),
        "w1": np.clip(np.rint(3 + content), 1, 5),
        "w2": 6 - np.clip(np.rint(3 + content + luck.normal(0, 0.5, n)), 1, 5),
        "l1": np.clip(np.rint(4 + luck.normal(0, 1.5, n)), 1, 7),
    }
    codebook = {"design": {"weights": "w"}, "groups": ["region", "sex"], "minimum_n": 10, "items": ITEMS} | changes
    frame = pl.DataFrame(columns)
    frame.write_csv(folder / "answers.csv")
    (folder / "codebook.yaml").write_text(json.dumps(codebook))
    return frame


def test_scores_shares_and_accumulation_by_hand(tmp_path):
    frame = survey_file(tmp_path)
    monitor = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    part = monitor.parts[0]
    w = frame["w"].to_numpy()
    money = 25 * (frame["m1"].to_numpy() - 1)
    work = (25 * (frame["w1"].to_numpy() - 1) + 25 * (5 - frame["w2"].to_numpy())) / 2
    life = (frame["l1"].to_numpy() - 1) / 6 * 100
    assert part.of("score:work")[0].value == pytest.approx(np.average(work, weights=w))
    assert part.of("lacking:money")[0].value == pytest.approx(np.average(money < 50, weights=w))
    lacking = (money < 50).astype(int) + (work < 50) + (life < 50)
    shares = [part.of(f"lacking_{number}")[0].value for number in range(4)]
    assert shares == pytest.approx([np.average(lacking == number, weights=w) for number in range(4)])
    assert sum(shares) == pytest.approx(1)


def test_groups_are_better_or_worse_than_the_average_and_sexes_than_each_other(tmp_path):
    survey_file(tmp_path)
    part = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml").parts[0]
    found = {each.group: each for each in part.of("score:work", "region")}
    assert found["north"].verdict == "better"
    assert {found["south"].verdict, found["west"].verdict} == {"worse"}
    lacking = {each.group: each.verdict for each in part.of("lacking:work", "region")}
    assert lacking["north"] == "better", "fewer lack it: that is better, though the number is lower"
    women, men = part.of("score:life", "sex")
    assert women.p_value == pytest.approx(men.p_value)
    gap = next(each for each in part.gaps if each.measure == "score:work" and each.grouping == "region")
    assert (gap.best, gap.difference > 0) == ("north", True)
    assert 0 < gap.between_share < 1


def test_the_test_of_a_group_against_the_average_counts_their_overlap():
    """Two equal halves: the difference with the average is half the difference between them, and so is its error."""
    luck = np.random.default_rng(4)
    n = 400
    values, labels = luck.normal(0, 1, n), np.array(["a", "b", "c", "d"] * 100, dtype=object)
    survey = Survey(Design(np.ones(n), make_stages([np.arange(n)], [], [])), values, np.ones(n, dtype=bool))
    figures = figures_by(Measure("x", values, False, True), survey, labels, "g", 10)
    for figure in figures:
        others = values[labels != figure.group]
        own = values[labels == figure.group]
        error = np.sqrt(own.var(ddof=1) / len(own) + others.var(ddof=1) / len(others))
        z = abs(own.mean() - others.mean()) / error
        assert figure.p_value == pytest.approx(2 * (1 - stats.t.cdf(z, n - 1)), abs=0.01)


def test_register_figures_differ_from_five_per_cent(tmp_path):
    survey = Survey(
        Design(np.ones(6), make_stages([np.arange(6)], [], [])), np.array([10.0, 10, 10, 10, 11, 11]), np.ones(6, bool)
    )
    labels = np.array(["a", "a", "b", "b", "c", "c"], dtype=object)
    verdicts = [
        f.verdict for f in figures_by(Measure("x", survey.values, False, True, None, True), survey, labels, "g", 2)
    ]
    assert verdicts == ["same", "same", "better"]


def test_what_holds_for_everybody_in_a_group_is_not_told():
    values = np.array([1.0] * 20 + [1.0, 0.0] * 20)
    survey = Survey(Design(np.ones(60), make_stages([np.arange(60)], [], [])), values, np.ones(60, bool))
    labels = np.array(["all alike"] * 20 + ["mixed"] * 40, dtype=object)
    alike, mixed = figures_by(Measure("x", values, True, False), survey, labels, "g", 10)
    assert (alike.value, alike.n, alike.verdict) == (None, None, "")
    assert mixed.value == 0.5


def test_no_line_is_drawn_through_a_break(tmp_path):
    survey_file(tmp_path, period="year", breaks=["2022"], groups=["sex"])
    part = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml").parts[0]
    courses = {each.periods: each for each in part.trends if each.measure == "score:work"}
    assert set(courses) == {("2020", "2021"), ("2022", "2023", "2024")}
    assert courses["2020", "2021"].slope is None, "two periods are no trend"
    assert courses["2022", "2023", "2024"].p_value is not None
    assert {each.group for each in part.of("score:work", "year")} == {"2020", "2021", "2022", "2023", "2024"}


def test_halves_cannot_be_combined_for_one_person(tmp_path):
    items = {name: dict(item) for name, item in ITEMS.items()}
    items["w1"]["weight"] = "w"
    survey_file(tmp_path, items=items)
    with pytest.raises(HouvastError) as fault:
        run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    assert fault.value.codes == ("surveys.halves",)


def test_an_indicator_of_half_the_sample_has_its_own_weights(tmp_path):
    frame = survey_file(tmp_path)
    half = np.arange(frame.height) % 2 == 0
    weights = np.where(half, frame["w"].to_numpy() * 2, np.nan)
    frame = frame.with_columns(pl.Series("half", weights).fill_nan(None))
    frame.write_csv(tmp_path / "answers.csv")
    items = {name: dict(item) | ({"weight": "half"} if item["grip"] == "life" else {}) for name, item in ITEMS.items()}
    (tmp_path / "codebook.yaml").write_text(json.dumps({"design": {"weights": "w"}, "minimum_n": 10, "items": items}))
    part = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml").parts[0]
    life = (frame["l1"].to_numpy() - 1) / 6 * 100
    (found,) = part.of("score:life")
    assert found.n == half.sum()
    assert found.value == pytest.approx(np.average(life[half], weights=weights[half]))
    assert not part.of("lacking_0"), "the three grips were not all asked of the same people"


def test_a_company_beside_others_of_its_composition(tmp_path):
    """By hand: the means of the others per sex and region, weighted with the company's people."""
    frame = survey_file(tmp_path, benchmark={"column": "firm", "value": "acme", "standardise_by": ["sex", "region"]})
    monitor = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    found = next(each for each in monitor.comparisons if each.measure == "score:life")
    frame = frame.with_columns(((pl.col("l1") - 1) / 6 * 100).alias("y"))
    others = frame.filter(pl.col("firm") == "other").group_by("sex", "region")
    means = others.agg(((pl.col("y") * pl.col("w")).sum() / pl.col("w").sum()).alias("mean"))
    own = frame.filter(pl.col("firm") == "acme").join(means, on=["sex", "region"])
    assert found.standardised == pytest.approx(np.average(own["mean"], weights=own["w"]))
    assert found.own == pytest.approx(np.average(own["y"], weights=own["w"]))
    assert found.covered_share == 1
    assert found.interval[0] < found.difference < found.interval[1]
    assert monitor.company is not None


def test_a_company_below_ten_has_no_report(tmp_path):
    frame = survey_file(tmp_path, benchmark={"column": "firm", "value": "tiny"})
    firm = ["tiny"] * 9 + frame["firm"].to_list()[9:]
    frame.with_columns(pl.Series("firm", firm)).write_csv(tmp_path / "answers.csv")
    with pytest.raises(HouvastError) as fault:
        run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    assert fault.value.codes == ("surveys.too_few",)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([50, 60, 70], [True, True, True]),
        ([50, 60, 4], [False, True, False]),
        ([50, 4, 3, 60], [False, False, False, True]),
        ([50, 7, 8, 60], [True, False, False, True]),
        ([3, 2], [False, False]),
        ([0, 50, 60], [False, True, True]),
    ],
)
def test_what_is_hidden_together_is_large_enough(counts, shown):
    assert shown_groups(counts, 10) == shown


def test_corrections_for_many_tests_by_hand():
    p_values = [0.01, None, 0.04, 0.03]
    assert adjusted_p(p_values, "holm") == [pytest.approx(0.03), None, pytest.approx(0.06), pytest.approx(0.06)]
    assert adjusted_p(p_values, "bh") == [pytest.approx(0.03), None, pytest.approx(0.04), pytest.approx(0.04)]
    assert adjusted_p(p_values, "none") == p_values


def test_a_score_needs_two_thirds_of_its_questions():
    answers = np.array([[1.0, 2.0, np.nan], [1.0, np.nan, np.nan], [3.0, 4.0, 5.0]])
    np.testing.assert_allclose(scale_score(answers), [1.5, np.nan, 4.0])


def test_simulated_grips_stand_beside_those_of_the_survey(tmp_path):
    """The last twelve months of a run, under the same words."""
    survey_file(tmp_path)
    monitor = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    months = [date(2024 + month // 12, 1 + month % 12, 1) for month in range(24)]
    rows = [
        (month, f"grip_{grip}", "all", "all", 0.4 if month.year == 2025 else 0.9, 1.0)
        for month in months
        for grip in ("money", "work", "life")
    ]
    outcomes = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    document = make_document(monitor, monitor.parts[0], "nl", Result(outcomes, {}))
    table = document.sections[0].figures[0].tables[0]
    assert table.columns[-1] == "heeft grip, gesimuleerd"
    assert [row[0] for row in table.rows] == ["grip op geld", "grip op het werk", "grip op het leven"]
    assert [row[-1] for row in table.values] == pytest.approx([0.4] * 3)


def test_reports_are_written_in_both_languages(tmp_path):
    survey_file(tmp_path, benchmark={"column": "firm", "value": "acme"}, sector="region", period="year")
    monitor = run_monitor(tmp_path / "answers.csv", tmp_path / "codebook.yaml")
    for language, word in (("nl", "Grip op"), ("en", "Grip on")):
        files = write_monitor(monitor, tmp_path / "out", language, pdf=False)
        names = {path.name for path in files}
        assert {f"national-{language}.html", f"company-{language}.html", f"sector-north-{language}.xlsx"} <= names
        page = (tmp_path / "out" / f"company-{language}.html").read_text()
        assert word in page
        assert "S1-15" in page
    document = make_document(monitor, monitor.parts[0], "en")
    assert [section.key for section in document.sections] == ["grips", "groups", "time", "items", "method"]
    assert json.loads((tmp_path / "out" / "monitor.json").read_text())["minimum_n"] == 10
