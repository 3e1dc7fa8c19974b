"""Titles made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.skills.linking.titles import comparable, man_and_woman, plain, split_compounds, words_of

PAIRS = {
    "verkoopster": "verkoper",
    "kapster": "kapper",
    "schoonmaakster": "schoonmaker",
    "lerares": "leraar",
    "danseres": "danser",
    "directrice": "directeur",
    "actrice": "acteur",
    "masseuse": "masseur",
    "secretaresse": "secretaris",
    "assistente": "assistent",
    "docente": "docent",
    "psychologe": "psycholoog",
    "caissiere": "caissier",
    "stewardess": "steward",
    "vakvrouw": "vakman",
    "therapeute": "therapeut",
    "journaliste": "journalist",
    "schrijfster": "schrijver",
}


@pytest.mark.parametrize(("woman", "man"), PAIRS.items())
def test_the_form_for_women_is_the_form_for_men(woman, man):
    assert man_and_woman(woman, {man, woman}) == man


@pytest.mark.parametrize("word", ["minister", "meester", "register", "machine", "dame", "medicine", "ante"])
def test_words_that_only_look_so_stay(word):
    assert man_and_woman(word, {word}) == word


@pytest.mark.parametrize(
    "title",
    [
        "Verkoper (m/v)",
        "verkoper m/v/x",
        "VERKOPER",
        "Verkoopster",
        "verkoper  ",
        "verkoper (v)",
        "Verkoper - fulltime",
    ],
)
def test_ways_to_write_a_title_are_one(title):
    assert comparable(title, {"verkoper"}) == "verkoper"


def test_abbreviations_are_written_out():
    assert comparable("Adm. mdw. fin.", {"administratief", "medewerker"}) == "administratief medewerker fin"


def test_compounds_gain_their_parts():
    known = words_of(["schapen fokker", "schap"])
    assert split_compounds("schapenfokker", known) == "schapenfokker schapen fokker"
    assert split_compounds("fokker", known) == "fokker"


@given(st.text(max_size=300))
def test_any_text_is_made_plain_once_and_for_all(text):
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
