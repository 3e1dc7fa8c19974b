"""Chapters on what the run rests on: what is assumed, the sources, and the run itself."""

from __future__ import annotations

from collections import Counter

import numpy as np

from houvast.facts.entries import DatedValue
from houvast.reports.document import Figure, Section, Table
from houvast.reports.numbers import MILLION, NOTHING
from houvast.reports.telling import Telling
from houvast.vocabulary.words import STATUSES, UNIT_BY_KEY

ASSUMED = "assumed"
BYTES_PER_MEBIBYTE = 1024 * 1024


def facts_read(story: Telling) -> list[str]:
    """Names of the facts the run read, in the order of the fact files; all of them when the manifest does not say."""
    read = story.manifest.get("facts_read")
    names = story.facts.names()
    return [name for name in names if not isinstance(read, list) or name in read]


def assumed(story: Telling) -> Section:
    """Every fact the run read that nobody measured, with its range and what would measure it."""
    read = facts_read(story)
    dated = {name: story.facts.dated(name, story.start) for name in read if _holds(story, name)}
    statuses = Counter(each.status for each in dated.values())
    guesses = {name: each for name, each in dated.items() if each.status == ASSUMED}
    counts = ", ".join(f"{statuses[word.key]} {word.name(story.language)}" for word in STATUSES if statuses[word.key])
    sentence = story.say(
        f"De run las {len(dated)} feiten: {counts}. Bijna elk getal hier hangt mede af van een aanname.",
        f"The run read {len(dated)} facts: {counts}. Almost every number here depends in part on an assumption.",
    )
    columns = (
        story.say("Aanname", "Assumption"),
        story.say("Waarde", "Value"),
        story.say("Bereik", "Range"),
        story.say("Eenheid", "Unit"),
        story.say("Wat het zou meten", "What would measure it"),
    )
    rows = tuple(_assumption(story, name, each) for name, each in guesses.items())
    caption = story.say(
        "Aangenomen feiten; bij een verdeling de laagste en de hoogste waarde",
        "Assumed facts; for a distribution the lowest and highest value",
    )
    table = Table(caption, columns, rows, frozenset({0, 3, 4}))
    figure = Figure("assumed-facts", sentence, "", None, (table,) if rows else ())
    return Section("assumed", story.say("Wat is aangenomen", "What is assumed"), (), (), (figure,))


def sources(story: Telling) -> Section:
    """The publications behind the facts the run read."""
    used: Counter[str] = Counter()
    for name in facts_read(story):
        if _holds(story, name):
            used.update(set(story.facts.dated(name, story.start).source))
    known = [story.facts.sources[key] for key in story.facts.sources if key in used]
    rows = tuple((each.title, each.publisher, each.licence or NOTHING, str(used[each.key])) for each in known)
    sentence = story.say(
        f"De feiten die de run las komen uit {len(known)} bronnen.",
        f"The facts the run read come from {len(known)} sources.",
    )
    columns = (
        story.say("Bron", "Source"),
        story.say("Uitgever", "Publisher"),
        story.say("Licentie", "Licence"),
        story.say("Feiten", "Facts"),
    )
    table = Table(
        story.say("Bronnen van de gelezen feiten", "Sources of the facts read"), columns, rows, frozenset({0, 1, 2})
    )
    figure = Figure("source-list", sentence, "", None, (table,) if rows else ())
    return Section("sources", story.say("Bronnen", "Sources"), (), (), (figure,))


