"""Numbers as words: the same value in Dutch or English notation, rounded to what the run supports.

A share measured on n simulated people carries a sampling error of about sqrt(p (1 - p) / n).
A digit that is smaller than that error is noise, so it is not printed.
Differences between seeds are of the same size, which makes this the cheapest honest rounding of a single run.
"""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"
UNRELIABLE = "*"
PERCENT = 100
THOUSAND = 1000
MILLION = THOUSAND * THOUSAND
FEW_PERSONS = 10
"""Fewer simulated people than this make a figure unreliable."""
COARSE_ERROR_SHARE = 0.05
"""A standard error above five percentage points makes a share unreliable."""
FINE_ERROR_SHARE = 0.003
"""Below three tenths of a percentage point of standard error one decimal is supported."""


def standard_error_share(share: float, persons: float) -> float:
    """Sampling error of a share measured on `persons` simulated people, as a share."""
    if persons <= 0:
        return math.inf
    spread = min(max(share * (1 - share), 0.0), 1.0)
    return math.sqrt(spread / persons)


def is_unreliable(share: float | None, persons: float) -> bool:
    """True where too few simulated people stand behind a figure."""
    if persons < FEW_PERSONS:
        return True
    return share is not None and standard_error_share(share, persons) > COARSE_ERROR_SHARE


def supported_places(share: float, persons: float) -> int:
    """Decimals of a percentage that are more than noise."""
    return 1 if standard_error_share(share, persons) <= FINE_ERROR_SHARE else 0


class Notation:
    """Writes numbers in one language.

    Parameters
    ----------
    language
        "nl" (decimal comma, thousands point) or "en" (the other way round).
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.point, self.comma = (",", ".") if language == "nl" else (".", ",")

    def number(self, value: float, places: int = 0) -> str:
        """A plain number with `places` decimals, a real minus sign and grouped thousands."""
        if not math.isfinite(value):
            return NOTHING
        text = f"{abs(value):,.{places}f}".replace(",", "\0").replace(".", self.point).replace("\0", self.comma)
        negative = value < 0 and any(digit in text for digit in "123456789")
        return (MINUS if negative else "") + text

    def percent(self, share: float, places: int = 1) -> str:
        """A share as a percentage: 0.0412 -> 4,1%."""
        return self.number(share * PERCENT, places) + "%" if math.isfinite(share) else NOTHING

    def measured_percent(self, share: float, persons: float, places: int | None = None) -> str:
        """A simulated share with as many decimals as the people behind it support, marked where too few do."""
        if not math.isfinite(share):
            return NOTHING
        shown = supported_places(share, persons) if places is None else places
        return self.percent(share, shown) + (UNRELIABLE if is_unreliable(share, persons) else "")

    def points(self, difference: float, places: int = 1) -> str:
        """A difference between two shares, in percentage points, always with its sign."""
        if not math.isfinite(difference):
            return NOTHING
        text = self.number(difference * PERCENT, places)
        return text if text.startswith(MINUS) else "+" + text

    def signed_percent(self, share: float, places: int = 0) -> str:
        """A relative change, always with its sign: 0.08 -> +8%."""
        return self.points(share, places) + "%" if math.isfinite(share) else NOTHING

    def persons(self, persons: float) -> str:
        """A number of people in the words a reader uses: millions, thousands or tens."""
        if not math.isfinite(persons):
            return NOTHING
        if abs(persons) >= MILLION:
            million = "miljoen" if self.language == "nl" else "million"
            return f"{self.number(persons / MILLION, 1 if abs(persons) >= MILLION * FEW_PERSONS else 2)} {million}"
        if abs(persons) >= THOUSAND:
            return self.number(round(persons / THOUSAND) * THOUSAND)
        return self.number(round(persons, -1))

    def thousands(self, persons: float) -> str:
        """A number of people in thousands, for tables whose heading says so."""
        places = 0 if abs(persons) >= FEW_PERSONS * THOUSAND else 1
        return self.number(persons / THOUSAND, places)

    def listing(self, words: list[str] | tuple[str, ...]) -> str:
        """Words as a list: a, b and c."""
        join = " en " if self.language == "nl" else " and "
        return join.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
