"""Bad input to `houvast surveys`: every fault with its place, nothing written, never a traceback."""

import json

import polars as pl
import pytest

from houvast.cli.main import main

HEADER = "id,w,stratum,psu,n,y,g\n"
ROWS = [f"{i},{1 + i % 3},{'ab'[i % 2]},{i // 2},50,{i},{'xyz'[i % 3]}" for i in range(12)]
DESIGN = {"weights": "w", "id": "id"}
MEAN = [{"statistic": "mean", "variables": ["y"]}]


def run(tmp_path, capsys, rows=ROWS, design=DESIGN, statistics=MEAN, language="en", raw=None):
    """Run `surveys estimate`; returns exit code, what was said, and whether something was written."""
    data = tmp_path / "data.csv"
    data.write_bytes(raw) if raw is not None else data.write_text(HEADER + "\n".join(rows) + "\n")
    for name, content in (("design.yaml", design), ("stats.yaml", statistics)):
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content))
    out = tmp_path / "out.json"
    files = ["--design", str(tmp_path / "design.yaml"), "--statistics", str(tmp_path / "stats.yaml"), "--out", str(out)]
    code = main(["surveys", "estimate", str(data), *files, "--language", language])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert not list(tmp_path.glob(".*partial*"))
    return code, said.err, out.exists()


def changed(row, column, value):
    """The rows with one cell changed."""
    cells = ROWS[row].split(",")
    cells[HEADER.strip().split(",").index(column)] = value
    return [*ROWS[:row], ",".join(cells), *ROWS[row + 1 :]]


def test_good_input_is_estimated(tmp_path, capsys):
    code, _, written = run(tmp_path, capsys)
    assert (code, written) == (0, True)


@pytest.mark.parametrize(
    ("rows", "place", "code"),
    [
        (changed(3, "w", "0"), "line 5, w", "surveys.weight"),
        (changed(3, "w", ""), "line 5, w", "surveys.weight"),
        (changed(3, "w", "-2"), "line 5, w", "surveys.weight"),
        (changed(3, "w", "nan"), "line 5, w", "surveys.weight"),
        (changed(3, "w", "much"), "line 5, w", "csv.not_a_number"),
        (changed(4, "y", "twelve"), "line 6, y", "csv.not_a_number"),
        (changed(4, "y", "inf"), "line 6, y", "csv.not_a_number"),
        (changed(5, "id", "1"), "line 7, id", "surveys.id_twice"),
        ([*ROWS[:6], "6,1,a"], "line 8", "csv.row_length"),
        ([*ROWS[:6], '6,1,"a'], "data.csv", "files.unreadable"),
        ([], "data.csv", "csv.no_rows"),
    ],
)
def test_bad_data(tmp_path, capsys, rows, place, code):
    exit_code, said, written = run(tmp_path, capsys, rows)
    assert (exit_code, written) == (1, False)
    assert place in said
    assert code in said


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00\x01\x02", b"\x00" * 100, b"id,id,w,y\n1,1,1,1\n"])
def test_what_is_no_table(tmp_path, capsys, raw):
    exit_code, _, written = run(tmp_path, capsys, raw=raw)
    assert (exit_code, written) == (1, False)


@pytest.mark.parametrize(
    ("design", "code"),
    [
        ({"weigths": "w"}, "surveys.unknown_key"),
        ({"weights": "v"}, "surveys.no_column"),
        ({"strata": "id"}, "surveys.lonely_psu"),
        ({"strata": "stratum", "clusters": "g"}, "surveys.cluster_in_strata"),
        ({"weights": "w", "lonely_psu": "ignore"}, "surveys.choice"),
        ({"weights": "w", "fpc": "y"}, "surveys.fpc"),
        ({"weights": "w", "strata": "stratum", "fpc": "w"}, "surveys.fpc_differs"),
        ({"weights": "w", "replicates": {"columns": ["y"], "type": "bootstrap"}}, "surveys.replicate_scale"),
        ({"weights": "w", "replicates": {"columns": "r*", "scale": 1}}, "surveys.replicate_columns"),
        ({"weights": "w", "replicates": {"columns": ["w", "y"], "scale": 1, "rscales": [1]}}, "surveys.rscales"),
        ({"weights": "w", "calibration": {"totals": {"g": {"x": 5, "y": 5}}}}, "surveys.not_in_totals"),
        ({"weights": "w", "calibration": {"method": "logit", "totals": {"y": 60}}}, "surveys.bounds"),
        (
            {"weights": "w", "calibration": {"method": "logit", "totals": {"y": 1e9}, "bounds": [0.5, 2]}},
            "surveys.not_calibrated_at",
        ),
        ("[1, 2", "facts.not_yaml"),
        ("", "facts.not_yaml"),
        ("- 1", "surveys.wrong_form"),
    ],
)
def test_bad_designs(tmp_path, capsys, design, code):
    exit_code, said, written = run(tmp_path, capsys, design=design)
    assert (exit_code, written) == (1, False)
    assert code in said


