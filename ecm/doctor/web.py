"""What browsers meet: names, origins, TLS, and the proxy that speaks for them."""

import http.client
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, run_checks
from django.http.request import validate_host

from ecm.doctor.findings import Finding, doubt, fault, well

PATIENCE = 5.0  # seconds
SOON = timedelta(days=21)
_FORMAT = "%b %d %H:%M:%S %Y %Z"


def examine(address: str = "") -> Iterator[Finding]:
    """Judge the settings, and what an address answers from outside where one is given."""
    yield of_mode(is_production=settings.PRODUCTION)
    if settings.PRODUCTION:
        yield from of_origins(settings.ORIGINS, settings.ALLOWED_HOSTS)
        yield of_the_proxy(settings.SECURE_PROXY_SSL_HEADER)
        yield of_the_public(settings.PUBLIC_ADDRESS)
    yield from of_checks(run_checks(include_deployment_checks=settings.PRODUCTION))
    if address:
        yield from of_address(address)


def of_mode(*, is_production: bool) -> Finding:
    if is_production:
        return well("web.production", "Les réglages sont ceux d'une production.")
    return doubt(
        "web.production",
        "ECM_ENV n'est pas production : ni HTTPS imposé, ni noms exigés.",
        "ECM_ENV=production, SECRET_KEY, ECM_HOSTS et ECM_ORIGINS.",
    )


def of_origins(origins: Sequence[str], hosts: Sequence[str]) -> Iterator[Finding]:
    """Judge the pages that may open a live connection, beside the names that answer."""
    if "*" in hosts:
        yield fault(
            "web.hosts", "ECM_HOSTS accepte tous les noms.", "Nommez-les : ECM_HOSTS=…"
        )
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme != "https" or parts.path or not parts.hostname:
            yield fault(
                "web.origins",
                f"« {origin} » n'est pas une origine HTTPS : aucune tablette ne suivrait.",
                "ECM_ORIGINS=https://conseil.gouv.example, sans barre à la fin.",
            )
        elif not validate_host(parts.hostname, list(hosts)):
            yield fault(
                "web.origins",
                f"{parts.hostname} est dans ECM_ORIGINS et non dans ECM_HOSTS.",
                f"Ajoutez {parts.hostname} à ECM_HOSTS.",
            )
        else:
            yield well("web.origins", f"{origin} peut se relier.")


def of_the_proxy(header: tuple[str, str] | None) -> Finding:
    if header == ("HTTP_X_FORWARDED_PROTO", "https"):
        return well("web.proxy", "Le mandataire dit HTTPS par X-Forwarded-Proto.")
    return fault(
        "web.proxy",
        "Rien ne dit à l'application que le navigateur parle HTTPS : redirections sans fin.",
        "Gardez SECURE_PROXY_SSL_HEADER, et proxy_set_header X-Forwarded-Proto $scheme.",
    )


def of_the_public(address: str) -> Finding:
    """Judge the address that feeds, data, letters and seals name for ever."""
    if address.startswith("https://"):
        return well("web.public", f"Les données publiques se nomment {address}.")
    return doubt(
        "web.public",
        "Le site public n'a pas d'adresse fixe : flux, données, courriels et QR codes"
        " nommeraient celle de chaque demande, ou aucune.",
        "ECM_PUBLIC_ADDRESS=https://www.gouv.example, la même pour tous les processus.",
    )


def of_checks(messages: Sequence[CheckMessage]) -> Iterator[Finding]:
    """Tell what Django's and our own checks tell at each start."""
    told = [message for message in messages if not message.is_silenced()]
    for message in told:
        # Below a warning: wanted perhaps, worth knowing.
        is_grave = message.is_serious() and message.level > WARNING
        judge = fault if is_grave else doubt
        name = f"check.{message.id or 'django'}"
        yield judge(name, str(message.msg), str(message.hint or "ecm check --deploy"))
    if not told:
        yield well("check", "Les contrôles de démarrage ne disent rien.")


def of_address(address: str) -> Iterator[Finding]:
    """Ask the application from outside, as a browser does, and judge who answers."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield doubt(
            "web.answers",
            f"« {address} » n'est pas une adresse http(s).",
            "--adresse URL",
        )
        return
    try:
        with_tls = parts.scheme == "https"
        status, location, expires = _asked(parts, with_tls=with_tls)
    except ssl.SSLCertVerificationError as error:
        yield fault(
            "web.certificate",
            f"Le certificat de {parts.hostname} est refusé : {error.verify_message}.",
            "Renouvelez-le, avec toute sa chaîne ; vérifiez ssl_certificate.",
        )
        return
    except OSError as error:
        yield fault(
            "web.answers",
            f"{address} ne répond pas ({error}).",
            "systemctl status nginx",
        )
        return
    yield of_answer(address, status, location)
    if expires:
        yield of_certificate(expires, datetime.now(UTC))


def _asked(parts: SplitResult, *, with_tls: bool) -> tuple[int, str, str]:
    """Return the status and where it sends, and when the certificate ends."""
    kind = http.client.HTTPSConnection if with_tls else http.client.HTTPConnection
    line = kind(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        line.connect()
        told = line.sock.getpeercert() if isinstance(line.sock, ssl.SSLSocket) else None
        line.request("GET", "/sante/")
        answer = line.getresponse()
        ends = str((told or {}).get("notAfter", ""))
        return answer.status, answer.getheader("Location", ""), ends
    finally:
        line.close()


def of_answer(address: str, status: int, location: str) -> Finding:
    """Judge what `/sante/` answered behind the proxy."""
    if status == http.client.OK:
        return well("web.answers", f"{address} répond.")
    if status in (301, 302, 307, 308) and urlsplit(address).scheme == "https":
        return fault(
            "web.answers",
            f"{address} renvoie à {location} : redirection sans fin.",
            "Le mandataire doit envoyer X-Forwarded-Proto https.",
        )
    if status in (301, 302, 307, 308):
        return well("web.answers", f"{address} renvoie à {location}.")
    if status == http.client.BAD_REQUEST:
        return fault(
            "web.answers",
            f"{address} : 400, ce nom n'est pas connu.",
            "Ajoutez-le à ECM_HOSTS ; le mandataire doit envoyer Host $http_host.",
        )
    return fault(
        "web.answers", f"{address} répond {status}.", "journalctl -u 'ecm@*' ; nginx"
    )


def of_certificate(ends: str, now: datetime) -> Finding:
    """Judge how long a certificate still holds."""
    left = datetime.strptime(ends, _FORMAT).replace(tzinfo=UTC) - now
    if left > SOON:
        return well("web.certificate", f"Le certificat vaut encore {left.days} jours.")
    return doubt(
        "web.certificate",
        f"Le certificat ne vaut plus que {left.days} jours.",
        "Renouvelez-le avant : les tablettes refuseraient d'entrer.",
    )
