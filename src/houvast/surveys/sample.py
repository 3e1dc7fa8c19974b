"""The rows and columns one entry of a statistics file speaks of: values, who answered, groups, domain."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from houvast.facts.located import Faults, Located
from houvast.surveys.data import Data, TextArray
from houvast.surveys.design import BoolArray, Design, FloatArray, IntArray
from houvast.surveys.statistics_file import Entry
from houvast.surveys.where import rows_where
from houvast.vocabulary.errors import nearest

MOST_LEVELS = 200
TWO = 2


@dataclass(frozen=True)
class Sample:
    """What an entry is computed from.

    Parameters
    ----------
    design
        The design with the weights of this entry.
    y
        Values, 0 where not answered, shape (n, K).
    answered
        Who answered, shape (n, K).
    labels
        What each column is: the variable, and the level of a share.
    group
        Group of each row, shape (n,); -1 outside the domain.
    group_labels
        Values of the columns in `by`, per group.
    groupings
        Names of the columns in `by`.
    inside
        Rows in the domain with a group, shape (n,).
    is_part
        Whether the domain or the groups are a part of the sample.
    denominator
        Of ratios, shape (n,).
    explaining
        Explaining columns of Oaxaca, ones first, shape (n, q).
    """

    design: Design
    y: FloatArray
    answered: BoolArray
    labels: tuple[dict[str, object], ...]
    group: IntArray
    group_labels: tuple[tuple[str, ...], ...]
    groupings: tuple[str, ...]
    inside: BoolArray
    is_part: bool
    denominator: FloatArray
    explaining: FloatArray

    @property
    def n_groups(self) -> int:
        """Groups with rows."""
        return len(self.group_labels)

    @property
    def safe_group(self) -> IntArray:
        """Group of each row, with 0 for rows whose weight is 0 anyway."""
        return np.asarray(np.where(self.group >= 0, self.group, 0))

    @property
    def is_first(self) -> IntArray:
        """1 for rows of the first group, shape (n,)."""
        return np.asarray(self.group == 0, dtype=np.intp)

    def about(self, group: int) -> dict[str, str]:
        """Values of the columns in `by` of a group."""
        return dict(zip(self.groupings, self.group_labels[group], strict=True))

    def domain(self, group: int | None) -> BoolArray | None:
        """Rows of a group, or of all groups; None for the whole sample."""
        if not self.is_part:
            return None
        return self.inside if group is None else self.group == group


def make_sample(entry: Entry, design: Design, data: Data, faults: Faults) -> Sample | None:
    """Gather what an entry needs; None when faults were found."""
    before = len(faults.problems)
    design, asked = _own_weights(entry, design, data, faults)
    inside = rows_where(entry.where, data, faults) & asked
    parts = _columns(entry, data, inside, faults)
    labels_of = [
        data.texts(each.text) for each in entry.by if each.text is not None and data.has(each.text, each.place, faults)
    ]
    if parts is None or len(faults.problems) > before:
        return None
    y, answered, labels = parts
    if entry.listwise:
        answered = np.repeat(answered.all(axis=1, keepdims=True), answered.shape[1], axis=1)
    for each in labels_of:
        inside &= np.array([label is not None for label in each])
    group, group_labels = _groups(labels_of, inside & answered.any(axis=1))
    if not group_labels:
        faults.add("surveys.nobody", entry.place, found=entry.columns)
        return None
    sample = Sample(
        design,
        np.where(answered, y, 0.0),
        answered,
        labels,
        np.where(inside, group, -1),
        group_labels,
        entry.groupings,
        inside & (group >= 0),
        entry.where is not None or bool(entry.by),
        np.ones(len(y)),
        np.ones((len(y), 1)),
    )
    sample = _completed(entry, sample, data, faults)
    return _of_asked(sample, asked) if len(faults.problems) == before else None


def _own_weights(entry: Entry, design: Design, data: Data, faults: Faults) -> tuple[Design, BoolArray]:
    """An indicator asked of a part of the sample has weights of its own: the part is its sample."""
    everyone = np.ones(data.n_rows, dtype=bool)
    if entry.weights is None or entry.weights.text is None:
        return design, everyone
    if not data.has(entry.weights.text, entry.weights.place, faults):
        return design, everyone
    if design.replicates is not None or design.calibration is not None:
        faults.add("surveys.own_weights", entry.weights.place)
        return design, everyone
    weights = data.numbers(entry.weights.text, faults)
    data.note_rows("surveys.weight", entry.weights.text, weights < 0, faults)
    asked = weights > 0
    if not asked.any():
        faults.add("surveys.nobody", entry.weights.place, found=entry.columns)
        return design, everyone
    of_its_own = replace(design, weights=weights) if asked.all() else design.of_rows(asked, weights)
    return of_its_own, asked


def _of_asked(sample: Sample, asked: BoolArray) -> Sample:
    """Keep the rows that the design of the entry speaks of."""
    if asked.all():
        return sample
    return replace(
        sample,
        y=sample.y[asked],
        answered=sample.answered[asked],
        group=sample.group[asked],
        inside=sample.inside[asked],
        denominator=sample.denominator[asked],
        explaining=sample.explaining[asked],
    )


def _groups(labels_of: list[TextArray], rows: BoolArray) -> tuple[IntArray, tuple[tuple[str, ...], ...]]:
    """Number the combinations that occur, the first column varying fastest (as in R survey)."""
    group = np.full(len(rows), -1, dtype=np.intp)
    if not labels_of:
        group[:] = 0
        return group, ((),) if rows.any() else ()
    of_row = list(zip(*labels_of, strict=True))
    seen = sorted({of_row[row] for row in np.flatnonzero(rows)}, key=lambda values: values[::-1])
    number = {values: index for index, values in enumerate(seen)}
    group[:] = [number.get(values, -1) for values in of_row]
    return group, tuple(seen)


def _columns(
    entry: Entry, data: Data, inside: BoolArray, faults: Faults
) -> tuple[FloatArray, BoolArray, tuple[dict[str, object], ...]] | None:
    """Values, answers and labels of the variables; a share has a column per level."""
    known = [data.has(each.text or "", each.place, faults) for each in entry.variables]
    if not all(known):
        return None
    variables = entry.variables[:1] if entry.statistic == "oaxaca" else entry.variables
    kind = entry.of if entry.statistic == "contrast" else entry.statistic
    values: list[FloatArray] = []
    answers: list[BoolArray] = []
    labels: list[dict[str, object]] = []
    for each in variables:
        name = each.text or ""
        if kind == "proportion" or (kind == "total" and not data.is_number(name)):
            _add_levels(entry, each, data, inside, faults, values, answers, labels)
            continue
        numbers = data.numbers(name, faults)
        values.append(numbers)
        answers.append(~np.isnan(numbers))
        labels.append({"variable": name})
        _check_sign(kind, name, numbers, inside, data, faults)
    if not values:
        return None
    answered = np.stack(answers, axis=1)
    return np.where(answered, np.stack(values, axis=1), 0.0), answered, tuple(labels)


def _add_levels(
    entry: Entry,
    variable: Located,
    data: Data,
    inside: BoolArray,
    faults: Faults,
    values: list[FloatArray],
    answers: list[BoolArray],
    labels: list[dict[str, object]],
) -> None:
    name = variable.text or ""
    cells = data.texts(name)
    answered = np.array([cell is not None for cell in cells])
    seen = sorted({cells[row] for row in np.flatnonzero(answered & inside)})
    for level in entry.levels:
        if level not in seen:
            near = nearest(level, seen)
            faults.add(
                "surveys.level", variable.place, found=level, expected=tuple(seen[:MOST_LEVELS]), suggestion=near
            )
    if len(seen) > MOST_LEVELS:
        faults.add("surveys.many_levels", variable.place, found=len(seen), name=name, expected=MOST_LEVELS)
        return
    for level in entry.levels or seen:
        values.append((cells == level).astype(float))
        answers.append(answered)
        labels.append({"variable": name, "level": level})


def _check_sign(kind: str, name: str, numbers: FloatArray, inside: BoolArray, data: Data, faults: Faults) -> None:
    """Entropy needs positive values, the Gini coefficient none below zero."""
    if kind in ("theil", "ge0"):
        data.note_rows("surveys.not_positive", name, inside & (numbers <= 0), faults)
    if kind == "gini":
        data.note_rows("surveys.negative", name, inside & (numbers < 0), faults)


def _completed(entry: Entry, sample: Sample, data: Data, faults: Faults) -> Sample:
    """Split off the denominator of a ratio; add the explaining columns of Oaxaca."""
    kind = entry.of if entry.statistic == "contrast" else entry.statistic
    if kind == "ratio":
        if len(sample.labels) < TWO:
            faults.add("surveys.too_few_variables", entry.place, statistic="ratio", found=1, expected=TWO)
            return sample
        return replace(
            sample,
            y=sample.y[:, :-1],
            answered=sample.answered[:, :-1] & sample.answered[:, -1:],
            labels=tuple({**label, "denominator": entry.columns[-1]} for label in sample.labels[:-1]),
            denominator=sample.y[:, -1],
        )
    if entry.statistic == "oaxaca":
        return _with_explaining(entry, sample, data, faults)
    unknown = [name for name in entry.coefficients if name not in [", ".join(each) for each in sample.group_labels]]
    for name in unknown:
        known = [", ".join(each) for each in sample.group_labels]
        faults.add("surveys.level", entry.place, found=name, expected=tuple(known), suggestion=nearest(name, known))
    return sample


def _with_explaining(entry: Entry, sample: Sample, data: Data, faults: Faults) -> Sample:
    columns = [np.ones(data.n_rows)]
    answered = sample.answered[:, 0].copy()
    for each in entry.variables[1:]:
        name = each.text or ""
        if data.is_number(name):
            numbers = data.numbers(name, faults)
            answered &= ~np.isnan(numbers)
            columns.append(np.nan_to_num(numbers))
            continue
        cells = data.texts(name)
        answered &= np.array([cell is not None for cell in cells])
        levels = sorted({cell for cell in cells[sample.inside] if cell is not None})
        columns += [(cells == level).astype(float) for level in levels[1:]]
    if sample.n_groups != TWO:
        found = [", ".join(each) for each in sample.group_labels]
        faults.add("surveys.two_groups", entry.place, found=found)
        return sample
    sample = replace(sample, answered=answered[:, None], explaining=np.stack(columns, axis=1))
    if entry.first is None or entry.first == sample.group_labels[0][0]:
        return sample
    if entry.first != sample.group_labels[1][0]:
        known = [each[0] for each in sample.group_labels]
        near = nearest(entry.first, known)
        faults.add("surveys.level", entry.place, found=entry.first, expected=tuple(known), suggestion=near)
    swapped = np.where(sample.group >= 0, 1 - sample.group, -1)
    return replace(sample, group=swapped, group_labels=sample.group_labels[::-1])
