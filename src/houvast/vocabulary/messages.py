"""The catalogue of messages: one code, one sentence in Dutch and one in English.

A sentence says what was wrong, where, what was expected, what was found and what to do. Names between braces
are filled in by `errors.problem`; `{did_you_mean}` becomes a suggestion when there is one, and nothing otherwise.
Codes are stable: screens, tests and other programs rely on them. Keep them sorted by prefix.
"""

MESSAGES: dict[str, dict[str, str]] = {
    # --- files: anything read or written -------------------------------------------------------------
    "files.missing": {
        "nl": "Het bestand of de map {where} bestaat niet. Controleer de naam en de plaats.",
        "en": "The file or folder {where} does not exist. Check its name and place.",
    },
    "files.unreadable": {
        "nl": "{where} kan niet gelezen worden: {found}. Controleer de rechten en of het bestand heel is.",
        "en": "{where} cannot be read: {found}. Check the permissions and whether the file is whole.",
    },
    "files.unwritable": {
        "nl": "In {where} kan niet geschreven worden: {found}. Kies een andere map of pas de rechten aan.",
        "en": "{where} cannot be written: {found}. Choose another folder or change the permissions.",
    },
    "files.disk_full": {
        "nl": "Geen ruimte meer op de schijf van {where}. Maak ruimte of kies een andere map; er is niets half bewaard.",
        "en": "No space left on the disk of {where}. Free some or choose another folder; nothing half-written was kept.",
    },
    # --- months --------------------------------------------------------------------------------------
    "months.not_a_month": {
        "nl": "Een maand schrijft u als jaar-maand vanaf 1900, bijvoorbeeld 2024-01; gevonden: {found}.",
        "en": "A month is written as year-month from 1900 on, for example 2024-01; found: {found}.",
    },
    # --- report: drawing and serving a report ---------------------------------------------------------
    "report.facts_missing": {
        "nl": "De feiten {found} waarop deze uitkomst rust zijn niet te vinden. Zet de map terug of noem hem met --facts.",
        "en": "The facts {found} this result rests on cannot be found. Put the folder back or name it with --facts.",
    },
    "report.no_port": {
        "nl": "Geen vrije poort op deze computer vanaf {found}. Kies een andere met --port.",
        "en": "No free port on this computer from {found} on. Choose another with --port.",
    },
    "report.port": {
        "nl": "--port: een poort is een heel getal van 1 tot en met 65535; gevonden: {found}.",
        "en": "--port: a port is a whole number from 1 to 65535; found: {found}.",
    },
    # --- results: outcomes and manifest on disk -------------------------------------------------------
    "results.column_type": {
        "nl": "{where}: de kolom moet van soort {expected} zijn; gevonden: {found}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: the column must be of type {expected}; found: {found}. Make the result again with houvast run --again.",
    },
    "results.columns_missing": {
        "nl": "{where}: kolommen ontbreken of heten anders: {found}. Verwacht: {expected}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: columns are missing or named otherwise: {found}. Expected: {expected}. Make the result again with houvast run --again.",
    },
    "results.double_rows": {
        "nl": "{where}: {rows} rijen zeggen iets over dezelfde maand, uitkomst en groep als een andere; de eerste: {example}. Houd er een over.",
        "en": "{where}: {rows} rows speak of the same month, outcome and group as another; the first: {example}. Keep one.",
    },
    "results.manifest_broken": {
        "nl": "{where}: dit is geen geldige JSON ({found}). Zet het bestand terug of maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: this is not valid JSON ({found}). Put the file back or make the result again with houvast run --again.",
    },
    "results.manifest_entry": {
        "nl": "{where}: verwacht een waarde van soort {expected}; gevonden: {found}. Zet het bestand terug.",
        "en": "{where}: expected a value of type {expected}; found: {found}. Put the file back.",
    },
    "results.manifest_incomplete": {
        "nl": "{where}: er ontbreekt {expected}; zonder dat is niet te zeggen waar de uitkomst vandaan komt. Zet het bestand terug.",
        "en": "{where}: {expected} is missing; without it nobody can tell where the result comes from. Put the file back.",
    },
    "results.missing": {
        "nl": "In {where} ontbreekt {expected}: dit is geen uitkomst van houvast run, of niet meer heel. Noem een andere map.",
        "en": "{where} lacks {expected}: this is no result of houvast run, or no longer whole. Name another folder.",
    },
    "results.negative_count": {
        "nl": "{where}: een aantal mensen of vacatures is 0 of meer; {rows} rijen niet, de eerste: {example} met {count}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: a number of people or vacancies is 0 or more; {rows} rows are not, the first: {example} with {count}. Make the result again with houvast run --again.",
    },
    "results.no_folder": {
        "nl": "{where} is geen map. Noem een map die houvast run gemaakt heeft, bijvoorbeeld een map in results.",
        "en": "{where} is no folder. Name a folder that houvast run has made, for example one in results.",
    },
    "results.not_a_number": {
        "nl": "{where}: {rows} rijen hebben geen (eindige) waarde, de eerste: {example}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: {rows} rows have no (finite) value, the first: {example}. Make the result again with houvast run --again.",
    },
    "results.out_of_bounds": {
        "nl": "{where}: {rows} rijen liggen buiten {expected}, de eerste: {example} met {found}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: {rows} rows lie outside {expected}, the first: {example} with {found}. Make the result again with houvast run --again.",
    },
    "results.table_empty": {
        "nl": "{where}: de tabel heeft geen rijen. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: the table has no rows. Make the result again with houvast run --again.",
    },
    "results.table_unreadable": {
        "nl": "{where}: dit is geen leesbaar Parquet-bestand ({found}). Zet het terug of maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: this is not a readable Parquet file ({found}). Put it back or make the result again with houvast run --again.",
    },
    "results.unknown_word": {
        "nl": "{where}: {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    # --- run: what a run is asked to do ---------------------------------------------------------------
    "run.folder_taken": {
        "nl": "In {where} staat al iets anders dan deze uitkomst; het is niet aangeraakt. Kies met --out een lege of nieuwe map.",
        "en": "{where} already holds something other than this result; it has not been touched. Choose an empty or new folder with --out.",
    },
    "run.language": {
        "nl": "--language: de taal is nl of en; gevonden: {found}.",
        "en": "--language: the language is nl or en; found: {found}.",
    },
    "run.scale": {
        "nl": "--scale: de schaal is een getal boven 0 en hoogstens 1 (1 is iedereen, 0.01 is een honderdste); gevonden: {found}.",
        "en": "--scale: the scale is a number above 0 and at most 1 (1 is everyone, 0.01 one in a hundred); found: {found}.",
    },
    "run.scenario": {
        "nl": "--scenario: {found} is onbekend.{did_you_mean} Bekend: {known}.",
        "en": "--scenario: {found} is unknown.{did_you_mean} Known: {known}.",
    },
    "run.seed": {
        "nl": "--seed: het toevalsgetal is een heel getal van 0 tot en met {largest}; gevonden: {found}.",
        "en": "--seed: the seed is a whole number from 0 to {largest}; found: {found}.",
    },
    "run.threads": {
        "nl": "--threads: het aantal rekendraden is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--threads: the number of threads is a whole number from 1 to {most}; found: {found}.",
    },
    "run.years": {
        "nl": "--years: de looptijd is een heel aantal jaren van 1 tot en met {longest}; gevonden: {found}.",
        "en": "--years: the length is a whole number of years from 1 to {longest}; found: {found}.",
    },
}
