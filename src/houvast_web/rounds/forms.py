"""Forms of a round: its terms, and who is invited. What people type in lines is read here, every fault at its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.surveys.disclosure import THRESHOLD
from houvast.surveys.fieldwork import LONGEST_RETENTION_DAYS
from houvast.surveys.questionnaire import GIVEN, Questionnaire
from houvast.vocabulary.errors import HouvastError, Problem, nearest, problem
from houvast_web.rounds.answering import questionnaire_of
from houvast_web.rounds.models import LONGEST_NAME, LONGEST_PURPOSE, Round, today
from houvast_web.rounds.service import MOST_INVITED, Wanted, can_mail
from houvast_web.uploads import BoundedFileField, Kind

OWN = "own"
OURS = ("questionnaire_psychological_contract", "questionnaire_good_work")
"""What we offer to ask employees."""
MOST_GROUPS = 200
MOST_QUESTIONS = 300
DEEPEST = 5
DAYS_OPEN, DAYS_KEPT = 14, 365


class _DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TermsForm(forms.Form):
    """The terms of a round."""

    title = forms.CharField(label=_("Name of the round"), max_length=LONGEST_NAME)
    purpose = forms.CharField(
        label=_("What the answers are for, and what not"),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Everybody who is asked reads this first."),
    )
    asked = forms.ChoiceField(label=_("Questions"), widget=forms.RadioSelect)
    own = BoundedFileField(kinds=(Kind.YAML,), megabytes=1, cells=100_000)
    groups = forms.CharField(
        label=_("Groups in the report"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "The whole on the first line, below it a group per line: - for a group, -- for a group inside that one."
            " These are all groups that can be shown; there are no filters."
        ),
    )
    threshold = forms.IntegerField(
        label=_("Fewest answers in a group that is shown"), min_value=THRESHOLD, max_value=1000
    )
    opens = forms.DateField(label=_("First day"), widget=_DateInput)
    closes = forms.DateField(label=_("Last day"), widget=_DateInput)
    delete_on = forms.DateField(
        label=_("Single answers are erased on"),
        widget=_DateInput,
        help_text=_("Twenty-four months after the last day at most. The report stays."),
    )

    def __init__(self, *values: Any, **named: Any) -> None:
        start = today()
        named.setdefault(
            "initial",
            {
                "threshold": THRESHOLD,
                "asked": OURS[0],
                "opens": start,
                "closes": start + timedelta(days=DAYS_OPEN),
                "delete_on": start + timedelta(days=DAYS_OPEN + DAYS_KEPT),
            },
        )
        super().__init__(*values, **named)
        language = get_language() or "nl"
        ours = [(name, questionnaire_of(text_of(name)).title.text(language)) for name in OURS]
        self.fields["asked"].choices = [*ours, (OWN, _("A questionnaire of my own, from a file"))]  # type: ignore[attr-defined]
        self.fields["own"].required = False
        self.fields["own"].label = _("Own questionnaire (YAML)")

    def clean_groups(self) -> dict[str, str | None]:
        """Read the groups."""
        groups: dict[str, str | None] = _told(lambda: read_groups(self.cleaned_data["groups"]))
        return groups

    def clean(self) -> dict[str, Any]:
        """Check the questions, and the days against each other."""
        given = super().clean() or {}
        if given.get("asked") == OWN:
            file = given.get("own")
            if file is None:
                if "own" not in self.errors:
                    self.add_error("own", _("Choose the file of your questionnaire."))
            else:
                try:
                    given["text"] = file.read().decode("utf-8-sig")
                    _told(lambda: check_questionnaire(questionnaire_of(given["text"])))
                except (UnicodeDecodeError, ValidationError) as fault:
                    self.add_error("own", fault if isinstance(fault, ValidationError) else _("This is no UTF-8 text."))
        elif given.get("asked"):
            given["text"] = text_of(given["asked"])
        days = [given.get(name) for name in ("opens", "closes", "delete_on")]
        if all(days):
            self._check_days(*days)
        return given

    def _check_days(self, opens: Any, closes: Any, delete_on: Any) -> None:
        if closes < max(opens, today()):
            self.add_error("closes", _("The last day comes after the first, and is not over yet."))
        elif not closes < delete_on <= closes + timedelta(days=LONGEST_RETENTION_DAYS):
            self.add_error("delete_on", _("Choose a day after the last day, within twenty-four months."))

    def terms(self) -> dict[str, Any]:
        """Return the terms of a valid form, as a round keeps them."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("title", "purpose", "threshold", "opens", "closes", "delete_on")}
        return {**kept, "questionnaire": given["text"], "tree": given["groups"]}


