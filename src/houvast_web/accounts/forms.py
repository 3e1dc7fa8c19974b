"""Forms of accounts and organisations."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast_web.accounts.models import Organisation
from houvast_web.accounts.roles import ROLE_NAMES, Role


class OrganisationForm(forms.ModelForm[Organisation]):
    """A new organisation."""

    class Meta:
        """Only a name."""

        model = Organisation
        fields: ClassVar = ["name"]


class RoleForm(forms.Form):
    """A role."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, ROLE_NAMES[role]) for role in Role], initial=Role.VIEWER.value
    )

    def chosen(self) -> Role:
        """Return the role of a valid form."""
        return Role(self.cleaned_data["role"])


class SureForm(forms.Form):
    """A deliberate yes."""

    sure = forms.BooleanField(label=_("Yes, erase this and everything in it"))
