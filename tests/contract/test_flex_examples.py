"""The employer in the polder runs through every flex command; templates are read by the commands they are for."""

from __future__ import annotations

import json
import zipfile

import pytest

import polder
from houvast.cli.main import main
from houvast.flex.calendar import read_events
from houvast.flex.competence import read_matrix
from houvast.flex.demand import read_demand
from houvast.flex.links.network import read_capacity, read_departments, read_links
from houvast.flex.mix.terms import read_staff, read_terms
from houvast.flex.pool import read_agreements

POLDER = polder.flex_folder()
STAFF = ["--contract-hours", str(POLDER / "departments.csv")]
COMMANDS = {
    "diagnosis": [
        "diagnose",
        str(POLDER / "demand.csv"),
        *STAFF,
        "--events",
        str(POLDER / "events.csv"),
        "--convert",
        "minutes",
    ],
    "links": ["links", "--history", str(POLDER / "demand.csv"), "--links", str(POLDER / "links.csv")],
    "matrix": ["matrix", str(POLDER / "matrix.csv"), "--required", str(POLDER / "required.csv")],
    "pool": [
        "pool",
        str(POLDER / "pool_demand.csv"),
        "--agreements",
        str(POLDER / "agreements.csv"),
        "--pool-price",
        "28",
    ],
}


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_polder_runs(name, arguments, language, tmp_path, capsys):
    """A page, a paper, a workbook and data in both languages; the data are those on the screen."""
    assert main(["flex", *arguments, "--out", str(tmp_path), "--json", "--language", language]) == 0
    screen = json.loads(capsys.readouterr().out)
    assert json.loads((tmp_path / f"{name}.json").read_text()) == screen
    page = (tmp_path / f"{name}-{language}.html").read_text()
    assert f'<html lang="{language}">' in page
    assert "<svg" in page
    assert (tmp_path / f"{name}-{language}.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(tmp_path / f"{name}-{language}.xlsx")


def test_names_stay_out_unless_asked_for(tmp_path, capsys):
    """No name of the matrix is in the report; with --names they are."""
    names = {row.split(";")[0] for row in (POLDER / "matrix.csv").read_text().splitlines()[1:]}
    assert main(["flex", *COMMANDS["matrix"], "--out", str(tmp_path), "--json"]) == 0
    hidden = capsys.readouterr().out + "".join(p.read_text() for p in tmp_path.glob("*.html"))
    assert [name for name in names if f'"{name}"' in hidden or f">{name}<" in hidden] == []
    assert main(["flex", *COMMANDS["matrix"], "--json", "--names"]) == 0
    assert any(name in capsys.readouterr().out for name in names)


@pytest.mark.slow
def test_the_mix_of_the_polder(tmp_path, capsys):
    """The line, the named mixes and the values of measures, as data and as report."""
    arguments = [
        "mix",
        str(POLDER / "demand.csv"),
        *STAFF,
        "--convert",
        "minutes",
        "--links",
        str(POLDER / "links.csv"),
    ]
    assert main(["flex", *arguments, "--scenarios", "4", "--out", str(tmp_path), "--json", "--no-pdf"]) == 0
    told = json.loads(capsys.readouterr().out)
    costs = [point["cost_eur_per_year"] for point in told["line"]]
    security = [point["security"]["index"] for point in told["line"]]
    assert costs == sorted(costs)
    assert security == sorted(security)
    assert sum(m["shapley_eur"] for m in told["measures"]["measures"]) == pytest.approx(
        told["measures"]["total_eur_per_year"]
    )
    assert all(people == pytest.approx(round(people), abs=1e-4) for people in told["people"]["people"].values())
    assert "<svg" in (tmp_path / "mix-en.html").read_text()


def test_hostile_names_are_only_names(tmp_path, capsys):
    """Markup, formulas and typesetting commands in a name stay text; a department without work is no fault."""
    names = ("<script>alert(1)</script>", "=1+1", "#let x = 1 $", "idle")
    days = [f"2024-W{week:02}" for week in range(1, 53)] + [f"2025-W{week:02}" for week in range(1, 53)]
    rows = "".join(
        f"{day},{name},{0 if name == 'idle' else 40 + k % 7}\n" for k, day in enumerate(days) for name in names
    )
    (tmp_path / "demand.csv").write_text("date,department,value\n" + rows)
    out = tmp_path / "out"
    assert (
        main(["flex", "diagnose", str(tmp_path / "demand.csv"), "--out", str(out), "--json", "--language", "en"]) == 0
    )
    assert [each["department"] for each in json.loads(capsys.readouterr().out)["departments"]] == list(names)
    assert "<script>alert" not in (out / "diagnosis-en.html").read_text()
    with zipfile.ZipFile(out / "diagnosis-en.xlsx") as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())


def test_templates_are_filled_in_examples(tmp_path, capsys):
    """Every template is read without a fault by what it is for."""
    assert main(["flex", "template", str(tmp_path)]) == 0
    capsys.readouterr()
    names = ("Front desk", "Warehouse")
    assert read_demand(tmp_path / "demand_long.csv").departments == names
    assert read_demand(tmp_path / "demand_wide.csv").departments == names
    assert read_staff(tmp_path / "departments.csv", names).of("wage_eur_per_hour").tolist() == [25.5, 24]
    assert read_departments(tmp_path / "assumed_departments.csv").names == names
    assert len(read_links(tmp_path / "links.csv", names)) == 2
    assert read_capacity(tmp_path / "capacity.csv", names).tolist() == [120, 240]
    assert len(read_events(tmp_path / "events.csv", names)) == 2
    assert read_terms(tmp_path / "terms.csv") == {"agency_wage_ratio": 1.7, "swing_share": 0.1}
    assert len(read_matrix(tmp_path / "matrix.csv", tmp_path / "required.csv", ["Anna", "Bram"]).people) == 2
    employers = read_demand(tmp_path / "pool_demand.csv").employers
    assert len(read_agreements(tmp_path / "agreements.csv", employers)) == 2


def test_the_agency_triangle_by_command(tmp_path, capsys):
    """Start, agree, follow up, remind, export."""
    register = str(tmp_path / "register.json")
    assert main(["flex", "agency", "new", register, "--agency", "A", "--hirer", "H"]) == 0
    assert (
        main(["flex", "agency", "agree", register, "predictable_demand", "--due", "2020-01-31", "--on", "2020-01-01"])
        == 0
    )
    assert main(["flex", "agency", "follow", register, "match", "--state", "done", "--note", "=1+1"]) == 0
    capsys.readouterr()
    assert main(["flex", "agency", "remind", register]) == 0
    assert capsys.readouterr().out.lstrip().startswith("predictable_demand")
    assert main(["flex", "agency", "export", register, "--out", str(tmp_path / "register.csv")]) == 0
    assert main(["flex", "agency", "new", register, "--agency", "A", "--hirer", "H"]) == 1
    assert "predictable_demand" in (tmp_path / "register.csv").read_text()
