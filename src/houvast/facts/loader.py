"""Load a facts folder: sources, classifications and fact files, all faults told at once.

A folder holds `sources.yaml`, `classifications.yaml`, one YAML file per subject and, beside them, CSV tables
for what is too big to write out.

The parameters of the market model are the same for every content and stand in the folder `model` that comes
with Houvast. A file of the same name in the folder that is loaded takes the place of one of those.
"""

import hashlib
from pathlib import Path

from houvast.facts.classifications import read_classifications
from houvast.facts.located import Faults, read_yaml
from houvast.facts.lookup import Facts
from houvast.facts.reading import FactFiles
from houvast.facts.sources import read_sources
from houvast.facts.tables import Tables
from houvast.vocabulary.errors import HouvastError, Place, problem

SOURCES_FILE = "sources.yaml"
CLASSIFICATIONS_FILE = "classifications.yaml"
MODEL_FOLDER = "model"
_PACKAGED = Path(__file__).parent
_KINDS = ("*.yaml", "*.csv")


def load_facts(folder: Path | str = "netherlands") -> Facts:
    """Load and check all facts of a folder.

    Parameters
    ----------
    folder
        A path, or the name of a folder that comes with Houvast (`"netherlands"`).

    Returns
    -------
    Facts
        Dated look-up of every fact.

    Raises
    ------
    HouvastError
        With every fault of the folder, each with file and line, in order.

    Examples
    --------
    >>> facts = load_facts("netherlands")
    >>> facts.value("employed_thousand", "2024-01")  # doctest: +SKIP
    """
    path = facts_folder(folder)
    if not path.is_dir():
        raise HouvastError(problem("files.missing", where=str(folder)))
    faults = Faults()
    tables = Tables(path, faults)
    model = _PACKAGED / MODEL_FOLDER
    own_sources = read_sources(read_yaml(path / SOURCES_FILE, SOURCES_FILE, faults), faults)
    model_sources = read_sources(read_yaml(model / SOURCES_FILE, f"{MODEL_FOLDER}/{SOURCES_FILE}", faults), faults)
    # Without a list of its own the folder has no sources to check names against: one fault, not hundreds.
    sources = None if own_sources is None else {**(model_sources or {}), **own_sources}
    classification_root = read_yaml(path / CLASSIFICATIONS_FILE, CLASSIFICATIONS_FILE, faults)
    classifications = read_classifications(classification_root, tables, faults)
    files = FactFiles(classifications, sources, tables, faults)
    for file in _fact_files(path):
        root = read_yaml(file, file.name, faults)
        if root is not None:
            files.read(root, file.name)
    # A file that cannot be read leaves its tables unused; telling that as well would mislead.
    if not faults.problems:
        tables.note_unused()
    if not files.entries and not faults.problems:
        faults.add("facts.no_values", Place(str(path)), name=str(folder))
    if faults.problems:
        raise HouvastError(faults.in_order())
    return Facts(str(folder), folder_hash(path), files.entries, classifications, sources or {}, files.subjects)


def _fact_files(folder: Path) -> list[Path]:
    """Return the fact files of a folder and, where it has none of that name, those of the model."""
    by_name = {file.name: file for place in (_PACKAGED / MODEL_FOLDER, folder) for file in place.glob("*.yaml")}
    for name in (SOURCES_FILE, CLASSIFICATIONS_FILE):
        by_name.pop(name, None)
    return [by_name[name] for name in sorted(by_name)]


def facts_folder(folder: Path | str) -> Path:
    """Return the path of a facts folder; a bare name may mean one that comes with Houvast."""
    path = Path(folder)
    packaged = _PACKAGED / path
    is_bare_name = isinstance(folder, str) and len(path.parts) == 1
    return packaged if is_bare_name and not path.is_dir() and packaged.is_dir() else path


def folder_hash(folder: Path) -> str:
    """Return the sha256 over the names and contents of the YAML and CSV files, the same on every system.

    The parameters of the model count as files of the folder.
    """
    digest = hashlib.sha256()
    own = {path for kind in _KINDS for path in folder.glob(kind)}
    for path in sorted(own | set(_fact_files(folder)), key=lambda each: each.name):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
