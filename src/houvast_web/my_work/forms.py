"""Forms of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.skills.cv import LONGEST_LINE, MOST_BYTES
from houvast_web.my_work.words import EVIDENCE, HOURS
from houvast_web.uploads import MEGABYTE, BoundedFileField, Kind

LONGEST_TITLE = 200
LONGEST_DAY = 4000
LONGEST_NAME = 200
MOST_DAYS = 3650
DAYS = {90: _("three months"), 365: _("a year"), 1095: _("three years")}


class TitleForm(forms.Form):
    """What somebody calls their work."""

    title = forms.CharField(max_length=LONGEST_TITLE, label=_("What is your work?"))

    def clean_title(self) -> str:
        """Return a title with a letter or digit in it."""
        title: str = self.cleaned_data["title"]
        if not any(sign.isalnum() for sign in title):
            raise forms.ValidationError(_("Type at least one letter."))
        return title


class DayForm(forms.Form):
    """What somebody does in a day, or a CV."""

    day = forms.CharField(max_length=LONGEST_DAY, required=False, label=_("What did you do in a day?"))
    cv = BoundedFileField(kinds=(Kind.JSON, Kind.CSV), megabytes=MOST_BYTES // MEGABYTE)

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["cv"].required = False

    def lines(self) -> list[str]:
        """Return what somebody does, one thing a line."""
        lines = (line.strip(" -*\t")[:LONGEST_LINE] for line in self.cleaned_data["day"].splitlines())
        return [line for line in lines if any(sign.isalnum() for sign in line)]


class EvidenceForm(forms.Form):
    """Who says that somebody can do something."""

    skill = forms.ChoiceField(label=_("Skill"))
    evidence = forms.ChoiceField(
        label=_("Who says so?"), choices=[(key, name) for key, name in EVIDENCE.items() if key != "self"]
    )
    by = forms.CharField(max_length=LONGEST_NAME, label=_("Name of the colleague, employer or school"))
    date = forms.DateField(
        label=_("Since when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires = forms.DateField(
        label=_("Until when does it hold? (may stay empty)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, skills: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["skill"].choices = list(skills)  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    """How long a passport holds."""

    days = forms.TypedChoiceField(
        label=_("How long does it hold?"), choices=list(DAYS.items()), coerce=int, initial=365
    )


class ShareForm(forms.Form):
    """What to show, to whom, for how long."""

    skills = forms.MultipleChoiceField(
        label=_("What do you want to show?"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    audience = forms.CharField(max_length=LONGEST_NAME, label=_("To whom?"))
    hours = forms.TypedChoiceField(label=_("How long may it be used?"), choices=list(HOURS.items()), coerce=int)

    def __init__(self, data: Any, skills: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["skills"].choices = list(skills)  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """What was shown, and to whom."""

    audience = forms.CharField(max_length=LONGEST_NAME, label=_("Your name, as you were told it is for"))
    nonce = forms.CharField(max_length=LONGEST_NAME, label=_("The code that came with it"))
    presentation = forms.CharField(
        max_length=100_000, required=False, label=_("What you were given (text)"), widget=forms.Textarea({"rows": 4})
    )
    file = BoundedFileField(kinds=(Kind.CSV,), megabytes=1)
    issuer = forms.JSONField(required=False, label=_("Key of the issuer"), widget=forms.Textarea({"rows": 3}))
    status = forms.CharField(
        max_length=100_000, required=False, label=_("Status list of the issuer"), widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["file"].required = False
        self.fields["file"].label = _("Or the file you were given")

    def clean_issuer(self) -> dict[str, Any] | None:
        """Return a public key, or nothing."""
        issuer = self.cleaned_data["issuer"]
        if issuer is None:
            return None
        parts = ("kty", "crv", "x", "y")
        if not isinstance(issuer, dict) or not all(isinstance(issuer.get(name), str) for name in parts):
            raise forms.ValidationError(_("This is no public key: give the file issuer.json."))
        return issuer

    def clean(self) -> dict[str, Any]:
        """Take the text or the file, one of the two."""
        found: dict[str, Any] = super().clean() or {}
        file = found.get("file")
        if file is not None:
            found["presentation"] = file.read().decode("utf-8", errors="replace").strip()
        if not found.get("presentation") and "file" not in self.errors and "presentation" not in self.errors:
            self.add_error("presentation", _("Paste the text or choose the file."))
        return found


class FileForm(forms.Form):
    """The file somebody brings."""

    file = BoundedFileField(kinds=(Kind.JSON,), megabytes=4)

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["file"].label = _("Your file")


class SureForm(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Yes, erase all of it"))
