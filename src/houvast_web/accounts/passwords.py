"""Words that everybody who sees the workbench can guess, and that no password may lean on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_WORDS = ("houvast", "voorbeeld", "werkzekerheid", "baanzekerheid", "arbeidsmarkt", "beleidsdesk", "workbench")
"""The name of the workbench, of its demonstration, and the words that stand on its first pages."""
FEWEST_OTHER_LETTERS = 8


class NotOurOwnWords:
    """Refuses a password that is little more than a word from our own pages."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what leaves too little once our own words are taken out.

        Raises
        ------
        ValidationError
            Which word it holds.
        """
        del user
        left = password.casefold()
        for word in OWN_WORDS:
            left = left.replace(word, "")
        if len(left) < FEWEST_OTHER_LETTERS and left != password.casefold():
            raise ValidationError(self.get_help_text(), code="password_of_own_words")

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("Your password cannot be little more than a word that everybody here knows.")
