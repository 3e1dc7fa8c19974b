import pytest

from houvast.cli.main import main


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HOUVAST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def polder_folder(polder_facts):
    return polder_facts.folder


def test_build_shows_the_fit_and_where_it_lies(capsys, polder_folder, own_cache):
    """The command exits with 0, names the people and the folder."""
    assert main(["population", "build", "--scale", "1", "--facts", polder_folder]) == 0
    shown = capsys.readouterr().out
    assert "600 people" in shown
    assert str(next(own_cache.iterdir())) in shown


def test_build_speaks_dutch(capsys, polder_folder):
    """The same in Dutch, with a decimal comma."""
    assert main(["population", "build", "--scale", "0.5", "--facts", polder_folder, "--language", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "300 mensen" in shown
    assert "schaal 0,5" in shown


@pytest.mark.parametrize("scale", ["0", "2", "nan", "veel"])
def test_a_bad_scale_is_told_without_traceback(capsys, scale):
    """A fault is a sentence on stderr and an exit code that is not 0."""
    assert main(["population", "build", "--scale", scale]) != 0
    told = capsys.readouterr().err
    assert scale in told
    assert "Traceback" not in told


def test_two_faults_are_told_at_once(capsys):
    """A bad scale and a bad seed give two lines."""
    main(["population", "build", "--scale", "2", "--seed", "x", "--language", "nl"])
    told = capsys.readouterr().err
    assert "population.scale_out_of_range" in told
    assert "population.bad_seed" in told


def test_an_unknown_facts_folder_is_told(capsys):
    """The missing folder is named."""
    assert main(["population", "build", "--facts", "nergenshuizen"]) == 1
    assert "nergenshuizen" in capsys.readouterr().err


def test_a_start_before_the_facts_is_told(capsys, polder_folder):
    """There is no silent zero for a month without figures."""
    assert main(["population", "build", "--facts", polder_folder, "--start", "1950-01"]) == 1
    assert "facts.before_first_date" in capsys.readouterr().err
