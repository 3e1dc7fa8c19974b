"""Load a facts folder: sources, classifications and fact files, all faults told at once.

A folder holds `sources.yaml`, `classifications.yaml`, one YAML file per subject and, beside them, CSV tables
for what is too big to write out.
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
    sources = read_sources(read_yaml(path / SOURCES_FILE, SOURCES_FILE, faults), faults)
    classification_root = read_yaml(path / CLASSIFICATIONS_FILE, CLASSIFICATIONS_FILE, faults)
    classifications = read_classifications(classification_root, tables, faults)
    files = FactFiles(classifications, sources, tables, faults)
    for file in sorted(path.glob("*.yaml")):
        if file.name in (SOURCES_FILE, CLASSIFICATIONS_FILE):
            continue
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


def facts_folder(folder: Path | str) -> Path:
    """Return the path of a facts folder; a bare name may mean one that comes with Houvast."""
    path = Path(folder)
    packaged = _PACKAGED / path
    is_bare_name = isinstance(folder, str) and len(path.parts) == 1
    return packaged if is_bare_name and not path.is_dir() and packaged.is_dir() else path


def folder_hash(folder: Path) -> str:
    """Return the sha256 over the names and contents of the YAML and CSV files, the same on every system."""
    digest = hashlib.sha256()
    for path in sorted((path for kind in _KINDS for path in folder.glob(kind)), key=lambda each: each.name):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
