"""The catalogue of messages: one code, one sentence in Dutch and one in English.

A sentence says what was wrong, where, what was expected, what was found and what to do. Names between braces
are filled in by `errors.problem`; `{did_you_mean}` becomes a suggestion when there is one, and nothing otherwise.
Codes are stable: screens, tests and other programs rely on them. Keep them sorted by prefix.
"""

from houvast.vocabulary.messages_comparison import COMPARISON_MESSAGES
from houvast.vocabulary.messages_evidence import EVIDENCE_MESSAGES
from houvast.vocabulary.messages_exploration import EXPLORATION_MESSAGES
from houvast.vocabulary.messages_flex import FLEX_MESSAGES
from houvast.vocabulary.messages_flex_desk import FLEX_DESK_MESSAGES
from houvast.vocabulary.messages_futures import FUTURES_MESSAGES
from houvast.vocabulary.messages_policies import MESSAGES_OF_POLICIES
from houvast.vocabulary.messages_rounds import ROUNDS_MESSAGES
from houvast.vocabulary.messages_skills import SKILLS_MESSAGES
from houvast.vocabulary.messages_surveys import MESSAGES_OF_SURVEYS
from houvast.vocabulary.messages_web import WEB_MESSAGES
from houvast.vocabulary.messages_workshop import WORKSHOP_MESSAGES

