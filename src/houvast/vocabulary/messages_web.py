"""The part of the catalogue of messages that belongs to the workbench on screen."""

WEB_MESSAGES: dict[str, dict[str, str]] = {
    "web.invitation": {
        "nl": "Deze uitnodiging is gebruikt of verlopen. Vraag een nieuwe.",
        "en": "This invitation was used or has ended. Ask for a new one.",
    },
    "web.last_owner": {
        "nl": "Een organisatie houdt minstens één eigenaar. Maak eerst een ander lid eigenaar, of verwijder de"
        " organisatie.",
        "en": "An organisation keeps at least one owner. Make another member owner first, or remove the organisation.",
    },
    "web.not_installed": {
        "nl": "De werkbank is niet geïnstalleerd. Installeer haar met: pip install 'houvast[web]'; de opdrachtregel"
        " werkt zonder.",
        "en": "The workbench is not installed. Install it with: pip install 'houvast[web]'; the command line works"
        " without it.",
    },
    "web.port": {
        "nl": "--port: een poort is een heel getal van 1 tot en met 65535; gevonden: {found}.",
        "en": "--port: a port is a whole number from 1 to 65535; found: {found}.",
    },
    "web.queue_full": {
        "nl": "Er wachten al {found} berekeningen; meer past er niet in de rij. Probeer het over een paar minuten"
        " opnieuw.",
        "en": "{found} calculations are waiting already; the queue holds no more. Try again in a few minutes.",
    },
    "web.too_many_invitations": {
        "nl": "Er staan al {found} uitnodigingen open; meer kan niet. Zij lopen na twee weken af.",
        "en": "{found} invitations are open already, and that is the most. They end after two weeks.",
    },
    "web.too_many_organisations": {
        "nl": "U bent al eigenaar van {found} organisaties; meer kan niet.",
        "en": "You own {found} organisations already, and that is the most.",
    },
    "web.upload_cells": {
        "nl": "Het bestand heeft meer dan {expected} cellen; gevonden: {found}. Deel het op.",
        "en": "The file has more than {expected} cells; found: {found}. Split it.",
    },
    "web.upload_kind": {
        "nl": "Dit bestand is van een ander soort dan gevraagd. Verwacht: {expected}; gevonden: {found}.",
        "en": "This file is of another kind than asked for. Expected: {expected}; found: {found}.",
    },
    "web.upload_size": {
        "nl": "Het bestand is te groot: hoogstens {expected} MB, uitgepakt meegerekend; gevonden: {found} MB.",
        "en": "The file is too large: at most {expected} MB, unpacked included; found: {found} MB.",
    },
    "web.upload_unreadable": {
        "nl": "Het bestand is beschadigd of geen {expected}.",
        "en": "The file is damaged or no {expected}.",
    },
}
