"""The words for people, work and results; the place of a word in its tuple is its integer code.

Sectors, occupations and regions are not here: they belong to the content (a facts folder), since an invented
labour market has others than the Netherlands.
"""

from enum import IntEnum

from houvast.vocabulary.outcomes import OUTCOME_BY_KEY, OUTCOMES, Outcome
from houvast.vocabulary.units import UNIT_BY_KEY, UNITS, Unit
from houvast.vocabulary.word import LANGUAGES, Word, keys_of

__all__ = [
    "AGE",
    "AGE_BAND_START_YEARS",
    "CONFIDENCES",
    "CONTRACT",
    "EDUCATION",
    "FIRST_AGE_YEARS",
    "FIRST_INACTIVE",
    "FIRST_SELF_EMPLOYED",
    "GRIPS",
    "GROUPINGS",
    "HOURS_BAND",
    "HOURS_BAND_START_HOURS",
    "INACTIVE_REASON",
    "LABOUR_STATUS",
    "LANGUAGES",
    "LAST_AGE_YEARS",
    "LONG_TERM_MONTHS",
    "NO_POSITION",
    "OUTCOMES",
    "OUTCOME_BY_KEY",
    "POSITION",
    "POSITION_UNEMPLOYED",
    "SECURITIES",
    "SEX",
    "SPELL_BAND",
    "SPELL_BAND_START_MONTHS",
    "STATUSES",
    "TENURE_BAND",
    "TENURE_BAND_START_MONTHS",
    "UNITS",
    "UNIT_BY_KEY",
    "VOCABULARY_CLASSIFICATIONS",
    "Flag",
    "Outcome",
    "Unit",
    "Word",
    "keys_of",
]

SEX = (Word("men", "mannen", "men"), Word("women", "vrouwen", "women"))

EDUCATION = (
    Word(
        "low",
        "laag",
        "low",
        "basisonderwijs, vmbo, eerste leerjaren havo/vwo, mbo-1",
        "primary and lower secondary education, mbo-1",
    ),
    Word(
        "middle",
        "middelbaar",
        "middle",
        "bovenbouw havo/vwo, mbo-2 tot en met mbo-4",
        "upper secondary, mbo-2 to mbo-4",
    ),
    Word("high", "hoog", "high", "hbo of universiteit", "higher professional education or university"),
)

AGE = tuple(Word(key, f"{key} jaar", f"aged {key}") for key in ("15-24", "25-34", "35-44", "45-54", "55-64", "65-74"))
AGE_BAND_START_YEARS = (15, 25, 35, 45, 55, 65)
FIRST_AGE_YEARS = 15
LAST_AGE_YEARS = 74

CONTRACT = (
    Word(
        "permanent",
        "vast",
        "permanent",
        "arbeidsovereenkomst zonder einddatum, vaste uren",
        "no end date, fixed hours",
    ),
    Word(
        "temporary_with_prospect",
        "tijdelijk met uitzicht op vast",
        "temporary with prospect",
        "einddatum, met uitzicht op een vast contract bij goed functioneren",
        "an end date, with the prospect of a permanent contract if all goes well",
    ),
    Word(
        "temporary",
        "tijdelijk",
        "temporary",
        "einddatum, zonder uitzicht op vast, of vast zonder vaste uren",
        "an end date without prospect, or no end date but no fixed hours",
    ),
    Word(
        "on_call",
        "oproep of inval",
        "on call",
        "oproepcontract: gewerkt wordt wanneer de werkgever oproept",
        "oproepcontract: work when the employer calls",
    ),
    Word(
        "agency",
        "uitzend",
        "agency",
        "in dienst van een uitzendbureau, werkend bij een inlener",
        "employed by an agency, working at a hirer",
    ),
    Word(
        "payroll",
        "payroll",
        "payroll",
        "in dienst van een payrollbedrijf, geworven door de opdrachtgever",
        "employed by a payroll firm, recruited by the client",
    ),
    Word(
        "self_employed_without_staff",
        "zzp",
        "self-employed without staff",
        "zelfstandige zonder personeel, hoofdbaan",
        "own-account worker, main job",
    ),
    Word(
        "self_employed_with_staff",
        "zelfstandige met personeel",
        "self-employed with staff",
        "zelfstandige met personeel, met meewerkende gezinsleden",
        "employer, including working family members",
    ),
)
FIRST_SELF_EMPLOYED = 6

_UNEMPLOYED = Word(
    "unemployed",
    "werkloos",
    "unemployed",
    "geen betaald werk, recent gezocht en direct beschikbaar",
    "no paid work, searched recently and available at once",
)
INACTIVE_REASON = (
    Word("inactive_education", "niet actief: opleiding", "inactive: education"),
    Word("inactive_retired", "niet actief: pensioen", "inactive: retired"),
    Word("inactive_unable", "niet actief: ziek of arbeidsongeschikt", "inactive: ill or disabled"),
    Word(
        "inactive_care",
        "niet actief: zorg voor gezin of huishouden",
        "inactive: care for family or household",
    ),
    Word("inactive_other", "niet actief: andere reden", "inactive: other reason"),
)
# One column holds labour status and contract form; CBS calls it arbeidspositie.
POSITION = (*CONTRACT, _UNEMPLOYED, *INACTIVE_REASON)
POSITION_UNEMPLOYED = 8
FIRST_INACTIVE = 9
NO_POSITION = 255

LABOUR_STATUS = (
    Word(
        "employed",
        "werkzaam",
        "employed",
        "betaald werk, al is het één uur",
        "paid work, if only one hour",
    ),
    _UNEMPLOYED,
    Word(
        "inactive",
        "niet-beroepsbevolking",
        "inactive",
        "geen betaald werk en niet op zoek of niet beschikbaar",
        "no paid work and not searching or not available",
    ),
)

