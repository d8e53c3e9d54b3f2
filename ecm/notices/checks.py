"""What a deployment must know of its gateways: refused, or said, at start."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register


@register(Tags.compatibility)
def the_sms_gateway_has_an_address(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse an HTTP gateway without an HTTP address."""
    is_ours = settings.GATEWAYS["sms"].endswith("http.HttpGateway")
    if not is_ours or urlsplit(settings.SMS["url"]).scheme in ("http", "https"):
        return []
    return [
        Error(
            "ECM_SMS_GATEWAY=http demande une adresse http(s) dans ECM_SMS_URL.",
            id="ecm.E003",
        )
    ]


@register(Tags.compatibility, deploy=True)
def messages_leave_the_machine(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say that e-mail stays in a file; that may be wanted, nobody is kept from it."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return []
    return [
        Info(
            "EMAIL_URL est vide : les courriels restent dans ECM_DATA/mail.",
            hint="Par exemple EMAIL_URL=smtp+tls://compte:motdepasse@serveur:587",
            id="ecm.I001",
        )
    ]
