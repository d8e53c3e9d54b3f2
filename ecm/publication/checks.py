"""What a deployment must know before it publishes: said by `ecm check`."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from ecm.publication.formats import pades


@register(Tags.compatibility)
def the_certificate_can_sign(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a certificate that could not sign on the day: no library, no password."""
    if not pades.is_configured():
        return []
    try:
        pades.signer_configured()
    except ImproperlyConfigured as error:
        hint = "Installez l'option « signature », ou videz ECM_SIGNING_CERTIFICATE."
        return [Error(str(error), hint=hint, id="ecm.E010")]
    return []