@pytest.mark.parametrize(
    ("statistics", "code"),
    [
        ([], "surveys.no_statistics"),
        ("nonsense", "surveys.no_statistics"),
        ([{"variables": ["y"]}], "surveys.wrong_form"),
        ([{"statistic": "meen", "variables": ["y"]}], "surveys.choice"),
        ([{"statistic": "mean", "variables": ["g"]}], "csv.not_a_number"),
        ([{"statistic": "mean", "variables": ["z"]}], "surveys.no_column"),
        ([{"statistic": "ratio", "variables": ["y"]}], "surveys.too_few_variables"),
        ([{"statistic": "contrast", "variables": ["y"]}], "surveys.by_missing"),
        ([{"statistic": "contrast", "variables": ["y"], "by": ["g"], "coefficients": {"q": 1}}], "surveys.level"),
        ([{"statistic": "quantile", "variables": ["y"], "probabilities": [2]}], "surveys.not_a_share"),
        ([{"statistic": "theil", "variables": ["y"]}], "surveys.not_positive"),
        ([{"statistic": "oaxaca", "variables": ["y", "w"], "by": ["g"]}], "surveys.two_groups"),
        ([{"statistic": "oaxaca", "variables": ["y", "n"], "by": ["stratum"]}], "surveys.singular"),
        ([{"statistic": "mean", "variables": ["y"], "where": "y >"}], "surveys.condition"),
        (
            [{"statistic": "mean", "variables": ["y"], "where": "__import__('os').system('x') == 1"}],
            "surveys.condition",
        ),
        ([{"statistic": "mean", "variables": ["y"], "where": "(" * 900 + "y"}], "surveys.condition"),
        ([{"statistic": "mean", "variables": ["y"], "where": "y > 1000"}], "surveys.nobody"),
        ([{"statistic": "mean", "variables": ["y"], "whare": "y > 1"}], "surveys.unknown_key"),
        ([{"statistic": "proportion", "variables": ["g"], "levels": ["q"]}], "surveys.level"),
    ],
)
def test_bad_statistics(tmp_path, capsys, statistics, code):
    exit_code, said, written = run(tmp_path, capsys, statistics=statistics)
    assert (exit_code, written) == (1, False)
    assert code in said


def test_all_faults_at_once_in_dutch(tmp_path, capsys):
    """A weight, a word among numbers, a column that is not there: three files, one answer."""
    rows = changed(3, "w", "0")
    statistics = [{"statistic": "mean", "variables": ["yy"]}, {"statistic": "nean", "variables": ["y"]}]
    _, said, _ = run(tmp_path, capsys, rows, statistics=statistics, language="nl")
    assert "regel 5, w" in said
    assert "Bedoelde u mean?" in said


def test_other_kinds_of_files(tmp_path, capsys):
    """A broken Parquet, a kind we do not read, a folder, and one that is not there."""
    design, statistics = tmp_path / "design.yaml", tmp_path / "stats.yaml"
    design.write_text("weights: w")
    statistics.write_text(json.dumps(MEAN))
    (tmp_path / "half.parquet").write_bytes(b"PAR1 and then nothing")
    (tmp_path / "data.doc").write_text("x")
    (tmp_path / "half.sav").write_bytes(b"$FL2@(#) SPSS")
    for name in ("half.parquet", "half.sav", "data.doc", "gone.csv", ""):
        asked = ["--design", str(design), "--statistics", str(statistics), "--out", str(tmp_path / "o.json")]
        assert main(["surveys", "estimate", str(tmp_path / name), *asked]) == 1
        assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "o.json").exists()


@pytest.mark.parametrize("kind", ["parquet", "sav", "dta", "semicolon"])
def test_the_same_answers_in_every_kind_of_file(tmp_path, capsys, kind):
    frame = pl.DataFrame({"w": [1.5, 2.5, 1.0, 3.0], "y": [1.0, 2.0, None, 4.0]})
    path = tmp_path / ("data.csv" if kind == "semicolon" else f"data.{kind}")
    if kind == "parquet":
        frame.write_parquet(path)
    elif kind == "semicolon":
        path.write_text("w;y\n1,5;1\n2,5;2\n1;\n3;4\n")
    else:
        import svy

        {"sav": svy.write_sav, "dta": svy.write_dta}[kind](svy.Sample(frame), path)
    (tmp_path / "design.yaml").write_text("weights: w")
    (tmp_path / "stats.yaml").write_text(json.dumps(MEAN))
    asked = ["--design", str(tmp_path / "design.yaml"), "--statistics", str(tmp_path / "stats.yaml")]
    assert main(["surveys", "estimate", str(path), *asked, "--out", str(tmp_path / "o.json")]) == 0
    (found,) = json.loads((tmp_path / "o.json").read_text())["results"][0]["estimates"]
    assert found["estimate"] == pytest.approx((1.5 + 5 + 12) / 7)
    assert found["n"] == 3


ITEM = {"grip": "work", "answers": [1, 5], "direction": "up", "source": "own"}


