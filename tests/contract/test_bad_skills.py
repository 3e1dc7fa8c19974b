"""Whatever is wrong with skills input is told at once, in two languages, and nothing changes."""

from __future__ import annotations

import json

import pytest

from houvast.cli.main import main

OFFICE, SECRETARY = "houvast:occupation/0431", "houvast:occupation/0432"


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("HOUVAST_SKILLS", str(tmp_path / "store" / "skills.houvast"))


@pytest.fixture
def profile(tmp_path, capsys):
    path = tmp_path / "me.json"
    assert main(["skills", "profile", "new", "--occupation", OFFICE, "--out", str(path)]) == 0
    capsys.readouterr()
    return path


def told(capsys, arguments, code, exit_code=1):
    """Run a command in both languages; what it tells differs, names the code and is no traceback."""
    texts = {}
    for language in ("nl", "en"):
        assert main(["skills", *map(str, arguments), "--language", language]) == exit_code
        texts[language] = capsys.readouterr().err
        assert "Traceback" not in texts[language]
        assert f"[{code}]" in texts[language].replace("\n", "")
    assert texts["nl"] != texts["en"]
    return texts["en"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["link", "!!"], "skills.title_empty"),
        (["link"], "skills.no_titles"),
        (["link", "kok", "--top", "0"], "skills.number"),
        (["link", "kok", "--top", "²"], "skills.number"),
        (["link", "kok", "--version", "9"], "skills.unknown_version"),
        (["link", "--file", "nowhere.txt"], "files.missing"),
        (["transitions"], "skills.profile_or_occupation"),
        (["transitions", "--occupation", "houvast:occupation/0430"], "skills.unknown_uri"),
        (["transitions", "--occupation", OFFICE, "--max-zone", "nan"], "skills.number"),
        (["transitions", "--occupation", OFFICE, "--min-pay", "x"], "skills.number"),
        (["transitions", "--occupation", OFFICE, "--aim", "fun"], "skills.vacancy"),
        (["transitions", "--occupation", OFFICE, "--region", "utrect"], "futures.unknown"),
        (["transitions", "--occupation", OFFICE, "--outlook", "nowhere.csv"], "files.missing"),
        (["transitions", "nowhere.json"], "files.missing"),
        (["vacancy", "x"], "skills.unknown_uri"),
        (["migrate", "nowhere.json", "--to", "1.2"], "files.missing"),
        (["passport", "log", "nowhere"], "files.missing"),
        (["profile", "cv", "nowhere.txt"], "files.missing"),
    ],
)
def test_a_wrong_argument_is_told(capsys, arguments, code):
    told(capsys, arguments, code)


def test_the_nearest_uri_is_named(capsys):
    text = told(capsys, ["transitions", "--occupation", "houvast:occupation/043l"], "skills.unknown_uri")
    assert "Did you mean houvast:occupation/" in text


