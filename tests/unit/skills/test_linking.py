"""The index, the ranker and what it learns, on languages small enough to reckon by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from houvast.skills.linking.evaluation import Measured, _ranks, twins
from houvast.skills.linking.index import Concepts, Index, Items
from houvast.skills.linking.linker import Linker, linker_of
from houvast.skills.linking.meaning import RIDGE, _ridge, learn, weighted_skills
from houvast.skills.linking.ranker import _gradients, candidates, train
from houvast.skills.linking.teaching import _rising, lessons_of
from houvast.vocabulary.errors import HouvastError

WORK = ("bakker", "kok", "smid", "kapper", "loods", "tuinman")
THINGS = ("brood", "vis", "ijzer", "haar", "haven", "plant", "steen", "hout")


def small_index(titles=()):
    """Forty-eight concepts with two labels each, and perhaps titles."""
    names = [(work, thing) for work in WORK for thing in THINGS]
    concept = [n for n in range(len(names)) for _ in range(2)] + [n for n, _ in titles]
    texts = [text for work, thing in names for text in (f"{thing} {work}", f"{work} van {thing}")]
    texts += [text for _, text in titles]
    source = [0] * (2 * len(names)) + [1] * len(titles)
    items = Items(np.array(concept), tuple(texts), np.array(source), np.full(len(texts), 2))
    units = tuple(f"{WORK.index(work)}{THINGS.index(thing)}00" for work, thing in names)
    return Index(items, Concepts(units, ("",) * len(names), ("",) * len(names)))


def test_the_same_words_are_found_first():
    index = small_index()
    scores = index.scores(index.comparable(["brood bakker", "haven loods"]))
    assert scores.features["char_label"].argmax(axis=1).tolist() == [0, 36]
    assert scores.features["char_label"].max(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert index.texts[scores.best_label[0, 0]] == "brood bakker"


def test_an_item_left_out_is_not_found():
    index = small_index(titles=[(5, "stenenbikker")])
    found = index.scores(["stenenbikker"]).features["char_title"][0]
    kept = index.items.source == 0
    without = index.scores(["stenenbikker"], index.keep(kept)).features["char_title"][0]
    assert found[5] == pytest.approx(1, abs=1e-5)
    assert without.max() == 0


def test_skills_bring_work_near_that_shares_no_word():
    """Two works ask the same skills, a third asks others: a title like a label of the first points at both."""
    labels = ("snackbarhulp", "hulp in snackbar", "fastfoodmedewerker", "medewerker fastfood", "lasser", "lasser staal")
    concept = np.array([0, 0, 1, 1, 2, 2])
    skills = weighted_skills(csr_matrix([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]]), csr_matrix((3, 4)))
    texts = TfidfVectorizer(analyzer="char", ngram_range=(1, 2)).fit_transform(labels).astype(np.float32)
    near = learn(texts, concept, skills).likeness(texts)
    assert near.shape == (6, 3)
    assert near[0, 1] == pytest.approx(near[0, 0], abs=1e-5)
    assert (near[:4, 0] > near[:4, 2]).all()
    assert (near[4:].argmax(axis=1) == 2).all()


def test_the_ridge_is_that_of_the_normal_equations():
    luck = np.random.default_rng(1)
    x, y = luck.normal(size=(30, 4)).astype(np.float32), luck.normal(size=(30, 2)).astype(np.float32)
    weight = luck.uniform(0.5, 1, 30).astype(np.float32)
    wanted = np.linalg.solve((x.T * weight) @ x + RIDGE * np.eye(4), (x.T * weight) @ y)
    assert _ridge(csr_matrix(x), y, weight) == pytest.approx(wanted, abs=1e-4)


def test_chances_of_a_title_add_to_one():
    index = small_index()
    texts = index.comparable(["brood bakker", "kok"])
    found = candidates(index, texts, index.scores(texts))
    target = (found.concept == np.array([[0], [8]])).astype(np.float32)
    chances = train(found.features, target).chances(found.features)
    assert chances.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert chances.shape == (2, 48)


def test_the_gradient_is_that_of_the_log_likelihood():
    luck = np.random.default_rng(3)
    x = luck.normal(size=(4, 5, 3)).astype(np.float32)
    target = np.eye(5, dtype=np.float32)[luck.integers(5, size=4)]
    weights = [luck.normal(size=shape).astype(np.float32) for shape in ((3, 6), (6,), (6,), (3,))]

    def loss(each):
        utility = np.maximum(x @ each[0] + each[1], 0) @ each[2] + x @ each[3]
        powers = np.exp(utility - utility.max(axis=1, keepdims=True))
        return -(target * np.log(powers / powers.sum(axis=1, keepdims=True))).sum() / 4

    gradients = _gradients(weights, x, target)
    for part, gradient in enumerate(gradients[1:], 1):
        for place in range(len(gradient)):
            step = [each.astype(float).copy() for each in weights]
            step[part][place] += 1e-4
            back = [each.astype(float).copy() for each in weights]
            back[part][place] -= 1e-4
            shrinkage = 1e-4 * weights[part][place] if part == 2 else 0
            assert gradient[place] == pytest.approx((loss(step) - loss(back)) / 2e-4 + shrinkage, abs=1e-3)


def test_hit_rates_rise_and_come_true():
    luck = np.random.default_rng(1)
    chances = luck.random((500, 20)).astype(np.float32)
    right = (luck.random((500, 20)) < chances**2).astype(np.float32)
    said, true = _rising(chances, right)
    assert (np.diff(true) >= 0).all()
    assert np.interp(0.7, said, true) == pytest.approx(0.49, abs=0.05)


def test_ties_count_as_the_mean_of_the_places_they_take_up():
    concept = np.array([[3, 4, 5, 6]])
    chance = np.array([[0.5, 0.2, 0.2, 0.1]], dtype=np.float32)
    assert _ranks(concept, chance, np.array([4]), None, [""]).tolist() == [2.5]
    measured = Measured(np.array([1.0, 2.5, 20]), np.zeros(1), np.zeros(1, dtype=bool))
    assert measured.mean_reciprocal_rank == pytest.approx((1 + 0.4 + 0.05) / 3)
    assert measured.hit_at(10) == pytest.approx(2 / 3)


def test_near_twins_are_in_one_cluster():
    cluster = twins(np.array(["docent duits 1e graads", "docent duits 2e graads", "visser"]))
    assert cluster[0] == cluster[1] != cluster[2]


def test_the_built_in_language_links_without_a_claim(built_in, store):
    linker = linker_of(built_in, store)
    found = linker.link(["verpleegkundige", "Boekhouder"])
    assert found[0].candidates[0].label.startswith("Verpleegkundigen")
    assert found[1].candidates[0].label == "Boekhouders"
    assert all(each.hit_rate is None for each in found[0].candidates)
    assert not found[0].none_fits


def test_gendered_forms_give_the_same_top_ten(built_in):
    man, woman, neutral = Linker(built_in, "occupation").link(["Accountant", "accountante (v)", "accountant m/v/x"])
    assert man.candidates == neutral.candidates
    assert woman.candidates[0].uri == man.candidates[0].uri


def test_titles_without_a_letter_are_refused_all_at_once(built_in):
    with pytest.raises(HouvastError) as fault:
        Linker(built_in, "occupation").link(["kok", "!!", "  "])
    assert fault.value.codes == ("skills.title_empty",) * 2


def test_lessons_are_titles_where_there_are_enough_of_them():
    index = small_index(titles=[(n % 48, f"titel nummer {n}") for n in range(320)])
    lessons = lessons_of(index)
    assert lessons.width is None
    assert len(lessons.texts) == 320
    for text, items, right in zip(lessons.texts[:20], lessons.items, lessons.right, strict=False):
        assert {index.texts[item] for item in items} == {text}
        assert right.tolist() == sorted(set(index.items.concept[items]))
