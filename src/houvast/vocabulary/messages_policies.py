"""The part of the catalogue of messages about changes laid over facts, measures and packages; see `messages`."""

MESSAGES_OF_POLICIES: dict[str, dict[str, str]] = {
    # --- overlay: changes laid over facts ---------------------------------------------------------------
    "overlay.clipped": {
        "nl": "{where}: een waarde zou {found} worden en is tussen {low} en {high} gehouden.",
        "en": "{where}: a value would become {found} and was kept between {low} and {high}.",
    },
    "overlay.conflict": {
        "nl": "{where}: {first} ({first_merge}) en {second} ({second_merge}) veranderen hetzelfde in dezelfde tijd, en"
        " dan zou de volgorde tellen. Geef beide dezelfde merge: {expected}.",
        "en": "{where}: {first} ({first_merge}) and {second} ({second_merge}) change the same at the same time, so the"
        " order would count. Give both the same merge: {expected}.",
    },
    "overlay.knots_order": {
        "nl": "{where}: de data moeten oplopen, elk één keer; gevonden: {found}.",
        "en": "{where}: the dates must rise, each once; found: {found}.",
    },
    "overlay.merge": {
        "nl": "{where}: merge is een van {expected}; gevonden: {found}.{did_you_mean}",
        "en": "{where}: merge is one of {expected}; found: {found}.{did_you_mean}",
    },
    "overlay.no_knots": {
        "nl": "{where}: er staat geen enkele datum met een waarde. Geef er ten minste één.",
        "en": "{where}: there is no date with a value at all. Give at least one.",
    },
    "overlay.not_finite": {
        "nl": "{where}: elke waarde moet een eindig getal zijn.",
        "en": "{where}: each value must be a finite number.",
    },
    "overlay.too_many_keys": {
        "nl": "{where}: {name} is gegeven naar {expected}; het pad noemt {found} groepen. Laat er weg.",
        "en": "{where}: {name} is given by {expected}; the path names {found} groups. Leave some out.",
    },
    "overlay.unknown_fact": {
        "nl": "{where}: er is geen feit {found}.{did_you_mean} `houvast facts list` noemt alle feiten.",
        "en": "{where}: there is no fact {found}.{did_you_mean} `houvast facts list` names them all.",
    },
    "overlay.unknown_group": {
        "nl": "{where}: {found} hoort niet bij de indeling {classification}.{did_you_mean}",
        "en": "{where}: {found} does not belong to the classification {classification}.{did_you_mean}",
    },
    "overlay.until": {
        "nl": "{where}: de laatste dag ({found}) ligt voor de eerste ({expected}). Draai ze om.",
        "en": "{where}: the last day ({found}) lies before the first ({expected}). Swap them.",
    },
    # --- policies: measures and packages --------------------------------------------------------------
    "policies.clash_with_given": {
        "nl": "{where}: de sleutel {found} is al van een maatregel die bij Houvast hoort. Kies een andere.",
        "en": "{where}: the key {found} belongs to a measure that comes with Houvast already. Choose another.",
    },
    "policies.collision": {
        "nl": "{where} ({first_merge}) en {other} ({second_merge}) veranderen {path} in dezelfde tijd. Geef beide"
        " dezelfde merge, een van {expected}, of laat een van de twee weg.",
        "en": "{where} ({first_merge}) and {other} ({second_merge}) change {path} at the same time. Give both the same"
        " merge, one of {expected}, or leave one of the two out.",
    },
    "policies.conflict": {
        "nl": "{first} en {second} gaan niet samen: {reason} Laat een van de twee weg.",
        "en": "{first} and {second} do not go together: {reason} Leave one of the two out.",
    },
    "policies.cycle": {
        "nl": "{where}: de maatregelen vragen in een kring om elkaar: {found}. Laat een requires weg.",
        "en": "{where}: the measures require each other in a circle: {found}. Remove one requires.",
    },
    "policies.dates": {
        "nl": "{where}: dit is geen bestaande dag, of de laatste dag ligt voor de eerste: {found}.",
        "en": "{where}: this is no existing day, or the last day lies before the first: {found}.",
    },
    "policies.divides_by_zero": {
        "nl": "{where}: bij {levers} heeft {found} geen eindige uitkomst. Verander de som of de grenzen van de knop.",
        "en": "{where}: at {levers}, {found} has no finite result. Change the sum or the bounds of the lever.",
    },
    "policies.expression": {
        "nl": "{where}: {found} is geen som die hier kan. Gebruik getallen, namen, + - * / **, min(), max() en"
        " haakjes.",
        "en": "{where}: {found} is no sum that can be used here. Use numbers, names, + - * / **, min(), max() and"
        " brackets.",
    },
    "policies.fact_by_group": {
        "nl": "{where}: {found} is geen enkel getal maar gegeven naar {expected}. Noem de groep erbij, met een punt"
        " ertussen.",
        "en": "{where}: {found} is no single number but given by {expected}. Name the group too, after a point.",
    },
    "policies.file_unknown": {
        "nl": "Er is geen maatregel en geen bestand {found}.{did_you_mean} `houvast policies list` noemt alle"
        " maatregelen.",
        "en": "There is no measure and no file {found}.{did_you_mean} `houvast policies list` names all measures.",
    },
    "policies.index": {
        "nl": "{where}: {found} is geen feit met één groeicijfer per jaar.{did_you_mean}",
        "en": "{where}: {found} is no fact with one growth figure a year.{did_you_mean}",
    },
    "policies.lag": {
        "nl": "{where}: een aantal maanden ligt tussen 0 en {high}; bij {levers} wordt het {found}.",
        "en": "{where}: a number of months lies from 0 to {high}; at {levers} it becomes {found}.",
    },
    "policies.lever_bounds": {
        "nl": "{where}: {lever} ligt tussen {low} en {high}; gevonden: {found}.",
        "en": "{where}: {lever} lies from {low} to {high}; found: {found}.",
    },
    "policies.lever_order": {
        "nl": "{where}: de knop {lever} moet low <= default <= high hebben, en low onder high; gevonden: {found}.",
        "en": "{where}: the lever {lever} must have low <= default <= high, and low below high; found: {found}.",
    },
    "policies.lever_reserved": {
        "nl": "{where}: {found} is al de naam van iets anders: {expected}. Kies een andere naam.",
        "en": "{where}: {found} is the name of something else already: {expected}. Choose another name.",
    },
    "policies.lever_text": {
        "nl": "{where}: een knop schrijft u als naam=getal, zoals pace=0.5; gevonden: {found}.",
        "en": "{where}: a lever is written as name=number, such as pace=0.5; found: {found}.",
    },
    "policies.lever_twice": {
        "nl": "{where}: de knop {found} staat er twee keer. Laat er een weg.",
        "en": "{where}: the lever {found} is given twice. Leave one out.",
    },
    "policies.lever_unknown": {
        "nl": "{where}: er is geen knop {found}; wel: {known}.{did_you_mean}",
        "en": "{where}: there is no lever {found}; there are: {known}.{did_you_mean}",
    },
    "policies.lever_unused": {
        "nl": "{where}: niets gebruikt {found}. Gebruik het in een som of laat het weg.",
        "en": "{where}: nothing uses {found}. Use it in a sum or leave it out.",
    },
    "policies.measure_twice": {
        "nl": "{found} staat meer dan eens in het pakket. Laat er één staan.",
        "en": "{found} is in the package more than once. Keep one.",
    },
    "policies.measure_unknown": {
        "nl": "{where}: er is geen maatregel {found}.{did_you_mean}",
        "en": "{where}: there is no measure {found}.{did_you_mean}",
    },
    "policies.name_unknown": {
        "nl": "{where}: {found} is geen {expected}.{did_you_mean}",
        "en": "{where}: {found} is no {expected}.{did_you_mean}",
    },
    "policies.no_effect": {
        "nl": "LET OP: {found} verandert hier niets: elk feit blijft zoals het is. De knop staat op niets, of deze"
        " toekomst heeft het al.",
        "en": "NOTE: {found} changes nothing here: every fact stays as it is. Its levers are at nothing, or this future"
        " has it already.",
    },
    "policies.only_watches": {
        "nl": "LET OP: {found} verandert zelf niets: het kijkt naar uitkomsten en slaat alarm.",
        "en": "NOTE: {found} changes nothing itself: it watches outcomes and raises alarms.",
    },
    "policies.outcome_unknown": {
        "nl": "{where}: er is geen uitkomst {found}.{did_you_mean} De woordenlijst noemt ze alle.",
        "en": "{where}: there is no outcome {found}.{did_you_mean} The glossary names them all.",
    },
    "policies.package_text": {
        "nl": "Een pakket schrijft u als maatregelen met + ertussen, zoals W3+T3:pace=0.5, of none; gevonden: {found}.",
        "en": "A package is written as measures with + between, such as W3+T3:pace=0.5, or none; found: {found}.",
    },
    "policies.phase_in": {
        "nl": "{where}: met merge {found} kan een maatregel niet geleidelijk ingaan. Kies add of scale, of zet"
        " phase_in_months op 0.",
        "en": "{where}: with merge {found} a measure cannot come in gradually. Choose add or scale, or set"
        " phase_in_months to 0.",
    },
    "policies.requires": {
        "nl": "{first} kan niet zonder {second}: {reason} Voeg {second} toe.",
        "en": "{first} cannot do without {second}: {reason} Add {second}.",
    },
    "policies.source_unknown": {
        "nl": "{where}: de bron {found} staat niet in de lijst van bronnen.{did_you_mean} Een eigen bron begint met"
        " een hoofdletter.",
        "en": "{where}: the source {found} is not in the list of sources.{did_you_mean} A source of your own begins"
        " with a capital.",
    },
    "policies.structural": {
        "nl": "{where}: {found} is geen functie van houvast.policies; alleen die zijn toegestaan.",
        "en": "{where}: {found} is no function of houvast.policies; only those are allowed.",
    },
    "policies.watch_empty": {
        "nl": "{where}: geef at_least, at_most of largest_gap.",
        "en": "{where}: give at_least, at_most or largest_gap.",
    },
    # --- sheets: files held against a schema -----------------------------------------------------------
    "sheets.bounds": {
        "nl": "{where}: het getal ligt tussen {low} en {high}; gevonden: {found}.",
        "en": "{where}: the number lies from {low} to {high}; found: {found}.",
    },
    "sheets.count": {
        "nl": "{where}: hier horen er {low} tot {high}; gevonden: {found}.",
        "en": "{where}: from {low} to {high} belong here; found: {found}.",
    },
    "sheets.key_missing": {
        "nl": "{where}: de verplichte sleutel {expected} ontbreekt. Voeg hem toe.",
        "en": "{where}: the compulsory key {expected} is missing. Add it.",
    },
    "sheets.key_unknown": {
        "nl": "{where}: de sleutel {found} is onbekend; mogelijk: {known}.{did_you_mean}",
        "en": "{where}: the key {found} is unknown; possible: {known}.{did_you_mean}",
    },
    "sheets.too_large": {
        "nl": "{where}: het bestand is {found} bytes; hoogstens {expected} is toegestaan.",
        "en": "{where}: the file has {found} bytes; at most {expected} is allowed.",
    },
    "sheets.unknown": {
        "nl": "{where}: {found} kan hier niet; mogelijk: {known}.{did_you_mean}",
        "en": "{where}: {found} cannot stand here; possible: {known}.{did_you_mean}",
    },
    "sheets.wrong_form": {
        "nl": "{where}: hier hoort {expected}; gevonden: {found}.",
        "en": "{where}: {expected} belongs here; found: {found}.",
    },
}