def test_a_file_of_titles_becomes_json_lines(tmp_path, capsys):
    path = tmp_path / "titles.txt"
    path.write_text("Boekhouder\n\nverpleegkundige\n", encoding="utf-8")
    assert main(["skills", "link", "--file", str(path), "--jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["query"] for row in rows] == ["Boekhouder", "verpleegkundige"]
    assert set(rows[0]["candidates"][0]) == {"uri", "label", "score", "hit_rate"}
    assert len(rows[0]["candidates"]) == 10


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"\x80abc"])
def test_a_bad_file_of_titles_is_told(tmp_path, capsys, content):
    path = tmp_path / "titles.txt"
    path.write_bytes(content)
    assert main(["skills", "link", "--file", str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_moves_compared_and_planned(tmp_path, capsys, profile):
    page = tmp_path / "plan.html"
    arguments = [
        "skills",
        "transitions",
        str(profile),
        "--to",
        SECRETARY,
        "--to",
        "houvast:occupation/0433",
        "--plan",
        str(page),
    ]
    assert main([*arguments, "--language", "nl", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["uri"] for each in found["moves"]] == [SECRETARY, "houvast:occupation/0433"]
    assert {guard["name"] for guard in found["moves"][0]["guards"]} == {"zone", "pay", "licence"}
    assert len(found["moves"][0]["exposure_measures"]) >= 3
    assert "Mijn plan" in page.read_text(encoding="utf-8")


def test_training_from_a_list_of_courses(tmp_path, capsys):
    assert main(["skills", "transitions", "--occupation", OFFICE, "--to", "houvast:occupation/0811", "--json"]) == 0
    missing = json.loads(capsys.readouterr().out)["moves"][0]["missing"]
    path = tmp_path / "courses.csv"
    path.write_text("title,provider,hours,cost_eur,esco_uris,nlqf\n" + f"All,School,40,100,{' '.join(missing)},4\n")
    arguments = [
        "skills",
        "transitions",
        "--occupation",
        OFFICE,
        "--to",
        "houvast:occupation/0811",
        "--courses",
        str(path),
        "--json",
    ]
    assert main(arguments) == 0
    training = json.loads(capsys.readouterr().out)["plans"][0]["training"]
    assert (training["cost_eur"], training["untaught"], training["is_least"]) == (100, [], True)


def test_a_profile_is_changed_only_by_what_is_right(capsys, profile):
    before = profile.read_bytes()
    told(capsys, ["profile", "add", profile, "--skill", "houvast:skill/reading", "--level", "5"], "skills.level")
    told(capsys, ["profile", "add", profile, "--skill", "houvast:skill/readin"], "skills.unknown_uri")
    told(
        capsys,
        ["profile", "add", profile, "--skill", "houvast:skill/reading", "--evidence", "peer"],
        "skills.bad_profile",
    )
    told(capsys, ["profile", "new", "--occupation", OFFICE, "--out", profile], "skills.same_file")
    assert profile.read_bytes() == before
    arguments = [
        "skills",
        "profile",
        "add",
        str(profile),
        "--skill",
        "houvast:skill/reading",
        "--evidence",
        "peer",
        "--by",
        "Sam",
    ]
    assert main(arguments) == 0
    assert profile.read_bytes() != before


def test_the_round_of_a_passport(tmp_path, capsys, profile):
    pytest.importorskip("openvc", reason="needs the extra passport")
    folder, shown = tmp_path / "passport", tmp_path / "shown.txt"
    assert main(["skills", "passport", "issue", str(profile), "--out", str(folder)]) == 0
    uri = json.loads((folder / "passport.json").read_text())["skills"][0]["uri"]
    told(capsys, ["passport", "present", folder, "--skill", "x", "--to", "K", "--out", shown], "skills.share_empty")
    assert (
        main(
            [
                "skills",
                "passport",
                "present",
                str(folder),
                "--skill",
                uri,
                "--to",
                "K",
                "--nonce",
                "n",
                "--out",
                str(shown),
            ]
        )
        == 0
    )
    check = [
        "skills",
        "passport",
        "verify",
        str(shown),
        "--issuer",
        str(folder / "issuer.json"),
        "--to",
        "K",
        "--nonce",
        "n",
    ]
    status = ["--status", str(folder / "status.jwt")]
    assert main(check) == 1  # without a status list nothing holds
    capsys.readouterr()
    assert main([*check, *status, "--language", "en"]) == 0
    assert "Issued by the person" in capsys.readouterr().out
    assert main([*check, *status]) == 1  # used before
    for form in ("badge", "elm", "json", "csv"):
        out = tmp_path / f"out.{form}"
        assert main(["skills", "passport", "export", str(folder), "--format", form, "--out", str(out)]) == 0
        assert out.stat().st_size > 0
    assert main(["skills", "passport", "revoke", str(folder)]) == 0
    assert main(["skills", "passport", "delete", str(folder), "--yes"]) == 0
    assert not folder.exists()


def test_a_failed_import_leaves_no_store(tmp_path, capsys):
    path = tmp_path / "odd.csv"
    path.write_text("a,b\n1,2\n")
    assert main(["skills", "import", str(path)]) == 1
    assert "skills.unknown_table" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()
