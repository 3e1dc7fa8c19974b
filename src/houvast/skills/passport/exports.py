"""A passport taken elsewhere: Open Badges 3.0, the European Learning Model, JSON and CSV.

Open Badges follow VC 2.0 and are signed; the European Learning Model follows VC 1.1 and is written unsealed, for only
an organisation with a qualified seal can seal it. The two are mapped apart. JSON and CSV need no wallet at all.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from houvast.skills.passport.folder import HOLDER_KEY, ISSUER_KEY, Passport
from houvast.skills.passport.keys import did_of, need_passport_packages, read_key

CSV_COLUMNS = ("uri", "name", "framework", "level", "scale", "evidence", "by", "date", "expires")
_LEVELS = ["1", "2", "3", "4"]
_EVIDENCE = {
    "self": "said by the holder",
    "peer": "said by a colleague",
    "employer": "attested by an employer",
    "certified": "certified",
}
ELM_CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
_START_OF_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(passport: Passport) -> str:
    """Return everything the passport says, the log of shares included, without keys."""
    return json.dumps(passport.record, ensure_ascii=False, indent=2) + "\n"


def as_csv(passport: Passport) -> str:
    """Return a row per skill; a cell that a spreadsheet would take for a formula gets a quotation mark before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for skill in passport.record["skills"]:
        cells = [str(skill[name]) for name in CSV_COLUMNS]
        writer.writerow([f"'{cell}" if cell.startswith(_START_OF_FORMULA) else cell for cell in cells])
    return buffer.getvalue()


def as_badges(passport: Passport, issuer_key: Path | None = None) -> list[str]:
    """Return an Open Badge 3.0 per skill, as a signed VC-JWT.

    Parameters
    ----------
    passport
        The passport.
    issuer_key
        Key of the issuer; by default the one in the folder, where the person issues.
    """
    need_passport_packages()
    from openbadgeslib.ob3.credential import (
        Achievement,
        Alignment,
        Evidence,
        Issuer,
        OpenBadgeCredential,
        Result,
        ResultDescription,
    )
    from openbadgeslib.ob3.signer import OB3Signer

    path = issuer_key or passport.folder / ISSUER_KEY
    issuer = Issuer(id=did_of(read_key(path).public_jwk()), name=passport.record["issuer"] or "the holder")
    signer = OB3Signer(path.read_bytes(), algorithm="ES256")
    holder = did_of(read_key(passport.folder / HOLDER_KEY).public_jwk())
    badges = []
    for skill in passport.record["skills"]:
        level_id = f"{skill['uri']}#level"
        achievement = Achievement(
            id=skill["uri"],
            name=skill["name"],
            description=skill["name"],
            criteria_narrative=_EVIDENCE[skill["evidence"]],
            achievement_type="Competency",
            alignments=[
                Alignment(target_name=skill["name"], target_url=skill["uri"], target_framework=skill["framework"])
            ],
            result_descriptions=[
                ResultDescription(id=level_id, name="level", result_type="RubricCriterionLevel", allowed_values=_LEVELS)
            ],
        )
        credential = OpenBadgeCredential(
            issuer=issuer,
            recipient_id=holder,
            achievement=achievement,
            issuance_date=datetime.fromisoformat(passport.record["issued"]),
            expiration_date=datetime.fromisoformat(passport.record["expires"]),
            evidence=[Evidence(name=skill["evidence"], narrative=skill["by"] or _EVIDENCE[skill["evidence"]])],
            results=[Result(value=str(skill["level"]), result_description=level_id)],
        )
        badges.append(signer.sign(credential))
    return badges


def as_elm(passport: Passport) -> str:
    """Return the passport after the European Learning Model 3, as JSON-LD, unsealed."""
    record = passport.record
    credential = {
        "@context": ["https://www.w3.org/2018/credentials/v1", ELM_CONTEXT],
        "id": f"{record['status']['uri']}:{record['status']['index']}",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": {"type": "Organisation", "legalName": {"nl": [record["issuer"] or "zelf"]}},
        "issuanceDate": record["issued"],
        "expirationDate": record["expires"],
        "credentialSubject": {
            "type": "Person",
            "hasClaim": [_elm_claim(skill) for skill in record["skills"]],
        },
        "displayParameter": {
            "type": "DisplayParameter",
            "title": {"nl": ["Vaardighedenpaspoort (niet verzegeld)"], "en": ["Skills passport (unsealed)"]},
        },
    }
    return json.dumps(credential, ensure_ascii=False, indent=2) + "\n"


def _elm_claim(skill: dict[str, Any]) -> dict[str, Any]:
    concept = {
        "type": "Concept",
        "id": skill["uri"],
        "prefLabel": {"nl": [skill["name"]]},
        "inScheme": {"type": "ConceptScheme", "id": "http://data.europa.eu/esco/concept-scheme/skills"},
    }
    is_esco = skill["uri"].startswith("http://data.europa.eu/esco/")
    outcome = {"type": "LearningOutcome", "title": {"nl": [skill["name"]]}}
    return {
        "type": "LearningAchievement",
        "title": {"nl": [skill["name"]]},
        "description": {"en": [f"level {skill['level']} of 4, {_EVIDENCE[skill['evidence']]}"]},
        "specifiedBy": {
            "type": "LearningAchievementSpecification",
            "title": {"nl": [skill["name"]]},
            "learningOutcome": [
                outcome | ({"relatedESCOSkill": [concept]} if is_esco else {"relatedSkill": [concept]})
            ],
        },
    }
