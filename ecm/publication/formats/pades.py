"""The electronic signature of a PDF (PAdES), when the State has given a certificate.

Without one nothing here pretends to sign: a paper then bears its internal seal alone.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Signature"
MISSING = "ECM_SIGNING_CERTIFICATE est réglé, mais pyHanko n'est pas installé."
UNREADABLE = "Le certificat {} ne s'ouvre pas avec le mot de passe donné."


def is_configured() -> bool:
    """Tell whether this installation has a certificate to sign with."""
    return bool(settings.SIGNING["certificate"])


def signed(pdf: bytes) -> bytes:
    """Return the PDF under the configured signature, which nothing on its pages shows.

    The signature is added after the last byte: what was there stays as it was.
    """
    signer = signer_configured()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf
    from pyhanko.sign.fields import SigSeedSubFilter

    told = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason="Compte rendu publié",
    )
    with io.BytesIO(pdf) as source:
        made: io.BytesIO = sign_pdf(
            IncrementalPdfFileWriter(source), told, signer=signer
        )
    return made.getvalue()


def signer_configured() -> "SimpleSigner":
    """Return what signs; raise ImproperlyConfigured, in French, when it cannot."""
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    certificate = settings.SIGNING["certificate"]
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # its types stop there
        certificate, passphrase=_password()
    )
    if signer is None:
        raise ImproperlyConfigured(UNREADABLE.format(certificate))
    return signer


def _password() -> bytes | None:
    name = settings.SIGNING["password_file"]
    if not name:
        return None
    try:
        return Path(name).read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise ImproperlyConfigured(f"{name} : {error.strerror}") from error
