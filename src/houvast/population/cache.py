"""Keep built populations on disk, and build what is not there.

A population is a folder named after everything that decides its content: the hash of the facts, scale, seed,
first month, the source of this package and the version of numpy (whose streams of chance may change). Inside
lie one ``.npy`` file per column, the fit as JSON and a manifest with a checksum per file.

A folder appears whole or not at all: it is written under a temporary name and renamed. What an interrupted or
failed write left behind is removed. A folder that does not match its checksums is told and built again.
"""

import errno
import json
import mmap
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b, file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.build import Population, Progress, build_population, check_request
from houvast.population.columns import EMPLOYER_COLUMNS, PERSON_COLUMNS, Employers, Persons
from houvast.population.fit import FitReport, fit_from_json, fit_to_json
from houvast.vocabulary.errors import HouvastError, Problem, problem
from houvast.vocabulary.months import month_stamp

CACHE_VARIABLE = "HOUVAST_CACHE"
MANIFEST_FILE = "manifest.json"
FIT_FILE = "fit.json"
_PARTIAL_PREFIX = ".partial-"
_KEY_BYTES = 16

Warn = Callable[[Problem], None]


class DamagedCacheWarning(UserWarning):
    """A stored population did not match its checksums and is built again."""


def cache_folder() -> Path:
    """Return where populations are kept: the folder in `HOUVAST_CACHE`, or ``~/.cache/houvast``."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen).expanduser() if chosen else Path.home() / ".cache" / "houvast"


def population_key(facts: Facts, scale: float, seed: int, start: str = "2024-01") -> str:
    """Return the name of a population: a hash of all that decides its content.

    Parameters
    ----------
    facts : Facts
        The content.
    scale, seed, start
        As in `build_population`.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    parts = [facts.content_hash, repr(float(scale)), repr(int(seed)), str(month_stamp(start)), _code_hash()]
    return sha256("\n".join([*parts, np.__version__]).encode()).hexdigest()[: 2 * _KEY_BYTES]


def load_or_build(
    facts: Facts,
    scale: float,
    seed: int = 0,
    start: str = "2024-01",
    *,
    progress: Progress | None = None,
    folder: Path | None = None,
    warn: Warn | None = None,
) -> Population:
    """Return a population from the cache, or build and keep it.

    Parameters
    ----------
    facts, scale, seed, start, progress
        As in `build_population`.
    folder : Path, optional
        Where populations are kept; `cache_folder` when left out.
    warn : callable, optional
        Called with the problem when a stored population is damaged; a `DamagedCacheWarning` when left out.

    Returns
    -------
    Population
        The same bits whether loaded or built.

    Raises
    ------
    HouvastError
        As `build_population`; `files.unwritable` or `files.disk_full` when it cannot be kept.
    """
    check_request(scale, seed)
    root = cache_folder() if folder is None else folder
    home = root / population_key(facts, scale, seed, start)
    stored = _load_or_tell(home, warn or _warn_by_default)
    if stored is not None:
        return stored
    with _partial_folder(root, home) as partial:
        population = build_population(facts, scale, seed, start, progress)
        with _told_of_disk(root):
            write_population(population, partial)
    return _load_or_tell(home, warn or _warn_by_default) or population


def write_population(population: Population, folder: Path) -> None:
    """Write a population into an existing empty folder.

    Parameters
    ----------
    population : Population
        What to write.
    folder : Path
        Where.
    """
    checksums = {}
    for name, values in _named_columns(population.persons, population.employers):
        buffer = BytesIO()
        np.save(buffer, values, allow_pickle=False)
        checksums[name] = _write(folder / name, buffer.getvalue())
    checksums[FIT_FILE] = _write(folder / FIT_FILE, json.dumps(fit_to_json(population.fit)).encode())
    manifest = {
        "scale": population.scale,
        "seed": population.seed,
        "start_month": population.start_month,
        "checksums": checksums,
    }
    _write(folder / MANIFEST_FILE, json.dumps(manifest, indent=1).encode())


