"""The addresses of a meeting's communiqué and of its forms."""

from django.urls import path

from ecm.publication import views
from ecm.publication.delivering import urls as delivering
from ecm.publication.desk import urls as desk
from ecm.publication.translating import urls as translating

app_name = "publication"
COMMUNIQUE = "seances/<int:meeting_id>/compte-rendu"

urlpatterns = [
    path(COMMUNIQUE + "/", views.communique, name="communique"),
    path(COMMUNIQUE + ".pdf", views.pdf, name="communique-pdf"),
    path("seances/<int:meeting_id>/dossier-de-seance.pdf", views.pack, name="pack"),
    path(
        "seances/<int:meeting_id>/mode-papier.pdf", views.paper_mode, name="paper-mode"
    ),
    path(COMMUNIQUE + ".txt", views.text, name="communique-text"),
    path(
        "seances/<int:meeting_id>/ordre-du-jour/versions/<int:number>.pdf",
        views.agenda,
        name="agenda-pdf",
    ),
    *desk.urlpatterns,
    *translating.urlpatterns,
    *delivering.urlpatterns,
]
