"""The part of the catalogue of messages that belongs to the employer desk."""

FLEX_DESK_MESSAGES: dict[str, dict[str, str]] = {
    "flex_desk.needs_file": {
        "nl": "Eerst is dit bestand nodig: {missing}. Geef het hieronder, of laat deze stap weg.",
        "en": "This file must go before: {missing}. Hand it over below, or leave this step out.",
    },
    "flex_desk.nothing_given": {
        "nl": "Kies een bestand of plak een tabel; er was geen van beide.",
        "en": "Choose a file or paste a table; there was neither.",
    },
    "flex_desk.both_given": {
        "nl": "Kies een bestand of plak een tabel, niet allebei.",
        "en": "Choose a file or paste a table, not both.",
    },
    "flex_desk.too_many_studies": {
        "nl": "Er wachten of lopen al {found} studies van deze organisatie. Wacht tot er een klaar is, of stop er een.",
        "en": "{found} studies of this organisation are waiting or running. Wait until one is finished, or stop one.",
    },
    "flex_desk.too_long": {
        "nl": "De studie duurde langer dan {expected} minuten en is gestopt. Neem minder afdelingen of komende jaren.",
        "en": "The study took longer than {expected} minutes and was stopped. Take fewer departments or coming years.",
    },
    "flex_desk.interrupted": {
        "nl": "De studie is onderbroken: de computer of de werker viel uit. Uw bestanden zijn er nog; vraag haar"
        " opnieuw.",
        "en": "The study was interrupted: the computer or the worker went down. Your files are still there; ask again.",
    },
    "flex_desk.broken": {
        "nl": "De studie liep vast op een fout van ons; die is genoteerd. Uw bestanden zijn er nog.",
        "en": "The study ran into a mistake of ours, which was written down. Your files are still there.",
    },
    "flex_desk.too_many_registers": {
        "nl": "Er zijn al {found} registers; meer kan niet. Verwijder er eerst een.",
        "en": "There are {found} registers already, and that is the most. Remove one first.",
    },
    "flex_desk.not_in_matrix": {
        "nl": "In de matrix staat geen niveau van deze mens voor deze vaardigheid. Kies uit de lijst.",
        "en": "The matrix holds no level of this person for this skill. Choose from the list.",
    },
}
