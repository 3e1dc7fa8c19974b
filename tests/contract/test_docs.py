"""The documentation says what is true: its examples run and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md"))
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def name_of(path: Path) -> str:
    """Return the path in the clone, which names the test."""
    return str(path.relative_to(ROOT))


def with_examples(pages: list[Path]) -> list[Path]:
    """Return the pages that hold Python to run."""
    return [page for page in pages if EXAMPLE.search(page.read_text(encoding="utf-8"))]


@pytest.mark.slow
@pytest.mark.parametrize("page", with_examples(PAGES), ids=name_of)
def test_the_python_examples_of_a_page_run(page, tmp_path, monkeypatch):
    """The Python blocks of a page run one after another, as a reader would paste them, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    scope = {"__name__": "__example__"}
    for block in EXAMPLE.finditer(text):
        line = text[: block.start(1)].count("\n")
        code = compile("\n" * line + block.group(1), str(page), "exec")  # so that a fault names the line of the page
        exec(code, scope)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_links_of_a_page_lead_somewhere(page):
    """Each link to a file of the project leads to a file that is there."""
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []
