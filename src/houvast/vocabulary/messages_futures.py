"""The part of the catalogue of messages that belongs to futures: votes, axes, scenarios and their files."""

FUTURES_MESSAGES: dict[str, dict[str, str]] = {
    # --- futures: developments, axes, scenarios -----------------------------------------------------
    "futures.axes_correlated": {
        "nl": "{where}: {first} en {second} hangen samen (Spearman {found}; de grens is {limit}). Twee assen die samen"
        " bewegen laten van de vier hoeken er maar twee over. Kies een andere ontwikkeling voor een van de assen.",
        "en": "{where}: {first} and {second} move together (Spearman {found}; the limit is {limit}). Two axes that move"
        " together leave only two of the four corners. Choose another development for one of the axes.",
    },
    "futures.axes_same": {
        "nl": "{where}: beide assen rusten op {found}, dus vallen de vier hoeken samen. Kies twee verschillende"
        " ontwikkelingen.",
        "en": "{where}: both axes rest on {found}, so the four corners coincide. Choose two different developments.",
    },
    "futures.own_bounds": {
        "nl": "{where}: dit getal kan van {low} tot en met {high}, de wijdste grenzen van de vier gegeven toekomsten;"
        " gevonden: {found}.",
        "en": "{where}: this number can be {low} to {high}, the widest bounds of the four given futures; found:"
        " {found}.",
    },
    "futures.combinations": {
        "nl": "{where}: de elementen geven {found} combinaties van toestanden; hoogstens {most} worden doorgerekend."
        " Voeg elementen of toestanden samen.",
        "en": "{where}: the elements make {found} combinations of states; at most {most} are worked out. Join elements"
        " or states.",
    },
    "futures.corner": {
        "nl": "{where}: in de hoek {corner} hoort precies één scenario; gevonden: {found}. Elk van de vier hoeken"
        " (1, 1) (1, -1) (-1, 1) (-1, -1) heeft er een.",
        "en": "{where}: the corner {corner} has exactly one scenario; found: {found}. Each of the four corners (1, 1)"
        " (1, -1) (-1, 1) (-1, -1) has one.",
    },
    "futures.cycle": {
        "nl": "{where}: de scenario's rusten in een kring op elkaar: {found}. Laat een van hen op een hoek rusten"
        " (at) in plaats van op een ander (based_on).",
        "en": "{where}: the scenarios rest on each other in a circle: {found}. Let one of them rest on a point (at)"
        " instead of on another (based_on).",
    },
    "futures.folder_taken": {
        "nl": "In {where} staat al iets; het is niet aangeraakt. Noem een lege of nieuwe map.",
        "en": "{where} already holds something; it has not been touched. Name an empty or new folder.",
    },
    "futures.first_year": {
        "nl": "{where}: een pad begint met vandaag, {year}: {expected}; gevonden: {found}.",
        "en": "{where}: a path begins with today, {year}: {expected}; found: {found}.",
    },
    "futures.group_of": {
        "nl": "{where}: {respondent} hoort in regel {first} bij de groep {other} en hier bij {found}. Kies er een.",
        "en": "{where}: {respondent} belongs to the group {other} in line {first} and to {found} here. Choose one.",
    },
    "futures.key_missing": {
        "nl": "{where}: er ontbreekt {expected}.",
        "en": "{where}: {expected} is missing.",
    },
    "futures.lever_missing": {
        "nl": "{where}: scenario {scenario} zegt niets over {expected}. Een scenario in een hoek geeft elke parameter"
        " een pad, ook als die niet verandert.",
        "en": "{where}: scenario {scenario} says nothing about {expected}. A scenario in a corner gives every parameter"
        " a path, also one that does not change.",
    },
    "futures.no_votes": {
        "nl": "{where}: niemand gaf voor een ontwikkeling zowel impact als onzekerheid; er valt niets te rangschikken.",
        "en": "{where}: nobody gave both impact and uncertainty for any development; there is nothing to rank.",
    },
    "futures.one_respondent": {
        "nl": "{where}: er is maar één respondent ({found}). Een rangorde met onzekerheid vraagt er minstens twee.",
        "en": "{where}: there is only one respondent ({found}). A ranking with uncertainty asks for at least two.",
    },
    "futures.point": {
        "nl": "Het punt {found} is onbekend.{did_you_mean} Noem een scenario ({known}), baseline, of twee getallen van"
        " -1 tot en met 1: technologie, collectief (zoals 0.5,-0.2).",
        "en": "The point {found} is unknown.{did_you_mean} Name a scenario ({known}), baseline, or two numbers from -1"
        " to 1: technology, collective (such as 0.5,-0.2).",
    },
    "futures.point_outside": {
        "nl": "Het punt {found} ligt buiten het vlak: beide getallen liggen van -1 tot en met 1.",
        "en": "The point {found} lies outside the plane: both numbers lie from -1 to 1.",
    },
    "futures.range": {
        "nl": "{where}: {found} ligt buiten de bandbreedte {low} tot {high} die erbij staat.",
        "en": "{where}: {found} lies outside the range {low} to {high} that is given with it.",
    },
    "futures.replicates": {
        "nl": "--replicates: het aantal herhalingen is een heel getal van 1 tot en met {most}; gevonden: {found}.",
        "en": "--replicates: the number of replicates is a whole number from 1 to {most}; found: {found}.",
    },
    "futures.seed": {
        "nl": "--seed: het toevalsgetal is een heel getal van 0 tot en met {largest}; gevonden: {found}.",
        "en": "--seed: the seed is a whole number from 0 to {largest}; found: {found}.",
    },
    "futures.semicolons": {
        "nl": "{where}: de cellen zijn gescheiden door puntkomma's. Bewaar het bestand met komma's ertussen"
        " ({expected}).",
        "en": "{where}: the cells are separated by semicolons. Store the file with commas in between ({expected}).",
    },
    "futures.sign": {
        "nl": "{where}: {lever} staat in scenario {scenario} op {sign}, maar het pad gaat naar {found} (vandaag is"
        " {neutral}). Verander het pad of het teken in levers.yaml.",
        "en": "{where}: {lever} has the sign {sign} in scenario {scenario}, but the path goes to {found} (today is"
        " {neutral}). Change the path, or the sign in levers.yaml.",
    },
    "futures.step": {
        "nl": "--step: een eigen toekomst begint bij stap 1 (ontwikkelingen) of stap 5 (assen en scenario's);"
        " gevonden: {found}.",
        "en": "--step: a future of your own begins at step 1 (developments) or step 5 (axes and scenarios);"
        " found: {found}.",
    },
    "futures.stronger": {
        "nl": "{where}: {lever} staat in scenario {scenario} sterker ({sign}) dan in {other} ({other_sign}), maar het"
        " pad gaat minder ver: {found} tegen {other_found}.",
        "en": "{where}: {lever} has a stronger sign in scenario {scenario} ({sign}) than in {other} ({other_sign}), but"
        " the path goes less far: {found} against {other_found}.",
    },
    "futures.twice": {
        "nl": "{where}: {found} staat er al in regel {first}. Laat er één staan.",
        "en": "{where}: {found} stands in line {first} already. Keep one.",
    },
    "futures.unknown": {
        "nl": "{where}: {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "{where}: {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "futures.vote": {
        "nl": "{where}: een stem is een heel getal van {low} tot en met {high}, of leeg voor weet niet;"
        " gevonden: {found}.",
        "en": "{where}: a vote is a whole number from {low} to {high}, or empty for don't know; found: {found}.",
    },
    "futures.year_order": {
        "nl": "{where}: de jaren van een pad lopen op; gevonden: {found}.",
        "en": "{where}: the years of a path go up; found: {found}.",
    },
}
