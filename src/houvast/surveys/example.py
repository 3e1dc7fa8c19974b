"""An invented survey to try everything on: answers by chance, the same for the same seed. Nobody was asked anything."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable

import numpy as np
import polars as pl

from houvast.surveys.questionnaire import Questionnaire, read_questionnaire

N_ROWS = 4000
SECTORS, AGES, SEXES = ("care", "industry", "trade"), ("15-24", "25-44", "45-64", "65+"), ("f", "m")
PERIODS = ("2021", "2022", "2023", "2024")
COMPANY_SHARE = 0.3
MISSING_SHARE = 0.03
ANSWERS = 5
DESIGN = "weights: weight\nstrata: sector\nid: respondent\n"
STATISTICS = """\
- {statistic: mean, variables: [work1, work2], by: [sector], missing: each}
- {statistic: proportion, variables: [life2], where: 'sector == "care" and year >= 2023'}
- {statistic: contrast, variables: [money3], by: [sex]}
- {statistic: gini, variables: [hourly_wage]}
- {statistic: oaxaca, variables: [hourly_wage, age, work3], by: [sex], first: m}
"""


def example_files(seed: int = 1) -> dict[str, bytes]:
    """Make the files of the example: answers, design, statistics, codebook, a contract survey, a table of counts."""
    luck = np.random.default_rng(seed)
    good_work, contract = (
        read_questionnaire("questionnaire_good_work"),
        read_questionnaire("questionnaire_psychological_contract"),
    )
    return {
        "answers.csv": _csv(_answers(good_work, luck)),
        "design.yaml": DESIGN.encode(),
        "statistics.yaml": STATISTICS.encode(),
        "codebook.yaml": codebook_of(good_work).encode(),
        "contract.csv": _csv(_contract(contract, luck)),
        "counts.csv": _csv(_counts(luck)),
    }


def codebook_of(questionnaire: Questionnaire) -> str:
    """A codebook for a questionnaire of grips, with the columns of the example."""
    items = {}
    for scale in questionnaire.scales:
        for question in (each for each in questionnaire.questions if each.scale == scale.key):
            codes = [int(answer.code) for answer in question.answers]
            items[question.key] = {
                "grip": scale.grip,
                "answers": [min(codes), max(codes)],
                "direction": "down" if question.is_reversed else "up",
                "source": questionnaire.identity,
                "question": {"nl": question.text.nl, "en": question.text.en},
            }
    content = {
        "title": {"nl": "Monitor goed werk (verzonnen voorbeeld)", "en": "Good-work monitor (invented example)"},
        "design": {"weights": "weight", "strata": "sector", "id": "respondent"},
        "period": "year",
        "breaks": ["2022"],
        "groups": ["sex", "age", "sector"],
        "sector": "sector",
        "benchmark": {"column": "company", "value": "acme", "standardise_by": ["age", "sex"]},
        "minimum_n": 100,
        "items": items,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"  # JSON is YAML too


def _answers(questionnaire: Questionnaire, luck: np.random.Generator) -> pl.DataFrame:
    sector, sex, age = (luck.choice(each, N_ROWS) for each in (SECTORS, SEXES, AGES))
    year = luck.choice(PERIODS, N_ROWS)
    company = np.where((luck.random(N_ROWS) < COMPANY_SHARE) & (sector == "care"), "acme", "other")
    content = luck.normal(0, 1, N_ROWS) + 0.4 * (sector == "industry") - 0.3 * (age == "15-24")
    columns: dict[str, Iterable[object]] = {
        "respondent": np.arange(1, N_ROWS + 1),
        "weight": np.round(luck.uniform(50, 250, N_ROWS), 1),
        "year": year,
        "sector": sector,
        "company": company,
        "sex": sex,
        "age": age,
        "hourly_wage": np.round(np.exp(luck.normal(3 + 0.08 * (sex == "m"), 0.4)), 2),
    }
    for question in questionnaire.questions:
        columns[question.key] = _answer(luck, content, question.is_reversed)
    return pl.DataFrame(columns)


def _answer(luck: np.random.Generator, content: np.ndarray, is_reversed: bool) -> list[int | None]:
    felt = 3.2 + content * 0.6 + luck.normal(0, 0.9, len(content))
    codes = np.clip(np.rint(felt), 1, ANSWERS).astype(int)
    codes = ANSWERS + 1 - codes if is_reversed else codes
    left_out = luck.random(len(content)) < MISSING_SHARE
    return [None if out else int(code) for code, out in zip(codes, left_out, strict=True)]


def _contract(questionnaire: Questionnaire, luck: np.random.Generator) -> pl.DataFrame:
    n = 180
    role = np.array(["employee"] * (n - 3) + ["employer"] * 3)
    columns: dict[str, Iterable[object]] = {
        "role": role,
        "team": luck.choice(["north", "south", "east", "west"], n, p=[0.4, 0.3, 0.25, 0.05]),
    }
    content = luck.normal(0, 1, n)
    for question in questionnaire.questions:
        more = 1.0 if question.ask == "obliged" else 0.0
        columns[question.key] = _answer(luck, content + more, question.is_reversed)
    return pl.DataFrame(columns)


def _counts(luck: np.random.Generator) -> pl.DataFrame:
    shares = luck.dirichlet([3, 8, 9, 4])
    rows = [
        (f"department {number:02}", age, int(count))
        for number in range(1, 13)
        for age, count in zip(AGES, luck.multinomial(int(luck.integers(40, 120)), shares), strict=True)
    ]
    return pl.DataFrame(rows, schema=["department", "age", "count"], orient="row")


def _csv(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_csv(buffer)
    return buffer.getvalue()
