"""What people do at the policy desk in a real browser, on a workbench that really runs."""

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
A4_PIXELS = 794
"""Width of A4 at 96 pixels per inch."""
LONG = 120_000
"""The first answer of a fresh workbench builds its people first. [milliseconds]"""
HERE = "t=0.5&c=-0.3&p=W3,T3"


def _answered(page):
    page.wait_for_selector("#answer:not(.is-preview) [data-link]", timeout=LONG)


def _asked(page):
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def _scroll_through(page):
    page.evaluate("""async () => {
        for (let top = 0; top < document.body.scrollHeight; top += 500) {
            scrollTo(0, top); await new Promise((after) => setTimeout(after, 250));
        }
    }""")
    page.locator("#part-manifest .finding").wait_for(timeout=LONG)


def _at(page, technology, collective):
    box = page.locator("#plane").bounding_box()
    unit = box["width"] / 116
    return box["x"] + (8 + (technology + 1) * 50) * unit, box["y"] + (8 + (1 - collective) * 50) * unit


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_desk_with_an_answer_holds_no_fault_that_axe_finds(open_page, language, width, look):
    page = open_page(f"/{language}/policy/?{HERE}", width=width, look=look)
    _answered(page)
    _scroll_through(page)
    for path in ("", f"/{language}/policy/explain?{HERE}", f"/{language}/policy/runs"):
        if path:
            page.goto(path)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_dragging_shows_the_preview_and_letting_go_the_exact_answer(open_page, language):
    page = open_page(f"/{language}/policy/")
    _answered(page)
    before = page.locator("[data-outcome=work_security]").text_content()
    page.mouse.move(*_at(page, 0, 0))
    page.mouse.down()
    page.mouse.move(*_at(page, 0.9, -0.9), steps=5)
    page.locator("#answer.is-preview").wait_for()
    assert page.locator("[data-outcome=work_security]").text_content().startswith("≈")
    assert page.locator(".overlay polyline").get_attribute("points")
    said = {"nl": "Indicatief, uit de voorproef; fout tot ", "en": "Indicative, from the preview; error up to "}
    assert page.locator("#state").text_content().startswith(said[language])
    page.mouse.up()
    _answered(page)
    assert page.locator("[data-outcome=work_security]").text_content() not in (before, "")
    assert float(_asked(page)["t"]) == pytest.approx(0.9, abs=0.051)


def test_an_answer_that_takes_minutes_is_waited_for(open_page):
    """As the first after an installation does on a slow computer, where kernels are compiled."""
    held = []
    page = open_page("/nl/")
    page.clock.install()
    page.route("**/policy/answer**", lambda route: held.append(route))  # noqa: PLW0108 - a method cannot be marked
    with page.expect_request("**/policy/answer**"):
        page.goto("/nl/policy/?w=C")
    page.clock.fast_forward(300_000)
    held[0].continue_()
    _answered(page)


def test_where_the_hand_rests_the_exact_answer_is_begun(open_page):
    """On a measure before it is ticked, and on a point before it is let go; what is begun is what is asked for."""
    page = open_page("/nl/policy/?w=plane&t=0.2&c=0.2")
    _answered(page)
    with page.expect_request(lambda each: "/ahead?" in each.url and "W3=1" in each.url) as on_measure:
        page.locator("label.switch:has([name=W3])").hover()
    assert on_measure.value.response().status == 204
    with page.expect_request(lambda each: "/answer?" in each.url and "W3=1" in each.url):
        page.locator("label.switch:has([name=W3])").click()
    _answered(page)
    page.locator("#plane").scroll_into_view_if_needed()
    page.mouse.move(*_at(page, 0, 0))
    page.mouse.down()
    with page.expect_request(lambda each: "/ahead?" in each.url) as on_point:
        page.mouse.move(*_at(page, -0.9, 0.4), steps=3)
    with page.expect_request(lambda each: "/answer?" in each.url) as asked:
        page.mouse.up()
    values = [dict(parse_qsl(urlsplit(each.value.url).query)) for each in (on_point, asked)]
    assert [values[0][key] for key in "tcw"] == [values[1][key] for key in "tcw"]
    _answered(page)


