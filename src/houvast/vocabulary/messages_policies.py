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
}
