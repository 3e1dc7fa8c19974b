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
}
