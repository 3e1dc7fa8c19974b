"""Questionnaires: ours are whole, and survive the way to LimeSurvey and SurveyJS and back."""

import csv
import io
import json

import pytest

from houvast.surveys.exchange_formats import import_questionnaire, to_yaml
from houvast.surveys.limesurvey import from_limesurvey, to_limesurvey
from houvast.surveys.questionnaire import given_questionnaires, read_questionnaire
from houvast.surveys.surveyjs import from_surveyjs, to_surveyjs
from houvast.vocabulary.errors import HouvastError

ROUTED = """\
name: routed
version: 2
title: {nl: Proef, en: Trial}
answers:
  yes_no: [{code: 1, nl: ja, en: 'yes'}, {code: 2, nl: nee, en: 'no'}]
scales:
  care: {name: {nl: zorg, en: care}, questions: [cares, hours]}
questions:
  cares: {answers: yes_no, text: {nl: "Zorgt u voor iemand?", en: "Do you care for somebody?"}}
  hours: {answers: yes_no, reversed: true, visible_if: "cares == 1", text: {nl: Veel uren?, en: Many hours?}}
  remarks: {text: {nl: Opmerkingen, en: Remarks}}
"""
LSS = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<groups><rows><row><gid>1</gid><group_name>Care</group_name></row></rows></groups>
<questions><rows>
<row><qid>7</qid><gid>1</gid><type>L</type><title>cares</title><question_order>1</question_order><relevance>1</relevance></row>
<row><qid>8</qid><gid>1</gid><type>T</type><title>remarks</title><question_order>2</question_order>
<relevance><![CDATA[(cares.NAOK == "Y")]]></relevance></row></rows></questions>
<question_l10ns><rows>
<row><qid>7</qid><question>Do you care for somebody?</question><language>en</language></row>
<row><qid>7</qid><question>Zorgt u voor iemand?</question><language>nl</language></row>
<row><qid>8</qid><question>Remarks</question><language>en</language></row></rows></question_l10ns>
<answers><rows><row><aid>1</aid><qid>7</qid><code>Y</code></row><row><aid>2</aid><qid>7</qid><code>N</code></row></rows></answers>
<answer_l10ns><rows><row><aid>1</aid><answer>yes</answer><language>en</language></row>
<row><aid>2</aid><answer>no</answer><language>en</language></row></rows></answer_l10ns>
</document>"""


@pytest.fixture
def routed(tmp_path):
    (tmp_path / "routed.yaml").write_text(ROUTED)
    return read_questionnaire(tmp_path / "routed.yaml")


def essence(questionnaire, with_scale=True):
    """What must survive: keys, words, answers, routing, direction."""
    return {
        q.key: (q.text, q.answers, q.visible_if, q.is_reversed, q.scale if with_scale else "")
        for q in questionnaire.questions
    }


@pytest.mark.parametrize("name", given_questionnaires())
def test_ours_are_whole(name):
    questionnaire = read_questionnaire(name)
    assert "own" in questionnaire.source
    for question in questionnaire.questions:
        assert question.text.nl
        assert question.text.en
        assert question.text.nl != question.text.en
        assert question.scale
    for scale in questionnaire.scales:
        assert len(scale.items) >= 3
        assert scale.name.nl != scale.name.en


def test_the_structure_of_the_source_is_kept():
    contract = read_questionnaire("questionnaire_psychological_contract")
    sides = [scale.side for scale in contract.scales]
    assert (sides.count("organisation"), sides.count("worker")) == (6, 2)
    assert contract.asks == ("obliged", "fulfilled")
    assert "Not the NTPCV" in contract.source
    assert {scale.grip for scale in read_questionnaire("questionnaire_good_work").scales} == {"money", "work", "life"}


@pytest.mark.parametrize("name", given_questionnaires())
def test_there_and_back(name):
    questionnaire = read_questionnaire(name)
    assert essence(from_limesurvey(to_limesurvey(questionnaire), "x.tsv", name)) == essence(questionnaire)
    assert essence(from_surveyjs(to_surveyjs(questionnaire), "x.json", name)) == essence(questionnaire)


def test_routing_goes_along(routed, tmp_path):
    tsv, js = to_limesurvey(routed), to_surveyjs(routed)
    rows = list(csv.DictReader(io.StringIO(tsv), delimiter="\t"))
    relevance = {row["name"]: row["relevance"] for row in rows if row["class"] == "Q"}
    assert relevance == {"cares": "1", "hours": "cares.NAOK == 1", "remarks": "1"}
    elements = [element for page in json.loads(js)["pages"] for element in page["elements"]]
    assert [element.get("visibleIf") for element in elements] == [None, "{cares} == 1", None]
    assert essence(from_limesurvey(tsv, "x", "routed"), False) == essence(routed, False)
    (tmp_path / "again.yaml").write_text(to_yaml(from_surveyjs(js, "x", "routed")))
    assert essence(read_questionnaire(tmp_path / "again.yaml"), False) == essence(routed, False)


def test_an_lss_file_is_read(tmp_path):
    (tmp_path / "care.lss").write_text(LSS)
    read = import_questionnaire(str(tmp_path / "care.lss"))
    cares, remarks = read.questions
    assert (cares.text.nl, cares.text.en) == ("Zorgt u voor iemand?", "Do you care for somebody?")
    assert [(answer.code, answer.text.en) for answer in cares.answers] == [("Y", "yes"), ("N", "no")]
    assert (remarks.visible_if, remarks.answers) == ('cares == "Y"', ())


def test_surveyjs_of_somebody_else_is_read():
    content = {
        "title": "Tevreden?",
        "pages": [
            {
                "name": "p",
                "elements": [
                    {"type": "rating", "name": "score", "rateMax": 3},
                    {
                        "type": "panel",
                        "elements": [
                            {"type": "boolean", "name": "again", "visibleIf": "{score} = 1"},
                            {"type": "dropdown", "name": "where", "choices": ["home", {"value": 2, "text": "away"}]},
                        ],
                    },
                ],
            }
        ],
    }
    read = from_surveyjs(json.dumps(content), "x.json", "x")
    assert [[a.code for a in q.answers] for q in read.questions] == [["1", "2", "3"], ["true", "false"], ["home", "2"]]
    assert read.questions[1].visible_if == "score == 1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "surveys.not_imported"),
        ("[]", "surveys.not_imported"),
        ('{"pages": []}', "surveys.not_imported"),
        ('{"pages": [{"elements": [{"type": "matrix", "name": "m"}]}]}', "surveys.question_kind"),
        ('{"pages": [{"elements": [{"type": "text"}]}]}', "surveys.not_imported"),
    ],
)
def test_bad_surveyjs(text, code):
    with pytest.raises(HouvastError) as fault:
        from_surveyjs(text, "x.json", "x")
    assert fault.value.codes == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "class\tname\n",
        "<document>",
        "<document></document>",
        '<!DOCTYPE d [<!ENTITY a "aaaa">]><document>&a;</document>',
        "class\ttype/scale\tname\ttext\n",
        "class\ttype/scale\tname\ttext\nA\t0\t1\tan answer to nothing\n",
        "<document><questions><rows><row><qid>1</qid></row></rows></questions></document>",
        "<document><questions><rows><row><gid>x</gid></row></rows></questions></document>",
    ],
)
def test_bad_limesurvey(text):
    with pytest.raises(HouvastError) as fault:
        from_limesurvey(text, "x.lss", "x")
    assert fault.value.codes == ("surveys.not_imported",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("cares == 1", "later == 1"), "surveys.routing"),
        (("cares == 1", "cares =="), "surveys.routing"),
        (("[cares, hours]", "[cares, huors]"), "surveys.no_question"),
        (("code: 2", "code: 1"), "surveys.code_twice"),
        (("answers: yes_no, reversed", "answers: yes_on, reversed"), "surveys.choice"),
        (("remarks:", "Re_marks:"), "surveys.question_key"),
        (("reversed: true", "revesred: true"), "surveys.unknown_key"),
        (("version: 2", "edition: 2"), "surveys.wrong_form"),
        (("Trial}", "Trial, own}"), "surveys.unknown_key"),
    ],
)
def test_faults_of_a_questionnaire(tmp_path, change, code):
    (tmp_path / "q.yaml").write_text(ROUTED.replace(*change))
    with pytest.raises(HouvastError) as fault:
        read_questionnaire(tmp_path / "q.yaml")
    assert code in fault.value.codes
