from pathlib import Path

from houvast.population.columns import EMPLOYER_COLUMNS, PERSON_COLUMNS
from houvast.population.reference import columns_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "columns.md"


def test_the_page_of_columns_is_up_to_date():
    """The reference page is what the declarations make; run the module again after changing one."""
    assert PAGE.read_text(encoding="utf-8") == columns_page()


def test_every_column_is_on_the_page():
    """No declared column is left out."""
    page = columns_page()
    for column in (*PERSON_COLUMNS, *EMPLOYER_COLUMNS):
        assert f"| `{column.name}` |" in page
