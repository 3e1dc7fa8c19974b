"""Forms of workshops. Texts are one line, bounded, and never begin as a formula of a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from houvast.futures.plane import KNOTS, Span
from houvast.futures.votes import HIGHEST, LOWEST
from houvast.vocabulary.futures import DESTEP
from houvast_web.uploads import BoundedFileField, Kind
from houvast_web.workshop.models import LONGEST_NAME
from houvast_web.workshop.service import GROUPS, given

LONGEST_POLE, LONGEST_STORY, LONGEST_REASON = 60, 2000, 200
MOST_GROUPS, FEWEST_DEVELOPMENTS = 12, 2
UNKNOWN = "unknown"
PLAIN = RegexValidator(
    r"\A[^=+\-@\x00-\x1f\x7f][^\x00-\x1f\x7f]*\Z", _("Begin with a letter or a number, and stay on one line.")
)


class Text(forms.CharField):
    """One line of text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[PLAIN], **{"max_length": LONGEST_NAME, **options})


class WorkshopForm(forms.Form):
    """A new workshop."""

    name = Text(label=_("Name of the workshop"))
    groups = forms.CharField(
        label=_("Stakeholder groups, one per line"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000
    )
    developments = forms.MultipleChoiceField(label=_("Developments to rate"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        language = get_language() or "nl"
        futures = given()
        classes = {word.key: word.name(language) for word in DESTEP}
        self.fields["developments"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.name.text(language)} ({classes[each.destep]})") for key, each in futures.developments.items()
        ]
        self.fields["developments"].initial = [key for key, each in futures.developments.items() if each.selected]
        self.fields["groups"].initial = "\n".join(GROUPS[language])

    def clean_groups(self) -> list[str]:
        """Return the names, each once."""
        lines = self.cleaned_data["groups"].splitlines()
        found = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
        for each in found:
            PLAIN(each)
            if len(each) > LONGEST_POLE:
                raise forms.ValidationError(gettext("A name has at most %(most)s characters.") % {"most": LONGEST_POLE})
        if not 1 <= len(found) <= MOST_GROUPS:
            raise forms.ValidationError(gettext("Give 1 to %(most)s groups.") % {"most": MOST_GROUPS})
        return found

    def clean_developments(self) -> list[str]:
        """Return the keys."""
        found: list[str] = self.cleaned_data["developments"]
        if len(found) < FEWEST_DEVELOPMENTS:
            raise forms.ValidationError(gettext("Choose at least two."))
        return found


class JoinForm(forms.Form):
    """The group somebody speaks for."""

    group = forms.ChoiceField(label=_("Which group do you speak for?"), widget=forms.RadioSelect)

    def __init__(self, groups: list[str], *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["group"].choices = [(each, each) for each in groups]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Impact and uncertainty of one development."""

    impact = forms.ChoiceField()
    uncertainty = forms.ChoiceField()
    turn = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    development = forms.ChoiceField()

    def __init__(self, developments: list[str], *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        scores = [(str(each), str(each)) for each in range(LOWEST, HIGHEST + 1)]
        for name in ("impact", "uncertainty"):
            self.fields[name].choices = [*scores, (UNKNOWN, "")]  # type: ignore[attr-defined]
        self.fields["development"].choices = [(each, each) for each in developments]  # type: ignore[attr-defined]

    def score(self, name: str) -> int | None:
        """Return a number of a valid form; None for "don't know"."""
        found = self.cleaned_data[name]
        return None if found == UNKNOWN else int(found)


class AxisForm(forms.Form):
    """One axis."""

    development = forms.ChoiceField(label=_("Development"))
    name = Text(label=_("Name of the axis"), max_length=LONGEST_POLE)
    low = Text(label=_("At the low end"), max_length=LONGEST_POLE)
    high = Text(label=_("At the high end"), max_length=LONGEST_POLE)

    def __init__(self, developments: list[tuple[str, str]], *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.fields["development"].choices = developments  # type: ignore[attr-defined]


class CornerForm(forms.Form):
    """Name, story and levers of a corner."""

    name = Text(label=_("Name"), max_length=LONGEST_POLE)
    narrative = forms.CharField(
        label=_("What does this world look like?"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST_STORY
    )

    def __init__(self, spans: dict[str, Span], *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self.spans = spans
        words = (*map(str, KNOTS), gettext("lowest"), gettext("highest"))
        for lever, span in spans.items():
            for part, label in zip(("first", "last", "low", "high"), words, strict=True):
                self.fields[f"{lever}-{part}"] = forms.FloatField(
                    label=label, required=False, min_value=span.low, max_value=span.high,
                    widget=forms.NumberInput(attrs={"step": "any"}),
                )  # fmt: skip
            self.fields[f"{lever}-reason"] = Text(label=gettext("Why"), required=False, max_length=LONGEST_REASON)

    def clean(self) -> dict[str, Any]:
        """Note levers that are half filled in."""
        found: dict[str, Any] = super().clean() or {}
        for lever in self.spans:
            first, last, low, high = (found.get(f"{lever}-{part}") for part in ("first", "last", "low", "high"))
            if first is None and last is None:
                continue
            if first is None or last is None:
                self.add_error(f"{lever}-last", gettext("Give a number for both years, or for neither."))
            elif (low is not None and low > last) or (high is not None and high < last):
                self.add_error(f"{lever}-last", gettext("This number lies between lowest and highest."))
        return found

    def corner(self) -> dict[str, Any]:
        """Return the corner of a valid form: only levers that were given a number."""
        data, paths = self.cleaned_data, {}
        for lever, span in self.spans.items():
            if data.get(f"{lever}-last") is not None:
                low, high = data[f"{lever}-low"], data[f"{lever}-high"]
                paths[lever] = {
                    "values": [data[f"{lever}-first"], data[f"{lever}-last"]],
                    "low": span.low if low is None else low,
                    "high": span.high if high is None else high,
                    "reason": data[f"{lever}-reason"],
                }
        return {"name": data["name"], "narrative": data["narrative"], "paths": paths}

    @staticmethod
    def filled(corner: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a form from a corner."""
        values = {"name": corner.get("name", ""), "narrative": corner.get("narrative", "")}
        for lever, path in corner.get("paths", {}).items():
            values |= dict(zip((f"{lever}-first", f"{lever}-last"), path["values"], strict=True))
            values |= {f"{lever}-{part}": path[part] for part in ("low", "high", "reason")}
        return values


class VotesFileForm(forms.Form):
    """A file of votes."""

    votes = BoundedFileField(kinds=(Kind.CSV,), megabytes=1, cells=50_000)


class FutureFileForm(forms.Form):
    """A packed future."""

    future = BoundedFileField(kinds=(Kind.ZIP,), megabytes=2, unpacked_megabytes=5)


class SureForm(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Yes, erase this workshop with all answers and planes"))
