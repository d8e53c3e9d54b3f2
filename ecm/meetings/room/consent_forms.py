"""What the chair read of the list without debate, cleaned; no rule lives here."""

from django import forms
from django.core.validators import validate_comma_separated_integer_list
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    """The points of the list without debate, as the chair read them."""

    items = forms.CharField(
        label=_("Points lus"), validators=[validate_comma_separated_integer_list]
    )

    def clean_items(self) -> frozenset[int]:
        written = self.cleaned_data["items"].split(",")
        return frozenset(int(item) for item in written if len(item) < 19)
