"""Messages about exploring the futures: links, the preview, answers and their queue; part of the catalogue."""

EXPLORATION_MESSAGES: dict[str, dict[str, str]] = {
    "exploration.bounds": {
        "nl": "{key} is {found}; dat kan van {low} tot en met {high}, dus de dichtstbijzijnde grens is genomen.",
        "en": "{key} is {found}; it can be {low} to {high}, so the nearest bound was taken.",
    },
    "exploration.own_gone": {
        "nl": "De eigen toekomsten van deze link ({found}) zijn hier niet (meer); u ziet de vier van Houvast.",
        "en": "The own futures of this link ({found}) are not here (any more); you see the four of Houvast.",
    },
    "exploration.busy": {
        "nl": "Er wachten al {most} vragen op een antwoord. Probeer het over een paar tellen opnieuw.",
        "en": "{most} questions are already waiting for an answer. Try again in a few seconds.",
    },
    "exploration.cancelled": {
        "nl": "Gestopt; wat klaar was is bewaard.",
        "en": "Stopped; what was finished is kept.",
    },
    "exploration.crashed": {
        "nl": "De berekening is onverwacht gestopt. Vraag het opnieuw; gebeurt het weer, meld het dan.",
        "en": "The computation stopped unexpectedly. Ask again; if it happens again, report it.",
    },
    "exploration.dropped": {
        "nl": "{found} is daarom uit het pakket gelaten.",
        "en": "{found} was therefore left out of the package.",
    },
    "exploration.facts_changed": {
        "nl": "Deze link is gemaakt met eerdere feiten ({found}; nu {now}). Wat er sindsdien veranderde: {changes}. De"
        " cijfers kunnen dus anders zijn dan toen.",
        "en": "This link was made with earlier facts ({found}; now {now}). What changed since: {changes}. So figures"
        " may differ from then.",
    },
    "exploration.facts_same": {
        "nl": "Deze link is gemaakt met eerdere feiten ({found}; nu {now}), die dezelfde cijfers geven: {changes}.",
        "en": "This link was made with earlier facts ({found}; now {now}), which give the same figures: {changes}.",
    },
    "exploration.facts_unknown": {
        "nl": "Deze link is gemaakt met andere feiten ({found}; nu {now}), die hier niet bekend zijn. De cijfers kunnen"
        " dus anders zijn dan toen.",
        "en": "This link was made with other facts ({found}; now {now}), which are not known here. So figures may"
        " differ from then.",
    },
    "exploration.full_elsewhere": {
        "nl": "De volledige berekening van deze link is van een ander bezoek, of is er niet meer; u ziet het exacte"
        " antwoord. Vraag haar onder 'Bewaren en delen' aan: is zij hier nog, dan staat zij er meteen.",
        "en": "The full run of this link belongs to another visit, or is not here any more; you see the exact answer."
        " Ask for it under 'Keep and share': if it is still here, it is there at once.",
    },
    "exploration.group": {
        "nl": "De groepsindeling {found} bestaat niet; {used} is genomen.{did_you_mean}",
        "en": "There is no grouping {found}; {used} was taken.{did_you_mean}",
    },
    "exploration.lever": {
        "nl": "Maatregel {measure} heeft geen knop {found}; hij is overgeslagen.{did_you_mean}",
        "en": "Measure {measure} has no lever {found}; it was skipped.{did_you_mean}",
    },
    "exploration.measure": {
        "nl": "De maatregel {found} bestaat niet; hij is overgeslagen.{did_you_mean}",
        "en": "There is no measure {found}; it was skipped.{did_you_mean}",
    },
    "exploration.model_changed": {
        "nl": "Deze link is gemaakt met een eerdere versie van het model ({found}; nu {now}). Wat er sindsdien"
        " veranderde: {changes}. De cijfers kunnen dus anders zijn dan toen.",
        "en": "This link was made with an earlier version of the model ({found}; now {now}). What changed since:"
        " {changes}. So figures may differ from then.",
    },
    "exploration.model_same": {
        "nl": "Deze link is gemaakt met een eerdere versie van het model ({found}; nu {now}), die dezelfde cijfers"
        " geeft: {changes}.",
        "en": "This link was made with an earlier version of the model ({found}; now {now}), which gives the same"
        " figures: {changes}.",
    },
    "exploration.model_unknown": {
        "nl": "Deze link is gemaakt met een andere versie van het model ({found}; nu {now}), die hier niet bekend is."
        " De cijfers kunnen dus anders zijn dan toen.",
        "en": "This link was made with another version of the model ({found}; now {now}), which is not known here. So"
        " figures may differ from then.",
    },
    "exploration.number": {
        "nl": "{key} is {found}, en dat is geen getal dat hier past; {used} is genomen.",
        "en": "{key} is {found}, which is no number that fits here; {used} was taken.",
    },
    "exploration.outcome": {
        "nl": "De uitkomst {found} bestaat niet; {used} is genomen.{did_you_mean}",
        "en": "There is no outcome {found}; {used} was taken.{did_you_mean}",
    },
    "exploration.superseded": {
        "nl": "Een nieuwere vraag is hiervoor in de plaats gekomen.",
        "en": "A newer question has taken the place of this one.",
    },
    "exploration.surface_broken": {
        "nl": "{where}: dit is geen voorproef die deze versie kan lezen ({found}). Maak haar opnieuw met houvast"
        " surface build.",
        "en": "{where}: this is no preview that this version can read ({found}). Make it again with houvast surface"
        " build.",
    },
    "exploration.surface_grid": {
        "nl": "--grid: het aantal punten per as is een oneven getal van 3 tot en met {most}; gevonden: {found}.",
        "en": "--grid: the number of points per axis is an odd number from 3 to {most}; found: {found}.",
    },
    "exploration.surface_holdouts": {
        "nl": "--held-out: het aantal achtergehouden proeven is een getal van 4 tot en met {most}; gevonden: {found}.",
        "en": "--held-out: the number of held-out trials is a number from 4 to {most}; found: {found}.",
    },
    "exploration.surface_seeds": {
        "nl": "--seeds: een voorproef heeft 2 tot en met {most} seeds nodig, om te weten wat toeval is; gevonden:"
        " {found}.",
        "en": "--seeds: a preview needs 2 to {most} seeds, to know what is luck; found: {found}.",
    },
    "exploration.timeout": {
        "nl": "Het antwoord duurde langer dan {seconds} seconden en is afgebroken. Probeer het opnieuw.",
        "en": "The answer took longer than {seconds} seconds and was stopped. Try again.",
    },
    "exploration.unknown": {
        "nl": "De link noemt iets wat hier niet bestaat, en dat is overgeslagen: {found}.",
        "en": "The link names something that does not exist here, and that was skipped: {found}.",
    },
    "exploration.version": {
        "nl": "Deze link heeft vorm {found}; deze versie leest vorm {expected} en heeft genomen wat zij kon lezen.",
        "en": "This link has form {found}; this version reads form {expected} and took what it could read.",
    },
    "exploration.world": {
        "nl": "De wereld {found} bestaat niet; het punt uit t en c is genomen.",
        "en": "There is no world {found}; the point of t and c was taken.",
    },
}