class InviteForm(forms.Form):
    """Who is invited: cards per group, and addresses."""

    cards = forms.CharField(
        label=_("Cards on paper"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("A line per group: the group, a colon, the number of cards. You hand them out yourself."),
    )
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        max_length=500_000,
        strip=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("A line per person: the address, a semicolon, the group. Kept until the round closes."),
    )

    def __init__(self, *values: Any, of: Round, **named: Any) -> None:
        super().__init__(*values, **named)
        self._groups = tuple(of.tree)

    def clean(self) -> dict[str, Any]:
        """Read both lists."""
        given = super().clean() or {}
        given["wanted"] = _told(
            lambda: read_wanted(given.get("cards") or "", given.get("addresses") or "", self._groups)
        )
        return given


def text_of(name: str) -> str:
    """Return the text of a questionnaire that comes with Houvast."""
    return (GIVEN / f"{name}.yaml").read_text(encoding="utf-8")


def check_questionnaire(found: Questionnaire) -> None:
    """Make sure that a round can be reported.

    Raises
    ------
    HouvastError
        `rounds.no_scales`, `rounds.codes` or `rounds.how_many_questions`.
    """
    faults = [
        problem("rounds.codes", found=each.key)
        for each in found.questions
        if not all(_is_number(answer.code) for answer in each.answers)
    ]
    if not any(each.scale and each.answers for each in found.questions):
        faults.append(problem("rounds.no_scales"))
    if len(found.questions) > MOST_QUESTIONS:
        faults.append(problem("rounds.how_many_questions", found=len(found.questions), expected=MOST_QUESTIONS))
    if faults:
        raise HouvastError(faults)


def read_groups(text: str) -> dict[str, str | None]:
    """Read groups from lines: every group with the one it is in.

    Raises
    ------
    HouvastError
        `rounds.group_line`, every line that is wrong.
    """
    groups: dict[str, str | None] = {}
    above: list[str] = []
    faults = []
    for line, typed in _lines(text):
        depth = len(typed) - len(typed.lstrip("-"))
        name = typed[depth:].strip()
        is_first = not groups
        is_placed = depth == 0 if is_first else 1 <= depth <= min(len(above), DEEPEST)
        if not name or len(name) > LONGEST_NAME or name in groups or not is_placed or len(groups) >= MOST_GROUPS:
            faults.append(problem("rounds.group_line", line=line, expected=LONGEST_NAME, found=typed[:80]))
            continue
        groups[name] = above[depth - 1] if depth else None
        above[depth:] = [name]
    if faults or not groups:
        raise HouvastError(faults or problem("rounds.group_line", line=1, expected=LONGEST_NAME, found=""))
    return groups


def read_wanted(cards: str, addresses: str, groups: tuple[str, ...]) -> list[Wanted]:
    """Read who is to be invited.

    Raises
    ------
    HouvastError
        Every line that is wrong.
    """
    faults: list[Problem] = []
    wanted: list[Wanted] = []
    for line, typed in _lines(cards):
        group, _colon, number = (each.strip() for each in typed.rpartition(":"))
        count = int(number) if number.isascii() and number.isdigit() and len(number) <= len(str(MOST_INVITED)) else 0
        if group not in groups or not 0 < count <= MOST_INVITED:
            faults.append(_wrong(line, "zorg: 25", typed, group, groups))
        elif len(wanted) <= MOST_INVITED:
            wanted += [Wanted(group)] * count
    seen: set[str] = set()
    for line, typed in _lines(addresses):
        address, _sign, group = (each.strip() for each in typed.partition(";"))
        if group not in groups or not _is_address(address):
            faults.append(_wrong(line, "naam@voorbeeld.example; zorg", typed, group, groups))
        elif address.lower() in seen:
            faults.append(problem("rounds.address_twice", line=line))
        seen.add(address.lower())
        wanted.append(Wanted(group, address))
    if seen and not can_mail():
        faults.append(problem("rounds.no_mail"))
    if faults:
        raise HouvastError(faults)
    return wanted


def _wrong(line: int, expected: str, typed: str, group: str, groups: tuple[str, ...]) -> Problem:
    near = "" if group in groups else nearest(group, groups)
    return problem("rounds.invitation_line", line=line, expected=expected, found=typed[:80], suggestion=near)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _told(read: Any) -> Any:
    """What `read` gives, its faults as those of a form."""
    try:
        return read()
    except HouvastError as fault:
        language = get_language() or "nl"
        raise ValidationError([each.text(language) for each in fault.problems[:20]]) from fault
