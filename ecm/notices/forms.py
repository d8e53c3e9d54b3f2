"""What the page of notices reads from its address."""

from django import forms


class OlderForm(forms.Form):
    """From which notice on the older ones are asked for."""

    avant = forms.IntegerField(min_value=1, max_value=2**63 - 1)
