"""Linking Dutch titles of UWV to ESCO, on the MELO set: figures that were reached, with a margin for luck."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from houvast.skills.linking.evaluation import evaluate
from houvast.skills.linking.linker import Linker, concepts_of, items_of

pytestmark = pytest.mark.slow

MELO = "skills/melo/nld_q_nl_c_nl"
FORMS = [
    ("verkoper", "verkoopster"),
    ("kapper", "kapster"),
    ("schoonmaker", "schoonmaakster"),
    ("secretaris", "secretaresse"),
    ("steward", "stewardess"),
    ("danser", "danseres"),
    ("acteur", "actrice"),
    ("masseur", "masseuse"),
    ("psycholoog", "psychologe"),
    ("docent", "docente"),
    ("fotograaf (m/v)", "fotograaf"),
    ("journalist", "journaliste"),
]


def melo(shared_data, language):
    """Titles of UWV with their one occupation, of those that are in the language."""

    def rows(name):
        with gzip.open(shared_data / MELO / f"{name}.tsv.gz", "rt", encoding="utf-8") as file:
            return [line.rstrip("\n").split("\t") for line in file]

    uri = dict(rows("concept_mapping"))
    title = dict(rows("queries"))
    gold = {
        query: uri[element] for query, _, element, _ in rows("annotations") if uri[element] in language.occupation_place
    }
    return [title[query] for query in gold], np.array([language.occupation_place[each] for each in gold.values()])


@pytest.fixture(scope="module")
def language(esco_store):
    return esco_store.language("1.1.0")


def test_titles_are_found_without_any_of_their_list(shared_data, esco_store, language):
    """No title of UWV in index or lessons; `make skills-check` measures the other folds."""
    titles, right = melo(shared_data, language)
    assert len(titles) == pytest.approx(2500, abs=60)
    items = items_of(language, "occupation", esco_store.table("titles"))
    found = evaluate(items, concepts_of(language, "occupation"), titles, right, "none")
    assert found.hit_at(10) > 0.70
    assert found.mean_reciprocal_rank > 0.56


@pytest.mark.parametrize(("man", "woman"), FORMS)
def test_both_forms_give_the_same_top_ten(language, esco_store, man, woman):
    linker = _linker(language, esco_store)
    first, second = linker.link([man, woman])
    assert [each.uri for each in first.candidates] == [each.uri for each in second.candidates]


def test_typing_errors_and_abbreviations_still_find_it(language, esco_store):
    linker = _linker(language, esco_store)
    for right, typed in (("bakker", "baker"), ("loodgieter", "loodgeiter"), ("administratief medewerker", "adm mdw")):
        wanted = linker.link([right])[0].candidates[0].uri
        assert wanted in {each.uri for each in linker.link([typed])[0].candidates}


_kept = {}


def _linker(language, store):
    """One linker for the tests of this file; building it takes seconds."""
    if "linker" not in _kept:
        _kept["linker"] = Linker(language, "occupation", store.table("titles"))
    return _kept["linker"]
