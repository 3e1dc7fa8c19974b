"""Houvast: work security and good work on a changing labour market.

What stands here is meant for use from Python; each name is documented where it lives. Names are loaded when they are
first used, so `import houvast` is quick.

>>> import houvast
>>> houvast.load_facts("netherlands").number("unemployment_rate", "2024-01")
0.037
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from houvast.experiments.comparison.compare import compare
    from houvast.experiments.results import Result, read_result
    from houvast.experiments.runs import run
    from houvast.experiments.storage import store_result
    from houvast.facts.loader import load_facts
    from houvast.facts.lookup import Facts
    from houvast.market.model import Market
    from houvast.market.outcomes import Outcomes
    from houvast.population.build import Population, build_population
    from houvast.population.cache import load_or_build
    from houvast.reports.build import write_report
    from houvast.vocabulary.errors import HouvastError

_HOMES = {
    "Facts": "houvast.facts.lookup",
    "HouvastError": "houvast.vocabulary.errors",
    "Market": "houvast.market.model",
    "Outcomes": "houvast.market.outcomes",
    "Population": "houvast.population.build",
    "Result": "houvast.experiments.results",
    "build_population": "houvast.population.build",
    "compare": "houvast.experiments.comparison.compare",
    "load_facts": "houvast.facts.loader",
    "load_or_build": "houvast.population.cache",
    "read_result": "houvast.experiments.results",
    "run": "houvast.experiments.runs",
    "store_result": "houvast.experiments.storage",
    "write_report": "houvast.reports.build",
}

__all__ = [
    "Facts",
    "HouvastError",
    "Market",
    "Outcomes",
    "Population",
    "Result",
    "build_population",
    "compare",
    "load_facts",
    "load_or_build",
    "read_result",
    "run",
    "store_result",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name == "__version__":
        from houvast.experiments.identity import package_version

        return package_version()
    if name not in _HOMES:
        message = f"module 'houvast' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
