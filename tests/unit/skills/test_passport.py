"""Passports: everything that is wrong is refused with its reason, and two implementations agree."""

from __future__ import annotations

import base64
import csv
import json
import stat
import time

import pytest

from houvast.skills.passport.exports import as_badges, as_csv, as_elm, as_json
from houvast.skills.passport.folder import delete_passport, open_passport
from houvast.skills.passport.issue import VCT, disclosed, issue_passport, present, revoke
from houvast.skills.passport.keys import did_of, new_key, public_pem, read_key
from houvast.skills.passport.sharing import qr_codes
from houvast.skills.passport.verify import verify
from houvast.skills.profile import HeldSkill, Profile
from houvast.vocabulary.errors import HouvastError

pytest.importorskip("openvc", reason="needs the extra passport")

AUDIENCE = "Bakkerij De Korst"


@pytest.fixture
def passport(tmp_path, built_in):
    """A passport of forty skills, issued by an employer."""
    uris = built_in.skills["uri"].to_list()[:40]
    held = [HeldSkill(uri, 1 + n % 4, "employer", "Bakkerij Oud", "2026-01-01") for n, uri in enumerate(uris)]
    new_key(tmp_path / "employer.pem")
    return issue_passport(
        Profile("built-in", tuple(held)), built_in, tmp_path / "mine", 30, tmp_path / "employer.pem", "Bakkerij Oud"
    )


@pytest.fixture
def shown(passport):
    """Two of the forty skills, shown to a bakery."""
    uris = [each["uri"] for each in passport.record["skills"]]
    return present(passport, [uris[2], uris[5]], AUDIENCE, "nonce-1")


def checked(passport, text, audience=AUDIENCE, nonce="nonce-1", status="", seen=None):
    """Check a presentation with the key and status list in the folder."""
    key = json.loads((passport.folder / "issuer.json").read_text())
    listed = (passport.folder / "status.jwt").read_text() if status == "" else status
    return verify(text, key, listed, audience, nonce, seen)


def resigned(passport, key, **changes):
    """The same passport with other claims, signed by the issuer, and a presentation of it."""
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    holder = read_key(passport.folder / "holder.pem")
    now = int(time.time())
    claims = {"iss": did_of(key.public_jwk()), "nbf": now - 10, "exp": now + 1000, "vct": VCT}
    claims["status"] = {
        "status_list": {"uri": passport.record["status"]["uri"], "idx": passport.record["status"]["index"]}
    }
    claims |= {"skill_1": {"uri": "u"}, **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    suite = SdJwtVcProofSuite()
    token = suite.issue(claims, signing_key=key, disclosable=["skill_1"], holder_jwk=holder.public_jwk())
    return suite.create_presentation(token, holder_key=holder, audience=AUDIENCE, nonce="nonce-1")


def test_two_of_forty_skills_are_shown_and_hold(passport, shown):
    verdict = checked(passport, shown)
    assert verdict.holds
    assert [each["uri"] for each in verdict.skills] == sorted(
        (passport.record["skills"][n]["uri"] for n in (2, 5)), key=[each["uri"] for each in verdict.skills].index
    )
    assert {each["uri"] for each in verdict.skills} == {passport.record["skills"][n]["uri"] for n in (2, 5)}
    assert verdict.issuer == "Bakkerij Oud"
    assert not verdict.self_issued


def test_nothing_else_is_revealed(passport, shown):
    """The bytes of what is shown are searched, and all that is encoded in them."""
    parts = [shown, *shown.replace("~", ".").split(".")]
    plain = b"\n".join(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts[1:]) + shown.encode()
    for number, skill in enumerate(passport.record["skills"]):
        is_shown = number in (2, 5)
        assert (skill["uri"].encode() in plain) is is_shown
        assert (json.dumps(skill["name"])[1:-1].encode() in plain) is is_shown


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": 1_000_000_000}, "expired"),
        ({"exp": None}, "expired"),
        ({"nbf": 4_000_000_000}, "not_yet_valid"),
        ({"vct": "urn:other"}, "wrong_type"),
        ({"status": None}, "status_unknown"),
        ({"status": {"status_list": {"uri": "urn:other", "idx": 1}}}, "status_unknown"),
        ({"status": {"status_list": {"uri": "x", "idx": -1}}}, "status_unknown"),
        ({"iss": "did:jwk:other"}, "wrong_issuer"),
    ],
)
def test_a_passport_with_a_wrong_claim_is_refused(passport, tmp_path, changes, reason):
    text = resigned(passport, read_key(tmp_path / "employer.pem"), **changes)
    assert checked(passport, text).reason == reason


def test_the_check_itself_passes_what_is_right(passport, tmp_path):
    assert checked(passport, resigned(passport, read_key(tmp_path / "employer.pem"))).holds


def test_wrong_audience_nonce_and_status_are_refused(passport, shown):
    assert checked(passport, shown, audience="Ander").reason == "wrong_audience"
    assert checked(passport, shown, nonce="other").reason == "wrong_nonce"
    assert checked(passport, shown, audience="").reason == "wrong_audience"
    assert checked(passport, shown, nonce="").reason == "wrong_nonce"
    assert checked(passport, shown, status=None).reason == "status_unknown"
    assert checked(passport, shown, status="x.y.z").reason == "status_unknown"


def test_stripped_key_binding_is_refused(passport, shown):
    assert checked(passport, shown.rpartition("~")[0] + "~").reason == "no_key_binding"


def test_what_was_altered_is_refused(passport, shown):
    signed, first, second, binding = shown.split("~")
    other = json.loads(json.dumps(disclosed(first)))
    other[2]["level"] = 4 if other[2]["level"] != 4 else 1
    forged = base64.urlsafe_b64encode(json.dumps(other).encode()).rstrip(b"=").decode()
    assert checked(passport, f"{signed}~{forged}~{second}~{binding}").reason == "altered"
    assert checked(passport, f"{signed}~{second}~{binding}").reason == "altered"  # one taken out
    assert checked(passport, "~".join((signed[:-6] + "AAAAAA", first, second, binding))).reason == "altered"


@pytest.mark.parametrize("text", ["", "~", "a~b", "x.y.z~", "~" * 5000, "é~", "e30.e30.e30~~", "x" * 2_000_000])
def test_nonsense_is_refused(passport, text):
    assert not checked(passport, text).holds


def test_a_stolen_presentation_with_another_holder_is_refused(passport, shown, tmp_path):
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    thief = new_key(tmp_path / "thief.pem")
    bare = shown.rpartition("~")[0] + "~"
    text = SdJwtVcProofSuite().create_presentation(bare, holder_key=thief, audience=AUDIENCE, nonce="nonce-1")
    assert checked(passport, text).reason == "altered"


def test_another_issuer_is_refused(passport, shown, tmp_path):
    key = new_key(tmp_path / "other.pem")
    listed = (passport.folder / "status.jwt").read_text()
    assert verify(shown, key.public_jwk(), listed, AUDIENCE, "nonce-1").reason == "altered"


def test_a_revoked_passport_is_refused(passport, shown, tmp_path):
    with pytest.raises(HouvastError) as fault:
        revoke(passport)  # the issuer is an employer, whose key is not in the folder
    assert fault.value.codes == ("files.missing",)
    revoke(passport, tmp_path / "employer.pem")
    assert checked(passport, shown).reason == "revoked"


def test_a_nonce_holds_once(passport, shown, tmp_path):
    seen = tmp_path / "seen.json"
    assert checked(passport, shown, seen=seen).holds
    assert checked(passport, shown, seen=seen).reason == "replayed_nonce"
    assert "nonce-1" not in seen.read_text()


def test_a_share_ends(passport):
    uri = passport.record["skills"][0]["uri"]
    text = present(passport, [uri], AUDIENCE, hours=-1)
    assert checked(passport, text, nonce=passport.record["shares"][-1]["nonce"]).reason == "share_expired"
    text = present(passport, [uri], AUDIENCE, hours=1)
    assert checked(passport, text, nonce=passport.record["shares"][-1]["nonce"]).holds


def test_shares_are_logged_and_unknown_skills_refused(passport, shown):
    again = open_passport(passport.folder)
    assert [(each["to"], len(each["skills"])) for each in again.record["shares"]] == [(AUDIENCE, 2)]
    for uris in ([], ["urn:x"]):
        with pytest.raises(HouvastError) as fault:
            present(passport, uris, AUDIENCE)
        assert fault.value.codes == ("skills.share_empty",)


def test_a_passport_issued_here_verifies_with_another_library(passport, shown):
    """sd-jwt is by the authors of the specification and shares no code with openvc."""
    sd_jwt = pytest.importorskip("sd_jwt.verifier")
    from jwcrypto.jwk import JWK

    key = JWK.from_json((passport.folder / "issuer.json").read_text())
    found = sd_jwt.SDJWTVerifier(shown, lambda *_: key, AUDIENCE, "nonce-1").get_verified_payload()
    skills = [value["uri"] for name, value in found.items() if name.startswith("skill_")]
    assert set(skills) == {passport.record["skills"][n]["uri"] for n in (2, 5)}


def test_a_passport_issued_by_another_library_verifies_here(passport, tmp_path):
    issuer_module = pytest.importorskip("sd_jwt.issuer")
    from jwcrypto.jwk import JWK
    from sd_jwt.common import SDObj
    from sd_jwt.holder import SDJWTHolder

    key = JWK.from_pem((tmp_path / "employer.pem").read_bytes())
    holder = JWK.from_pem((passport.folder / "holder.pem").read_bytes())
    now = int(time.time())
    place = passport.record["status"]
    claims = {
        "iss": did_of(json.loads(key.export_public())), "iat": now, "nbf": now, "exp": now + 1000, "vct": VCT,
        "status": {"status_list": {"uri": place["uri"], "idx": place["index"]}},
        SDObj("skill_a"): {"uri": "urn:a"}, SDObj("skill_b"): {"uri": "urn:b"},
    }  # fmt: skip
    issued = issuer_module.SDJWTIssuer(claims, key, holder, extra_header_parameters={"typ": "dc+sd-jwt"})
    wallet = SDJWTHolder(issued.sd_jwt_issuance)
    wallet.create_presentation({"skill_a": True}, "nonce-1", AUDIENCE, holder)
    verdict = checked(passport, wallet.sd_jwt_presentation)
    assert verdict.reason is None
    assert verdict.skills == ({"uri": "urn:a"},)


