"""The classifications of a folder: its sectors, occupations, regions and any other list of groups.

`classifications.yaml` names them; the groups stand there (`members`) or in a CSV table with the columns
`code`, `nl`, `en` and any extra columns (an occupation has its segment and its class). The vocabulary adds
its own: sex, age, education, contract, position, status, inactive_reason, hours_band, security, grip.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from houvast.facts.fields import Fields, Names
from houvast.facts.located import Faults, Located
from houvast.facts.tables import Table, Tables
from houvast.vocabulary.words import VOCABULARY_CLASSIFICATIONS

_CODE_COLUMNS = ("code", "nl", "en")


@dataclass(frozen=True)
class Classification:
    """A list of groups; the place of a group in it is its integer code.

    Parameters
    ----------
    name
        The key of the classification (`sector`).
    keys
        The codes of the groups as they stand in files, in order.
    nl, en
        The names of the groups.
    extras
        Further columns by name, each as long as `keys`, as text.
    """

    name: str
    keys: tuple[str, ...]
    nl: tuple[str, ...]
    en: tuple[str, ...]
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: Names | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def index(self, key: str) -> int:
        """Return the integer code of a group; ValueError when there is none such."""
        return self.keys.index(key)

    def names(self, language: str = "en") -> tuple[str, ...]:
        """Return the names of the groups in `language`."""
        return self.nl if language == "nl" else self.en


def vocabulary_classifications() -> dict[str, Classification]:
    """Return the classifications that every folder has."""
    return {
        name: Classification(
            name,
            tuple(w.key for w in words),
            tuple(w.nl for w in words),
            tuple(w.en for w in words),
        )
        for name, words in VOCABULARY_CLASSIFICATIONS.items()
    }


def of_folder(classifications: Mapping[str, Classification]) -> tuple[str, ...]:
    """Return the names of the classifications that a folder adds to those of the vocabulary."""
    return tuple(name for name in classifications if name not in VOCABULARY_CLASSIFICATIONS)


def read_classifications(root: Located | None, tables: Tables, faults: Faults) -> dict[str, Classification]:
    """Return the classifications of a folder, those of the vocabulary included."""
    found = vocabulary_classifications()
    if root is None:
        return found
    if root.mapping is None:
        Fields("classifications.yaml", root, faults).check_keys(())
        return found
    for name, node in root.mapping.items():
        if name in found:
            faults.add("facts.classification_clash", node.place, found=name)
            continue
        read = _read_one(name, node, tables, faults)
        if read is not None:
            found[name] = read
    return found


def _read_one(name: str, node: Located, tables: Tables, faults: Faults) -> Classification | None:
    fields = Fields(name, node, faults)
    source_of_groups = "table" if fields.get("table") is not None else "members"
    if not fields.check_keys(("name", source_of_groups), ("description", "source", "note")):
        return None
    if source_of_groups == "members":
        rows = _members(fields)
    else:
        file = fields.text("table")
        table = None if file is None else tables.get(file, node.place)
        rows = None if table is None else _table_rows(table, faults)
    if rows is None:
        return None
    if not rows:
        faults.add("facts.empty_classification", node.place, found=name)
        return None
    extras = {key: tuple(row.get(key, "") for row in rows.values()) for key in _extra_keys(rows)}
    return Classification(
        name,
        tuple(rows),
        tuple(row["nl"] for row in rows.values()),
        tuple(row["en"] for row in rows.values()),
        extras,
        fields.names("name"),
    )


def _extra_keys(rows: dict[str, dict[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows.values() for key in row if key not in _CODE_COLUMNS))


def _members(fields: Fields) -> dict[str, dict[str, str]] | None:
    node = fields.get("members")
    if node is None or not Fields("members", node, fields.faults).check_keys(node.mapping or ()):
        return None
    rows = {}
    for key, member in (node.mapping or {}).items():
        inner = Fields(key, member, fields.faults)
        if inner.check_keys(("nl", "en"), member.mapping or ()):
            row = {column: inner.text(column) or "" for column in member.mapping or {}}
            rows[key] = {"nl": "", "en": ""} | row
    return rows


def _table_rows(table: Table, faults: Faults) -> dict[str, dict[str, str]] | None:
    missing = [column for column in _CODE_COLUMNS if column not in table.header]
    for column in missing:
        faults.add("facts.table_column_missing", table.place(), found=column, expected=table.header)
    if missing:
        return None
    rows: dict[str, dict[str, str]] = {}
    first_line: dict[str, int] = {}
    for line, cells in table.rows:
        row = dict(zip(table.header, cells, strict=True))
        code = row.pop("code")
        if code in rows:
            faults.add("facts.duplicate_key", table.place(line), found=code, first=first_line[code])
        else:
            rows[code], first_line[code] = row, line
    return rows