def monitor(tmp_path, capsys, columns, items, **more):
    """Run `surveys monitor`; returns exit code, what was said, and whether something was written."""
    pl.DataFrame(columns).write_csv(tmp_path / "a.csv")
    (tmp_path / "c.yaml").write_text(json.dumps({"items": items, "minimum_n": 10, **more}))
    code = main(
        [
            "surveys",
            "monitor",
            str(tmp_path / "a.csv"),
            "--codebook",
            str(tmp_path / "c.yaml"),
            "--out",
            str(tmp_path / "o"),
        ]
    )
    return code, capsys.readouterr().err, (tmp_path / "o").exists()


MANY = [1, 2, 3, 4, 5] * 20


@pytest.mark.parametrize(
    ("columns", "items", "more", "code"),
    [
        ({"q": [3] * 100}, {"q": ITEM}, {}, "surveys.all_equal"),
        ({"q": [7, *MANY]}, {"q": ITEM}, {}, "surveys.unknown_code"),
        ({"q": [None] * 10 + [""] * 2, "r": [1] * 12}, {"q": ITEM}, {}, "surveys.no_answers"),
        ({"a": MANY, "b": MANY, "c": [6 - x for x in MANY]}, dict.fromkeys("abc", ITEM), {}, "surveys.not_reversed"),
        ({"q": MANY}, {"q": ITEM | {"grip": "time"}}, {}, "surveys.choice"),
        ({"q": MANY}, {"r": ITEM}, {}, "surveys.no_column"),
        ({"q": MANY}, {"q": {"grip": "work"}}, {}, "surveys.wrong_form"),
        ({"q": MANY}, {"q": ITEM | {"answers": [5, 1]}}, {}, "surveys.wrong_form"),
        ({"q": MANY}, {"q": ITEM}, {"minimum_n": 5}, "surveys.minimum_n"),
        ({"q": MANY}, {"q": ITEM}, {"benchmark": {"column": "q", "value": "acme"}}, "surveys.no_company"),
        ({"q": MANY}, {}, {}, "surveys.wrong_form"),
    ],
)
def test_bad_codebooks_and_answers(tmp_path, capsys, columns, items, more, code):
    exit_code, said, written = monitor(tmp_path, capsys, columns, items, **more)
    assert (exit_code, written) == (1, False)
    assert code in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["monitor", "gone.csv", "--codebook", "gone.yaml", "--out", "o"],
        ["contract", "gone.csv", "--out", "o.json"],
        ["contract", "gone.csv", "--questionnaire", "gone.yaml", "--out", "o.json"],
        ["protect", "gone.csv", "--by", "a,b", "--out", "o.json"],
        ["questionnaire", "gone.tsv"],
        ["questionnaire", "questionnaire_good_work", "--out", "q.docx"],
        ["activities", "gone.txt"],
        ["activities", "--table", "gone.yaml"],
    ],
)
def test_files_that_are_not_there(tmp_path, capsys, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert main(["surveys", *arguments]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,b,count\nx,y,-1\nx,z,50\n", "surveys.count"),
        ("a,b,count\nx,y,1.5\nx,z,50\n", "surveys.count"),
        ("a,b,count\nx,y,20\nx,y,50\n", "surveys.cell_twice"),
        ("a,b,count\n,y,20\nx,y,50\n", "surveys.design_cell_empty"),
        ("a,c,count\nx,y,20\n", "surveys.no_column"),
        ("a,b,count\nx,y,2\n", "surveys.too_few"),
    ],
)
def test_bad_tables_of_counts(tmp_path, capsys, text, code):
    (tmp_path / "t.csv").write_text(text)
    out = tmp_path / "o.json"
    assert main(["surveys", "protect", str(tmp_path / "t.csv"), "--by", "a,b", "--out", str(out)]) == 1
    assert code in capsys.readouterr().err
    assert not out.exists()


def test_the_example_runs_through_every_command(tmp_path, capsys):
    at = {name: str(tmp_path / name) for name in ("answers.csv", "design.yaml", "statistics.yaml", "codebook.yaml")}
    (tmp_path / "use.txt").write_text("sabbaticals  # since 2024\nalumni_policy\n")
    for arguments in (
        ["example", str(tmp_path)],
        ["estimate", at["answers.csv"], "--design", at["design.yaml"], "--statistics", at["statistics.yaml"]],
        [
            "contract",
            str(tmp_path / "contract.csv"),
            "--role",
            "role",
            "--team",
            "team",
            "--activities",
            str(tmp_path / "use.txt"),
        ],
        ["protect", str(tmp_path / "counts.csv"), "--by", "department,age", "--ordered", "age"],
        ["activities", str(tmp_path / "use.txt")],
    ):
        out = [] if arguments[0] == "example" else ["--out", str(tmp_path / f"{arguments[0]}.json")]
        assert main(["surveys", *arguments, *out]) == 0
    contract = json.loads((tmp_path / "contract.json").read_text())
    assert contract["advice"]
    assert contract["teams"]
    protected = json.loads((tmp_path / "protect.json").read_text())
    assert protected["hidden_share"] < 0.4
    assert all(cell["count"] is None or cell["count"] == 0 or cell["count"] >= 10 for cell in protected["cells"])
    capsys.readouterr()
    assert main(["surveys", "activities"]) == 0
    assert "sabbaticals" in capsys.readouterr().out
