"""Sums in measure files: numbers, names, + - * / **, min(), max() and brackets, and nothing else.

A name is a lever or a parameter of the measure, a fact (`liv_eur_per_hour`), or one group of a fact
(`dismissal_prob_per_month.permanent`). Nothing is ever run: the text is read into a tree of which each leaf and branch
must be one of the few kinds named here.
"""

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite, nan

_SUMS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_CHOICES: dict[str, Callable[..., float]] = {"min": min, "max": max}


@dataclass(frozen=True)
class Expression:
    """A sum as it stands in a file.

    Parameters
    ----------
    text
        As written.
    names
        The names it needs, sorted; a group of a fact with its keys (`fact.key`).
    """

    text: str
    names: tuple[str, ...]
    _tree: ast.expr = field(compare=False, repr=False)

    def value(self, known: Callable[[str], float]) -> float:
        """Return the result; NaN when there is none (a division by zero, a root of a negative number).

        Parameters
        ----------
        known
            Gives the number of a name.
        """
        try:
            found: object = _value(self._tree, known)  # a root of a negative number is a complex one
        except (ZeroDivisionError, OverflowError):
            return nan
        return found if isinstance(found, float) and isfinite(found) else nan


def parse_expression(written: str | float) -> Expression | None:
    """Return a sum, or None when the text is none of the kind that can be used."""
    text = str(written)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    names: set[str] = set()
    if not _allowed(tree, names):
        return None
    return Expression(text, tuple(sorted(names)), tree)


def _allowed(node: ast.expr, names: set[str]) -> bool:
    """Return whether a tree holds nothing but sums, and collect its names."""
    match node:
        case ast.Constant():
            return type(node.value) in (int, float)
        case ast.BinOp(left=left, op=op, right=right):
            return _known(op) and all(_allowed(each, names) for each in (left, right))
        case ast.UnaryOp():
            return isinstance(node.op, ast.USub) and _allowed(node.operand, names)
        case ast.Call(func=ast.Name(id=function)):
            known = function in _CHOICES and len(node.args) > 1 and not node.keywords
            return known and all(_allowed(each, names) for each in node.args)
        case ast.Name() | ast.Attribute():
            name = _dotted(node)
            names.add(name)
            return bool(name)
    return False


def _known(sum_sign: object) -> bool:
    return type(sum_sign) in _SUMS


def _dotted(node: ast.expr) -> str:
    """Return a name with its keys, joined by points; an empty text when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _value(node: ast.expr, known: Callable[[str], float]) -> float:
    match node:
        case ast.Constant():
            return float(node.value)  # type: ignore[arg-type]
        case ast.BinOp():
            return _SUMS[type(node.op)](_value(node.left, known), _value(node.right, known))
        case ast.UnaryOp():
            return -_value(node.operand, known)
        case ast.Call(func=ast.Name(id=function)):
            return float(_CHOICES[function](*(_value(each, known) for each in node.args)))
    return float(known(_dotted(node)))
