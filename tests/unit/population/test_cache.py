import errno
import os
from pathlib import Path

import numpy as np
import pytest

from houvast.population import cache
from houvast.population.cache import DamagedCacheWarning, cache_folder, load_or_build, population_key
from houvast.vocabulary.errors import HouvastError


def assert_same(first, second):
    for one, other in zip((*first.persons, *first.employers), (*second.persons, *second.employers), strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype


def test_what_is_loaded_equals_what_was_built(polder_facts, polder_population, tmp_path):
    """The second time the population comes from disk: the same bits, the same fit."""
    load_or_build(polder_facts, 1, 1, folder=tmp_path)
    heard = []
    loaded = load_or_build(polder_facts, 1, 1, folder=tmp_path, progress=lambda *step: heard.append(step))
    assert_same(loaded, polder_population)
    assert heard == []
    assert loaded.fit["employed_thousand"].built == polder_population.fit["employed_thousand"].built
    assert (loaded.scale, loaded.seed, loaded.start_month) == (1, 1, polder_population.start_month)


def test_only_whole_populations_lie_in_the_folder(polder_facts, tmp_path):
    """After building, one folder named after the key and nothing else."""
    load_or_build(polder_facts, 1, 1, folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [population_key(polder_facts, 1, 1)]


def test_all_that_decides_the_content_is_in_the_key(polder_facts):
    """Other facts, scale, seed or start, another key."""
    keys = {
        population_key(polder_facts, 1, 1),
        population_key(polder_facts, 0.5, 1),
        population_key(polder_facts, 1, 2),
        population_key(polder_facts, 1, 1, "2025-01"),
        population_key(polder_facts.with_value("long_term_unemployed_share", 0.2), 1, 1),
    }
    assert len(keys) == 5


def damaged(home: Path, how: str) -> None:
    column = home / "persons.birth_month.npy"
    if how == "flipped bit":
        content = bytearray(column.read_bytes())
        content[-1] ^= 1
        column.write_bytes(content)
    elif how == "cut off":
        column.write_bytes(column.read_bytes()[:100])
    elif how == "missing column":
        column.unlink()
    elif how == "no manifest":
        (home / "manifest.json").unlink()
    else:
        (home / "manifest.json").write_text("[1, 2")


@pytest.mark.parametrize("how", ["flipped bit", "cut off", "missing column", "no manifest", "broken manifest"])
def test_a_damaged_population_is_told_and_built_again(polder_facts, polder_population, tmp_path, how):
    """Damage gives a warning, a fresh population, and a sound folder for the next time."""
    load_or_build(polder_facts, 1, 1, folder=tmp_path)
    damaged(tmp_path / population_key(polder_facts, 1, 1), how)
    with pytest.warns(DamagedCacheWarning, match="built again"):
        rebuilt = load_or_build(polder_facts, 1, 1, folder=tmp_path)
    assert_same(rebuilt, polder_population)
    assert_same(load_or_build(polder_facts, 1, 1, folder=tmp_path), polder_population)
    assert len(list(tmp_path.iterdir())) == 1


def test_who_asks_hears_of_damage_as_a_problem(polder_facts, tmp_path):
    """With `warn` the problem comes as data, to be told in either language."""
    load_or_build(polder_facts, 1, 1, folder=tmp_path)
    damaged(tmp_path / population_key(polder_facts, 1, 1), "cut off")
    heard = []
    load_or_build(polder_facts, 1, 1, folder=tmp_path, warn=heard.append)
    assert [each.code for each in heard] == ["population.cache_damaged"]
    assert "beschadigd" in heard[0].text("nl")


def test_stopping_by_hand_leaves_no_debris(polder_facts, tmp_path):
    """Ctrl-C half-way leaves the cache folder empty."""

    def stop(step, part):
        if step == "jobs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_or_build(polder_facts, 1, 1, folder=tmp_path, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_no_debris(polder_facts, tmp_path, monkeypatch):
    """No space left gives a problem in both languages and an empty folder."""

    def full(path, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(cache, "_write", full)
    with pytest.raises(HouvastError) as error:
        load_or_build(polder_facts, 1, 1, folder=tmp_path)
    assert error.value.codes == ("files.disk_full",)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_before_the_work(polder_facts, tmp_path):
    """A file where the folder should be is a fault at once, not after minutes of building."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    heard = []
    with pytest.raises(HouvastError) as error:
        load_or_build(polder_facts, 1, 1, folder=blocked, progress=lambda *step: heard.append(step))
    assert error.value.codes == ("files.unwritable",)
    assert heard == []


def test_bad_requests_touch_nothing(polder_facts, tmp_path):
    """A scale out of range makes no folder."""
    with pytest.raises(HouvastError):
        load_or_build(polder_facts, 0, folder=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_cache_folder_can_be_chosen(monkeypatch, tmp_path):
    """`HOUVAST_CACHE` names the folder; otherwise it is ~/.cache/houvast."""
    monkeypatch.setenv("HOUVAST_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("HOUVAST_CACHE")
    assert cache_folder() == Path.home() / ".cache" / "houvast"
