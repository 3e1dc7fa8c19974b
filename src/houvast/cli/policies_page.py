"""The page of measures, made from the measures themselves: `python -m houvast.cli.policies_page`."""

from __future__ import annotations

import sys
from typing import Any

from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.policies.describing import described, seed_title
from houvast.policies.folder import given_measures
from houvast.policies.packages import with_levers
from houvast.policies.parts import Measure

_INTRODUCTION = """\
# Policies as code

<!-- Made by `python -m houvast.cli.policies_page`; change the measures in `src/houvast/policies/measures`. -->

A measure is a file. It says in plain words and in numbers what it moves, how far, when, who pays, what it takes and
what is known of it. `houvast policies list` names them all, `houvast policies show W3` tells one, and
`houvast policies check FILE` checks one of your own ([how to write it](../how-to/write-a-measure.md)).

## Mechanism first

A measure never sets an outcome. Guidance is a caseload and a length, and what it does to finding work follows from how
people search and whom employers consider. So displacement, take-up and the need for staff come out of the run. Of most
measures the size of the first step is not known. Such a number is `assumed`, with a range and what would measure it,
and stands under `parameters` in the file, apart from what a policy maker chooses (`levers`).

Only one measure rests on an experiment: guidance (W3). UWV drew lots at inflow into unemployment; after twelve months
2.0 points more of the guided were at work, after twenty-four nothing of it was left.

## Packages

    houvast policies show W3+T3:pace=0.5

- `W3+T3` and `T3+W3` are the same package: same name, same hash, same values bit for bit.
- `none` changes nothing; a run with it is the baseline bit for bit.
- Two measures that move one fact at the same time must join alike: both `scale`, both `add` or both `max`. Otherwise
  the order would count, and the package is refused with both places named.
- A measure works in the world there is: facts first, then what the future changes, then the package.
- A line comes in gradually: from nothing on its first day to all of it after `phase_in_months`. The market reads its
  parameters each January.
- Money of a year follows wages where the file says so. It is reckoned last, over everything else that changes.
- A measure that changes nothing in this future is told loudly; so is a share that had to be kept below one.
- `W3:effect=-1` is a device for tests: each change the other way round, as far as there is something to take away.
  `effect=0` does nothing. A measure that only adds to what is not there today (W4, K3) has no opposite.

## Costs and capacity

What a measure costs is a sum over what a run counts (`src/houvast/policies/quantities.yaml`): people who find work,
carers, flexible employees. It is the gross amount of the measure itself, by payer. What changes in benefits and taxes
is the outcome `public_cost_eur` of the run. Capacity tells how many counsellors, places or trainers it takes; the time
to find them is in the lag.
"""
_HEADINGS = (
    "measure",
    "levers (default)",
    "moves",
    "acts on",
    "who pays",
    "full after (months)",
    "best evidence of the effect",
)
_GRADES = ("law", "statistic", "literature", "expert", "assumption")


def policies_page() -> str:
    """Return the page of measures as Markdown."""
    facts = load_facts()
    measures = list(given_measures().values())
    parts = [_INTRODUCTION, "## The measures", ""]
    parts += ["| " + " | ".join(_HEADINGS) + " |", "|" + "---|" * len(_HEADINGS)]
    parts += [_row(measure, facts) for measure in measures]
    parts += ["", "How each of them works:", ""]
    parts += [_mechanism(measure) for measure in measures]
    return "\n".join(parts) + "\n"


def _row(measure: Measure, facts: Facts) -> str:
    told = described(with_levers(measure, {}), facts, "en")
    levers = ", ".join(f"{each['key']} ({each['default']:g})" for each in told["levers"])
    moves = ", ".join(dict.fromkeys(f"`{each['path'].partition('.')[0]}`" for each in told["changes"]))
    outcomes = ", ".join(f"{each['name']} {each['direction']}" for each in told["acts_on"])
    payers = ", ".join(dict.fromkeys(each["payer"] for each in told["cost"]))
    cells = (f"**{measure.key}** {told['name']}", levers, moves or "nothing", outcomes, payers, _lag(told), _best(told))
    return "| " + " | ".join(cells) + " |"


def _lag(told: dict[str, Any]) -> str:
    lag = told["lag"]
    return f"{lag['starts_after_months']} + {lag['phase_in_months']}"


def _best(told: dict[str, Any]) -> str:
    grades = {each["grade"] for each in told["evidence"] if each["of"] == "effect"}
    return next(grade for grade in _GRADES if grade in grades)


def _mechanism(measure: Measure) -> str:
    place = measure.recommendation.text("en") if measure.recommendation else ""
    origin = ", ".join(text for text in (seed_title(measure, "en"), place) if text)
    return f"- **{measure.key}** ({origin}). {measure.mechanism.text('en')}"


if __name__ == "__main__":
    sys.stdout.write(policies_page())