MESSAGES: dict[str, dict[str, str]] = {
    # --- baseline ------------------------------------------------------------------------------------
    "baseline.no_survivors": {
        "nl": "Geen van de {found} runs past bij de gepubliceerde cijfers. Vraag meer golven of runs (--waves, --runs);"
        " er is niets veranderd.",
        "en": "None of the {found} runs fits the published figures. Ask for more waves or runs (--waves, --runs);"
        " nothing was changed.",
    },
    "baseline.no_targets": {
        "nl": "{where} heeft geen doelen (feiten met namen target_...), dus is er niets om tegen te houden.",
        "en": "{where} has no targets (facts named target_...), so there is nothing to hold the run against.",
    },
    "baseline.bad_number": {
        "nl": "{name} moet een geheel getal van {expected} zijn; gevonden: {found}.",
        "en": "{name} must be a whole number from {expected}; found: {found}.",
    },
    # --- csv: tables handed over ------------------------------------------------------------------------
    "csv.column_missing": {
        "nl": "{where}: de kolom {missing} ontbreekt. Verwacht worden {expected}, gescheiden door komma's;"
        " gevonden: {found}.",
        "en": "{where}: the column {missing} is missing. Expected are {expected}, separated by commas; found: {found}.",
    },
    "csv.column_twice": {
        "nl": "{where}: de kolom {found} staat er meer dan eens. Laat er één staan.",
        "en": "{where}: the column {found} stands there more than once. Keep one.",
    },
    "csv.empty_cell": {
        "nl": "{where}: de cel is leeg. Vul een waarde in.",
        "en": "{where}: the cell is empty. Fill in a value.",
    },
    "csv.no_rows": {
        "nl": "{where}: er staan geen gegevens in. Verwacht wordt een regel met {expected} en daaronder de gegevens.",
        "en": "{where}: there are no data in it. Expected is a line with {expected} and the data below.",
    },
    "csv.not_a_number": {
        "nl": "{where}: hier hoort een getal met een decimale punt; gevonden: {found}.",
        "en": "{where}: a number with a decimal point belongs here; found: {found}.",
    },
    "csv.row_length": {
        "nl": "{where}: de regel heeft {found} cellen in plaats van {expected}. Schrijf getallen met een decimale"
        " punt.",
        "en": "{where}: the line has {found} cells instead of {expected}. Write numbers with a decimal point.",
    },
    # --- demand: a path given from outside -------------------------------------------------------------
    "demand.index": {
        "nl": "{where}: een index is een getal boven 0; gevonden: {found}.",
        "en": "{where}: an index is a number above 0; found: {found}.",
    },
    "demand.mixed": {
        "nl": "{where}: {sector} is elders gegeven per periode als {other} en hier als {found}. Kies voor elke sector"
        " maanden, kwartalen of jaren.",
        "en": "{where}: {sector} is given elsewhere by periods like {other} and here like {found}. Choose months,"
        " quarters or years for each sector.",
    },
    "demand.sector": {
        "nl": "{where}: de sector {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: the sector {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "demand.starts_late": {
        "nl": "{where}: het pad van {sector} begint pas in {found}, na de eerste maand van de run ({start}). Voeg"
        " eerdere perioden toe of kies een latere --start.",
        "en": "{where}: the path of {sector} only begins in {found}, after the first month of the run ({start}). Add"
        " earlier periods or choose a later --start.",
    },
    "demand.twice": {
        "nl": "{where}: {sector} in {found} staat er al in regel {first}. Laat er één staan.",
        "en": "{where}: {sector} in {found} stands in line {first} already. Keep one.",
    },
    # --- facts ---------------------------------------------------------------------------------------
    "facts.alias": {
        "nl": "{where}: ankers en verwijzingen (& en *) zijn in feitenbestanden niet toegestaan."
        " Schrijf de waarde uit.",
        "en": "{where}: anchors and aliases (& and *) are not allowed in fact files. Write the value out.",
    },
    "facts.bad_date": {
        "nl": "{where}: een begindatum schrijft u als jaar-maand-dag, bijvoorbeeld 2024-01-01; gevonden: {found}.",
        "en": "{where}: a start date is written as year-month-day, for example 2024-01-01; found: {found}.",
    },
    "facts.bad_fact_name": {
        "nl": "{where}: een feit heet in kleine letters, cijfers en liggende streepjes; gevonden: {found}.",
        "en": "{where}: a fact is named in lower-case letters, digits and underscores; found: {found}.",
    },
    "facts.before_first_date": {
        "nl": "Het feit {name} geldt pas vanaf {expected}; gevraagd voor {found}. Vraag een latere"
        " maand of vul het feit aan.",
        "en": "The fact {name} holds from {expected} on; asked for {found}. Ask for a later month"
        " or add an earlier value.",
    },
    "facts.below_unit": {
        "nl": "{where}: {name} mag niet lager zijn dan {low} ({unit}); gevonden: {found}."
        " Controleer het teken en de eenheid.",
        "en": "{where}: {name} must not be below {low} ({unit}); found: {found}. Check the sign and the unit.",
    },
    "facts.classification_clash": {
        "nl": "{where}: de indeling {found} staat al vast in de woordenlijst. Laat haar hier weg of"
        " geef haar een andere naam.",
        "en": "{where}: the classification {found} is already fixed by the vocabulary. Leave it out or rename it.",
    },
    "facts.duplicate_fact": {
        "nl": "{where}: het feit {found} staat al in {first}. Geef elk feit één plaats.",
        "en": "{where}: the fact {found} is already given in {first}. Give each fact one place.",
    },
    "facts.duplicate_key": {
        "nl": "{where}: de sleutel {found} staat er twee keer (eerst in regel {first}). Laat er één weg.",
        "en": "{where}: the key {found} is given twice (first in line {first}). Remove one.",
    },
    "facts.empty_classification": {
        "nl": "{where}: de indeling {found} heeft geen groepen. Geef er ten minste één.",
        "en": "{where}: the classification {found} has no groups. Give at least one.",
    },
    "facts.measure_missing": {
        "nl": "{where}: {name} is aangenomen, maar er staat niet bij wat het zou meten. Vul would_be_measured_by in.",
        "en": "{where}: {name} is assumed, but does not say what would measure it. Fill in would_be_measured_by.",
    },
    "facts.missing_group": {
        "nl": "{where}: voor {name} ontbreekt {found} van de indeling {classification}."
        " Geef een waarde, of zet allow_missing: true bij het feit.",
        "en": "{where}: {name} has nothing for {found} of the classification {classification}."
        " Give a value, or set allow_missing: true for the fact.",
    },
    "facts.missing_key": {
        "nl": "{where}: {name} mist de verplichte sleutel {expected}. Voeg hem toe.",
        "en": "{where}: {name} lacks the compulsory key {expected}. Add it.",
    },
    "facts.no_values": {
        "nl": "{where}: {name} heeft geen enkele waarde. Geef er ten minste één met een begindatum.",
        "en": "{where}: {name} has no value at all. Give at least one with a start date.",
    },
    "facts.not_a_number": {
        "nl": "{where}: een getal verwacht; gevonden: {found}. Schrijf een punt voor de decimalen"
        " en geen eenheid erbij.",
        "en": "{where}: expected a number; found: {found}. Use a point for decimals and leave the unit out.",
    },
    "facts.not_finite": {
        "nl": "{where}: {found} is geen eindig getal. Laat de waarde weg en zet allow_missing: true"
        " als zij onbekend is.",
        "en": "{where}: {found} is not a finite number. Leave the value out and set allow_missing: true if unknown.",
    },
    "facts.not_yaml": {
        "nl": "{where}: dit is geen geldige YAML ({found}). Controleer inspringing, dubbele punten en haken.",
        "en": "{where}: this is not valid YAML ({found}). Check indentation, colons and brackets.",
    },
    "facts.outside_range": {
        "nl": "{where}: {name} moet volgens zijn eigen range tussen {low} en {high} liggen; gevonden: {found}."
        " Verbeter de waarde of de range.",
        "en": "{where}: {name} must lie between {low} and {high} by its own range; found: {found}."
        " Mend the value or the range.",
    },
    "facts.outside_unit": {
        "nl": "{where}: {name} moet tussen {low} en {high} liggen ({unit}); gevonden: {found}."
        " Controleer de decimalen en de eenheid.",
        "en": "{where}: {name} must lie between {low} and {high} ({unit}); found: {found}. Check"
        " the decimals and the unit.",
    },
    "facts.own_knowledge_not_assumed": {
        "nl": "{where}: {name} is eigen kennis (own_knowledge), dus de status moet assumed zijn; gevonden: {found}.",
        "en": "{where}: {name} is own_knowledge, so its status must be assumed; found: {found}.",
    },
    "facts.range_missing": {
        "nl": "{where}: {name} is {status} en moet dus een range hebben. Voeg toe: range: [laagste, hoogste].",
        "en": "{where}: {name} is {status} and must therefore have a range. Add: range: [lowest, highest].",
    },
    "facts.range_reversed": {
        "nl": "{where}: de range loopt van hoog naar laag: {found}. Zet de laagste waarde eerst.",
        "en": "{where}: the range runs from high to low: {found}. Put the lowest value first.",
    },
    "facts.source_missing": {
        "nl": "{where}: {name} noemt geen bron. Geef in source ten minste één sleutel uit sources.yaml.",
        "en": "{where}: {name} names no source. Give at least one key of sources.yaml under source.",
    },
    "facts.table_column_missing": {
        "nl": "{where}: de tabel heeft geen kolom {found}; er zijn: {expected}.{did_you_mean}",
        "en": "{where}: the table has no column {found}; there are: {expected}.{did_you_mean}",
    },
    "facts.table_empty": {
        "nl": "{where}: de tabel is leeg. Geef een kopregel en ten minste één rij.",
        "en": "{where}: the table is empty. Give a header and at least one row.",
    },
    "facts.table_missing": {
        "nl": "{where}: de tabel {found} staat niet in de map. Zet hem erbij of verbeter de naam.{did_you_mean}",
        "en": "{where}: the table {found} is not in the folder. Add it or mend the name.{did_you_mean}",
    },
    "facts.table_row_length": {
        "nl": "{where}: deze rij heeft {found} velden, de kop heeft er {expected}. Maak ze gelijk.",
        "en": "{where}: this row has {found} fields, the header has {expected}. Make them equal.",
    },
    "facts.table_shape": {
        "nl": "{where}: een tabel kan {name} alleen geven bij één of twee indelingen; het feit heeft er {found}."
        " Schrijf de waarden in het feitenbestand.",
        "en": "{where}: a table can only give {name} for one or two classifications; the fact has {found}."
        " Write the values in the fact file.",
    },
    "facts.table_unused": {
        "nl": "{where}: geen enkel feit gebruikt deze tabel. Verwijs ernaar of verwijder hem.",
        "en": "{where}: no fact uses this table. Refer to it or remove it.",
    },
    "facts.unknown_classification": {
        "nl": "{where}: onbekende indeling {found}; deze map heeft: {expected};"
        " de andere staan in de woordenlijst.{did_you_mean}",
        "en": "{where}: unknown classification {found}; this folder has: {expected};"
        " the others are in the glossary.{did_you_mean}",
    },
    "facts.unknown_confidence": {
        "nl": "{where}: onbekende confidence {found}; mogelijk: {expected}.{did_you_mean}",
        "en": "{where}: unknown confidence {found}; possible: {expected}.{did_you_mean}",
    },
    "facts.unknown_fact": {
        "nl": "Er is geen feit met de naam {found} in {where}.{did_you_mean} `houvast facts list` noemt alle feiten.",
        "en": "There is no fact named {found} in {where}.{did_you_mean} `houvast facts list` names them all.",
    },
    "facts.unknown_group": {
        "nl": "{where}: {found} hoort niet bij de indeling {classification}.{did_you_mean}",
        "en": "{where}: {found} does not belong to the classification {classification}.{did_you_mean}",
    },
    "facts.unknown_key": {
        "nl": "{where}: {name} kent de sleutel {found} niet; mogelijk: {expected}.{did_you_mean}",
        "en": "{where}: {name} does not know the key {found}; possible: {expected}.{did_you_mean}",
    },
    "facts.unknown_source": {
        "nl": "{where}: de bron {found} staat niet in sources.yaml. Voeg haar toe of verbeter de"
        " sleutel.{did_you_mean}",
        "en": "{where}: the source {found} is not in sources.yaml. Add it or mend the key.{did_you_mean}",
    },
    "facts.unknown_status": {
        "nl": "{where}: onbekende status {found}; mogelijk: {expected}.{did_you_mean}",
        "en": "{where}: unknown status {found}; possible: {expected}.{did_you_mean}",
    },
    "facts.unknown_unit": {
        "nl": "{where}: onbekende eenheid {found}; de eenheden staan in de woordenlijst.{did_you_mean}",
        "en": "{where}: unknown unit {found}; the units are listed in the glossary.{did_you_mean}",
    },
    "facts.wrong_form": {
        "nl": "{where}: voor {name} werd {expected} verwacht; gevonden: {found}.",
        "en": "{where}: for {name}, expected {expected}; found: {found}.",
    },
    "facts.wrong_shape": {
        "nl": "{where}: een waarde van vorm {expected} verwacht, in de volgorde van de indeling;"
        " gevonden: vorm {found}.",
        "en": "{where}: expected a value of shape {expected}, in the order of the classification;"
        " found: shape {found}.",
    },
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
        "nl": "Geen ruimte meer op de schijf van {where}. Maak ruimte of kies een andere map; er is"
        " niets half bewaard.",
        "en": "No space left on the disk of {where}. Free some or choose another folder; nothing"
        " half-written was kept.",
    },
    # --- months --------------------------------------------------------------------------------------
    "months.not_a_month": {
        "nl": "Een maand schrijft u als jaar-maand vanaf 1900, bijvoorbeeld 2024-01; gevonden: {found}.",
        "en": "A month is written as year-month from 1900 on, for example 2024-01; found: {found}.",
    },
    # --- periods -------------------------------------------------------------------------------------
    "periods.form": {
        "nl": "{where}: een periode is een maand (2024-03), een kwartaal (2024Q1) of een jaar (2024); gevonden:"
        " {found}.",
        "en": "{where}: a period is a month (2024-03), a quarter (2024Q1) or a year (2024); found: {found}.",
    },
    # --- population: building people and employers, and keeping them -----------------------------------
    "population.bad_seed": {
        "nl": "Een seed is een geheel getal vanaf 0; gevonden: {found}. Geef bijvoorbeeld 0 of 2024.",
        "en": "A seed is a whole number from 0; found: {found}. Give 0 or 2024, for example.",
    },
    "population.cache_damaged": {
        "nl": "De bewaarde bevolking in {where} is beschadigd ({found}); zij wordt opnieuw gebouwd.",
        "en": "The stored population in {where} is damaged ({found}); it is built again.",
    },
    "population.column_length": {
        "nl": "Kolom {where} heeft {found} plaatsen; verwacht: {expected}. Alle kolommen zijn even lang.",
        "en": "Column {where} has {found} slots; expected {expected}. All columns are equally long.",
    },
    "population.column_type": {
        "nl": "Kolom {where} heeft type {found}; verwacht: {expected}. Zet de waarden om.",
        "en": "Column {where} has type {found}; expected {expected}. Convert the values.",
    },
    "population.disagreement": {
        "nl": "Personen en werkgevers zijn het niet eens over {where}: verwacht {expected}, gevonden {found}.",
        "en": "Persons and employers disagree on {where}: expected {expected}, found {found}.",
    },
    "population.more_than_all": {
        "nl": (
            "In de groep {where} zijn meer werkenden en werklozen ({found} duizend) dan inwoners ({expected} duizend). "
            "Pas de cijfers over bevolking of werk aan."
        ),
        "en": (
            "The group {where} has more employed and unemployed ({found} thousand) than inhabitants ({expected} "
            "thousand). Mend the figures on population or work."
        ),
    },
    "population.out_of_range": {
        "nl": "Kolom {where} heeft {found} waarden buiten {expected}; de eerste op plaats {slot}.",
        "en": "Column {where} has {found} values outside {expected}; the first in slot {slot}.",
    },
    "population.scale_out_of_range": {
        "nl": "De schaal ligt boven 0 en is hoogstens 1 (1 is iedereen); gevonden: {found}. Geef bijvoorbeeld 0.01.",
        "en": "The scale is above 0 and at most 1 (1 is everyone); found: {found}. Give 0.01, for example.",
    },
    "population.shares_off": {
        "nl": "De aandelen van {where} tellen op tot {found}; verwacht: 1. Pas de aandelen aan.",
        "en": "The shares of {where} add up to {found}; expected 1. Mend the shares.",
    },
    "population.total_off": {
        "nl": (
            "{where} telt op tot {found} duizend, meer dan een tiende naast het totaal van {expected} duizend. "
            "Pas de cijfers of het totaal aan."
        ),
        "en": (
            "{where} adds up to {found} thousand, more than a tenth away from the total of {expected} thousand. "
            "Mend the figures or the total."
        ),
    },
    # --- reference: the published occupation model ------------------------------------------------------
    "reference.auto_prob": {
        "nl": "{where}: een kans op automatisering ligt tussen 0 en 1; gevonden: {found}.",
        "en": "{where}: a chance of automation lies between 0 and 1; found: {found}.",
    },
    "reference.edge_twice": {
        "nl": "{where}: de verbinding van {source} naar {target} staat er al in regel {first}. Laat er één staan.",
        "en": "{where}: the edge from {source} to {target} stands in line {first} already. Keep one.",
    },
    "reference.employment": {
        "nl": "{where}: een aantal werkenden ligt tussen 0 en {largest}; gevonden: {found}.",
        "en": "{where}: a number of employed lies between 0 and {largest}; found: {found}.",
    },
    "reference.id_twice": {
        "nl": "{where}: het beroep {found} staat er al in regel {first}. Geef elk beroep één regel.",
        "en": "{where}: the occupation {found} stands in line {first} already. Give each occupation one line.",
    },
    "reference.no_edges": {
        "nl": "{where}: bij het beroep {found} begint geen verbinding met een gewicht boven 0. Voeg er een toe.",
        "en": "{where}: no edge with a weight above 0 starts at the occupation {found}. Add one.",
    },
    "reference.nobody": {
        "nl": "{where}: er blijven geen werkenden over op deze schaal ({scale}). Controleer de kolom employment of kies"
        " een grotere --scale.",
        "en": "{where}: there are no employed left at this scale ({scale}). Check the column employment or choose a"
        " larger --scale.",
    },
    "reference.nothing_wanted": {
        "nl": "{where}: volgens auto_prob verdwijnt al het werk, en dan is er geen verdeling over beroepen meer."
        " Geef ten minste één beroep met werkenden een kans onder 1.",
        "en": "{where}: by auto_prob all work disappears, which leaves no distribution over occupations."
        " Give at least one occupation with employed people a chance below 1.",
    },
    "reference.scale": {
        "nl": "--scale: de schaal is een getal boven 0 en hoogstens 1 (1 is iedereen in het bestand);"
        " gevonden: {found}.",
        "en": "--scale: the scale is a number above 0 and at most 1 (1 is everyone in the file); found: {found}.",
    },
    "reference.seed": {
        "nl": "--seed: het toevalsgetal is een heel getal van 0 tot en met {largest}; gevonden: {found}.",
        "en": "--seed: the seed is a whole number from 0 to {largest}; found: {found}.",
    },
    "reference.shock_start": {
        "nl": "--shock-start: de schok begint na stap {first} en voor het eind van de run (--steps);"
        " gevonden: {found}.",
        "en": "--shock-start: the shock begins after step {first} and before the end of the run (--steps);"
        " found: {found}.",
    },
    "reference.shock_years": {
        "nl": "--shock-years: de duur van de schok is een getal van 0 (geen schok) tot en met {longest} jaar;"
        " gevonden: {found}.",
        "en": "--shock-years: the shock takes a number of years from 0 (no shock) to {longest}; found: {found}.",
    },
    "reference.solver": {
        "nl": "--solver: {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "--solver: {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "reference.steps": {
        "nl": "--steps: het aantal stappen is een heel getal van 1 tot en met {longest}; gevonden: {found}.",
        "en": "--steps: the number of steps is a whole number from 1 to {longest}; found: {found}.",
    },
    "reference.too_many": {
        "nl": "{where}: op schaal {scale} zijn dat {found} personen; dit gaat tot {most}. Kies --scale {suggested}"
        " of lager.",
        "en": "{where}: at scale {scale} that makes {found} persons; the limit is {most}. Choose --scale {suggested}"
        " or less.",
    },
    "reference.unknown_id": {
        "nl": "{where}: het beroep {found} staat niet in {file}.{did_you_mean}",
        "en": "{where}: the occupation {found} is not in {file}.{did_you_mean}",
    },
    "reference.weight": {
        "nl": "{where}: een gewicht is 0 of meer; gevonden: {found}.",
        "en": "{where}: a weight is 0 or more; found: {found}.",
    },
    # --- report: drawing a report ---------------------------------------------------------------------
    "report.facts_missing": {
        "nl": "De feiten {found} waarop deze uitkomst rust zijn niet te vinden. Zet de map terug of"
        " noem hem met --facts.",
        "en": "The facts {found} this result rests on cannot be found. Put the folder back or name it with --facts.",
    },
    # --- results: outcomes and manifest on disk -------------------------------------------------------
    "results.column_type": {
        "nl": "{where}: de kolom moet van soort {expected} zijn; gevonden: {found}. Maak de"
        " uitkomst opnieuw met houvast run --again.",
        "en": "{where}: the column must be of type {expected}; found: {found}. Make the result"
        " again with houvast run --again.",
    },
    "results.columns_missing": {
        "nl": "{where}: kolommen ontbreken of heten anders: {found}. Verwacht: {expected}. Maak de"
        " uitkomst opnieuw met houvast run --again.",
        "en": "{where}: columns are missing or named otherwise: {found}. Expected: {expected}. Make"
        " the result again with houvast run --again.",
    },
    "results.double_rows": {
        "nl": "{where}: {rows} rijen zeggen iets over dezelfde maand, uitkomst en groep als een"
        " andere; de eerste: {example}. Houd er een over.",
        "en": "{where}: {rows} rows speak of the same month, outcome and group as another; the"
        " first: {example}. Keep one.",
    },
    "results.manifest_broken": {
        "nl": "{where}: dit is geen geldige JSON ({found}). Zet het bestand terug of maak de"
        " uitkomst opnieuw met houvast run --again.",
        "en": "{where}: this is not valid JSON ({found}). Put the file back or make the result"
        " again with houvast run --again.",
    },
    "results.manifest_entry": {
        "nl": "{where}: verwacht een waarde van soort {expected}; gevonden: {found}. Zet het bestand terug.",
        "en": "{where}: expected a value of type {expected}; found: {found}. Put the file back.",
    },
    "results.manifest_incomplete": {
        "nl": "{where}: er ontbreekt {expected}; zonder dat is niet te zeggen waar de uitkomst"
        " vandaan komt. Zet het bestand terug.",
        "en": "{where}: {expected} is missing; without it nobody can tell where the result comes"
        " from. Put the file back.",
    },
    "results.missing": {
        "nl": "In {where} ontbreekt {expected}: dit is geen uitkomst van houvast run, of niet meer"
        " heel. Noem een andere map.",
        "en": "{where} lacks {expected}: this is no result of houvast run, or no longer whole. Name another folder.",
    },
    "results.negative_count": {
        "nl": "{where}: een aantal mensen of vacatures is 0 of meer; {rows} rijen niet, de eerste:"
        " {example} met {count}. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: a number of people or vacancies is 0 or more; {rows} rows are not, the"
        " first: {example} with {count}. Make the result again with houvast run --again.",
    },
    "results.no_folder": {
        "nl": "{where} is geen map. Noem een map die houvast run gemaakt heeft, bijvoorbeeld een map in results.",
        "en": "{where} is no folder. Name a folder that houvast run has made, for example one in results.",
    },
    "results.not_a_number": {
        "nl": "{where}: {rows} rijen hebben geen (eindige) waarde, de eerste: {example}. Maak de"
        " uitkomst opnieuw met houvast run --again.",
        "en": "{where}: {rows} rows have no (finite) value, the first: {example}. Make the result"
        " again with houvast run --again.",
    },
    "results.out_of_bounds": {
        "nl": "{where}: {rows} rijen liggen buiten {expected}, de eerste: {example} met {found}."
        " Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: {rows} rows lie outside {expected}, the first: {example} with {found}. Make"
        " the result again with houvast run --again.",
    },
    "results.table_empty": {
        "nl": "{where}: de tabel heeft geen rijen. Maak de uitkomst opnieuw met houvast run --again.",
        "en": "{where}: the table has no rows. Make the result again with houvast run --again.",
    },
    "results.table_unreadable": {
        "nl": "{where}: dit is geen leesbaar Parquet-bestand ({found}). Zet het terug of maak de"
        " uitkomst opnieuw met houvast run --again.",
        "en": "{where}: this is not a readable Parquet file ({found}). Put it back or make the"
        " result again with houvast run --again.",
    },
    "results.unknown_word": {
        "nl": "{where}: {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    # --- run: what a run is asked to do ---------------------------------------------------------------
    "run.folder_taken": {
        "nl": "In {where} staat al iets anders dan deze uitkomst; het is niet aangeraakt. Kies met"
        " --out een lege of nieuwe map.",
        "en": "{where} already holds something other than this result; it has not been touched."
        " Choose an empty or new folder with --out.",
    },
    "run.language": {
        "nl": "--language: de taal is nl of en; gevonden: {found}.",
        "en": "--language: the language is nl or en; found: {found}.",
    },
    "run.scale": {
        "nl": "--scale: de schaal is een getal boven 0 en hoogstens 1 (1 is iedereen, 0.01 is een"
        " honderdste); gevonden: {found}.",
        "en": "--scale: the scale is a number above 0 and at most 1 (1 is everyone, 0.01 one in a"
        " hundred); found: {found}.",
    },
    "run.seed": {
        "nl": "--seed: het toevalsgetal is een heel getal van 0 tot en met {largest}; gevonden: {found}.",
        "en": "--seed: the seed is a whole number from 0 to {largest}; found: {found}.",
    },
    "run.start": {
        "nl": "--start: de eerste maand is jaar-maand, van {first} tot en met {last}; gevonden: {found}.",
        "en": "--start: the first month is year-month, from {first} to {last}; found: {found}.",
    },
    "run.threads": {
        "nl": "--threads: het aantal rekendraden is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--threads: the number of threads is a whole number from 1 to {most}; found: {found}.",
    },
    "run.years": {
        "nl": "--years: de looptijd is een heel aantal jaren van 1 tot en met {longest}; gevonden: {found}.",
        "en": "--years: the length is a whole number of years from 1 to {longest}; found: {found}.",
    },
    # --- validate: somebody's published series ---------------------------------------------------------
    "validate.bounds": {
        "nl": "{where}: een getal in {unit} ligt van {low} tot en met {high}; gevonden: {found}. Klopt de eenheid?",
        "en": "{where}: a number in {unit} lies from {low} to {high}; found: {found}. Is the unit right?",
    },
    "validate.group": {
        "nl": "{where}: de groep {found} is onbekend bij {grouping}.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: the group {found} of {grouping} is unknown.{did_you_mean} Known are: {known}.",
    },
    "validate.grouping": {
        "nl": "{where}: de indeling {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: the grouping {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "validate.name": {
        "nl": "{where}: een reeks heet naar een uitkomst, zo nodig met een groep, zoals unemployment_rate of"
        " unemployment_rate:age=15-24; gevonden: {found}.",
        "en": "{where}: a series is named after an outcome, with a group if need be, such as unemployment_rate or"
        " unemployment_rate:age=15-24; found: {found}.",
    },
    "validate.needs_run": {
        "nl": "{where}: {found} wordt alleen tijdens een run gemeten en staat niet in een uitkomst. Laat --result weg.",
        "en": "{where}: {found} is measured during a run only and is not in a result. Leave --result out.",
    },
    "validate.no_figure": {
        "nl": "{where}: het model heeft voor {series} geen cijfer dat binnen {found} valt; het eerste gaat over {first}"
        " tot en met {last}. Kies een periode die zulke cijfers in hun geheel bevat.",
        "en": "{where}: the model has no figure of {series} that lies within {found}; the first is about {first} to"
        " {last}. Choose a period that holds such figures whole.",
    },
    "validate.no_groups": {
        "nl": "{where}: {found} is een cijfer over iedereen en kent geen groepen. Laat de groep weg.",
        "en": "{where}: {found} is a figure of everybody and knows no groups. Leave the group out.",
    },
    "validate.not_counted": {
        "nl": "{where}: het model meet {found} niet. Wel: {known}.",
        "en": "{where}: the model does not measure {found}. It does: {known}.",
    },
    "validate.outside": {
        "nl": "{where}: {found} valt niet in zijn geheel binnen {first} tot en met {last}. Laat de regel weg of laat de"
        " run eerder beginnen (--start) of langer duren.",
        "en": "{where}: {found} does not lie wholly within {first} to {last}. Leave the line out, or let the run start"
        " earlier (--start) or last longer.",
    },
    "validate.result_or_run": {
        "nl": "--result wijst een run aan die er al is; {found} hoort bij een nieuwe. Kies een van beide.",
        "en": "--result names a run that is there already; {found} belongs to a new one. Choose one of the two.",
    },
    "validate.same_file": {
        "nl": "--out: {found} is het bestand met de gepubliceerde reeksen zelf. Kies een andere naam.",
        "en": "--out: {found} is the file with the published series itself. Choose another name.",
    },
    "validate.series": {
        "nl": "{where}: de reeks {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: the series {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "validate.twice": {
        "nl": "{where}: {series} in {period} staat er al in regel {first}. Laat er één staan.",
        "en": "{where}: {series} in {period} stands in line {first} already. Keep one.",
    },
    "validate.unit": {
        "nl": "{where}: de eenheid {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: the unit {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "validate.unit_misfit": {
        "nl": "{where}: {series} kan niet in {found}. Wel in: {known}.",
        "en": "{where}: {series} cannot be in {found}. It can be in: {known}.",
    },
}
for _part in (
    COMPARISON_MESSAGES,
    EVIDENCE_MESSAGES,
    EXPLORATION_MESSAGES,
    FLEX_DESK_MESSAGES,
    FLEX_MESSAGES,
    FUTURES_MESSAGES,
    MESSAGES_OF_POLICIES,
    MESSAGES_OF_SURVEYS,
    ROUNDS_MESSAGES,
    SKILLS_MESSAGES,
    WEB_MESSAGES,
    WORKSHOP_MESSAGES,
):
    MESSAGES |= _part
