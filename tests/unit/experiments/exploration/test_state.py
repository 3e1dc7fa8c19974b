"""Links: what is written is read back, and whatever is not understood is named and never breaks."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.exploration.state import STEP, Exploration, open_link
from houvast.experiments.settings import check_settings
from houvast.facts.loader import load_facts
from houvast.policies.folder import given_measures
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.words import GROUPINGS

HASH = "0123456789abcdef"
STEPS = round(1 / STEP)


def opened(query, facts_hash=HASH):
    return open_link(dict(parse_qsl(query)), facts_hash)


places = st.integers(-STEPS, STEPS).map(lambda step: round(step * STEP, 2))
explorations = st.builds(
    lambda t, c, measures, outcome, group, seed: (
        open_link(
            {"t": str(t), "c": str(c), "p": ",".join(measures), "o": outcome, "g": group, "s": str(seed)}
        ).exploration
    ),
    places,
    places,
    st.lists(st.sampled_from(sorted(given_measures())), max_size=4, unique=True),
    st.sampled_from([each.key for each in OUTCOMES]),
    st.sampled_from([each.key for each in GROUPINGS]),
    st.integers(0, 100),
)


@given(explorations)
def test_a_link_opens_exactly_what_was_shared(exploration):
    found = opened(exploration.query(HASH))
    assert found.exploration == exploration
    assert found.notes == ()


@given(
    st.dictionaries(
        st.sampled_from(["v", "w", "t", "c", "p", "o", "g", "s", "m", "f", "W3", "W3.caseload", "zz"]), st.text()
    )
)
def test_any_link_opens_and_can_be_run(values):
    found = open_link(values, HASH)
    settings = found.exploration.settings()
    assert check_settings(scenario=settings.scenario, package=settings.package, seed=settings.seed)
    assert all(note.text("nl") and note.text("en") for note in found.notes)


def test_an_old_link_says_what_has_changed():
    found = opened("v=1&t=0.5&c=0&m=older&f=older")
    assert found.exploration.world == "0.5,0"
    assert [note.code for note in found.notes] == ["exploration.model_unknown", "exploration.facts_unknown"]
    found = opened("v=1&t=0.5&c=0&m=285460959511&f=a24cf27b8f6d", load_facts("netherlands").content_hash)
    model, facts = found.notes
    assert "the futures part only from January 2027" in model.text("en")
    assert "de toekomsten gaan pas vanaf januari 2027 uiteen" in model.text("nl")
    assert "sooner" not in model.text("en")  # changed no figure
    assert "1.1, was 1.17" in facts.text("en")


def test_what_lies_outside_is_put_on_the_nearest_bound_and_named():
    found = open_link({"t": "9", "c": "-9", "p": "W3:caseload=1e9"})
    assert (found.exploration.world, found.exploration.package) == ("A", "W3:caseload=200")
    assert [note.code for note in found.notes] == ["exploration.bounds"] * 3


def test_the_fields_of_the_form_make_the_same_exploration_as_the_link():
    form = open_link({"t": "0.5", "c": "-0.3", "W3": "1", "W3.caseload": "50", "T3.pace": "2", "T3": ""}).exploration
    link = open_link({"t": "0.5", "c": "-0.3", "p": "W3:caseload=50"}).exploration
    assert form == link


def test_a_link_names_no_file():
    found = open_link({"p": "../../etc/passwd,W3,src/x.yaml"})
    assert found.exploration.package == "W3"
    assert {note.code for note in found.notes} == {"exploration.measure"}


def test_measures_that_exclude_each_other_are_told_and_the_last_left_out():
    pair = next((key, each.conflicts_with[0].measure) for key, each in given_measures().items() if each.conflicts_with)
    found = open_link({"p": ",".join(pair)})
    assert found.exploration.package in pair
    assert [note.code for note in found.notes] == ["policies.conflict", "exploration.dropped"]


def test_no_link_is_the_centre_of_the_plane_without_measures():
    assert open_link({}) == (Exploration(), ())
