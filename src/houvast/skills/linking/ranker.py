"""The ranker: a conditional logit over the candidates of a title, with one hidden layer.

The chance that candidate c of title q is the right one is exp(u_qc) / sum over the candidates of exp(u_qc), with
u = a x + b relu(W x + w). x holds the likenesses of `index` and how like the best label is letter by letter, each also
less the best among the candidates and as a place among them. Trained on titles whose concept is known, by Adam on the
log likelihood (McFadden 1974 for the model; Kingma and Ba 2015 for the method). Plain arrays: nothing to unpickle from
a file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Postfix, Prefix

from houvast.skills.linking.index import Floats, Index, Integers, Scores

CANDIDATES = 100
HIDDEN = 32
EPOCHS = 12
BATCH = 64
LEARNING_RATE = 2e-3
SHRINKAGE = 1e-4
NETWORKS = 5
"""Networks from different starts whose scores are averaged."""
WIDEST = 6.0
"""Standard deviations beyond which a feature says no more."""
FIRST_WEIGHTS = {
    "char": 1.0,
    "word": 0.6,
    "document": 0.5,
    "char_centre": 0.4,
    "description": 0.35,
    "letters": 0.7,
    "english": 0.8,
    "skills": 0.7,
    "char_group_4": 0.15,
    "word_group_4": 0.2,
    "votes_title_group_4": 0.1,
    "votes_title": 0.4,
}
"""Weights of the sum that picks the candidates. Set by hand: a right answer only has to be among them."""
_SCORERS = (fuzz.token_set_ratio, fuzz.ratio, Prefix.similarity, Postfix.similarity)


@dataclass(frozen=True)
class Candidates:
    """The candidates of titles: their concepts [titles x candidates] and what is known of each [... x features]."""

    concept: Integers
    features: Floats


@dataclass(frozen=True)
class Ranker:
    """Trained weights: mean and spread of the features, and the networks."""

    mean: Floats
    spread: Floats
    inner: Floats
    bias: Floats
    outer: Floats
    direct: Floats

    def chances(self, features: Floats) -> Floats:
        """Return the chance of each candidate [titles x candidates]; they add to 1 per title.

        Of `features` as many count as the ranker learned from, from the first on.
        """
        scaled = _scaled(features[..., : len(self.mean)], self.mean, self.spread)
        utility = np.zeros(features.shape[:-1], dtype=np.float32)
        for inner, bias, outer, direct in zip(self.inner, self.bias, self.outer, self.direct, strict=True):
            utility += np.maximum(scaled @ inner + bias, 0) @ outer + scaled @ direct
        return _softmax(utility / np.float32(len(self.inner)))


def candidates(index: Index, texts: list[str], scores: Scores) -> Candidates:
    """Pick the candidates of each title by the plain sum and gather what is known of them."""
    first = first_sum(scores)
    count = min(CANDIDATES, first.shape[1])
    top = np.argpartition(-first, count - 1, axis=1)[:, :count]
    gathered = [np.take_along_axis(first, top, axis=1)]
    gathered += [scores.of_some(name, top) for name in sorted((*scores.features, *scores.grouped))]
    nearest = np.maximum(scores.features["char_label"], scores.features["char_title"]).max(axis=1, keepdims=True)
    gathered.append(np.broadcast_to(nearest, top.shape))
    for best in (scores.best_label, scores.best_title):
        gathered += _by_letters(index, texts, np.take_along_axis(best, top, axis=1))
    features = np.stack(gathered, axis=-1).astype(np.float32)
    place = np.empty_like(features)
    steps = np.log1p(np.arange(count, dtype=np.float32))[None, :, None]
    np.put_along_axis(place, np.argsort(-features, axis=1), np.broadcast_to(steps, features.shape), axis=1)
    return Candidates(top, np.concatenate([features, features - features.max(axis=1, keepdims=True), place], axis=-1))


def first_sum(scores: Scores) -> Floats:
    """Return the plain sum of likenesses that picks the candidates [titles x concepts]."""
    features = scores.features
    total = np.zeros_like(features["document"])
    for name, weight in FIRST_WEIGHTS.items():
        if name in features or name in scores.grouped:
            total += np.float32(weight) * scores.of_all(name)
        elif f"{name}_label" in features:
            total += np.float32(weight) * np.maximum(features[f"{name}_label"], features[f"{name}_title"])
    return total


def train(features: Floats, target: Floats, seed: int = 0) -> Ranker:
    """Train a ranker.

    Parameters
    ----------
    features
        Of the candidates of titles [titles x candidates x features].
    target
        Share of each candidate in what is right [titles x candidates]; rows of zeros are left out.
    seed
        Chooses the starts and the order of the titles.
    """
    taught = target.sum(axis=1) > 0
    features, target = features[taught], target[taught]
    flat = features.reshape(-1, features.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + np.float32(1e-6)
    scaled = _scaled(features, mean, spread)
    networks = [_network(scaled, target, np.random.default_rng([seed, number])) for number in range(NETWORKS)]
    return Ranker(mean, spread, *(np.stack(each) for each in zip(*networks, strict=True)))


def _network(features: Floats, target: Floats, luck: np.random.Generator) -> tuple[Floats, ...]:
    width = features.shape[-1]
    weights = [
        luck.normal(0, np.sqrt(2 / width), (width, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, dtype=np.float32),
        luck.normal(0, 0.1, HIDDEN).astype(np.float32),
        np.zeros(width, dtype=np.float32),
    ]
    first = [np.zeros_like(each) for each in weights]
    second = [np.zeros_like(each) for each in weights]
    step = 0
    for epoch in range(EPOCHS):
        rate = LEARNING_RATE * (1 - 0.9 * epoch / EPOCHS)
        shuffled = luck.permutation(len(features))
        for start in range(0, len(features), BATCH):
            batch = shuffled[start : start + BATCH]
            step += 1
            gradients = _gradients(weights, features[batch], target[batch])
            for place, gradient in enumerate(gradients):
                first[place] = 0.9 * first[place] + 0.1 * gradient
                second[place] = 0.99 * second[place] + 0.01 * gradient**2
                size = np.sqrt(second[place] / (1 - 0.99**step)) + 1e-8
                weights[place] -= (rate * first[place] / (1 - 0.9**step) / size).astype(np.float32)
    return tuple(weights)


def _gradients(weights: list[Floats], x: Floats, target: Floats) -> list[Floats]:
    inner, bias, outer, direct = weights
    width = x.shape[-1]
    flat = x.reshape(-1, width)
    before = flat @ inner + bias
    hidden = np.maximum(before, 0)
    chance = _softmax((hidden @ outer + flat @ direct).reshape(target.shape))
    error = ((chance * target.sum(axis=1, keepdims=True) - target) / len(x)).reshape(-1)
    back = error[:, None] * outer * (before > 0)
    return [
        flat.T @ back + SHRINKAGE * inner,
        back.sum(axis=0),
        hidden.T @ error + SHRINKAGE * outer,
        flat.T @ error + SHRINKAGE * direct,
    ]


def _by_letters(index: Index, texts: list[str], items: Integers) -> list[Floats]:
    """Compare each title with the best item of each candidate, letter by letter, and the ends of their first words.

    In Dutch the last part of a compound says what it is: a brood-bakker is a bakker.
    """
    width = items.shape[1]
    queries = [text for text in texts for _ in range(width)]
    heads = [head for text in texts for head in [text.partition(" ")[0]] * width]
    choices, heads_of_choices = index.text_or_none[items.ravel()], index.head_or_none[items.ravel()]
    found = [process.cpdist(queries, choices, scorer=scorer, dtype=np.float32) for scorer in _SCORERS]
    found.append(process.cpdist(heads, heads_of_choices, scorer=Postfix.similarity, dtype=np.float32))
    return [each.reshape(items.shape) for each in found]


def _scaled(features: Floats, mean: Floats, spread: Floats) -> Floats:
    return np.asarray(np.clip((features - mean) / spread, -WIDEST, WIDEST), dtype=np.float32)


def _softmax(utility: npt.NDArray[np.float32]) -> Floats:
    powers = np.exp(utility - utility.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
