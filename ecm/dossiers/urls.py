"""The addresses of a ministry's dossiers."""

from django.urls import URLPattern, URLResolver, include, path

from ecm.dossiers.views import drafting, links, lists, page, pieces, search

app_name = "dossiers"
FILE = "dossiers/<int:pk>/"
PIECE = FILE + "pieces/<slug:code>/"
VERSION = FILE + "pieces/versions/<int:version_id>/"

# The French verb of each command of `page.acts`.
COMMANDS = {
    "send": "envoyer-en-relecture",
    "approve": "approuver",
    "refuse": "rendre-aux-redacteurs",
    "sign": "signer",
    "lodge": "transmettre",
    "take-back": "reprendre",
    "withdraw": "retirer",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("dossiers/", lists.dossiers, name="list"),
    path("dossiers/nouveau/", drafting.new, name="new"),
    path("dossiers/recherche/", search.found, name="search"),
    path(FILE, page.dossier, name="dossier"),
    path(FILE + "modifier/", drafting.edit, name="edit"),
    path(FILE + "nature/", drafting.change_kind, name="kind"),
    path(FILE + "relire/", drafting.take_over, name="take-over"),
    path(FILE + "liens/", links.links, name="links"),
    path(FILE + "recu/", page.receipt, name="receipt"),
    path(FILE + "recu.pdf", page.receipt_as_pdf, name="receipt-pdf"),
    path(VERSION, pieces.version, name="version"),
    path(VERSION + "apercu/<int:number>/", pieces.preview, name="preview"),
    path(PIECE + "joindre/", pieces.attach, name="piece-attach"),
    path(PIECE + "sans-objet/", pieces.waive, name="piece-waive"),
    path(
        FILE + "documents/<int:document_id>/retirer/",
        pieces.remove,
        name="document-remove",
    ),
    *(
        path(f"{FILE}{verb}/", page.command, {"code": code}, name=code)
        for code, verb in COMMANDS.items()
    ),
    path("", include("ecm.dossiers.appointments.urls")),
    path("", include("ecm.dossiers.adjusting.urls")),
]
