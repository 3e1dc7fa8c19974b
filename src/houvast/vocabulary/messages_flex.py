"""Messages of the flex instrument; part of the catalogue."""

FLEX_MESSAGES: dict[str, dict[str, str]] = {
    "flex.bad_date": {
        "nl": "{where}: dit is geen datum: {found}. Schrijf een dag (2024-01-31 of 31-01-2024), een ISO-week die"
        " bestaat"
        " (2024-W05), een maand (2024-05) of een dag met een heel uur (2024-01-31 14:00).",
        "en": "{where}: this is no date: {found}. Write a day (2024-01-31 or 31-01-2024), an ISO week that exists"
        " (2024-W05), a month (2024-05) or a day with a whole hour (2024-01-31 14:00).",
    },
    "flex.bad_register": {
        "nl": "{where}: dit is geen register van afspraken dat Houvast kan lezen ({found}). Er is niets veranderd.",
        "en": "{where}: this is no register of duties that Houvast can read ({found}). Nothing was changed.",
    },
    "flex.column_missing": {
        "nl": "{where}: de kolom {missing} ontbreekt. Verwacht: {expected}; gevonden: {found}.{did_you_mean}",
        "en": "{where}: the column {missing} is missing. Expected: {expected}; found: {found}.{did_you_mean}",
    },
    "flex.comma_ambiguous": {
        "nl": "{where}: {found} kan een decimale komma of een duizendtal zijn. Scheid de kolommen met een puntkomma of"
        " schrijf een decimale punt.",
        "en": "{where}: {found} may hold a decimal comma or a thousands comma. Part the columns with semicolons"
        " or write"
        " a decimal point.",
    },
    "flex.conversion_needs": {
        "nl": "Omrekenen met {conversion} vraagt voor {found} de kolom {missing} in het bestand van afdelingen"
        " (--contract-hours).",
        "en": "Converting by {conversion} needs the column {missing} for {found} in the file of departments"
        " (--contract-hours).",
    },
    "flex.correlation": {
        "nl": "--correlation: een samenhang die voor elk paar gelijk is ligt tussen {low} en 1; gevonden: {found}.",
        "en": "--correlation: a correlation that is the same for every pair lies between {low} and 1; found: {found}.",
    },
    "flex.correlation_of_history": {
        "nl": "--correlation hoort bij --departments. Een verleden heeft zijn eigen samenhang: de afdelingen"
        " worden altijd"
        " samen genomen.",
        "en": "--correlation belongs to --departments. A history has its own: departments are always taken together.",
    },
    "flex.dates_reversed": {
        "nl": "{where}: {found} ligt voor {expected}, of meer dan een jaar erna. Zet de data in volgorde.",
        "en": "{where}: {found} lies before {expected}, or more than a year after it. Put the dates in order.",
    },
    "flex.department_missing": {
        "nl": "{where}: {found} staat er niet in. Geef elke naam een rij.",
        "en": "{where}: {found} does not stand in it. Give every name a row.",
    },
    "flex.draws": {
        "nl": "--draws: een heel getal van {low} tot en met {high}; gevonden: {found}.",
        "en": "--draws: a whole number from {low} to {high}; found: {found}.",
    },
    "flex.duplicate": {
        "nl": "{where}: {found} staat er al, op regel {earlier}. Laat een van beide staan, of geef de werkgever"
        " een kolom"
        " als twee werkgevers dezelfde afdeling hebben.",
        "en": "{where}: {found} stands there already, on line {earlier}. Keep one of them, or give the employer"
        " a column"
        " if two employers have a department of this name.",
    },
    "flex.erlang_hourly": {
        "nl": "Een wachtrij (--convert erlang) vraagt aankomsten per uur; dit bestand heeft dagen, weken of maanden.",
        "en": "A queue (--convert erlang) needs arrivals per hour; this file has days, weeks or months.",
    },
    "flex.extra_missing": {
        "nl": "Hiervoor ontbreekt het pakket {found}. Installeer het met: pip install 'houvast[flex]'",
        "en": "This needs the package {found}. Install it with: pip install 'houvast[flex]'",
    },
    "flex.link_to_itself": {
        "nl": "{where}: {found} helpt zichzelf al. Laat de rij weg.",
        "en": "{where}: {found} helps itself already. Leave the row out.",
    },
    "flex.mixed_steps": {
        "nl": "{where}: {found} is een andere tijdstap dan de rest van het bestand. Gebruik uren, dagen, weken"
        " of maanden,"
        " niet door elkaar.",
        "en": "{where}: {found} is another time step than the rest of the file. Use hours, days, weeks or months, not"
        " mixed.",
    },
    "flex.monthly_for_weeks": {
        "nl": "Een maand is geen aantal weken. Geef de vraag per dag of per week.",
        "en": "A month is no number of weeks. Give demand by day or by week.",
    },
    "flex.negative": {
        "nl": "{where}: vraag kan niet onder 0 liggen; gevonden: {found}.",
        "en": "{where}: demand cannot be below 0; found: {found}.",
    },
    "flex.first_missing": {
        "nl": "{where}: {department} begint hier later dan de rest; {found} ontbreekt. Geef elke periode een waarde,"
        " ook als die 0 is.",
        "en": "{where}: {department} begins later here than the rest; {found} is missing. Give every period a value,"
        " 0 included.",
    },
    "flex.no_employers": {
        "nl": "Een pool vraagt een kolom employer met minstens twee werkgevers; gevonden: {found}.",
        "en": "A pool needs a column employer with at least two employers; found: {found}.",
    },
    "flex.no_rows": {
        "nl": "{where}: er staan geen gegevens in. Verwacht wordt een regel met kolomnamen en daaronder de gegevens.",
        "en": "{where}: there are no data in it. Expected is a line with column names and the data below.",
    },
    "flex.not_a_number": {
        "nl": "{where}: hier hoort een getal, zo geschreven als elders in het bestand; gevonden: {found}.",
        "en": "{where}: a number belongs here, written as elsewhere in the file; found: {found}.",
    },
    "flex.not_one_of": {
        "nl": "{where}: kies een van {expected}; gevonden: {found}.",
        "en": "{where}: choose one of {expected}; found: {found}.",
    },
    "flex.not_whole": {
        "nl": "{where}: hier hoort een heel getal; gevonden: {found}.",
        "en": "{where}: a whole number belongs here; found: {found}.",
    },
    "flex.off_grid": {
        "nl": "{where}: {found} valt buiten de reeks van het bestand (stap: {step}). Begin elke week op dezelfde dag.",
        "en": "{where}: {found} falls outside the series of the file (step: {step}). Begin every week on the same day.",
    },
    "flex.one_source": {
        "nl": "Geef een van beide: --departments (aangenomen vraag) of --history (gemeten vraag).",
        "en": "Give one of the two: --departments (assumed demand) or --history (measured demand).",
    },
    "flex.out_of_range": {
        "nl": "{where}: hier hoort een getal van {low} tot en met {high}; gevonden: {found}.",
        "en": "{where}: a number from {low} to {high} belongs here; found: {found}.",
    },
    "flex.period_missing": {
        "nl": "{where}: hierna ontbreekt {found} voor {department}. Geef elke periode een waarde, ook als die 0 is.",
        "en": "{where}: after this {found} is missing for {department}. Give every period a value, 0 included.",
    },
    "flex.row_length": {
        "nl": "{where}: de rij heeft {found} cellen in plaats van {expected}. Met een decimale komma: scheid de"
        " kolommen"
        " met een puntkomma.",
        "en": "{where}: the row has {found} cells instead of {expected}. With a decimal comma: part the columns with"
        " semicolons.",
    },
    "flex.same_fault": {
        "nl": "{where}: dezelfde fout op {n_rows} rijen, tot en met regel {last}. De eerste: {example}",
        "en": "{where}: the same fault on {n_rows} rows, up to line {last}. The first: {example}",
    },
    "flex.scenarios": {
        "nl": "--scenarios: een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--scenarios: a whole number from 1 to {most}; found: {found}.",
    },
    "flex.too_few": {
        "nl": "{where}: er zijn er minstens {least} nodig; gevonden: {found}.",
        "en": "{where}: at least {least} are needed; found: {found}.",
    },
    "flex.too_large": {
        "nl": "{where}: te groot; hoogstens {most}, ook uitgepakt.",
        "en": "{where}: too large; at most {most}, unpacked as well.",
    },
    "flex.too_many": {
        "nl": "{where}: hoogstens {most}; gevonden: {found}.",
        "en": "{where}: at most {most}; found: {found}.",
    },
    "flex.too_short": {
        "nl": "Het verleden telt {found} hele weken; om iets over een jaar te zeggen zijn er minstens {least} nodig.",
        "en": "The history has {found} whole weeks; to say anything of a year at least {least} are needed.",
    },
    "flex.twice": {
        "nl": "{where}: {found} staat er meer dan eens. Laat er een staan.",
        "en": "{where}: {found} stands there more than once. Keep one.",
    },
    "flex.unknown_column": {
        "nl": "{where}: de kolom {found} is niet bekend. Bekend zijn {expected}.{did_you_mean}",
        "en": "{where}: the column {found} is not known. Known are {expected}.{did_you_mean}",
    },
    "flex.unknown_department": {
        "nl": "{where}: {found} is niet bekend. Bekend zijn {expected}.{did_you_mean}",
        "en": "{where}: {found} is not known. Known are {expected}.{did_you_mean}",
    },
    "flex.unknown_duty": {
        "nl": "De afspraak {found} staat niet in het register. Bekend zijn {expected}.{did_you_mean}",
        "en": "The duty {found} does not stand in the register. Known are {expected}.{did_you_mean}",
    },
    "flex.unknown_occupation": {
        "nl": "{where}: het beroep {found} staat er niet in. Wel: {expected}.{did_you_mean}",
        "en": "{where}: the occupation {found} does not stand in it. These do: {expected}.{did_you_mean}",
    },
    "flex.unknown_person": {
        "nl": "{where}: {found} staat niet in de lijst van mensen.{did_you_mean}",
        "en": "{where}: {found} does not stand in the list of people.{did_you_mean}",
    },
    "flex.unknown_skill": {
        "nl": "{where}: de vaardigheid {found} komt in de matrix niet voor.{did_you_mean}",
        "en": "{where}: the skill {found} does not occur in the matrix.{did_you_mean}",
    },
    "flex.unknown_term": {
        "nl": "{where}: {found} is geen prijs of grens die Houvast kent. Bekend zijn {expected}.{did_you_mean}",
        "en": "{where}: {found} is no price or limit that Houvast knows. Known are {expected}.{did_you_mean}",
    },
    "flex.wage_missing": {
        "nl": "{where}: {found} heeft geen uurloon (kolom wage_eur_per_hour).",
        "en": "{where}: {found} has no hourly wage (column wage_eur_per_hour).",
    },
}
