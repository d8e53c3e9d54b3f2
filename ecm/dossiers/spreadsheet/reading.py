"""Telling what a received file is, from its bytes and never from its name; reading it whole."""

from ecm.domain.appointments.sheet import Workbook
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.dossiers.spreadsheet.package import read_package
from ecm.dossiers.spreadsheet.separated import read_separated

MOST_OCTETS = 5_000_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED = "EncryptedPackage".encode("utf-16-le")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 1024

_EMPTY = gettext_noop("Ce fichier est vide.")
_TOO_BIG = gettext_noop(
    "Ce fichier pèse %(size)s ko, %(most)s ko au plus : une liste de nominations n'en fait "
    "que quelques-uns. Copiez les lignes utiles dans le modèle."
)
_PASSWORD = gettext_noop(
    "Ce classeur est protégé par un mot de passe : enregistrez-le sans mot de passe."
)
_OLD = gettext_noop(
    "Ce classeur est dans l'ancien format .xls : dans le tableur, « Enregistrer sous », "
    "choisissez « Classeur Excel (.xlsx) »."
)
_PDF = gettext_noop(
    "Ce fichier est un PDF : joignez-le comme pièce du dossier, et importez ici la liste en "
    "XLSX ou en CSV."
)
_PAGE = gettext_noop(
    "Ce fichier est une page web ou un document XML, même si son nom finit par .xls : "
    "ouvrez-le dans le tableur et enregistrez-le en « Classeur Excel (.xlsx) »."
)
_NOT_A_LIST = gettext_noop(
    "Ce fichier n'est ni un classeur XLSX ni un texte CSV. Partez du modèle, ou enregistrez "
    "votre liste en « Classeur Excel (.xlsx) »."
)


def read(content: bytes) -> Workbook:
    """Read an XLSX or a CSV; raise NotPossible with what to do, in French."""
    _refuse_what_is_no_list(content)
    if content.startswith(_ZIP):
        return read_package(content)
    return read_separated(content)


def _refuse_what_is_no_list(content: bytes) -> None:
    head = content[:_HEAD].lstrip().lower()
    if not content.strip():
        raise NotPossible(_EMPTY)
    if len(content) > MOST_OCTETS:
        size, most = len(content) // 1000, MOST_OCTETS // 1000
        raise NotPossible(_TOO_BIG, size=size, most=most)
    if content.startswith(_OLE):
        raise NotPossible(_PASSWORD if _SEALED in content else _OLD)
    if head.startswith(b"%pdf"):
        raise NotPossible(_PDF)
    if head.startswith((b"<", b"\xef\xbb\xbf<")):
        raise NotPossible(_PAGE)
    is_binary = b"\0" in content and not content.startswith(_UTF_16)
    if is_binary and not content.startswith(_ZIP):
        raise NotPossible(_NOT_A_LIST)