HOURS_BAND = (
    Word("<12", "minder dan 12 uur", "fewer than 12 hours"),
    Word("12-19", "12 tot 20 uur", "12 to 19 hours"),
    Word("20-27", "20 tot 28 uur", "20 to 27 hours"),
    Word("28-34", "28 tot 35 uur", "28 to 34 hours"),
    Word("35+", "35 uur of meer", "35 hours or more"),
)
HOURS_BAND_START_HOURS = (1, 12, 20, 28, 35)

TENURE_BAND = (
    Word("<6m", "korter dan een half jaar", "less than half a year"),
    Word("6-23m", "een half tot 2 jaar", "half a year to 2 years"),
    Word("24-59m", "2 tot 5 jaar", "2 to 5 years"),
    Word("60m+", "5 jaar of langer", "5 years or longer"),
)
TENURE_BAND_START_MONTHS = (0, 6, 24, 60)

SPELL_BAND = (
    Word("0-2m", "korter dan 3 maanden", "less than 3 months"),
    Word("3-5m", "3 tot 6 maanden", "3 to 6 months"),
    Word("6-11m", "een half tot 1 jaar", "half a year to 1 year"),
    Word("12-23m", "1 tot 2 jaar", "1 to 2 years"),
    Word("24m+", "2 jaar of langer", "2 years or longer"),
)
SPELL_BAND_START_MONTHS = (0, 3, 6, 12, 24)
LONG_TERM_MONTHS = 12

SECURITIES = (
    Word(
        "job",
        "baanzekerheid",
        "job security",
        "deze baan bij deze werkgever houden",
        "to keep this job here",
    ),
    Word(
        "work",
        "werkzekerheid",
        "work security",
        "betaald werk houden, niet per se hier",
        "to be in paid work, not necessarily here",
    ),
    Word(
        "income",
        "inkomenszekerheid",
        "income security",
        "inkomen houden als werk stopt of schommelt",
        "income stays when work stops or swings",
    ),
    Word(
        "combination",
        "combinatiezekerheid",
        "combination security",
        "werk past bij zorg en privéleven",
        "work fits care and private life",
    ),
)
GRIPS = (
    Word(
        "money",
        "grip op geld",
        "grip on money",
        "een zeker en toereikend inkomen",
        "a secure and adequate income",
    ),
    Word(
        "work",
        "grip op het werk",
        "grip on work",
        "vrijheid, gebruik van vaardigheden en steun in het werk",
        "autonomy, use of skills and support at work",
    ),
    Word(
        "life",
        "grip op het leven",
        "grip on life",
        "werk en privéleven in balans",
        "work and life in balance",
    ),
)

GROUPINGS = (
    Word("all", "iedereen", "everyone"),
    Word("sex", "geslacht", "sex"),
    Word("age", "leeftijd", "age"),
    Word("education", "opleidingsniveau", "education"),
    Word("contract", "contractvorm", "contract form"),
    Word("sector", "bedrijfstak", "sector"),
    Word("occupation", "beroepsgroep", "occupation"),
    Word("region", "regio", "region"),
)

STATUSES = (
    Word("measured", "gemeten", "measured", "zo gepubliceerd", "as published"),
    Word(
        "estimated",
        "geschat",
        "estimated",
        "afgeleid uit gepubliceerde cijfers",
        "derived from published figures",
    ),
    Word(
        "calibrated",
        "gekalibreerd",
        "calibrated",
        "gekozen zodat het model gepubliceerde cijfers treft",
        "chosen so that the model meets published figures",
    ),
    Word(
        "assumed",
        "aangenomen",
        "assumed",
        "niet gemeten; er staat bij wat het zou meten",
        "not measured; it says what would measure it",
    ),
)
CONFIDENCES = (
    Word("exact", "exact", "exact", "zo gepubliceerd door de bron", "as published by the source"),
    Word(
        "secondary",
        "uit tweede hand",
        "secondary",
        "aangehaald door een ander",
        "quoted by another",
    ),
    Word(
        "derived",
        "afgeleid",
        "derived",
        "berekend uit gepubliceerde cijfers",
        "computed from published figures",
    ),
    Word(
        "own_knowledge",
        "eigen kennis",
        "own knowledge",
        "niet nagegaan; nooit een doel van kalibratie",
        "unverified; never a target of calibration",
    ),
)

# What a fact may be given `by` besides the classifications of its own folder.
VOCABULARY_CLASSIFICATIONS: dict[str, tuple[Word, ...]] = {
    "sex": SEX,
    "age": AGE,
    "education": EDUCATION,
    "contract": CONTRACT,
    "position": POSITION,
    "status": LABOUR_STATUS,
    "status_next": LABOUR_STATUS,
    "inactive_reason": INACTIVE_REASON,
    "hours_band": HOURS_BAND,
    "tenure_band": TENURE_BAND,
    "spell_band": SPELL_BAND,
    "security": SECURITIES,
    "grip": GRIPS,
}


class Flag(IntEnum):
    """The bits of `Persons.flags`, set by the yearly review."""

    HAS_SAY = 1
    """Say over the own working times."""
    CAN_TAKE_LEAVE = 2
    """Paid leave for care."""
    INSURED = 4
    """Covered for disability and old age."""
    TRAINED = 8
    """Trained in the past year."""
    LEARNS = 16
    """Learned in the past four weeks, first education included."""
    HIGH_STRAIN = 32
    """High demands and low autonomy at work."""
    INCOME_SECURE = 64
    """Kept most of the income of the year before, and not below the social minimum."""
    HAS_GRIPS = 128
    """All three grips."""
