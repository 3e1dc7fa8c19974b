"""What somebody explores, and how that is written in a link.

A link holds a version, the world, the measures with their levers, the outcome, the grouping, the seed, and which model
and facts it was made with; nothing about a person. Reading one never fails: what cannot be read is left as it was,
what lies outside its bounds is put on the nearest bound, and every such thing is named. So an old link still opens, and
says what has changed since.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlencode

from houvast.experiments.exploration.history import changes
from houvast.experiments.identity import SHORT_HASH_LENGTH, model_version
from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import BASELINE, NO_PACKAGE, point_of, read_scenario
from houvast.futures.folder import Futures, load_futures
from houvast.futures.plane import NAME, load_kept
from houvast.futures.points import Point
from houvast.policies.folder import given_measures, in_order
from houvast.policies.packages import package_of, with_levers
from houvast.policies.parts import EFFECT
from houvast.policies.resolving import Chosen
from houvast.vocabulary.errors import HouvastError, Problem, nearest, problem
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, keys_of

VERSION = "1"
YEARS = 17
"""2024 to 2040: as far as the courses of the futures go."""
SCALE = 0.01
STEP = 0.05
"""Distance between two places of a range input on an axis; a run of a place nearby is found again in the cache."""
LARGEST_SEED = 100
"""So many lots of luck to try by hand; the full run takes several itself."""
ALL = "all"
KEYS = ("v", "u", "w", "t", "c", "p", "o", "g", "s", "m", "f")
"""Version, futures, world, technology, collective, package, outcome, grouping, seed, model and facts."""


@dataclass(frozen=True)
class Exploration:
    """A world, a package of measures, and what is looked at.

    Parameters
    ----------
    world
        As `read_scenario` returns it: `baseline`, a letter, or a point; in futures of one's own after their name and
        a colon.
    package
        As `read_package_name` returns it.
    outcome, group_by
        Keys of the vocabulary.
    seed
        Chooses the luck.
    plane
        Name of the futures of one's own that lie beside the baseline, which belongs to none.
    """

    world: str = "0,0"
    package: str = NO_PACKAGE
    outcome: str = "work_security"
    group_by: str = "contract"
    seed: int = 1
    plane: str = ""

    @property
    def point(self) -> Point | None:
        """Place in the plane; None for the baseline."""
        return point_of(self.world)

    @property
    def own(self) -> str:
        """Name of the futures of one's own that are explored; empty for the four that come with Houvast."""
        return self.world.rpartition(":")[0] or self.plane

    @property
    def futures(self) -> Futures:
        """The futures whose plane is explored."""
        return load_kept(self.own) if self.own else load_futures()

    @property
    def corners(self) -> tuple[str, ...]:
        """The worlds in the corners, as `world` names them."""
        return tuple(f"{self.own}:{key}" if self.own else key for key in self.futures.corners)

    def settings(self, world: str | None = None, package: str | None = None) -> RunSettings:
        """Return the run of this exploration, or of another world or package beside it."""
        named = (self.world if world is None else world, self.package if package is None else package)
        return RunSettings(SCALE, YEARS, self.seed, *named)

    def query(self, facts_hash: str = "") -> str:
        """Return the link without its address; with the hash of the facts it is pinned to model and facts."""
        point = self.point
        own = {"u": self.own} if self.own else {}
        place = {"w": BASELINE} if point is None else {"t": f"{point.technology:g}", "c": f"{point.collective:g}"}
        values = {"v": VERSION, **own, **place}
        if self.package != NO_PACKAGE:
            values["p"] = self.package.replace("+", ",")
        values |= {"o": self.outcome, "g": self.group_by, "s": str(self.seed)}
        if facts_hash:
            values |= {"m": short_model(), "f": facts_hash[:SHORT_HASH_LENGTH]}
        return urlencode(values, safe=",:")


class Opened(NamedTuple):
    """What a link opens, and what there is to say of it."""

    exploration: Exploration
    notes: tuple[Problem, ...]


def short_model() -> str:
    """Return the part of the model version that changes with its source."""
    return model_version().rpartition("+")[2]


def open_link(values: Mapping[str, str], facts_hash: str = "") -> Opened:
    """Read a link, or the fields of the form, which are a link with a field per measure and lever.

    Parameters
    ----------
    values
        The query: the keys of `KEYS`, a key per measure (`W3`) and per lever (`W3.pace`).
    facts_hash
        Hash of the facts in force; left out: facts are not compared.
    """
    reader = _Reader(values)
    found = Exploration(
        reader.world(),
        reader.package(),
        reader.word("o", tuple(OUTCOME_BY_KEY), Exploration.outcome, "exploration.outcome"),
        reader.word("g", keys_of(GROUPINGS), Exploration.group_by, "exploration.group"),
        int(reader.number("s", Exploration.seed, 0, LARGEST_SEED, whole=True)),
        reader.own().rstrip(":"),
    )
    reader.note_versions(facts_hash)
    reader.note_unknown()
    return Opened(found, tuple(dict.fromkeys(reader.notes)))


LONGEST_SHOWN = 40


