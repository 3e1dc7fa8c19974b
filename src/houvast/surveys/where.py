"""Conditions on rows: `sector == "Q" and age >= 25`, `contract in ["fixed", "agency"]`, `not (stype != "H")`.

A condition chooses a domain; the other rows stay in the sample. Words are compared as text, numbers as numbers; an
empty cell fulfils no comparison. `&`, `|` and `!` may stand for and, or and not. A mapping says the same of single
columns: `{sector: Q, contract: [fixed, agency]}`.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from houvast.facts.located import Faults, Located
from houvast.surveys.data import Data
from houvast.surveys.design import BoolArray
from houvast.vocabulary.errors import Place

LONGEST = 2000
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_SIGNS = (
    (re.compile(r"&&?"), " and "),
    (re.compile(r"\|\|?"), " or "),
    (re.compile(r"!(?!=)"), " not "),
    (re.compile(r"(?<![<>=!])=(?!=)"), "=="),
)
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _NotUnderstoodError(ValueError):
    """Something in a condition that has no meaning here."""


def rows_where(given: Located | None, data: Data, faults: Faults) -> BoolArray:
    """Rows that fulfil a condition, shape (n,); all rows when there is none."""
    if given is None or given.is_null:
        return np.ones(data.n_rows, dtype=bool)
    if given.mapping is not None:
        return _rows_of_mapping(given.mapping, data, faults)
    text = given.text or ""
    try:
        if len(text) > LONGEST:
            raise _NotUnderstoodError(f"{len(text)} characters")  # noqa: EM102
        tree = ast.parse(_in_words(text).strip(), mode="eval").body
        return _evaluate(tree, data, given.place, faults)
    except (_NotUnderstoodError, SyntaxError, RecursionError, MemoryError, ValueError) as reason:
        faults.add("surveys.condition", given.place, found=text[:80], reason=str(reason).partition(" (")[0])
        return np.zeros(data.n_rows, dtype=bool)


def _rows_of_mapping(given: dict[str, Located], data: Data, faults: Faults) -> BoolArray:
    chosen = np.ones(data.n_rows, dtype=bool)
    for column, value in given.items():
        if data.has(column, value.place, faults):
            wanted = {each.text for each in (value.items if value.items is not None else [value])}
            chosen &= np.array([label in wanted for label in data.texts(column)])
    return chosen


def _in_words(text: str) -> str:
    """Signs of other languages as words, outside quotes."""
    parts = _QUOTED.split(text)
    for index in range(0, len(parts), 2):
        for sign, word in _SIGNS:
            parts[index] = sign.sub(word, parts[index])
    return "".join(parts)


def _evaluate(node: ast.expr, data: Data, place: Place, faults: Faults) -> BoolArray:
    if isinstance(node, ast.BoolOp):
        parts = [_evaluate(each, data, place, faults) for each in node.values]
        return np.asarray(np.all(parts, axis=0) if isinstance(node.op, ast.And) else np.any(parts, axis=0))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return np.asarray(~_evaluate(node.operand, data, place, faults))
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _compared(node, data, place, faults)
    raise _NotUnderstoodError(ast.unparse(node))


def _compared(node: ast.Compare, data: Data, place: Place, faults: Faults) -> BoolArray:
    column, value = _name(node.left), _literal(node.comparators[0])
    if not data.has(column, place, faults):
        return np.zeros(data.n_rows, dtype=bool)
    sign = node.ops[0]
    if isinstance(sign, ast.In | ast.NotIn):
        values = value if isinstance(value, list) else [value]
        inside = np.any([_same(column, each, data, faults) for each in values], axis=0)
        return np.asarray(_present(column, data) & (inside if isinstance(sign, ast.In) else ~inside))
    if isinstance(value, list):
        raise _NotUnderstoodError(ast.unparse(node))
    if isinstance(sign, ast.Eq):
        return _same(column, value, data, faults)
    if isinstance(sign, ast.NotEq):
        return _present(column, data) & ~_same(column, value, data, faults)
    if isinstance(value, str) or type(sign) not in _COMPARE:
        raise _NotUnderstoodError(ast.unparse(node))
    with np.errstate(invalid="ignore"):
        return np.asarray(_COMPARE[type(sign)](data.numbers(column, faults), value), dtype=bool)


def _same(column: str, value: object, data: Data, faults: Faults) -> BoolArray:
    if isinstance(value, str):
        return np.asarray(data.texts(column) == value, dtype=bool)
    return np.asarray(data.numbers(column, faults) == value)


def _present(column: str, data: Data) -> BoolArray:
    return np.asarray(data.texts(column) != None, dtype=bool)  # noqa: E711 - element by element


def _name(node: ast.expr) -> str:
    """A column; its name may hold dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    raise _NotUnderstoodError(ast.unparse(node))


def _literal(node: ast.expr) -> Any:
    try:
        value = ast.literal_eval(node)
    except ValueError as fault:
        raise _NotUnderstoodError(ast.unparse(node)) from fault
    if isinstance(value, tuple | set):
        value = list(value)
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int | float) for part in parts):
        raise _NotUnderstoodError(ast.unparse(node))
    return value
