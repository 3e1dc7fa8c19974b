"""Every mistake in a facts folder is told in both languages: what, where, what to do; one example each.

An example in `broken/` says which edits make the good folder wrong, and the sentences expected.
"""

import shutil
from pathlib import Path

import pytest
import yaml

from houvast.facts.loader import load_facts
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.messages import MESSAGES

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE / "broken").glob("*.yaml"))
# Told when a fact is asked for, not when a folder is loaded; tested with the look-up.
TOLD_BY_LOOKUP = {"facts.before_first_date", "facts.unknown_fact", "facts.wrong_shape"}


def read_example(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def edit(folder, change):
    """Apply one edit of an example: write a file, remove it, or replace a piece of its text."""
    path = folder / change["file"]
    if change.get("remove"):
        path.unlink()
    elif "write" in change:
        path.write_text(change["write"], encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        assert change["replace"] in text
        path.write_text(text.replace(change["replace"], change["with"], 1), encoding="utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_mistake_is_told_in_both_languages(path, tmp_path):
    """The mistake of this example gives exactly these codes and sentences, all at once."""
    example = read_example(path)
    folder = tmp_path / "facts"
    shutil.copytree(HERE / "good", folder)
    for change in example["edits"]:
        edit(folder, change)

    with pytest.raises(HouvastError) as raised:
        load_facts(folder)

    assert list(raised.value.codes) == example["codes"]
    assert raised.value.text("nl").split("\n") == example["nl"]
    assert raised.value.text("en").split("\n") == example["en"]


def test_the_good_folder_has_no_fault():
    """What the examples break is whole before."""
    assert load_facts(HERE / "good").value("minimum_wage_eur_per_hour", "2024-01") == 13.27


def test_each_message_about_facts_has_an_example():
    """No message is left that nobody has read in both languages."""
    shown = {code for path in EXAMPLES for code in read_example(path)["codes"]}

    assert {code for code in MESSAGES if code.startswith("facts.")} - shown == TOLD_BY_LOOKUP


def test_a_missing_folder_is_told():
    """A folder that does not exist is named in the message."""
    with pytest.raises(HouvastError, match="The file or folder nowhere does not exist") as raised:
        load_facts("nowhere")

    assert raised.value.codes == ("files.missing",)


def test_a_file_that_is_not_text_is_told(tmp_path):
    """A file in another encoding gives a message, not a traceback."""
    folder = tmp_path / "facts"
    shutil.copytree(HERE / "good", folder)
    (folder / "work.yaml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(HouvastError) as raised:
        load_facts(folder)

    assert raised.value.codes == ("files.unreadable",)


def test_an_empty_folder_is_told(tmp_path):
    """A folder without sources and classifications names both."""
    with pytest.raises(HouvastError) as raised:
        load_facts(tmp_path)

    assert raised.value.codes == ("files.missing", "files.missing")
