"""The part of the catalogue of messages that belongs to the workbench on screen."""

WEB_MESSAGES: dict[str, dict[str, str]] = {
    "web.not_installed": {
        "nl": "De werkbank is niet geïnstalleerd. Installeer haar met: pip install 'houvast[web]'; de opdrachtregel"
        " werkt zonder.",
        "en": "The workbench is not installed. Install it with: pip install 'houvast[web]'; the command line works"
        " without it.",
    },
}