def test_the_desk_is_used_by_keyboard_alone(open_page):
    page = open_page("/en/policy/")
    _answered(page)
    page.locator("#handle").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert "5% driven by technology" in page.locator("#handle").get_attribute("aria-valuetext")
    page.locator("#axis-c").focus()
    page.keyboard.press("Home")
    page.locator("input[name=W3]").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**p=W3**", timeout=LONG)
    _answered(page)
    assert (_asked(page)["t"], _asked(page)["c"]) == ("0.05", "-1")
    assert page.locator("#count").text_content() == "1 measure"
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "p=W3" not in url, timeout=LONG)
    page.locator("#redo").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**p=W3**", timeout=LONG)


def test_a_lever_is_moved_and_put_back(open_page):
    page = open_page("/nl/policy/?p=W3")
    _answered(page)
    page.locator("li.measure", has=page.locator("input[name=W3]")).locator("summary").click()
    lever = page.locator("[id='W3.caseload']")
    lever.focus()
    page.keyboard.press("Home")
    page.wait_for_url("**W3:caseload**", timeout=LONG)
    page.locator(".one-back[data-for='W3.caseload']").click()
    page.wait_for_url(lambda url: "caseload" not in url, timeout=LONG)


def test_a_link_opens_exactly_what_was_shared_in_either_language(open_page):
    page = open_page(f"/nl/policy/?{HERE}&o=grip_life&g=age")
    _answered(page)
    value = page.locator("[data-outcome=grip_life]").text_content()
    link = page.locator("#share").input_value()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/policy/**")
    _answered(page)
    assert page.locator("[data-outcome=grip_life]").text_content() == value.replace(",", ".")
    again = open_page(link)
    _answered(again)
    assert again.locator("[data-outcome=grip_life]").text_content() == value
    assert again.locator("#outcome").input_value() == "grip_life"
    assert again.locator(".message").count() == 0
    old = open_page(link.replace("&m=", "&m=0"))
    assert "andere versie van het model" in old.locator(".message").first.text_content()


def test_without_script_the_form_works(open_page):
    page = open_page("/nl/policy/", java_script_enabled=False)
    page.locator("summary", has_text="In wat voor land").click()
    page.locator("input[name=T3]").check()
    page.get_by_role("button", name="Reken uit").click(timeout=LONG)
    page.wait_for_url("**p=T3**", timeout=LONG)
    assert re.fullmatch(r"\d\d,\d%", page.locator("[data-outcome=work_security]").text_content())
    assert page.locator(".part").count() >= 8


def test_on_paper_stands_the_answer_and_nothing_to_press(open_page, language):
    page = open_page(f"/{language}/policy/?w=B&p=W3", width=A4_PIXELS)
    _answered(page)
    page.goto(f"/{language}/policy/?w=B&p=W3&now=1", timeout=LONG)
    page.emulate_media(media="print")
    for hidden in ("#controls", ".keep", ".page-header nav", ".skip-link", "main button", ".files"):
        assert [each for each in page.locator(hidden).all() if each.is_visible()] == [], hidden
    assert page.locator(".part h2").count() >= 8
    assert all(each.is_visible() for each in page.locator(".part h2, .path svg, .tile dt, .part .chart svg").all())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf().startswith(b"%PDF")


def test_a_full_run_shows_its_progress_stops_and_goes_on(open_page, language):
    ask, place = {"nl": ("Volledig doorrekenen", "t=1&c=1"), "en": ("Full run", "t=1&c=-1")}[language]
    stop, go_on = {"nl": ("Stop", "Ga verder"), "en": ("Stop", "Go on")}[language]
    page = open_page(f"/{language}/policy/?{place}")
    _answered(page)
    page.get_by_role("button", name=ask).click()
    page.locator("#full progress").wait_for()
    page.locator("#full #told", has_text=re.compile(r"^[1-9]")).wait_for(timeout=LONG)
    page.locator("#full").get_by_role("button", name=stop).click()
    page.locator("#full").get_by_role("button", name=go_on).wait_for(timeout=LONG)
    page.locator("#full").get_by_role("button", name=go_on).click()
    page.locator("#full progress").wait_for(timeout=LONG)
    page.goto(f"/{language}/policy/runs")
    assert page.locator("tbody tr").count() == 1
    page.locator("tbody a").first.click()
    page.get_by_role("button", name=stop).click()
    page.get_by_role("button", name=go_on).wait_for(timeout=LONG)
