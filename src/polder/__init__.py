"""The polder: a tiny invented labour market, for tests, documentation and demonstrations.

Six hundred people, four sectors, six occupations, two regions. It has every fact the Dutch baseline
has, so it runs through everything in a moment; every number is made up and says so. Houvast
never imports it: it is content, as the Netherlands are.
"""

from pathlib import Path


def facts_folder() -> Path:
    """Return the folder with the facts of the polder, for `houvast.facts.loader.load_facts`."""
    return Path(__file__).parent / "facts"


def flex_folder() -> Path:
    """Return the folder with a small invented employer: demand, departments, links, matrix and pool."""
    return Path(__file__).parent / "flex"
