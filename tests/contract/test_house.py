"""The rules of the house that no ready-made tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "houvast"
KERNELS = LIBRARY / "market" / "kernels"
MODULES = sorted(LIBRARY.rglob("*.py"))
KERNEL_MODULES = sorted(KERNELS.glob("*.py"))

KERNELS_MAY_IMPORT = (
    "__future__",
    "collections.abc",
    "numpy",
    "typing",
    "houvast.market.kernels",
    "houvast.vocabulary.words",  # codes, which are plain integers
)


def name_of(path: Path) -> str:
    """Return the path below src, which names the test."""
    return str(path.relative_to(ROOT))


def imports_of(path: Path) -> list[tuple[int, str]]:
    """Return line and full name of every module that a file imports, late imports included."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, "." * node.level + (node.module or "")))
    return found


def is_within(module: str, packages: tuple[str, ...]) -> bool:
    """Tell whether a module is one of the packages or lies inside one."""
    return any(module == package or module.startswith(package + ".") for package in packages)


def tracked_text_files() -> list[Path]:
    """Return the files under version control that are text."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git here, so no list of tracked files")
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_imports_the_package_root(path):
    """Modules import each other by their own path, so that the root stays a shop window and makes no cycle."""
    assert [where for where in imports_of(path) if where[1] == "houvast"] == []


COMPILING = {KERNELS / "_compile.py", KERNELS / "_threads.py"}
"""How kernels are compiled, and how threads share them."""


def test_only_two_modules_know_the_compiler():
    """Kernels, and all other modules, never import it."""
    users = {path for path in MODULES for _, module in imports_of(path) if is_within(module, ("numba", "llvmlite"))}
    assert users == COMPILING


@pytest.mark.parametrize("path", [path for path in KERNEL_MODULES if path not in COMPILING], ids=name_of)
def test_kernels_import_only_numpy_and_each_other(path):
    """A kernel sees arrays and numbers; facts, tables and files stay outside."""
    assert [where for where in imports_of(path) if not is_within(where[1], KERNELS_MAY_IMPORT)] == []


@pytest.mark.parametrize("path", KERNEL_MODULES, ids=name_of)
def test_kernels_draw_no_luck_of_their_own(path):
    """Luck is a function of seed, month, person and purpose; a generator with a memory would break that."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "random"] == []


def test_no_tracked_file_names_a_place_on_one_machine():
    """Paths of one person's machine and addresses of package indexes have no place in a shared project."""
    folders = r"work|root|home/\w+|Users/\w+"
    indexes = "|".join(rf"{host}\.{end}" for host, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")))
    unwanted = re.compile(rf"(?<![\w.~-])/(?:{folders})/|{indexes}")
    found = [
        (name_of(path), number)
        for path in tracked_text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if unwanted.search(line)
    ]
    assert found == []


def test_the_lock_names_exact_versions_and_nothing_else():
    """Each line of the lock is a package, one version and perhaps a condition; no address, no option."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    form = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+( ; [\w .'\"<>=!()]+)?")
    assert [line for line in lines if not line.startswith("#") and not form.fullmatch(line)] == []


def test_the_lock_covers_all_that_the_project_asks_for():
    """Every package asked for in pyproject.toml has its version in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [item for extra in project["optional-dependencies"].values() for item in extra]
    names = {re.match(r"[\w-]+", item).group().lower().replace("_", "-") for item in asked} - {"houvast"}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    assert names - locked == set()


def test_every_make_target_is_in_the_help():
    """`make help` lists each target with a line of its own."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split())
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == phony


def test_publiccode_says_what_the_standard_asks():
    """publiccode.yaml holds the compulsory keys of version 0.4, within their lengths."""
    code = yaml.safe_load((ROOT / "publiccode.yaml").read_text(encoding="utf-8"))
    compulsory = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"}
    compulsory |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    assert compulsory - set(code) == set()
    assert code["publiccodeYmlVersion"] == "0.4"
    for text in code["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_decisions_are_numbered_and_complete():
    """Each decision has the next number, and says status, context, decision and consequences."""
    notes = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(note.name[:4]) for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        text = note.read_text(encoding="utf-8")
        assert "Status:" in text, note.name
        assert re.findall(r"^## (\w+)", text, re.MULTILINE)[:3] == ["Context", "Decision", "Consequences"], note.name


def test_the_parts_of_the_version_agree():
    """Package, publiccode.yaml and changelog speak of one version."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert yaml.safe_load((ROOT / "publiccode.yaml").read_text(encoding="utf-8"))["softwareVersion"] == version
    assert f"## [{version}]" in changelog or "## [Unreleased]" in changelog
