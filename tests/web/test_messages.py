"""Every sentence on screen is there in Dutch and English, and none that is no longer used."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

import houvast_web

HERE = Path(houvast_web.__file__).parent
CATALOGUES = sorted(HERE.glob("*/locale/nl/LC_MESSAGES/django.po"))
ENTRY = re.compile(r'(?P<flags>(?:#.*\n)*)msgid "(?P<said>(?:[^"\\]|\\.)+)"\n(?:msgid_plural "(?P<many>.*)"\n)?'
                   r'(?P<translated>(?:msgstr(?:\[\d\])? ".*"\n)+)')  # fmt: skip


def _entries(path):
    return {found["said"]: found for found in ENTRY.finditer(path.read_text(encoding="utf-8") + "\n")}


def _fields(text):
    return sorted(set(re.findall(r"%\(\w+\)\w", text)))


def test_every_app_with_words_has_a_catalogue():
    apps = {path.parent for path in HERE.glob("*/apps.py")}
    assert {path.parents[3] for path in CATALOGUES} == apps


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_every_sentence_is_translated_and_compiled(path):
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for said, found in _entries(path).items():
        assert "fuzzy" not in found["flags"], said
        assert 'msgstr ""\n' not in found["translated"], said
        assert _fields(said) == _fields(found["translated"]), said
        if not found["many"]:
            plain = said.replace('\\"', '"').replace("\\n", "\n")
            assert compiled.gettext(plain) in found["translated"].replace('\\"', '"').replace("\\n", "\n")


def test_one_sentence_has_one_translation():
    """All catalogues are read as one; where two differ, which of them is shown hangs on the order of the apps."""
    translations: dict[str, set[str]] = {}
    for path in CATALOGUES:
        for said, found in _entries(path).items():
            translations.setdefault(said, set()).add(found["translated"])
    assert {said: each for said, each in translations.items() if len(each) > 1} == {}


@pytest.fixture(scope="module")
def renewed(tmp_path_factory):
    """A copy of the workbench after `make messages`."""
    if shutil.which("xgettext") is None:
        pytest.skip("needs gettext: apt-get install gettext")
    copy = tmp_path_factory.mktemp("messages") / HERE.name
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "houvast_web", "makemessages", "--locale", "nl", "--no-location", "--no-obsolete",
         "--no-wrap", "--verbosity", "0"],
        cwd=copy, check=True, capture_output=True,
    )  # fmt: skip
    return copy


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_the_catalogue_holds_what_the_code_says_and_nothing_else(path, renewed):
    """`make messages` would change nothing."""
    assert set(_entries(renewed / path.relative_to(HERE))) == set(_entries(path))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["", "policy/", "words/", "desk/employer/", "work/", "work/check", "work/file", "work/day", "account/login/",
     "account/signup/"],
)  # fmt: skip
def test_a_dutch_page_says_nothing_in_english(client, address):
    """None of our own English sentences stands on the Dutch page, but those that are the same in both."""
    page = client.get(f"/nl/{address}").content.decode()
    for path in CATALOGUES:
        for said, found in _entries(path).items():
            if len(said) > 12 and "%(" not in said and f'msgstr "{said}"' not in found["translated"]:
                assert said not in page


FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jezelf)\b", re.IGNORECASE)


def _compiled(folder):
    with (Path(folder) / "nl" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def test_the_library_of_accounts_addresses_people_as_the_workbench_does():
    """Every sentence of django-allauth that says "je" is said anew; a renewed library cannot slip one in."""
    import allauth

    theirs = _compiled(Path(allauth.__file__).parent / "locale")
    (folder,) = settings.LOCALE_PATHS
    ours = _compiled(folder)
    ours.pop("")
    assert [said for said, text in theirs.items() if FAMILIAR.search(text) and said not in ours] == []
    assert [said for said in ours if said not in theirs] == []
    for said, text in ours.items():
        assert not FAMILIAR.search(text)
        assert _fields(text) == _fields(theirs[said]), said
