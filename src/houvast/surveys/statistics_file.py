"""What to estimate, as STATS.yaml says it.

A list of entries, or such a list under `statistics`:

    - statistic: mean                  # one of STATISTICS
      variables: [wage, hours]
      by: [sex, age]                   # a result per combination
      where: contract == "permanent"   # the domain; see `houvast.surveys.where`
      weights: w_half_1                # weights of its own for an indicator asked of part of the sample
      missing: listwise                # or each: every variable its own rows
      interval: t                      # t, normal, logit, asin or beta
      level: 0.95

Further keys belong to one statistic: `levels` (proportion), `probabilities` and `rule` (quantile), `of` and
`coefficients` (contrast), `first` (oaxaca), `deff` (mean, total, proportion: without or with replacement).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from houvast.facts.located import Faults, Located
from houvast.surveys.design_file import check_keys, choice_in, names_in, number_in
from houvast.surveys.intervals import INTERVAL_KINDS, LEVEL, QUANTILE_RULES
from houvast.vocabulary.errors import Place

STATISTICS = (
    "mean",
    "total",
    "proportion",
    "ratio",
    "quantile",
    "variance",
    "contrast",
    "gini",
    "theil",
    "ge0",
    "variance_share",
    "oaxaca",
)
MISSING_RULES = ("listwise", "each")
CONTRASTED = ("mean", "total", "proportion", "ratio")
COMMON_KEYS = ("statistic", "name", "variables", "by", "where", "weights", "missing", "interval", "level", "deff")
OWN_KEYS = {
    "proportion": ("levels",),
    "quantile": ("probabilities", "rule"),
    "contrast": ("of", "coefficients", "levels"),
    "oaxaca": ("first",),
}
NEEDS_BY = ("contrast", "variance_share", "oaxaca")
FEWEST_VARIABLES = {"ratio": 2, "oaxaca": 2}
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Entry:
    """One entry of STATS.yaml.

    Parameters
    ----------
    statistic
        One of `STATISTICS`.
    variables, by
        Columns, with the place that names each.
    where
        Condition as given.
    place
        Where the entry begins.
    name
        What the entry is called in the result.
    weights
        Column of its own weights.
    listwise
        A row counts only when all variables are there.
    interval, level
        Kind of interval and its coverage.
    deff_replace
        Compare with simple random sampling with replacement.
    levels, probabilities, rule, of, coefficients, first
        Of single statistics.
    """

    statistic: str
    variables: tuple[Located, ...]
    by: tuple[Located, ...]
    where: Located | None
    place: Place
    name: str
    weights: Located | None = None
    listwise: bool = True
    interval: str = "t"
    level: float = LEVEL
    deff_replace: bool = False
    levels: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = QUARTILES
    rule: str = "math"
    of: str = "mean"
    coefficients: dict[str, float] = field(default_factory=dict)
    first: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the variables."""
        return tuple(each.text or "" for each in self.variables)

    @property
    def groupings(self) -> tuple[str, ...]:
        """Names of the columns in `by`."""
        return tuple(each.text or "" for each in self.by)


def read_statistics(given: Located, faults: Faults) -> list[Entry]:
    """Read what to estimate; every fault is noted, and an entry with faults is left out."""
    inner = given.mapping.get("statistics") if given.mapping is not None else given
    if inner is None or not inner.items:
        faults.add("surveys.no_statistics", given.place, found=given.shown())
        return []
    entries = [_entry(number, each, faults) for number, each in enumerate(inner.items, start=1)]
    return [entry for entry in entries if entry is not None]


def _entry(number: int, given: Located, faults: Faults) -> Entry | None:
    keys = given.mapping
    if keys is None or "statistic" not in keys:
        expected = "statistic, variables, by, where"
        faults.add("surveys.wrong_form", given.place, expected=expected, found=given.shown())
        return None
    before = len(faults.problems)
    statistic = choice_in(keys["statistic"], STATISTICS, "", faults)
    if not statistic:
        return None
    check_keys(keys, COMMON_KEYS + OWN_KEYS.get(statistic, ()), faults)
    variables, by = names_in(keys.get("variables"), faults), names_in(keys.get("by"), faults)
    fewest = FEWEST_VARIABLES.get(statistic, 1)
    if len(variables) < fewest:
        faults.add("surveys.too_few_variables", given.place, statistic=statistic, found=len(variables), expected=fewest)
    if statistic in NEEDS_BY and not by:
        faults.add("surveys.by_missing", given.place, statistic=statistic)
    # Shares lie between 0 and 1; the logit interval does too.
    is_share = statistic == "proportion"
    entry = Entry(
        statistic,
        tuple(variables),
        tuple(by),
        keys.get("where"),
        given.place,
        keys["name"].text or str(number) if "name" in keys else str(number),
        keys.get("weights"),
        choice_in(keys.get("missing"), MISSING_RULES, MISSING_RULES[0], faults) == MISSING_RULES[0],
        choice_in(keys.get("interval"), INTERVAL_KINDS, "logit" if is_share else "t", faults),
        _share(keys.get("level"), LEVEL, faults),
        choice_in(keys.get("deff"), ("without", "with"), "without", faults) == "with",
        tuple(each.text or "" for each in names_in(keys.get("levels"), faults)),
        _probabilities(keys.get("probabilities"), faults),
        choice_in(keys.get("rule"), tuple(QUANTILE_RULES), "math", faults),
        choice_in(keys.get("of"), CONTRASTED, "mean", faults),
        _coefficients(keys.get("coefficients"), faults),
        keys["first"].text if "first" in keys else None,
    )
    return entry if len(faults.problems) == before else None


def _share(given: Located | None, otherwise: float, faults: Faults) -> float:
    value = number_in(given, faults, otherwise)
    if given is not None and not 0 < value < 1:
        faults.add("surveys.not_a_share", given.place, found=given.shown())
    return value


def _probabilities(given: Located | None, faults: Faults) -> tuple[float, ...]:
    if given is None:
        return QUARTILES
    return tuple(_share(each, 0.5, faults) for each in (given.items if given.items is not None else [given]))


def _coefficients(given: Located | None, faults: Faults) -> dict[str, float]:
    if given is None or given.is_null:
        return {}
    if not given.mapping:
        faults.add("surveys.wrong_form", given.place, expected="{group: coefficient}", found=given.shown())
        return {}
    return {group: number_in(each, faults, 0.0) for group, each in given.mapping.items()}