def test_badges_verify_and_carry_skill_level_and_evidence(passport, tmp_path):
    from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

    badges = as_badges(passport, tmp_path / "employer.pem")
    assert len(badges) == 40
    key = json.loads((passport.folder / "issuer.json").read_text())
    verifier = OB3Verifier(public_pem(key))
    found = verifier.verify(badges[3])
    skill = passport.record["skills"][3]
    assert found.achievement.alignments[0].target_url == skill["uri"]
    assert found.achievement.alignments[0].target_framework == "Houvast built-in"
    assert found.results[0].value == str(skill["level"])
    head, body, signature = badges[3].split(".")
    with pytest.raises(OB3VerificationError):
        verifier.verify(f"{head}.{body[:-4]}AAAA.{signature}")


def test_badges_verify_with_another_library(passport, tmp_path):
    pytest.importorskip("jwcrypto")
    from jwcrypto.jwk import JWK
    from jwcrypto.jws import JWS

    badge = JWS()
    badge.deserialize(as_badges(passport, tmp_path / "employer.pem")[0])
    badge.verify(JWK.from_json((passport.folder / "issuer.json").read_text()))
    payload = json.loads(badge.payload)
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert "OpenBadgeCredential" in payload["type"]


def test_plain_exports_hold_everything_and_no_key(passport):
    rows = list(csv.DictReader(as_csv(passport).splitlines()))
    assert [row["uri"] for row in rows] == [each["uri"] for each in passport.record["skills"]]
    assert json.loads(as_json(passport))["skills"] == passport.record["skills"]
    elm = json.loads(as_elm(passport))
    assert elm["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    assert len(elm["credentialSubject"]["hasClaim"]) == 40
    assert "proof" not in elm
    assert "PRIVATE" not in as_json(passport) + as_csv(passport) + as_elm(passport)


def test_a_cell_that_looks_like_a_formula_is_text(passport):
    passport.record["skills"][0]["by"] = "=HYPERLINK(1)"
    assert next(csv.DictReader(as_csv(passport).splitlines()))["by"] == "'=HYPERLINK(1)"


def test_keys_are_for_their_owner_only(passport, tmp_path):
    assert stat.S_IMODE((passport.folder / "holder.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(passport.folder.stat().st_mode) == 0o700
    assert not (passport.folder / "issuer.pem").exists()
    (tmp_path / "employer.pem").chmod(0o644)
    with pytest.raises(HouvastError) as fault:
        read_key(tmp_path / "employer.pem")
    assert fault.value.codes == ("skills.key_unsafe",)
    (tmp_path / "bad.pem").write_text("no key")
    (tmp_path / "bad.pem").chmod(0o600)
    with pytest.raises(HouvastError) as fault:
        read_key(tmp_path / "bad.pem")
    assert fault.value.codes == ("skills.passport_key",)


def test_a_taken_folder_and_an_empty_profile_are_refused(passport, built_in, tmp_path):
    held = Profile("built-in", (HeldSkill(built_in.skills["uri"][0], 2),))
    with pytest.raises(HouvastError) as fault:
        issue_passport(held, built_in, passport.folder)
    assert fault.value.codes == ("skills.folder_taken",)
    with pytest.raises(HouvastError) as fault:
        issue_passport(Profile("built-in"), built_in, tmp_path / "new")
    assert fault.value.codes == ("skills.profile_empty",)
    assert not (tmp_path / "new").exists()


def test_an_own_passport_says_it_is_own(tmp_path, built_in):
    held = Profile("built-in", (HeldSkill(built_in.skills["uri"][0], 2),))
    own = issue_passport(held, built_in, tmp_path / "own")
    verdict = checked(own, present(own, [held.skills[0].uri], AUDIENCE, "nonce-1"))
    assert verdict.self_issued
    assert verdict.skills[0]["evidence"] == "self"


def test_deleting_leaves_nothing_of_the_passport(passport):
    (passport.folder / "note.txt").write_text("mine")
    delete_passport(passport.folder)
    assert [each.name for each in passport.folder.iterdir()] == ["note.txt"]


def test_a_share_fits_in_codes_that_are_read_together(shown):
    codes = qr_codes(shown)
    assert len(codes) == -(-len(shown) // 1200)
    assert all(b"<svg" in each for each in codes)
