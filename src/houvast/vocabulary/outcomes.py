"""The outcomes: everything a run measures, with its unit and its meaning.

All are measured on people (or vacancies), never composed from other outcomes, and all are given by group.
"""

from dataclasses import dataclass

from houvast.vocabulary.word import Word


@dataclass(frozen=True)
class Outcome(Word):
    """An outcome: a word with the unit (a key of `units.UNITS`) it is measured in."""

    unit: str = "share"


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        "job_security",
        "baanzekerheid",
        "job security",
        "1 min het aandeel werknemers dat deze baan in de volgende 12 maanden tegen zijn wil verliest",
        "1 minus the share of employees who lose this job against their will in the next 12 months",
    ),
    Outcome(
        "work_security",
        "werkzekerheid",
        "work security",
        "gemiddeld aandeel van de volgende 12 maanden in betaald werk, van wie nu werkt of zoekt",
        "mean share of the next 12 months in paid work, of those now working or searching",
    ),
    Outcome(
        "income_security",
        "inkomenszekerheid",
        "income security",
        "aandeel van wie werkte of zocht met in 12 maanden minstens 80% van het inkomen van de 12 ervoor,"
        " en niet onder het minimum",
        "share of those who worked or searched whose income over 12 months is at least 80% of that of the 12 before"
        " and not below the minimum",
    ),
    Outcome(
        "combination_security",
        "combinatiezekerheid",
        "combination security",
        "aandeel van de tijd waarin uren en zeggenschap over tijd of verlof passen, van wie zorgt en werkt of zoekt",
        "share of time in which hours and say over times or leave fit, of those with care duties who work or search",
    ),
    Outcome(
        "grip_money",
        "grip op geld",
        "grip on money",
        "aandeel met een loon van minstens twee derde van de mediaan, een zeker inkomen, en"
        " gedekt bij ziekte en ouderdom",
        "share with a wage of at least two thirds of the median, a secure income, and covered in illness and old age",
    ),
    Outcome(
        "grip_work",
        "grip op het werk",
        "grip on work",
        "aandeel werkenden met vrijheid in het werk, gebruik van vaardigheden en steun",
        "share of workers with autonomy, use of their skills and support",
    ),
    Outcome(
        "grip_life",
        "grip op het leven",
        "grip on life",
        "aandeel werkenden met passende uren, zeggenschap over tijd en, wie zorgt, verlof",
        "share of workers whose hours fit, with say over times and, for carers, leave",
    ),
    Outcome(
        "grips_lacking",
        "ontbrekende grip",
        "grips lacking",
        "gemiddeld aantal vormen van grip (0 tot 3) dat een werkende mist",
        "mean number of grips (0 to 3) that a worker lacks",
        "number_of_grips",
    ),
    Outcome(
        "employment_rate",
        "nettoarbeidsparticipatie",
        "employment rate",
        "aandeel van de bevolking van 15 tot 75 jaar met betaald werk",
        "share of the population aged 15 to 74 in paid work",
    ),
    Outcome(
        "unemployment_rate",
        "werkloosheidspercentage",
        "unemployment rate",
        "werklozen als aandeel van de beroepsbevolking (werkenden en werklozen)",
        "the unemployed as a share of the labour force (employed and unemployed)",
    ),
    Outcome(
        "long_term_unemployment_share",
        "aandeel langdurig werklozen",
        "share of long-term unemployed",
        "aandeel werklozen dat 12 maanden of langer werkloos is",
        "share of the unemployed who have been so for 12 months or more",
    ),
    Outcome(
        "permanent_share",
        "aandeel vast",
        "permanent share",
        "aandeel werkenden met een vast contract",
        "share of the employed with a permanent contract",
    ),
    Outcome(
        "flexible_share",
        "aandeel flexibel",
        "flexible share",
        "aandeel werkenden met een tijdelijk, oproep-, uitzend- of payrollcontract",
        "share of the employed with a temporary, on-call, agency or payroll contract",
    ),
    Outcome(
        "self_employed_share",
        "aandeel zelfstandig",
        "self-employed share",
        "aandeel werkenden dat als zelfstandige werkt, met of zonder personeel",
        "share of the employed who are self-employed, with or without staff",
    ),
    Outcome(
        "vacancies",
        "vacatures",
        "vacancies",
        "openstaande vacatures",
        "open vacancies",
        "vacancies",
    ),
    Outcome(
        "tension",
        "spanning",
        "tension",
        "openstaande vacatures gedeeld door werklozen",
        "open vacancies divided by the unemployed",
        "ratio",
    ),
    Outcome(
        "separation_rate",
        "baaneindekans",
        "separation rate",
        "aandeel werkenden dat drie maanden later niet meer werkt",
        "share of the employed who are not in work three months later",
        "share_per_quarter",
    ),
    Outcome(
        "job_finding_rate",
        "baanvindkans",
        "job-finding rate",
        "aandeel werklozen dat drie maanden later werkt",
        "share of the unemployed who are in work three months later",
        "share_per_quarter",
    ),
    Outcome(
        "job_to_job_rate",
        "baan-baanmobiliteit",
        "job-to-job rate",
        "aandeel werknemers dat drie maanden later werknemer is bij een andere werkgever",
        "share of employees who are an employee of another employer three months later",
        "share_per_quarter",
    ),
    Outcome(
        "conversion_rate",
        "doorstroom naar vast",
        "conversion rate",
        "aandeel flexibele werknemers dat drie maanden later vast werkt bij dezelfde werkgever",
        "share of flexible employees who are permanent with the same employer three months later",
        "share_per_quarter",
    ),
    Outcome(
        "occupation_change_rate",
        "beroepswisseling",
        "occupation change rate",
        "aandeel werkenden dat een jaar later in een andere beroepsgroep werkt",
        "share of the employed who work in another occupation group a year later",
        "share_per_year",
    ),
    Outcome(
        "mean_tenure_months",
        "gemiddelde baanduur",
        "mean tenure",
        "gemiddeld aantal maanden in de huidige baan, van werknemers",
        "mean number of months in the present job, of employees",
        "months",
    ),
    Outcome(
        "chain_length",
        "lengte van de vacatureketen",
        "chain length",
        "gemiddeld aantal mensen dat verhuist door één eerste vacature",
        "mean number of people who move because of one first vacancy",
        "number_of_moves",
    ),
    Outcome(
        "chain_ended_by_unemployed_share",
        "ketens die bij een werkloze eindigen",
        "chains ended by an unemployed person",
        "aandeel van de geëindigde vacatureketens waarvan de laatste plaats naar een werkloze gaat",
        "share of the ended vacancy chains whose last post goes to an unemployed person",
    ),
    Outcome(
        "burnout_share",
        "aandeel met burn-outklachten",
        "share with burn-out complaints",
        "aandeel werknemers met burn-outklachten",
        "share of employees with burn-out complaints",
    ),
    Outcome(
        "training_share",
        "aandeel in scholing",
        "share in training",
        "aandeel werkenden dat in de laatste vier weken een opleiding of cursus volgde",
        "share of the employed who followed training in the last four weeks",
    ),
    Outcome(
        "wage_p10",
        "uurloon, 10e percentiel",
        "hourly wage, 10th percentile",
        "uurloon waar 10% van de werknemers onder zit",
        "hourly wage that 10% of employees earn less than",
        "eur_per_hour",
    ),
    Outcome(
        "wage_p50",
        "uurloon, mediaan",
        "hourly wage, median",
        "uurloon waar de helft van de werknemers onder zit",
        "hourly wage that half of employees earn less than",
        "eur_per_hour",
    ),
    Outcome(
        "wage_p90",
        "uurloon, 90e percentiel",
        "hourly wage, 90th percentile",
        "uurloon waar 90% van de werknemers onder zit",
        "hourly wage that 90% of employees earn less than",
        "eur_per_hour",
    ),
    Outcome(
        "wage_gini",
        "ongelijkheid van uurlonen (gini)",
        "inequality of hourly wages (Gini)",
        "ginicoëfficiënt van uurlonen: 0 is iedereen gelijk, 1 is alles bij één",
        "Gini coefficient of hourly wages: 0 is all equal, 1 is all with one",
        "score_0_to_1",
    ),
    Outcome(
        "low_income_share",
        "aandeel met een laag inkomen",
        "low-income share",
        "aandeel van wie werkt of zoekt met een persoonlijk jaarinkomen onder het sociaal minimum",
        "share of those in work or searching with a personal yearly income below the social minimum",
    ),
    Outcome(
        "public_cost_eur",
        "publieke kosten",
        "public cost",
        "uitgaven aan uitkeringen en maatregelen, per maand van het jaar",
        "spending on benefits and measures, per month of the year",
        "eur_per_month",
    ),
)
OUTCOME_BY_KEY: dict[str, Outcome] = {outcome.key: outcome for outcome in OUTCOMES}
