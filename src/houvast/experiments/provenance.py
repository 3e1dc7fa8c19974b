"""What a run rests on: the facts it read.

A population that comes from the cache was built from facts that this process never read. So besides the facts that
were asked for, those count whose name stands as text in the source of the population or the market.
"""

from __future__ import annotations

import re

from houvast.experiments.identity import model_sources
from houvast.facts.lookup import Facts

_QUOTED = re.compile(rb"[\"']([a-z][a-z0-9_]*)[\"']")


def facts_behind(facts: Facts) -> list[str]:
    """Names of the facts behind a run, sorted."""
    written = {name.decode() for _, text in model_sources() for name in _QUOTED.findall(text)}
    return sorted((written & set(facts.names())) | facts.read_names())
