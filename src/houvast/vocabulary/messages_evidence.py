"""Messages about evidence: trials done over and measures tried; part of the catalogue."""

EVIDENCE_MESSAGES: dict[str, dict[str, str]] = {
    "evidence.unreadable": {
        "nl": "{where} is geen uitkomst van houvast trial, of is niet heel. Maak haar opnieuw met houvast trial.",
        "en": "{where} is not a result of houvast trial, or not whole. Make it again with houvast trial.",
    },
    "evidence.out_is_folder": {
        "nl": "{where} is een map. Geef met --out een bestand dat op .json eindigt.",
        "en": "{where} is a folder. Give a file that ends in .json with --out.",
    },
}
