"""Forms of the employer desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.flex.agency import STATES
from houvast.flex.calendar import COUNTRIES, REGIONS
from houvast.flex.competence import LEVELS
from houvast.flex.workload import Conversion
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.flex_desk.kinds import FILES
from houvast_web.flex_desk.service import today
from houvast_web.uploads import BoundedFileField, Kind

CONVERSIONS = {
    Conversion.HOURS: _("they are hours already"),
    Conversion.MINUTES: _("by minutes per unit"),
    Conversion.RATIO: _("by units per hour"),
    Conversion.ERLANG: _("by waiting time (hourly demand)"),
}
CALENDARS = {"netherlands": _("Dutch holidays"), "none": _("no holidays")}
REGION_NAMES = {"noord": _("north"), "midden": _("middle"), "zuid": _("south")}
STATE_NAMES = {"open": _("open"), "agreed": _("agreed"), "done": _("done"), "lapsed": _("lapsed")}
LEVEL_NAMES = {
    0: _("0 none"),
    1: _("1 learning"),
    2: _("2 independent"),
    3: _("3 full"),
    4: _("4 can teach"),
}
SCENARIOS = {20: _("20, quick"), 50: _("50"), 200: _("200, steadier")}
LONGEST_PASTE = 1_500_000
LONGEST_NAME, LONGEST_NOTE = 120, 500


class FileForm(forms.Form):
    """A file of some kind, or a table that is pasted."""

    kind = forms.ChoiceField(label=_("What it is"), choices=[(key, each.name) for key, each in FILES.items()])
    file = BoundedFileField(kinds=(Kind.CSV, Kind.XLSX))
    pasted = forms.CharField(
        label=_("Or paste a table, with its column names"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["file"].required = False
        self.fields["file"].label = _("File (CSV or XLSX)")

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        pasted = found["pasted"].strip("\r\n")
        if bool(found["file"]) == bool(pasted.strip()):
            code = "flex_desk.both_given" if found["file"] else "flex_desk.nothing_given"
            fault = HouvastError(problem(code))
            raise forms.ValidationError(fault.text(get_language() or "nl"))
        found["content"] = found["file"].read() if found["file"] else pasted.encode()
        return found


class HoursForm(forms.Form):
    """How counts become hours, and which days are holidays."""

    convert = forms.ChoiceField(label=_("How counts become hours"), choices=list(CONVERSIONS.items()))
    calendar = forms.ChoiceField(label=_("Calendar"), choices=[(each, CALENDARS[each]) for each in COUNTRIES])
    school_region = forms.ChoiceField(
        label=_("School holidays"), choices=[(each, REGION_NAMES[each]) for each in REGIONS], initial="midden"
    )


class NeedForm(HoursForm):
    """A study of the need."""

    occupation = forms.CharField(
        label=_("Occupation in the outlook that stands for this work"), required=False, max_length=LONGEST_NAME
    )


class LinksForm(forms.Form):
    """A study of links."""

    eur_per_year = forms.FloatField(
        label=_("EUR a year for one unit served every period"), required=False, min_value=0, max_value=1e9
    )


class PoolForm(forms.Form):
    """A study of a pool."""

    pool_price = forms.FloatField(label=_("EUR per hour in the pool"), min_value=1, max_value=1_000, initial=28)
    hours_per_job = forms.FloatField(label=_("Hours a week of one job"), min_value=1, max_value=60, initial=32)


class MixForm(HoursForm):
    """A study of the mix."""

    scenarios = forms.TypedChoiceField(
        label=_("Coming years weighed"), choices=list(SCENARIOS.items()), coerce=int, initial=50
    )
    weigh = forms.BooleanField(label=_("Weigh each measure (takes longer)"), required=False, initial=True)
    with_bill = forms.BooleanField(label=_("On-call rules of the pending bill"), required=False)


OPTIONS: dict[str, type[forms.Form]] = {"need": NeedForm, "links": LinksForm, "pool": PoolForm, "mix": MixForm}


class LevelForm(forms.Form):
    """Another level in the matrix."""

    person = forms.CharField(label=_("Person"), max_length=LONGEST_NAME)
    skill = forms.CharField(label=_("Skill"), max_length=LONGEST_NAME)
    level = forms.TypedChoiceField(label=_("Level"), choices=[(each, LEVEL_NAMES[each]) for each in LEVELS], coerce=int)


class VacancyForm(forms.Form):
    """The work somebody is wanted for."""

    title = forms.CharField(label=_("Which work is it?"), max_length=LONGEST_NAME)

    def clean_title(self) -> str:
        """Return a title with a letter or digit in it."""
        title: str = self.cleaned_data["title"]
        if not any(sign.isalnum() for sign in title):
            raise forms.ValidationError(_("Type at least one letter."))
        return title


class ConsentForm(forms.Form):
    """Of whom skills are confirmed, and that they agreed."""

    person = forms.ChoiceField(label=_("Person"))
    consent = forms.DateField(
        label=_("The day this person agreed"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    agreed = forms.BooleanField(label=_("This person asked for it or agreed to it"))

    def __init__(self, data: Any, people: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["person"].choices = [(each, each) for each in sorted(people)]  # type: ignore[attr-defined]

    def clean_consent(self) -> date:
        """Return a day that is not yet to come."""
        day: date = self.cleaned_data["consent"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class RegisterForm(forms.Form):
    """A new register."""

    agency = forms.CharField(label=_("Agency"), max_length=LONGEST_NAME)
    hirer = forms.CharField(label=_("Hirer"), max_length=LONGEST_NAME)


class RegisterFileForm(forms.Form):
    """A register from its file."""

    file = BoundedFileField(kinds=(Kind.JSON,), megabytes=1)

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["file"].label = _("Register (JSON)")


class AgreeForm(forms.Form):
    """An agreement on a duty."""

    agreed_on = forms.DateField(label=_("Agreed on"), widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class FollowForm(forms.Form):
    """What became of a duty."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=[(each, STATE_NAMES[each]) for each in STATES])
    note = forms.CharField(label=_("What was found; no names of workers"), required=False, max_length=LONGEST_NOTE)


class SureForm(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Yes, erase all of it"))
