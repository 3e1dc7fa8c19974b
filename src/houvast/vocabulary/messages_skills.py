"""The part of the catalogue of messages that belongs to skills: languages, links, moves and passports."""

SKILLS_MESSAGES: dict[str, dict[str, str]] = {
    # --- skills: languages, links, moves, passports ---------------------------------------------------
    "skills.bad_attestation": {
        "nl": "{where}: {key} past niet bij een bevestiging van vaardigheden: {found}. Vraag de werkgever om een nieuw"
        " bestand.",
        "en": "{where}: {key} does not fit a confirmation of skills: {found}. Ask the employer for a new file.",
    },
    "skills.bad_table": {
        "nl": "{where}: dit is geen goede tabel: {found}. Controleer aanhalingstekens en scheidingstekens, en of het"
        " bestand heel is.",
        "en": "{where}: this is no sound table: {found}. Check quotation marks and separators, and whether the file"
        " is whole.",
    },
    "skills.bad_profile": {
        "nl": "{where}: {key} past niet bij een profiel: {found}. Maak een nieuw profiel met houvast skills profile.",
        "en": "{where}: {key} does not fit a profile: {found}. Make a new one with houvast skills profile.",
    },
    "skills.consent": {
        "nl": "Een werkgever bevestigt een vaardigheid alleen met instemming van de werker. Vraag die, en geef dan"
        " --consent JJJJ-MM-DD met de dag waarop die is gegeven; gevonden: {found}.",
        "en": "An employer attests a skill only with the consent of the worker. Ask for it, and then give --consent"
        " YYYY-MM-DD with the day it was given; found: {found}.",
    },
    "skills.course_number": {
        "nl": "{where}: hier hoort een getal van 0 tot en met {highest}; gevonden: {found}.",
        "en": "{where}: a number from 0 to {highest} belongs here; found: {found}.",
    },
    "skills.cv": {
        "nl": "{where}: hierin is geen cv te lezen: {found}. Gelezen worden Europass (JSON of XML) en platte tekst.",
        "en": "{where}: no CV can be read from this: {found}. Europass (JSON or XML) and plain text are read.",
    },
    "skills.encoding": {
        "nl": "{where}: de tekst is niet in UTF-8; het eerste vreemde teken is {found}. Bewaar het bestand als UTF-8.",
        "en": "{where}: the text is not in UTF-8; the first strange character is {found}. Store the file as UTF-8.",
    },
    "skills.folder_taken": {
        "nl": "In {where} staat al een paspoort; het is niet aangeraakt. Noem een andere naam.",
        "en": "{where} already holds a passport; it has not been touched. Give another name.",
    },
    "skills.key_unsafe": {
        "nl": "{where}: deze sleutel kan door anderen gelezen worden (rechten {found}). Zet de rechten op 600.",
        "en": "{where}: others can read this key (permissions {found}). Set its permissions to 600.",
    },
    "skills.language": {
        "nl": "--language: de taal {found} is onbekend.{did_you_mean} Bekend zijn: {known}.",
        "en": "--language: the language {found} is unknown.{did_you_mean} Known are: {known}.",
    },
    "skills.level": {
        "nl": "{where}: een niveau is een geheel getal van 1 tot en met 4 (met hulp, zelfstandig, vaardig, leert het"
        " anderen); gevonden: {found}.",
        "en": "{where}: a level is a whole number from 1 to 4 (with help, on my own, skilled, teaches others);"
        " found: {found}.",
    },
    "skills.mixed_versions": {
        "nl": "{table}: {found} regels horen bij een andere versie dan de rest. Gebruik bestanden van één versie, of"
        " noem de versie met --version.",
        "en": "{table}: {found} rows belong to another version than the rest. Use files of one version, or name the"
        " version with --version.",
    },
    "skills.more_faults": {
        "nl": "{where}: en nog {found} fouten van deze soort.",
        "en": "{where}: and {found} more faults of this kind.",
    },
    "skills.needs_package": {
        "nl": "Hiervoor is het pakket {package} nodig. Installeer het met: pip install 'houvast[passport]'.",
        "en": "This needs the package {package}. Install it with: pip install 'houvast[passport]'.",
    },
    "skills.no_language": {
        "nl": "{where}: hierin staat geen tabel met namen in {found}. Geef --language zoals in de bestandsnamen.",
        "en": "{where}: there is no table with names in {found} here. Give --language as in the names of the files.",
    },
    "skills.no_matches": {
        "nl": "{where}: geen enkel begrip heeft een skos:exactMatch of skos:closeMatch met ESCO; er is niets bewaard.",
        "en": "{where}: no concept has a skos:exactMatch or skos:closeMatch with ESCO; nothing was stored.",
    },
    "skills.no_titles": {
        "nl": "{where}: er staat geen titel in. Schrijf één titel per regel.",
        "en": "{where}: there is no title here. Write one title a line.",
    },
    "skills.nothing_found": {
        "nl": "{where}: hierin staat niets wat Houvast herkent. Herkend worden: {expected}.",
        "en": "{where}: nothing here that Houvast recognises. Recognised are: {expected}.",
    },
    "skills.number": {
        "nl": "{name} is een getal van {low} tot en met {high}; gevonden: {found}.",
        "en": "{name} is a number from {low} to {high}; found: {found}.",
    },
    "skills.outlook": {
        "nl": "{where}: dit is geen vooruitzicht van houvast outlook; de kolom {missing} ontbreekt.",
        "en": "{where}: this is no outlook of houvast outlook; the column {missing} is missing.",
    },
    "skills.passport": {
        "nl": "{where}: dit is geen paspoort: {found}.",
        "en": "{where}: this is no passport: {found}.",
    },
    "skills.passport_key": {
        "nl": "{where}: dit is geen sleutel voor ES256 (P-256, PEM): {found}.",
        "en": "{where}: this is no key for ES256 (P-256, PEM): {found}.",
    },
    "skills.profile_empty": {
        "nl": "{where}: er staat geen vaardigheid in het profiel. Voeg er een toe, of noem een beroep.",
        "en": "{where}: the profile holds no skill. Add one, or name an occupation.",
    },
    "skills.profile_or_occupation": {
        "nl": "Geef een profiel of --occupation, en niet beide.",
        "en": "Give a profile or --occupation, and not both.",
    },
    "skills.same_file": {
        "nl": "{where} zou een bestand overschrijven dat nodig is. Kies een andere naam.",
        "en": "{where} would overwrite a file that is needed. Choose another name.",
    },
    "skills.share_empty": {
        "nl": "Geen van de gevraagde vaardigheden staat in dit paspoort: {found}.{did_you_mean}",
        "en": "None of the skills asked for is in this passport: {found}.{did_you_mean}",
    },
    "skills.store_damaged": {
        "nl": "{where} is beschadigd ({found}). Verwijder het bestand en importeer opnieuw.",
        "en": "{where} is damaged ({found}). Remove the file and import again.",
    },
    "skills.table_missing": {
        "nl": "Voor versie {version} ontbreekt: {missing}. Geef de hele download van ESCO.",
        "en": "Missing for version {version}: {missing}. Give the whole download of ESCO.",
    },
    "skills.title_empty": {
        "nl": "{where}: een titel heeft minstens één letter; gevonden: {found}.",
        "en": "{where}: a title has at least one letter; found: {found}.",
    },
    "skills.too_large": {
        "nl": "{where}: dit pakt uit tot meer dan {most} bytes. Houvast leest het niet.",
        "en": "{where}: this unpacks to more than {most} bytes. Houvast does not read it.",
    },
    "skills.unknown_table": {
        "nl": "{where}: deze tabel is onbekend (kolommen {found}). Bekend zijn: {known}.",
        "en": "{where}: this table is unknown (columns {found}). Known are: {known}.",
    },
    "skills.unknown_uri": {
        "nl": "In {language} staat geen {kind} met de URI {found}.{did_you_mean} Zoek met houvast skills link.",
        "en": "{language} has no {kind} with the URI {found}.{did_you_mean} Search with houvast skills link.",
    },
    "skills.unknown_version": {
        "nl": "De versie {found} is onbekend.{did_you_mean} Aanwezig: {known}.",
        "en": "The version {found} is unknown.{did_you_mean} Present: {known}.",
    },
    "skills.vacancy": {
        "nl": "{where}: {found} Pas dit aan.",
        "en": "{where}: {found} Change this.",
    },
    "skills.version_needed": {
        "nl": "{where}: de naam zegt niet welke versie van ESCO dit is. Geef --version, zoals 1.2.",
        "en": "{where}: the name does not say which version of ESCO this is. Give --version, such as 1.2.",
    },
    "skills.version_taken": {
        "nl": "--version: {found} is een naam die Houvast zelf gebruikt. Kies een andere.",
        "en": "--version: {found} is a name that Houvast itself uses. Choose another.",
    },
}
