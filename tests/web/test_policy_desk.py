"""The policy desk through its addresses, with few people and a short run in the place of the warm processes."""

import csv
import html
import io
import json
import re
import zipfile
from datetime import timedelta
from urllib.parse import parse_qsl

import altair as alt
import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.experiments.exploration.state import Exploration, open_link, short_model
from houvast.experiments.exploration.surface import given_surface
from houvast.reports.document import Figure, Table
from houvast.reports.exploration.build import PARTS, make_report
from houvast.reports.exploration.charts import domain_of_chart
from houvast.reports.exploration.figures import error_told, tiles
from houvast.reports.exploration.story import ExploredStory
from houvast.reports.files import as_csv
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web import personal_data
from houvast_web.policy_desk import chart_style, run_service, service
from houvast_web.policy_desk.models import FullRun

pytestmark = pytest.mark.django_db
FUTURE = "w=B&p=W3,T3&g=age&s=1"
"""In a corner, where every part has something to show."""
MOVED = "t=0.5&c=-0.3&p=W3,T3&o=unemployment_rate&g=contract&s=1"


def address(name, *args, language="nl", query=MOVED):
    with override(language):
        return f"{reverse(f'policy_desk:{name}', args=args)}?{query}"


def _rows(file, delimiter=","):
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=delimiter))


