"""The electronic signature: valid for whoever trusts its root, absent without a certificate."""

import datetime as dt
import io
import sys
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from ecm.publication.checks import the_certificate_can_sign
from ecm.publication.formats import pades, pdf
from tests.publication.formats.editions import in_other_words, past, published

ONE_DATABASE = True
pytestmark = pytest.mark.django_db
PASSWORD = b"mot de passe"


def certificate(name: str, key, issuer: x509.Name, signing_key, *, is_ca: bool):
    now = dt.datetime.now(dt.UTC)
    usage = {
        "digital_signature": True,
        "content_commitment": True,
        "key_cert_sign": is_ca,
        "crl_sign": is_ca,
        **dict.fromkeys(("key_encipherment", "data_encipherment"), False),
        **dict.fromkeys(("key_agreement", "encipher_only", "decipher_only"), False),
    }
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(signing_key, hashes.SHA256())
    )


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@pytest.fixture
def root(tmp_path: Path, settings) -> Path:
    """A throw-away authority, and its certificate given to the installation."""
    top, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    authority = certificate(
        "Racine d'essai", top, named("Racine d'essai"), top, is_ca=True
    )
    own = certificate("SGG d'essai", key, authority.subject, top, is_ca=False)
    bundle = pkcs12.serialize_key_and_certificates(
        b"sgg", key, own, [authority], serialization.BestAvailableEncryption(PASSWORD)
    )
    (tmp_path / "sgg.p12").write_bytes(bundle)
    (tmp_path / "password").write_bytes(PASSWORD + b"\n")
    settings.SIGNING = {
        "certificate": str(tmp_path / "sgg.p12"),
        "password_file": str(tmp_path / "password"),
    }
    pem = tmp_path / "root.pem"
    pem.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    return pem


def status_of(made: bytes, roots: list[Path]):
    (signature,) = PdfFileReader(io.BytesIO(made)).embedded_signatures
    trusted = [load_cert_from_pemder(str(path)) for path in roots]
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    return validate_pdf_signature(signature, context)


def test_whoever_trusts_the_root_finds_the_signature_valid(root: Path) -> None:
    made = pdf.of_edition(published())

    status = status_of(made, [root])

    assert status.bottom_line
    assert status.intact
    assert status.valid


def test_whoever_does_not_trust_it_does_not(root: Path) -> None:
    assert not status_of(pdf.of_edition(published()), []).bottom_line


def test_a_changed_byte_breaks_it(root: Path) -> None:
    made = bytearray(pdf.of_edition(published()))

    place = made.index(b"CreationDate")
    made[place] ^= 1

    assert not status_of(bytes(made), [root]).bottom_line


def test_a_signed_paper_still_says_that_it_is_archivable(root: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf.of_edition(published()))) as document:
        with document.open_metadata() as said:
            assert said.pdfa_status == "2A"
        assert document.Root.MarkInfo.Marked
        (field,) = document.Root.AcroForm.Fields
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert "/Names" not in document.Root or "/JavaScript" not in document.Root.Names


def test_a_paper_of_two_languages_is_signed_too(root: Path) -> None:
    made = pdf.pdf_of_both(published(), in_other_words(published()))

    assert status_of(made, [root]).bottom_line


def test_a_draft_and_a_past_council_are_not_signed(root: Path) -> None:
    for made in (
        pdf.of_edition(published(), draft="Projet"),
        pdf.of_edition(past("bf-2026-02-05")),
    ):
        assert PdfFileReader(io.BytesIO(made)).embedded_signatures == []


def test_without_a_certificate_nothing_is_signed(settings) -> None:
    assert not pades.is_configured()
    made = pdf.of_edition(published())

    assert PdfFileReader(io.BytesIO(made)).embedded_signatures == []
    assert the_certificate_can_sign(None) == []


def test_the_check_says_what_is_wrong_with_a_certificate(root: Path, settings) -> None:
    assert the_certificate_can_sign(None) == []

    Path(settings.SIGNING["password_file"]).write_bytes(b"autre")
    (wrong,) = the_certificate_can_sign(None)
    settings.SIGNING = settings.SIGNING | {"password_file": "/nulle/part"}
    (missing,) = the_certificate_can_sign(None)

    assert "ne s'ouvre pas" in wrong.msg
    assert missing.msg.startswith("/nulle/part : ")


def test_the_check_asks_for_the_library_when_it_is_missing(
    root: Path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)

    (found,) = the_certificate_can_sign(None)

    assert found.msg == pades.MISSING