def run_itself(story: Telling) -> Section:
    """Versions, hashes, seed and time: all that is needed to make this result again."""
    manifest, notation = story.manifest, story.notation
    timing = manifest["timing"]
    sentence = story.say(
        f"Deze run is bit voor bit te herhalen: houvast run --scale {manifest['scale']} --years "
        f"{round(manifest['months'] / 12)} --seed {manifest['seed']} --scenario {manifest['scenario']}.",
        f"This run can be repeated bit for bit: houvast run --scale {manifest['scale']} --years "
        f"{round(manifest['months'] / 12)} --seed {manifest['seed']} --scenario {manifest['scenario']}.",
    )
    entries = [
        (story.say("Naam van de run (content hash)", "Name of the run (content hash)"), manifest["content_hash"]),
        (story.say("Modelversie", "Model version"), manifest["model_version"]),
        (story.say("Feiten", "Facts"), f"{manifest['facts']} ({str(manifest['facts_hash'])[:12]})"),
        (story.say("Bevolking", "Population"), str(manifest.get("population_hash", NOTHING))[:12]),
        (story.say("Scenario", "Scenario"), manifest["scenario"]),
        (story.say("Pakket maatregelen", "Package of measures"), manifest["package"]),
        ("Seed", str(manifest["seed"])),
        (story.say("Schaal", "Scale"), f"{manifest['scale']}"),
        (story.say("Gesimuleerde mensen", "Simulated people"), notation.number(manifest["persons"])),
        (story.say("Maanden, vanaf", "Months, from"), f"{manifest['months']}, {manifest['start']}"),
        (story.say("Gemaakt", "Made"), manifest["created"]),
        (story.say("Rekentijd (seconden)", "Computing time (seconds)"), _timed(story, timing.get("seconds"), 1)),
        (story.say("Nanoseconden per persoon en maand", "Nanoseconds per person and month"),
         _timed(story, timing.get("ns_per_person_month"), 1)),
        (story.say("Hoogste geheugengebruik (MiB)", "Peak memory (MiB)"),
         _timed(story, timing.get("peak_bytes"), 0, BYTES_PER_MEBIBYTE)),
        (story.say("Rekendraden", "Threads"), str(manifest.get("threads", NOTHING))),
        ("Python, NumPy, Numba", ", ".join(str(manifest.get(key, NOTHING)) for key in ("python", "numpy", "numba"))),
        (story.say("Platform", "Platform"), str(manifest.get("platform", NOTHING))),
    ]  # fmt: skip
    columns = (story.say("Gegeven", "Entry"), story.say("Waarde", "Value"))
    table = Table("manifest.json", columns, tuple((name, str(value)) for name, value in entries), frozenset({0, 1}))
    figure = Figure("manifest", sentence, "", None, (table,))
    return Section("run", story.say("Deze run", "This run"), (), (), (figure,))


def _timed(story: Telling, value: object, places: int, divisor: int = 1) -> str:
    return story.notation.number(value / divisor, places) if isinstance(value, int | float) else NOTHING


def _holds(story: Telling, name: str) -> bool:
    """True when the fact has a value at the start of the run."""
    return str(story.facts.entry(name).first.valid_from)[: len("2024-01")] <= story.start


def _assumption(story: Telling, name: str, dated: DatedValue) -> tuple[str, ...]:
    entry = story.facts.entry(name)
    label = entry.name.text(story.language)
    low = dated.low if dated.low is not None else np.array(np.nan)
    high = dated.high if dated.high is not None else np.array(np.nan)
    return (
        label[:1].upper() + label[1:],
        _between(story, dated.value, dated.value),
        _between(story, low, high),
        UNIT_BY_KEY[entry.unit].name(story.language),
        dated.measured_by(story.language) or NOTHING,
    )


def _between(story: Telling, low: np.ndarray, high: np.ndarray) -> str:
    """Lowest and highest of values, or the one value they share."""
    if not np.isfinite(low).any() or not np.isfinite(high).any():
        return NOTHING
    first, last = _plain(story, float(np.nanmin(low))), _plain(story, float(np.nanmax(high)))
    return first if first == last else f"{first} – {last}"


def _plain(story: Telling, value: float) -> str:
    """A number with three significant digits, in plain notation."""
    if value == 0 or abs(value) >= MILLION:
        return story.notation.number(value)
    places = max(0, 2 - int(np.floor(np.log10(abs(value)))))
    text = story.notation.number(value, places)
    return text.rstrip("0").rstrip(story.notation.point) if places else text