def test_the_desk_opens_without_an_account(client, language):
    answer = client.get(f"/{language}/policy/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert page.count('type="checkbox"') == 26
    assert page.count('class="corner-button') == 4
    assert 'style="' not in page


def test_without_script_the_whole_desk_is_one_page(client, language):
    page = client.get(address("desk", language=language, query=f"{MOVED}&now=1")).content.decode()
    assert 'class="tile' in page
    assert [key for key in PARTS if key not in ("path", "tiles") and f'id="part-{key}"' not in page] == []
    assert 'role="alert"' not in page


def test_the_fields_of_the_form_lead_to_the_link(client):
    answer = client.get(address("desk", query="v=1&t=0.5&c=0&W3=1&W3.caseload=50&T3.pace=1&now=1"))
    assert answer.status_code == 302
    assert "p=W3:caseload%3D50" in answer.url
    assert "T3" not in answer.url
    assert client.get(answer.url).status_code == 200


def test_the_answer_says_what_the_link_is_and_what_changed(client, language):
    answer = client.get(
        address("answer", language=language, query=f"{MOVED}&m=older&zz=1"), headers={"hx-request": "true"}
    )
    page = answer.content.decode()
    assert "older" in page
    assert "zz" in page
    assert 'data-link="v=1&amp;t=0.5&amp;c=-0.3&amp;p=W3,T3' in page
    assert answer["Cache-Control"] == "no-store"
    page = client.get(address("desk", language=language, query=f"{MOVED}&m=07a1c3b17814")).content.decode()
    assert {"nl": "met ander toeval dan eerst", "en": "with other luck than before"}[language] in page


NOTHING_TO_TELL = {("questions", "w=baseline"), ("winners", "w=baseline")}
"""On the base path nobody wins or loses against it, and it lies in no quadrant that has questions."""


@pytest.mark.parametrize("key", PARTS)
@pytest.mark.parametrize("query", [MOVED, "w=baseline", "t=1&c=1&o=public_cost_eur&g=sector"])
def test_every_part_is_told(client, key, query, language):
    answer = client.get(address("part", key, language=language, query=query))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'style="' not in page
    assert ('class="finding"' in page) == ((key, query) not in NOTHING_TO_TELL)
    assert ("<svg" in page) == ('role="img"' in page)


def test_what_is_assumed_stands_on_the_desk_with_range_and_what_would_measure_it(client, language):
    page = client.get(address("part", "assumed", language=language)).content.decode()
    facts = service.facts()
    guesses = [each for each in map(facts.entry, facts.names()) if each.first.status == "assumed"]
    told = [each for each in guesses if html.escape(each.name.text(language)[1:], quote=True) in page]
    assert len(told) > len(guesses) / 2
    assert {"nl": "Wat het zou meten", "en": "What would measure it"}[language] in page


def test_every_chart_holds_against_the_schema_of_vega_lite():
    """Charts are drawn unchecked, for somebody waits; here they are checked."""
    asked = open_link(dict(parse_qsl(MOVED))).exploration
    story = ExploredStory(service.exact(asked, "me"), service.facts(), "nl")
    document = make_report(story, given_surface())
    charts = [figure.chart for section in document.sections for figure in section.figures if figure.chart is not None]
    assert len(charts) == 3
    for each in charts:
        alt.Chart.from_dict(each.specification)


def test_the_four_futures_are_exact_when_asked(client):
    preview = client.get(address("part", "futures")).content.decode()
    exact = client.get(address("part", "futures", query=f"{MOVED}&k=exact")).content.decode()
    assert "indicatief" in preview
    assert "indicatief" not in exact
    for form in ("csv", "xlsx", "pdf"):
        assert f"{form}?v=1" in exact
    files = {kind: client.get(address("download", "futures", "csv", query=MOVED + kind)) for kind in ("", "&k=exact")}
    assert "indicatief" in files[""].content.decode()
    assert "indicatief" not in files["&k=exact"].content.decode()
    book = zipfile.ZipFile(io.BytesIO(client.get(address("download", "all", "xlsx", query=f"{MOVED}&k=exact")).content))
    assert "indicatief" not in book.read("xl/sharedStrings.xml").decode()


def test_links_to_files_are_pinned_and_say_when_their_numbers_are_gone(client, language):
    page = client.get(address("answer", language=language)).content.decode()
    pinned = html.unescape(re.search(r'/download/path\.csv\?([^"]*)"|path\.csv\?([^"]*)"', page)[0])
    assert f"m={short_model()}" in pinned
    old = client.get(address("download", "path", "csv", language=language, query=f"{MOVED}&m=older"))
    assert old.status_code == 409
    assert "older" in old.content.decode()
    again = html.unescape(re.search(r'class="button" href="(\?[^"]*)"', old.content.decode())[1])
    now = client.get(address("download", "path", "csv", language=language, query="").rstrip("?") + again)
    assert now.status_code == 200


@pytest.mark.parametrize("query", [MOVED, "t=1&c=1&p=T3&o=grip_work&s=1", "t=1&c=1&p=W2&o=grip_life&s=1"])
def test_the_preview_is_drawn_on_the_axis_of_the_chart_with_its_error(client, query):
    asked = open_link(dict(parse_qsl(query))).exploration
    story = ExploredStory(service.exact(asked, "me"), service.facts(), "nl")
    low, high = domain_of_chart(PARTS["path"](story, given_surface()).chart.specification)
    page = client.get(address("answer", query=query)).content.decode()
    assert f'data-low="{low!r}" data-high="{high!r}"' in page
    assert f'data-error-package="{error_told(story, given_surface(), "package")}"' in page


def test_what_a_spreadsheet_would_take_for_a_formula_is_text():
    table = Table("", ("=A1", "plain"), (("@sum", "-2"), ("+1", "fine")))
    rows = _rows(as_csv(Figure("x", "=1+1", "", None, (table,), "\t=2"), "en"))
    assert rows == [["'=A1", "plain"], ["'@sum", "'-2"], ["'+1", "fine"], [], ["'=1+1"], ["'\t=2"]]


def test_the_tiles_are_a_file_with_the_numbers_behind_them(client):
    rows = _rows(client.get(address("download", "tiles", "csv")).content, ";")
    asked = open_link(dict(parse_qsl(MOVED))).exploration
    story = ExploredStory(service.exact(asked, "me"), service.facts(), "nl")
    shown = [row for row in rows[1:] if len(row) == len(rows[0])]
    assert [row[0] for row in shown] == [each.name for each in tiles(story)]
    found = story.figure(*story.here, "job_security")
    assert float(shown[0][1].replace(",", ".")) == pytest.approx(found.mean)
    assert float(shown[0][2].replace(",", ".")) == pytest.approx(story.changed("job_security").value)
    assert float(shown[0][3].replace(",", ".")) == pytest.approx(found.effect)


BEGINS = {"csv": b"\xef\xbb\xbf", "png": b"\x89PNG", "xlsx": b"PK", "pdf": b"%PDF"}


@pytest.mark.parametrize("form", BEGINS)
@pytest.mark.parametrize("key", [*PARTS, "explained"])
def test_every_figure_is_a_file_of_every_kind(client, key, form):
    answer = client.get(address("download", key, form, query=FUTURE))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.startswith(BEGINS[form])


def test_numbers_in_a_file_are_written_as_in_the_language(client, language):
    answer = client.get(address("download", "path", "csv", language=language))
    rows = _rows(answer.content, ";" if language == "nl" else ",")
    assert len(rows[1]) == 5
    assert ("," if language == "nl" else ".") in rows[1][1]
    assert not any(cell[:1] in "=+@" for row in rows for cell in row if cell)


def test_the_explanation_of_a_group_is_a_file_down_to_its_sources(client):
    file = client.get(address("download", "explained", "csv", language="en", query=f"{MOVED}&k=age.25-34")).content
    rows = _rows(file)
    assert "25" in rows[-2][0]
    assert any(row[:1] == ["separations"] and "Wet arbeidsmarkt in balans" in row[4] for row in rows if len(row) == 5)
    assert client.get(address("download", "explained", "csv", query=f"{MOVED}&k=age.nobody")).status_code == 404


def test_everything_is_a_workbook_and_a_paper(client):
    book = client.get(address("download", "all", "xlsx")).content
    names = zipfile.ZipFile(io.BytesIO(book)).read("xl/workbook.xml").decode()
    assert 'name="manifest"' in names
    assert 'name="path"' in names
    assert client.get(address("download", "all", "pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize(("key", "form"), [("all", "png"), ("all", "csv"), ("nothing", "csv"), ("path", "exe")])
def test_files_that_are_not_there_do_not_exist(client, key, form):
    assert client.get(address("download", key, form)).status_code == 404


def test_a_number_is_explained_down_to_its_source(client, language):
    page = client.get(address("explain", language=language)).content.decode()
    assert "houvast.market.outcomes:_add_unemployment" in page
    assert "dismissal_prob_per_month" in page
    assert "houvast/market/kernels/separations.py" in page
    by_group = client.get(address("explain", language=language, query=f"{MOVED}&k=age.25-34&x=job_security"))
    assert by_group.status_code == 200
    assert client.get(address("explain", query=f"{MOVED}&k=age.nobody")).status_code == 404
    assert client.get(address("explain", query=f"{MOVED}&k=zz.nobody")).status_code == 404


def test_the_browser_gets_the_same_preview_as_the_library(client):
    data = client.get(address("preview", query="o=work_security")).json()
    surface = given_surface()
    measure = next(iter(data["effects"]))
    here = Exploration("B", measure)
    effect = here.point.weights() @ np.array(data["effects"][measure])
    told = np.array(data["baseline"]) + np.array(data["world"])[-1, -1] + effect
    assert np.allclose(told, surface.preview(here, "work_security"), atol=1e-5)
    assert set(data["tiles"]) >= {"job_security", "grip_life"}


def test_a_fault_of_the_workers_is_told_in_the_language_of_the_page(client, monkeypatch, runs_here, language):
    def busy(*_):
        raise HouvastError(problem("exploration.busy", most=64))

    monkeypatch.setattr(runs_here, "make", busy)
    page = client.get(address("answer", language=language)).content.decode()
    assert "64" in page
    assert 'role="alert"' in page
    whole = client.get(address("desk", language=language, query=f"{MOVED}&now=1"))
    assert whole.status_code == 503
    assert client.get(address("download", "path", "csv", language=language)).status_code == 503


def test_an_answer_comes_in_two_steps_and_the_first_says_so(client, language):
    """The world with the measures, then what the measures do of it; each with the numbers of the whole answer."""
    query = f"t=0.35&c=-0.65&p=W3&o=work_security&s={7 if language == 'en' else 8}"
    first = client.get(address("answer", language=language, query=f"{query}&step=first"))
    assert first["HX-Push-Url"].endswith(f"f={service.facts().content_hash[:12]}")
    page = first.content.decode()
    assert 'id="rest"' in page
    assert "step=rest" in page
    by_measures = {"nl": "door de maatregelen", "en": "by the measures"}[language]
    assert by_measures not in page
    assert "/part/" not in page
    rest = client.get(address("answer", language=language, query=f"{query}&step=rest"))
    assert "HX-Push-Url" not in rest
    whole = client.get(address("answer", language=language, query=query)).content.decode()
    assert by_measures in whole
    figures = re.compile(r'<dd class="value"[^>]*>[^<]*|<dd class="change">.*')
    assert figures.findall(page) == figures.findall(whole)
    assert figures.findall(rest.content.decode()) == figures.findall(whole)
    again = client.get(address("answer", language=language, query=f"{query}&step=first")).content.decode()
    assert 'id="rest"' not in again  # nothing is left to wait for


def test_a_rest_that_cannot_be_had_leaves_the_first_step_as_it_is(client, monkeypatch, runs_here, language):
    def busy(*_):
        raise HouvastError(problem("exploration.busy", most=64))

    monkeypatch.setattr(runs_here, "make", busy)
    rest = client.get(address("answer", language=language, query=f"{MOVED}&step=rest"))
    assert rest["HX-Retarget"] == "#rest"
    assert 'role="alert"' in rest.content.decode()


def test_a_question_that_was_superseded_leaves_the_page_as_it_is(client, monkeypatch, runs_here):
    def superseded(*_):
        raise HouvastError(problem("exploration.superseded"))

    monkeypatch.setattr(runs_here, "make", superseded)
    assert client.get(address("answer")).status_code == 204


# ---------------------------------------------------------------- full runs


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Results in a folder of their own, and no worker that takes up tasks."""
    settings.DATA = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def short(monkeypatch):
    """Two draws."""
    monkeypatch.setattr(run_service, "DRAWS", 2)


def begun(client, query="t=1&c=1&o=work_security"):
    values = dict(part.split("=") for part in query.split("&"))
    answer = client.post(address("full", query="").rstrip("?"), values)
    assert answer.status_code == 302
    return answer.url, FullRun.objects.get()


def test_a_full_run_is_made_shown_and_found_again(client, short):
    url, run = begun(client)
    assert "<progress" in client.get(url).content.decode()
    run_service.carry_out(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.done) == ("finished", run.total)
    assert not (run_service.folder_of(run.key) / "runs").exists()
    page = client.get(url).content.decode()
    assert "progress" not in page
    shown = client.get(address("answer", query=f"t=1&c=1&o=work_security&run={run.pk}")).content.decode()
    assert 'data-kind="full"' in shown
    assert "Volledig" in shown
    for place in ("desk", "answer"):
        page = client.get(address(place, query=f"t=1&c=1&o=work_security&run={run.pk}")).content.decode()
        assert 'data-kind="full"' in page
        assert re.search(rf"path\.csv\?v=1&amp;t=1&amp;c=1&amp;o=work_security&amp;[^\"]*&amp;run={run.pk}", page)
    one, eight = (
        client.get(address("download", "path", "csv", query=f"t=1&c=1&o=work_security{more}")).content
        for more in ("", f"&run={run.pk}")
    )
    assert one != eight
    assert "run_full(asked" in client.get(address("part", "manifest", query=f"t=1&c=1&run={run.pk}")).content.decode()
    assert client.post(address("full", query="").rstrip("?"), {"t": "1", "c": "1"}).url == url
    assert FullRun.objects.count() == 1
    assert str(run.pk) in client.get(address("runs", query="")).content.decode()


def test_a_full_run_of_somebody_else_does_not_exist(client, client_of_another, short):
    url, run = begun(client)
    run_service.carry_out(str(run.pk))
    shared = f"t=1&c=1&o=work_security&run={run.pk}"
    desk = client_of_another.get(address("desk", query=f"{shared}&now=1")).content.decode()
    assert "is van een ander bezoek" in desk
    assert not re.search(rf"path\.csv[^\"]*{run.pk}", desk)
    assert client_of_another.get(address("download", "path", "csv", query=shared)).status_code == 409
    assert "is van een ander bezoek" not in client.get(address("desk", query=f"{shared}&now=1")).content.decode()
    assert client_of_another.get(url).status_code == 404
    assert client_of_another.post(address("stop", run.pk, query="").rstrip("?")).status_code == 404
    assert str(run.pk) not in client_of_another.get(address("runs", query="")).content.decode()


def test_a_full_run_that_somebody_had_made_is_there_at_once_for_who_asks_the_same(client, client_of_another, short):
    url, first = begun(client)
    run_service.carry_out(str(first.pk))
    answer = client_of_another.post(address("full", query="").rstrip("?"), {"t": "1", "c": "1"})
    assert answer.url != url
    second = FullRun.objects.exclude(pk=first.pk).get()
    assert (second.key, second.status, second.done) == (first.key, "finished", second.total)
    shown = client_of_another.get(address("answer", query=f"t=1&c=1&run={second.pk}")).content.decode()
    assert 'data-kind="full"' in shown


def test_a_full_run_stops_and_goes_on(client, short):
    url, run = begun(client)
    client.post(address("stop", run.pk, query="").rstrip("?"))
    run.refresh_from_db()
    assert run.status == "stopped"
    run_service.carry_out(str(run.pk))
    run.refresh_from_db()
    assert run.status == "stopped"
    client.post(address("resume", run.pk, query="").rstrip("?"))
    run_service.carry_out(str(run.pk))
    run.refresh_from_db()
    assert run.status == "finished"
    assert client.get(url).status_code == 200


def test_a_full_run_that_fell_silent_is_marked_and_can_go_on(client, short, monkeypatch):
    url, run = begun(client)
    FullRun.objects.update(status="running")
    monkeypatch.setattr(run_service, "SILENT_SECONDS", -1)
    assert "onderbroken" in client.get(url).content.decode()
    client.post(address("resume", run.pk, query="").rstrip("?"))
    run.refresh_from_db()
    assert run.status == "waiting"


def test_a_full_run_of_something_that_has_changed_since_is_not_made_under_its_name(client, short, language):
    """Nothing else is ever kept under the name of what was asked: an own plane may be gone, or the model renewed."""
    _url, run = begun(client)
    FullRun.objects.update(query="t=0.5&c=0.5")
    run_service.carry_out(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.reason) == ("failed", run_service.CHANGED)
    assert not run_service.folder_of(run.key).exists()
    page = client.get(address("run", run.pk, language=language, query="")).content.decode()
    assert {"nl": "vraag deze berekening opnieuw aan", "en": "ask for this calculation again"}[language] in page


def test_full_runs_beyond_the_most_stop_the_oldest(client, short):
    for place in range(5):
        client.post(address("full", query="").rstrip("?"), {"t": str(place / 10), "c": "0"})
    waiting = FullRun.objects.filter(status="waiting").count()
    assert waiting == run_service.MOST_UNFINISHED


def _results_of(user, key, days_ago=0):
    """A run of somebody, with results in its folder."""
    run = FullRun.objects.create(user=user, query="w=baseline", key=key, status="finished")
    FullRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    (run_service.folder_of(key) / "runs").mkdir(parents=True, exist_ok=True)
    (run_service.folder_of(key) / "manifest.json").write_text("{}")


def test_the_purge_takes_results_with_their_rows_and_leaves_shared_ones(make_user):
    user = make_user("ada@one.example")
    _results_of(user, "old", days_ago=91)
    _results_of(user, "shared", days_ago=91)
    _results_of(None, "shared", days_ago=1)
    assert personal_data.purge()["policy_desk.FullRun"] == 2
    assert not run_service.folder_of("old").exists()
    assert run_service.is_there("shared")


@pytest.mark.django_db(transaction=True)
def test_who_is_erased_takes_the_results_along(make_user):
    ada, grace = make_user("ada@one.example"), make_user("grace@one.example")
    _results_of(ada, "of-ada")
    _results_of(ada, "of-both")
    _results_of(grace, "of-both")
    personal_data.erase(ada)
    assert not run_service.folder_of("of-ada").exists()
    assert run_service.is_there("of-both")


# ---------------------------------------------------------------- nonsense

texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "1e999",
        "nan",
        "-0",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "=1+1",
        "W3:caseload=1e9",
        "W3+W3",
        "\x00",
        "9" * 400,
        "A",
        "baseline",
    ]
)
keys = st.sampled_from(
    ["v", "w", "t", "c", "p", "o", "g", "s", "m", "f", "k", "x", "run", "W3", "W3.caseload", "zz", "now"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(keys, texts, max_size=6),
    place=st.sampled_from(
        ["", "explain", "preview.json", "ahead", "runs", "part/flows", "part/../..", "file/flows.csv", "full/x", "full"]
    ),
)
def test_nothing_in_an_address_is_a_fault_of_ours(client, values, place):
    """No 500, and no script of somebody else's in a page, whatever an address holds."""
    # Worlds and measures of all kinds are tried in the tests of links; here runs would take too long.
    values = {
        key: value for key, value in values.items() if key not in ("t", "c", "s", "W3", "p", "w") or len(value) > 30
    }
    answer = client.get(f"/en/policy/{place}", values)
    assert answer.status_code < 500
    assert "<script>alert" not in answer.content.decode(errors="replace")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(keys, texts, max_size=6))
def test_nothing_in_a_form_is_a_fault_of_ours(client, values):
    assert client.post("/en/policy/full", values).status_code < 500


def test_the_style_of_charts_is_that_of_the_palette():
    assert chart_style.FILE.read_text() == chart_style.style()


def test_the_preview_names_no_measure_without_effect(client):
    data = json.loads(client.get(address("preview", query="o=wage_gini")).content)
    assert "W9" not in data["effects"]
