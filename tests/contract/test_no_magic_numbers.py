"""Numbers live in the facts: a kernel knows 0, 1, 2 and named constants of nature, law or bit layout only."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

KERNELS = Path(__file__).parents[2] / "src" / "houvast" / "market" / "kernels"
FREE_NUMBERS = (0, 1, 2)


def magic_numbers(source: str) -> list[tuple[int, float]]:
    """Return line and value of every number that is neither free nor part of a named constant."""
    tree = ast.parse(source)
    named = {id(node) for constant in tree.body if is_named_constant(constant) for node in ast.walk(constant)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float | complex)
        and not isinstance(node.value, bool)
        and node.value not in FREE_NUMBERS
        and id(node) not in named
    ]


def is_named_constant(statement: ast.stmt) -> bool:
    """Whether a statement of a module gives a value to UPPER_CASE names only."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    else:
        return False
    names = [name for target in targets for name in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return all(isinstance(name, ast.Name) and name.id.isupper() for name in names)


def test_kernels_hold_no_magic_numbers():
    """No number stands in a kernel that has no name and no fact behind it."""
    files = sorted(KERNELS.glob("*.py"))
    found = [f"{path.name}:{line}: {value}" for path in files for line, value in magic_numbers(path.read_text())]

    assert [path.name for path in files] != []
    assert found == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(x):\n    return x * 0.3\n", [(2, 0.3)]),
        ("def f(x, cap=7):\n    return x\n", [(1, 7)]),
        ("def f(x):\n    return x[3] - -4\n", [(2, 3), (2, 4)]),
        ("rate = 0.5\n", [(1, 0.5)]),
        ("def f():\n    LIMIT = 9\n", [(2, 9)]),
        ("LIMIT, other = 9, 8\n", [(1, 9), (1, 8)]),
    ],
    ids=["factor", "default", "index", "lower case name", "local constant", "pair of names"],
)
def test_a_magic_number_is_found(source, expected):
    """The check can fail: it names the line and the number."""
    assert magic_numbers(source) == expected


def test_free_numbers_and_named_constants_pass():
    """0, 1, 2, their negatives and numbers with an UPPER_CASE name of the module are allowed."""
    source = dedent(
        '''
        """Text with 3 in it."""
        MONTHS_PER_YEAR = 12
        MASK: int = (1 << 32) - 1
        FIRST, SECOND, THIRD = range(3)

        def f(x):
            return x[-1] + 2 * x[0] - 1.0 if x is not True else MONTHS_PER_YEAR
        '''
    )

    assert magic_numbers(source) == []
