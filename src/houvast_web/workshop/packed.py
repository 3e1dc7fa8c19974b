"""A future as a zip file: what is sent is looked at member by member before anything of it is kept."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO

from houvast.futures.folder import KINDS
from houvast.vocabulary.errors import Both, HouvastError, problem

MOST_MEMBERS = 40
LARGEST_MEMBER_BYTES = 1_000_000
LONGEST_SHOWN = 60
LEFT_ALONE = ("README.md", "votes.csv")
"""Files that belong to a future on disk and hold nothing of it."""
SCENARIO = re.compile(r"scenario_[a-z0-9_]{1,40}\.yaml")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The same future is the same file, whenever it is packed."""
README = (
    "# {title}\n\nEen eigen vlak, gemaakt in een workshop. Pak uit en kijk met:\n"
    "A plane of one's own, made in a workshop. Unpack and look with:\n\n"
    "    houvast futures show A --futures {name}\n    houvast run --scenario {name}:A\n"
)


def pack(name: str, title: str, files: Mapping[str, str]) -> bytes:
    """Return a future as a zip with one folder in it."""
    packed = io.BytesIO()
    everything = {**files, "README.md": README.format(title=title, name=name)}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for file, text in sorted(everything.items()):
            entry = zipfile.ZipInfo(f"{name}/{file}", FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, text.encode())
    return packed.getvalue()


def unpack(file: BinaryIO) -> dict[str, str]:
    """Return the files of a future, by name.

    Raises
    ------
    HouvastError
        `workshop.zip_member` for everything that does not belong in a future, all at once; `web.upload_unreadable`.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            _check_members(members)
            return {_file_of(each): _read(packed, each) for each in members if _file_of(each) not in LEFT_ALONE}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, UnicodeDecodeError):
        raise HouvastError(problem("web.upload_unreadable", expected=Both("zip-bestand", "zip file"))) from None


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise HouvastError(problem("workshop.zip_members", found=len(members), most=MOST_MEMBERS))
    faults = [
        problem("workshop.zip_member", found=_shown(each.filename))
        for each in members
        if not _belongs(each) or _folder_of(each) != _folder_of(members[0])
    ]
    names = [_file_of(each) for each in members]
    faults += [
        problem("workshop.zip_twice", found=_shown(name)) for name in sorted(set(names)) if names.count(name) > 1
    ]
    if faults or not names:
        raise HouvastError(faults or [problem("workshop.zip_empty")])


def _belongs(member: zipfile.ZipInfo) -> bool:
    """Whether a member is an ordinary file of a future, at the top or in one folder."""
    name, file = member.orig_filename, _file_of(member)
    is_known = file in LEFT_ALONE or file.removesuffix(".yaml") in KINDS or SCENARIO.fullmatch(file) is not None
    is_plain = (
        not any(sign in name for sign in ("\\", ":", "\0"))
        and name.count("/") <= 1
        and not name.startswith(("/", "../", "./"))
    )
    kind = stat.S_IFMT(member.external_attr >> 16)
    return is_known and is_plain and kind in (0, stat.S_IFREG) and member.file_size <= LARGEST_MEMBER_BYTES


def _file_of(member: zipfile.ZipInfo) -> str:
    return member.filename.rpartition("/")[2]


def _folder_of(member: zipfile.ZipInfo) -> str:
    return member.filename.rpartition("/")[0]


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    with packed.open(member) as inside:
        # What it says it unpacks to was checked; it is not believed.
        content = inside.read(LARGEST_MEMBER_BYTES + 1)
    if len(content) > LARGEST_MEMBER_BYTES:
        raise HouvastError(problem("workshop.zip_member", found=_shown(member.filename)))
    return content.decode("utf-8-sig")


def _shown(name: str) -> str:
    text = "".join(each if each.isprintable() else "?" for each in name)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
