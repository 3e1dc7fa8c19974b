"""Wrong options and broken files of the preview are told in a sentence, and nothing is written."""

import pytest

from houvast.cli.main import main


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--seeds", "1"], "--seeds"),
        (["--grid", "4"], "--grid"),
        (["--grid", "4", "--seeds", "x", "--held-out", "0", "--scale", "7"], "--held-out"),
        (["--years", "-1"], "--years"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_design_that_cannot_be_is_refused(tmp_path, capsys, options, said, language):
    out = tmp_path / "surface.json.gz"
    assert main(["surface", "build", "--out", str(out), "--language", language, *options]) in (1, 2)
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_all_faults_of_a_design_come_at_once(tmp_path, capsys):
    main(
        [
            "surface",
            "build",
            "--out",
            str(tmp_path / "x"),
            "--grid",
            "4",
            "--seeds",
            "x",
            "--held-out",
            "0",
            "--scale",
            "7",
        ]
    )
    told = capsys.readouterr()
    assert all(each in told.err + told.out for each in ("--grid", "--seeds", "--held-out", "--scale"))


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_a_broken_preview_is_told(tmp_path, capsys, content):
    path = tmp_path / "surface.json.gz"
    path.write_bytes(content)
    assert main(["surface", "show", str(path)]) == 1
    assert "houvast surface build" in capsys.readouterr().err