class _Reader:
    """Reads one link; notes what it could not take as it stood."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {str(key): str(value) for key, value in values.items()}
        self.notes: list[Problem] = []
        self.known = set(KEYS)

    def note(self, code: str, **said: object) -> None:
        self.notes.append(problem(code, **{key: _shown(each) for key, each in said.items()}))

    def world(self) -> str:
        own = self.own()
        world = self._world(own)
        return world if world == BASELINE else own + world.rpartition(":")[2]

    def own(self) -> str:
        """Futures of one's own, with the colon that follows; never a folder of the computer, only a known name."""
        name = self.values.get("u", "")
        if not name:
            return ""
        if NAME.fullmatch(name):
            with suppress(HouvastError):
                load_kept(name)
                return f"{name}:"
        self.note("exploration.own_gone", found=name)
        return ""

    def _world(self, own: str) -> str:
        if self.values.get("w") == BASELINE:
            return BASELINE
        if "w" in self.values and self.values["w"] not in ("", "plane"):
            try:
                point = point_of(read_scenario(own + self.values["w"])) if self.values["w"].isalpha() else None
            except HouvastError:
                point = None
            if point is not None:
                return read_scenario(own + point.text())
            self.note("exploration.world", found=self.values["w"])
        ends = [self.number(key, 0.0, -1.0, 1.0) for key in ("t", "c")]
        return read_scenario(own + Point(*(round(round(each / STEP) * STEP, 2) + 0.0 for each in ends)).text())

    def number(self, key: str, default: float, low: float, high: float, whole: bool = False) -> float:
        written = self.values.get(key, "").strip().replace(",", ".")
        if not written:
            return default
        try:
            value = float(written)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or (whole and value != int(value)):
            self.note("exploration.number", key=key, found=written, used=default)
            return default
        if not low <= value <= high:
            self.note("exploration.bounds", key=key, found=written, low=low, high=high)
        return min(max(value, low), high)

    def word(self, key: str, known: tuple[str, ...], default: str, code: str) -> str:
        found = self.values.get(key, "") or default
        if found in known:
            return found
        self.note(code, found=found, used=default, suggestion=nearest(found[:LONGEST_SHOWN], known))
        return default

    def package(self) -> str:
        chosen = self._written() | self._ticked()
        return _fitting(chosen, self.notes)

    def _written(self) -> dict[str, dict[str, float]]:
        """Measures of the key `p`: `W3,T3:pace=0.5`. Never a file: a link may not name one."""
        chosen: dict[str, dict[str, float]] = {}
        text = self.values.get("p", "").strip()
        if text in ("", NO_PACKAGE):
            return chosen
        for item in text.replace("+", ",").replace(" ", ",").split(",")[: len(given_measures()) * 2]:
            key, *settings = item.split(":")
            if not item:
                continue
            if key not in given_measures():
                self.note("exploration.measure", found=key, suggestion=nearest(key[:LONGEST_SHOWN], given_measures()))
                continue
            pairs = (setting.partition("=")[::2] for setting in settings)
            chosen[key] = self._levers(key, dict(pairs))
        return chosen

    def _ticked(self) -> dict[str, dict[str, float]]:
        """Measures with a field of their own, as the form sends them."""
        chosen = {}
        for key, measure in given_measures().items():
            fields = {lever: f"{key}.{lever}" for lever in measure.levers}
            self.known |= {key, *fields.values()}
            if self.values.get(key):
                given = {lever: self.values[field] for lever, field in fields.items() if self.values.get(field)}
                chosen[key] = self._levers(key, given)
        return chosen

    def _levers(self, key: str, given: Mapping[str, str]) -> dict[str, float]:
        measure = given_measures()[key]
        levers = {}
        for lever, written in given.items():
            if lever not in measure.levers or lever == EFFECT:
                self.note(
                    "exploration.lever",
                    measure=key,
                    found=lever,
                    suggestion=nearest(lever[:LONGEST_SHOWN], measure.levers),
                )
                continue
            name, default = f"{key}.{lever}", measure.levers[lever].default
            self.values.setdefault(name, written)
            levers[lever] = _Reader({name: written})._bounded(name, default, measure.bounds(lever), self.notes)
        return levers

    def _bounded(self, key: str, default: float, bounds: tuple[float, float], notes: list[Problem]) -> float:
        found = self.number(key, default, *bounds)
        notes.extend(self.notes)
        self.known.add(key)
        return found

    def note_versions(self, facts_hash: str) -> None:
        version = self.values.get("v", VERSION)
        if version != VERSION:
            self.note("exploration.version", found=version, expected=VERSION)
        if self.values.get("m", short_model()) != short_model():
            self.notes.append(changes("model", _short(self.values["m"]), short_model()))
        now = facts_hash[:SHORT_HASH_LENGTH]
        if facts_hash and self.values.get("f", now) != now:
            self.notes.append(changes("facts", _short(self.values["f"]), now))

    def note_unknown(self) -> None:
        levers = {f"{key}.{lever}" for key, each in given_measures().items() for lever in each.levers}
        unknown = [key for key in self.values if key not in self.known | levers]
        if unknown:
            self.note("exploration.unknown", found=tuple(_shown(key) for key in unknown[:5]))


def _fitting(chosen: Mapping[str, Mapping[str, float]], notes: list[Problem]) -> str:
    """Return the name of the package, without measures that cannot stand beside the others; those are noted."""
    left = {key: dict(chosen[key]) for key in in_order(chosen)}
    while left:
        package = [_chosen(key, levers) for key, levers in left.items()]
        try:
            return package_of(package).name
        except HouvastError as fault:
            first = fault.problems[0]
            dropped = str(first["second"] if first.code == "policies.conflict" else first["first"])
            notes.append(first)
            notes.append(problem("exploration.dropped", found=dropped))
            del left[dropped]
    return NO_PACKAGE


def _chosen(key: str, levers: Mapping[str, float]) -> Chosen:
    return with_levers(given_measures()[key], levers)


def _shown(value: object) -> object:
    return _short(value) if isinstance(value, str) else value


def _short(value: str) -> str:
    """Keep what is repeated to the reader short and printable: a link can hold anything."""
    text = "".join(each if each.isprintable() else "?" for each in value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."


def without(exploration: Exploration) -> Exploration:
    """Return the same exploration without measures: the world alone."""
    return replace(exploration, package=NO_PACKAGE)
