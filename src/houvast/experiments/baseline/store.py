"""Keeping a fit: the central values as a fact file, the surviving set as a table beside it.

``fitted.yaml`` holds every fact the knobs turn, at the best surviving point; its ranges are those of
the surviving set, so that a range says what the published figures leave open. ``ensemble.csv`` holds
the set itself: per draw its misfit and the factor of every knob against the central values.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml

from houvast.experiments.baseline.fit import Fit, Settings
from houvast.experiments.baseline.knobs import KNOBS, turned
from houvast.facts.loader import MODEL_FOLDER, facts_folder
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, problem

FloatArray = npt.NDArray[np.float64]

FITTED_FILE = "fitted.yaml"
ENSEMBLE_FILE = "ensemble.csv"
FIRST_DATE = "2015-01-01"
SIGNIFICANT_DIGITS = 4
LARGEST_SET = 200
LINE_WIDTH = 110
RENEWAL = "term_renewal_prob"
RENEWAL_PLACE = next(place for place, knob in enumerate(KNOBS) if knob.fact == RENEWAL)
_HEADER = """\
# Parameters of the market model that are fitted to published figures.
# Written by `houvast baseline fit`; do not edit by hand. The range is that of the surviving set.
"""


def fit_folder() -> Path:
    """Return the folder in which the fit that comes with Houvast is kept."""
    return facts_folder(MODEL_FOLDER)


def store_fit(fit: Fit, facts: Facts, month: int, settings: Settings, folder: Path) -> tuple[Path, Path]:
    """Write the central values and the surviving set.

    Parameters
    ----------
    fit : Fit
        Survivors, best first; at least one.
    facts : Facts
        The facts before the fit.
    month : int
        Month stamp of the look-up.
    settings : Settings
        How the fit was done; told in the files.
    folder : Path
        Where the files go; both are written whole or not at all.

    Returns
    -------
    tuple of Path
        The fact file and the table.

    Raises
    ------
    HouvastError
        ``files.unwritable`` when the folder cannot be written.
    """
    kept = fit.logs[:LARGEST_SET]
    points = [turned(facts, month, logs) for logs in kept]
    note = (
        f"Fitted by history matching at scale {settings.scale:g}: {settings.waves} waves of {settings.runs} runs, "
        f"{len(fit.logs)} survive; best misfit {fit.misfit[0]:.2f} standard deviations."
    )
    entries = {name: _entry(facts, name, points, note) for name in points[0]}
    document = {
        "subject": "fitted",
        "name": {"nl": "geijkte parameters van het marktmodel", "en": "fitted parameters of the market model"},
        "facts": entries,
    }
    text = _HEADER + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=LINE_WIDTH)
    table = _ensemble(fit, kept, points, note)
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = [(folder / FITTED_FILE, text), (folder / ENSEMBLE_FILE, table)]
        for path, content in written:
            path.with_suffix(".partial").write_text(content, encoding="utf-8")
        for path, _ in written:
            path.with_suffix(".partial").replace(path)
    return folder / FITTED_FILE, folder / ENSEMBLE_FILE


def read_ensemble(folder: Path | None = None) -> pl.DataFrame:
    """Return the surviving set: columns ``draw``, ``misfit`` and one factor per knob."""
    path = (folder or fit_folder()) / ENSEMBLE_FILE
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    return pl.read_csv(path, comment_prefix="#")


def _entry(facts: Facts, name: str, points: list[dict[str, FloatArray]], note: str) -> dict[str, Any]:
    entry = facts.entry(name)
    values = np.array([point[name] for point in points])
    keys = facts.classification(entry.by[0]).keys if entry.by else None
    low, high = values.min(axis=0), values.max(axis=0)
    dated = {
        "period": "2024",
        "source": ["model"],
        "status": "calibrated",
        "confidence": "derived",
        "range": _by_key(keys, np.stack([low, high], axis=-1)),
        "value": _by_key(keys, values[0]),
        "note": note,
    }
    return {
        "name": {"nl": entry.name.nl, "en": entry.name.en},
        "unit": entry.unit,
        "by": list(entry.by),
        "values": {FIRST_DATE: dated},
    }


def _by_key(keys: tuple[str, ...] | None, values: FloatArray) -> Any:
    if keys is None:
        return _plain(values)
    return {key: _plain(value) for key, value in zip(keys, values, strict=True)}


def _plain(value: FloatArray) -> Any:
    if np.ndim(value):
        return [_plain(each) for each in value]
    return float(f"{float(value):.{SIGNIFICANT_DIGITS}g}")


def _ensemble(fit: Fit, kept: FloatArray, points: list[dict[str, FloatArray]], note: str) -> str:
    factors = np.exp(kept - kept[0])
    factors[:, RENEWAL_PLACE] = _renewal_factors(points)
    columns: dict[str, Any] = {"draw": np.arange(1, len(kept) + 1), "misfit": fit.misfit[: len(kept)].round(3)}
    columns |= {knob.key: factors[:, place].round(SIGNIFICANT_DIGITS) for place, knob in enumerate(KNOBS)}
    buffer = io.StringIO()
    pl.DataFrame(columns).write_csv(buffer)
    return (
        f"# {note}\n# misfit: largest distance to a fitted figure, in standard deviations; "
        f"the other columns: factor of each knob against {FITTED_FILE}.\n{buffer.getvalue()}"
    )


def _renewal_factors(points: list[dict[str, FloatArray]]) -> FloatArray:
    """Return the factor on renewal that leads from the central values to those of each draw.

    Renewal is cut where it and conversion would exceed one, at the centre too. The factor before the cut would
    therefore lead elsewhere; the largest one over the contract forms is cut to just the right values.
    """
    values = np.array([point[RENEWAL] for point in points])
    used = values[0] > 0.0
    return np.asarray((values[:, used] / values[0, used]).max(axis=1))


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn a folder that cannot be written into one clear message."""
    try:
        yield
    except OSError as error:
        raise HouvastError(problem("files.unwritable", where=str(folder), found=str(error.strerror))) from error
