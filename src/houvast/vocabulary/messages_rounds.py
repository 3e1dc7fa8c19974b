"""The part of the catalogue of messages that belongs to survey rounds in the workbench."""

ROUNDS_MESSAGES: dict[str, dict[str, str]] = {
    "rounds.group_line": {
        "nl": "Regel {line} van de groepen: verwacht een naam van hoogstens {expected} tekens, met streepjes ervoor"
        " voor een groep in een groep; gevonden: {found}.",
        "en": "Line {line} of the groups: expected a name of at most {expected} characters, with dashes before it for a"
        " group inside a group; found: {found}.",
    },
    "rounds.handed_in": {
        "nl": "U hebt uw antwoorden al ingeleverd; ze zijn niet meer te wijzigen. Wissen kan tot de ronde sluit.",
        "en": "You handed in your answers already; they cannot be changed. You can erase them until the round closes.",
    },
    "rounds.how_many": {
        "nl": "Nodig {expected} mensen uit; gevonden: {found}.",
        "en": "Invite {expected} people; found: {found}.",
    },
    "rounds.how_many_questions": {
        "nl": "De vragenlijst heeft {found} vragen; hoogstens {expected} kan.",
        "en": "The questionnaire has {found} questions; the most is {expected}.",
    },
    "rounds.invited_before": {
        "nl": "Voor deze ronde is al uitgenodigd. Iedereen krijgt één uitnodiging, in één keer; maak anders een nieuwe"
        " ronde.",
        "en": "People were invited to this round before. Everybody gets one invitation, all at once; else make a new"
        " round.",
    },
    "rounds.invitation_line": {
        "nl": "Regel {line}: verwacht {expected}; gevonden: {found}.{did_you_mean}",
        "en": "Line {line}: expected {expected}; found: {found}.{did_you_mean}",
    },
    "rounds.key_passes": {
        "nl": "Deze werkbank heeft nog geen blijvende sleutel: na een herstart waren de antwoorden niet meer te openen."
        " Start met houvast serve, of stel HOUVAST_SECRET_KEY in.",
        "en": "This workbench has no lasting key yet: after a restart the answers could not be opened any more."
        " Start with houvast serve, or set HOUVAST_SECRET_KEY.",
    },
    "rounds.address_twice": {
        "nl": "Regel {line}: dit adres staat er al. Ieder krijgt één uitnodiging.",
        "en": "Line {line}: this address is there already. Everybody gets one invitation.",
    },
    "rounds.codes": {
        "nl": "De codes van de antwoorden op {found} zijn geen getallen; een ronde rekent met getallen.",
        "en": "The codes of the answers to {found} are no numbers; a round reckons with numbers.",
    },
    "rounds.no_mail": {
        "nl": "Deze werkbank heeft geen mailserver. Gebruik kaarten op papier, of stel HOUVAST_MAIL in.",
        "en": "This workbench has no mail server. Use cards on paper, or set HOUVAST_MAIL.",
    },
    "rounds.no_scales": {
        "nl": "De vragenlijst heeft geen schalen met antwoorden om uit te kiezen (scales), dus er is niets te"
        " rapporteren.",
        "en": "The questionnaire has no scales with answers to choose from (scales), so there is nothing to report.",
    },
    "rounds.no_such_token": {
        "nl": "Met deze code kunt u nu niet antwoorden. Controleer de letters, of kijk in de uitnodiging tot wanneer"
        " het kan.",
        "en": "You cannot answer with this code now. Check the letters, or see in the invitation until when you can.",
    },
    "rounds.not_open": {
        "nl": "Deze ronde is niet open.",
        "en": "This round is not open.",
    },
    "rounds.nothing_answered": {
        "nl": "Er is nog niets beantwoord. Beantwoord minstens één vraag voor u inlevert.",
        "en": "Nothing was answered yet. Answer at least one question before you hand in.",
    },
    "rounds.reminded": {
        "nl": "Vandaag is al een herinnering verstuurd. Morgen kan het weer.",
        "en": "A reminder was sent today already. Tomorrow you can send another.",
    },
    "rounds.too_many": {
        "nl": "Er lopen al {found} rondes; meer kan niet. Sluit of verwijder er een.",
        "en": "{found} rounds are going on already, and that is the most. Close or remove one.",
    },
    "rounds.unknown_answer": {
        "nl": "Dit antwoord hoort niet bij vraag {found}. Er is niets bewaard; laad de bladzijde opnieuw.",
        "en": "This answer does not belong to question {found}. Nothing was kept; load the page again.",
    },
}
