"""The sign-in form: it cleans input and tells nobody which accounts exist."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

REFUSED = _("Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules.")


class SignInForm(AuthenticationForm):
    """One refusal for an unknown name, a wrong password and a closed account."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Nom d'utilisateur")
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        self.fields["password"].label = _("Mot de passe")
