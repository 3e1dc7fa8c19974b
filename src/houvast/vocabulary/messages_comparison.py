"""Messages about futures and packages side by side, and about the outlook; part of the catalogue."""

COMPARISON_MESSAGES: dict[str, dict[str, str]] = {
    "compare.all_failed": {
        "nl": "{where}: geen enkele run is gelukt; er is dus niets te vergelijken. De eerste zegt: {found}",
        "en": "{where}: not one run succeeded, so there is nothing to compare. The first says: {found}",
    },
    "compare.empty": {
        "nl": "{where}: er staat geen naam, of een komma te veel. Geef namen met komma's ertussen.",
        "en": "{where}: there is no name, or a comma too many. Give names with commas between.",
    },
    "compare.folder_taken": {
        "nl": "In {where} staat al iets anders dan deze vergelijking of een deel ervan; het is niet aangeraakt. Kies"
        " met --out een lege of nieuwe map.",
        "en": "{where} already holds something other than this comparison or a part of it; it has not been touched."
        " Choose an empty or new folder with --out.",
    },
    "compare.interval_reversed": {
        "nl": "{where}: in {rows} rijen ligt het gemiddelde buiten zijn eigen bandbreedte. Maak de vergelijking"
        " opnieuw.",
        "en": "{where}: in {rows} rows the mean lies outside its own interval. Make the comparison again.",
    },
    "compare.jobs": {
        "nl": "--jobs: het aantal runs tegelijk is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--jobs: the number of runs at a time is a whole number from 1 to {most}; found: {found}.",
    },
    "compare.no_effect": {
        "nl": "Let op: {found} verandert in geen enkele toekomst ook maar een cijfer. Wat het pakket verandert begint "
        "pas"
        " na de run, of het model reageert er niet op.",
        "en": "Mind: {found} changes not one figure in any future. What the package changes begins after the run, or "
        "the"
        " model does not respond to it.",
    },
    "compare.no_room": {
        "nl": "{where}: de runs die nog komen vragen ongeveer {needed} MB en er is {free} MB vrij. Wat klaar is blijft"
        " staan; maak ruimte en geef dezelfde opdracht nog eens.",
        "en": "{where}: the runs still to come need about {needed} MB and {free} MB is free. What is finished stays;"
        " make room and give the same command again.",
    },
    "compare.not_finite": {
        "nl": "{where}: in {rows} rijen staat geen getal. Maak de vergelijking opnieuw.",
        "en": "{where}: in {rows} rows there is no number. Make the comparison again.",
    },
    "compare.seeds": {
        "nl": "--seeds: het aantal herhalingen is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--seeds: the number of repeats is a whole number from 1 to {most}; found: {found}.",
    },
    "compare.stopped": {
        "nl": "Gestopt. {done} van de {total} runs staan klaar in {where}; dezelfde opdracht gaat daar verder.",
        "en": "Stopped. {done} of the {total} runs stand ready in {where}; the same command goes on from there.",
    },
    "compare.twice": {
        "nl": "{where}: {found} staat er meer dan eens. Laat er een staan.",
        "en": "{where}: {found} stands there more than once. Keep one.",
    },
    "compare.unfinished": {
        "nl": "{where}: de vergelijking is niet af; er ontbreekt {expected}. Geef houvast compare nog eens met deze"
        " map: wat klaar is wordt niet opnieuw gemaakt.",
        "en": "{where}: the comparison is not finished; missing: {expected}. Give houvast compare again with this"
        " folder: what is ready is not made again.",
    },
    "outlook.draws": {
        "nl": "--draws: het aantal trekkingen is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--draws: the number of draws is a whole number from 1 to {most}; found: {found}.",
    },
    "outlook.ending": {
        "nl": "--out: {where} eindigt niet op {expected}. De naam bepaalt de vorm van de tabel.",
        "en": "--out: {where} does not end in {expected}. The name decides the form of the table.",
    },
    "outlook.file_taken": {
        "nl": "Op {where} staat al iets dat geen vooruitblik is; het is niet aangeraakt. Kies met --out een andere "
        "naam.",
        "en": "At {where} stands something that is no outlook; it has not been touched. Choose another name with "
        "--out.",
    },
}
