"""The tables on the pages of evidence, made of the records beside them: `python -m houvast.cli.evidence_page`.

What stands between `<!-- begin NAME -->` and `<!-- end NAME -->` is made here; the words around it are written by hand.
Nothing is run: `make evidence` runs, keeps the records, and then calls this.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from houvast.experiments.evidence.records import read_record
from houvast.experiments.storage import write_whole
from houvast.reports.evidence import Shown, shown

RECORDS_FOLDER = "evidence"
KINDS = ("guidance", "statements", "paradox", "measures")
PAGES = ("evidence.md", "measures.md")
PERCENT = 100.0
YEAR_MONTHS, FADED_MONTHS = 12, 24


def filled(page: str, records: dict[str, dict[str, Any]]) -> str:
    """Return a page with every block on it made anew.

    Parameters
    ----------
    page
        Markdown with `<!-- begin NAME -->` and `<!-- end NAME -->`.
    records
        By kind.

    Raises
    ------
    KeyError
        A block that nobody knows.
    """
    blocks = re.compile(r"(<!-- begin (\S+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)
    return blocks.sub(lambda found: f"{found[1]}\n{_BLOCKS[found[2]](records)}\n\n{found[3]}", page)


def records_beside(pages: Path) -> dict[str, dict[str, Any]]:
    """Read the records beside the pages.

    Raises
    ------
    HouvastError
        `evidence.unreadable`.
    """
    return {kind: read_record(pages / RECORDS_FOLDER / f"{kind}.json") for kind in KINDS}


def main(pages: Path) -> None:
    """Fill the pages in a folder."""
    records = records_beside(pages)
    for name in PAGES:
        text = (pages / name).read_text(encoding="utf-8")
        write_whole(pages / name, filled(text, records).encode())


def _basis(record: dict[str, Any]) -> str:
    years = f", {record['years']} years" if "years" in record else ""
    return (
        f"*{PERCENT * record['scale']:g}% of the population, {record['seeds']} seeds{years}; intervals at 95% over "
        f"seeds. Model {record['model_version']}, facts {record['facts_hash'][:12]}, behaviour "
        f"{record['fingerprint']}.*"
    )


def _table_of(kind: str, place: int = 0) -> Callable[[dict[str, dict[str, Any]]], str]:
    def made(records: dict[str, dict[str, Any]]) -> str:
        return f"{_basis(records[kind])}\n\n{_markdown(shown(records[kind])[place])}"

    return made


def _trial_in_short(records: dict[str, dict[str, Any]]) -> str:
    record = records["guidance"]
    rows = {row["months"]: row for row in record["rows"] if row["work"] == "employed"}
    year, faded = (rows[months]["effect"] for months in (YEAR_MONTHS, FADED_MONTHS))
    published = record["published"][str(YEAR_MONTHS)]
    verdict = "within" if _holds(year, published) else "**outside**"
    end = "holds zero" if _holds(faded, 0.0) else "**does not hold zero**"
    return (
        f"After a year {_points(year)} more of the guided are in paid employment; the trial found "
        f"{PERCENT * published:+.1f}, {verdict} the interval. It is {_points(rows[3]['effect'])} after three months "
        f"and {_points(faded)} after two years: the effect fades, and the interval {end}."
    )


def _statements_in_short(records: dict[str, dict[str, Any]]) -> str:
    margins = [row["margin"] for row in records["statements"]["rows"]]
    holding = [each for each in margins if each["value"] > 0]
    clear = [each for each in holding if each["low"] is not None and each["low"] > 0]
    return (
        f"**{len(holding)} of {len(margins)}** statements hold, {len(clear)} of them beyond chance; "
        f"{len(margins) - len(holding)} do not, and the table says why."
    )


def _measures_in_short(records: dict[str, dict[str, Any]]) -> str:
    rows = records["measures"]["rows"]

    def count(key: str, word: str) -> int:
        return sum(row[key] == word for row in rows)

    same = sorted({f"{row['measure']} in {row['scenario']}" for row in rows if row["turned_round"] == "same_way"})
    told = ", ".join(same) if same else "none"
    return (
        f"{len({row['measure'] for row in rows})} measures in four futures: {len(rows)} rows. The effect goes the way "
        f"it is meant to in {count('direction', 'as_meant')}, the other way in {count('direction', 'against')}, and "
        f"cannot be told from chance in {count('direction', 'unclear')}; {count('direction', 'none')} move nothing. "
        f"Turned round, {count('turned_round', 'other_way')} clearly go the other way, of "
        f"{count('turned_round', 'at_bound')} there is nothing to take away, and {count('turned_round', 'unclear')} "
        f"cannot be told from chance; clearly the same way: {told}."
    )


_BLOCKS: dict[str, Callable[[dict[str, dict[str, Any]]], str]] = {
    "trial": _trial_in_short,
    "guidance": _table_of("guidance"),
    "hires": _table_of("guidance", 1),
    "held": _statements_in_short,
    "statements": _table_of("statements"),
    "paradox": _table_of("paradox"),
    "tried": _measures_in_short,
    "measures": _table_of("measures"),
}


def _holds(effect: dict[str, float | None], value: float) -> bool:
    low, high = effect["low"], effect["high"]
    return low is not None and high is not None and low <= value <= high


def _points(effect: dict[str, float | None]) -> str:
    value, low, high = (None if each is None else PERCENT * each for each in effect.values())
    return f"{value:+.1f} points" if low is None else f"{value:+.1f} ({low:+.1f} .. {high:+.1f}) points"


def _markdown(table: Shown) -> str:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(each.replace('|', '/') for each in cells)} |"

    return "\n".join((line(table.columns), f"|{'---|' * len(table.columns)}", *map(line, table.rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
