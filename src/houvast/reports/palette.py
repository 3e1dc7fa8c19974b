"""Fixed colours, dashes and shapes: the same thing looks the same in every chart.

Families carry the meaning: permanent and temporary work is blue, on-demand work orange, self-employment
green. Within a family lightness differs, so that the order survives in grey print; a dash and a point shape
say it a third time. The hues keep apart for the common kinds of colour blindness (blue against orange, never
red against green of one lightness).
Each colour has a counterpart for dark pages, which the style sheet swaps in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ink:
    """How one thing is drawn: colour on light and on dark paper, dash of its line, shape of its points."""

    light: str
    dark: str
    dash: tuple[int, ...] = ()
    shape: str = "circle"


SOLID: tuple[int, ...] = ()
DASHED = (6, 3)
DOTTED = (2, 2)
DASH_DOT = (8, 3, 2, 3)

ACCENT = Ink("#0f4c75", "#7cc0ee")
SECOND = Ink("#b5520f", "#f0a05f", DASHED, "square")
THIRD = Ink("#3d7d5a", "#86cfa6", DOTTED, "triangle-up")
FOURTH = Ink("#6f4a8e", "#c7a6e6", DASH_DOT, "diamond")
QUIET = Ink("#8a939b", "#8d98a1")

TEXT = Ink("#1d2730", "#e8ecef")
SOFT = Ink("#55616b", "#a9b4bc")
RULE = Ink("#d9dee2", "#39444c")
PAPER = Ink("#ffffff", "#12181d")

SERIES: tuple[Ink, ...] = (ACCENT, SECOND, THIRD, FOURTH)

SECURITY: dict[str, Ink] = {
    "job_security": ACCENT,
    "work_security": SECOND,
    "income_security": THIRD,
    "combination_security": FOURTH,
}

CONTRACT: dict[str, Ink] = {
    "permanent": Ink("#0b3a5b", "#9ed0f2", SOLID, "circle"),
    "temporary_with_prospect": Ink("#2f77ad", "#6fb1e0", DASHED, "square"),
    "temporary": Ink("#7fb0d6", "#4d8fc0", DOTTED, "triangle-up"),
    "on_call": Ink("#9c3f06", "#f5b182", SOLID, "diamond"),
    "agency": Ink("#cf6d1c", "#e58c45", DASHED, "cross"),
    "payroll": Ink("#eba75f", "#bd6a26", DOTTED, "triangle-down"),
    "self_employed_without_staff": Ink("#1f6446", "#8fd6b1", SOLID, "triangle-right"),
    "self_employed_with_staff": Ink("#6fb08f", "#5a9f7c", DASHED, "stroke"),
}


FUTURE: dict[str, Ink] = {"A": ACCENT, "B": SECOND, "C": THIRD, "D": FOURTH, "baseline": QUIET}
"""The four given futures and today; a future of one's own takes a colour in turn."""

BETTER = Ink("#a9cfea", "#235a80")
WORSE = Ink("#f3c39b", "#8a4a17")
UNCLEAR = Ink("#eceff1", "#262f36")
"""Ground of a cell that says which way an effect goes; the sign in the cell says it again."""


def all_inks() -> tuple[Ink, ...]:
    """Every ink in use, for the style sheet that swaps light for dark."""
    return (*SERIES, QUIET, TEXT, SOFT, RULE, PAPER, *CONTRACT.values(), BETTER, WORSE, UNCLEAR)
