"""The glossary page is made from the words."""

from pathlib import Path

from houvast.vocabulary.glossary import glossary
from houvast.vocabulary.words import OUTCOMES, UNITS

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "glossary.md"


def test_the_page_is_up_to_date():
    """When this fails: python -m houvast.vocabulary.glossary > docs/reference/glossary.md."""
    assert PAGE.read_text(encoding="utf-8") == glossary()


def test_every_outcome_and_unit_is_in_it():
    """Nobody has to guess what an outcome or a unit means."""
    page = glossary()

    assert [word.key for word in (*OUTCOMES, *UNITS) if f"`{word.key}`" not in page] == []