def read_population(folder: Path) -> Population:
    """Read a population that `write_population` wrote.

    Its columns stay on disk and are read where they are looked at; see `let_go`.

    Parameters
    ----------
    folder : Path
        Where it lies.

    Returns
    -------
    Population
        As it was written.

    Raises
    ------
    HouvastError
        `population.cache_damaged` when a file is missing or does not match its checksum.
    """
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_bytes())
        checksums = manifest["checksums"]
        persons = Persons(*(_read_column(folder, _file("persons", c.name), checksums) for c in PERSON_COLUMNS))
        employers = Employers(*(_read_column(folder, _file("employers", c.name), checksums) for c in EMPLOYER_COLUMNS))
        _check(folder / FIT_FILE, checksums)
        fit: FitReport = fit_from_json(json.loads((folder / FIT_FILE).read_bytes()))
        scale, seed, month = float(manifest["scale"]), int(manifest["seed"]), int(manifest["start_month"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        found = f"{type(fault).__name__}: {fault}"
        raise HouvastError(problem("population.cache_damaged", where=str(folder), found=found)) from fault
    return Population(persons, employers, scale, seed, month, fit)


def _load_or_tell(home: Path, warn: Warn) -> Population | None:
    """Return the stored population, or None when there is none that can be trusted."""
    if not home.is_dir():
        return None
    try:
        return read_population(home)
    except HouvastError as error:
        for each in error.problems:
            warn(each)
        return None


def _warn_by_default(found: Problem) -> None:
    warnings.warn(found.text("en"), DamagedCacheWarning, stacklevel=2)


@contextmanager
def _partial_folder(root: Path, home: Path) -> Iterator[Path]:
    """Give a folder to write in; afterwards it is `home`, or gone when anything went wrong."""
    with _told_of_disk(root):
        root.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL_PREFIX, dir=root))
    try:
        yield partial
        with _told_of_disk(root):
            if home.exists():
                # Damaged, or written by somebody else meanwhile: the content is the same either way.
                shutil.rmtree(home, ignore_errors=True)
            _rename_unless_there(partial, home)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _rename_unless_there(partial: Path, home: Path) -> None:
    try:
        partial.rename(home)
    except OSError as fault:
        if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


@contextmanager
def _told_of_disk(where: Path) -> Iterator[None]:
    """Turn what the disk refuses into a problem."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise HouvastError(problem("files.disk_full", where=str(where))) from fault
        found = fault.strerror or str(fault)
        raise HouvastError(problem("files.unwritable", where=str(where), found=found)) from fault


def _named_columns(persons: Persons, employers: Employers) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    for entity, columns in (("persons", persons), ("employers", employers)):
        for name, values in columns._asdict().items():
            yield _file(entity, name), values


def _file(entity: str, column: str) -> str:
    return f"{entity}.{column}.npy"


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return _digest(content)


def let_go(columns: Iterable[npt.NDArray[Any]]) -> None:
    """Take no more memory for columns that were read from disk; they are read again when somebody looks.

    Parameters
    ----------
    columns : iterable of ndarray
        Those of a population; what was built in memory stays there.
    """
    for column in columns:
        base: object = column.base
        if isinstance(base, mmap.mmap):
            base.madvise(mmap.MADV_DONTNEED)


def _check(path: Path, checksums: dict[str, str]) -> None:
    with path.open("rb") as file:
        found = file_digest(file, lambda: blake2b(digest_size=_KEY_BYTES)).hexdigest()
    if found != checksums[path.name]:
        text = f"{path.name}: checksum"
        raise ValueError(text)


def _read_column(folder: Path, name: str, checksums: dict[str, str]) -> Any:
    _check(folder / name, checksums)
    return np.load(folder / name, mmap_mode="r", allow_pickle=False)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=_KEY_BYTES).hexdigest()


@cache
def _code_hash() -> str:
    """Return a hash of the source of this package: other code, other populations."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
