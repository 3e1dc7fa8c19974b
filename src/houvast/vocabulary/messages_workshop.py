"""Messages of workshops: votes, files and planes of one's own; part of the catalogue."""

WORKSHOP_MESSAGES: dict[str, dict[str, str]] = {
    "workshop.closed": {
        "nl": "Deze workshop is gesloten; uw eerdere antwoorden zijn bewaard. Vraag wie de workshop leidt om haar te"
        " openen.",
        "en": "This workshop is closed; what you answered before is kept. Ask whoever leads it to open it.",
    },
    "workshop.few": {
        "nl": "Er zijn nog te weinig mensen ({found}); vanaf {least} kan dit zonder te verraden wie wat vond.",
        "en": "There are too few people yet ({found}); from {least} on this can be done without giving away who thought"
        " what.",
    },
    "workshop.full": {
        "nl": "In deze workshop zitten al {found} mensen, en meer kan niet.",
        "en": "This workshop has {found} people already, and that is the most.",
    },
    "workshop.group_name": {
        "nl": "{where}: de naam van een groep begint niet met = + - of @ en heeft hoogstens {most} tekens; gevonden:"
        " {found}.",
        "en": "{where}: the name of a group does not begin with = + - or @ and has at most {most} characters; found:"
        " {found}.",
    },
    "workshop.replayed": {
        "nl": "Dit antwoord is al eens verstuurd of intussen gewijzigd, en is niet nog eens geteld. Hieronder staat wat"
        " bewaard is.",
        "en": "This answer was sent before or changed in the meantime, and was not counted again. Below stands what is"
        " kept.",
    },
    "workshop.too_many": {
        "nl": "Deze organisatie heeft al {found} workshops; meer kan niet. Wis er eerst een.",
        "en": "This organisation has {found} workshops already, and that is the most. Erase one first.",
    },
    "workshop.too_many_futures": {
        "nl": "Deze workshop heeft al {found} bewaarde vlakken; meer kan niet.",
        "en": "This workshop has {found} saved planes already, and that is the most.",
    },
    "workshop.unfinished": {
        "nl": "Het vlak is nog niet af: {missing}.",
        "en": "The plane is not finished: {missing}.",
    },
    "workshop.zip_empty": {
        "nl": "Het zipbestand is leeg. Verwacht: de map van een toekomst, zoals `houvast futures new` die maakt.",
        "en": "The zip file is empty. Expected: the folder of a future, as made by `houvast futures new`.",
    },
    "workshop.zip_member": {
        "nl": "{found} hoort niet in het zipbestand van een toekomst. Verwacht: gewone bestanden zoals axes.yaml en"
        " scenario_a.yaml in één map, elk hoogstens 1 MB.",
        "en": "{found} does not belong in the zip file of a future. Expected: ordinary files such as axes.yaml and"
        " scenario_a.yaml in one folder, each at most 1 MB.",
    },
    "workshop.zip_members": {
        "nl": "Het zipbestand heeft {found} bestanden; hoogstens {most}.",
        "en": "The zip file has {found} files; at most {most}.",
    },
    "workshop.zip_twice": {
        "nl": "{found} staat meer dan eens in het zipbestand. Laat er één staan.",
        "en": "{found} stands in the zip file more than once. Keep one.",
    },
}
