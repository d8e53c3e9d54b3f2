"""The addresses of the desk; included by those of publication."""

from django.urls import path

from ecm.publication.desk import views

DESK = "seances/<int:meeting_id>/compte-rendu/redaction/"

urlpatterns = [
    path("comptes-rendus/", views.listed, name="desk-list"),
    path(DESK, views.desk, name="desk"),
    path(DESK + "tirer/", views.draft, name="desk-draft"),
    path(DESK + "tirer-a-nouveau/", views.redraft, name="desk-redraft"),
    path(DESK + "ecrire/", views.write, name="desk-write"),
    path(DESK + "ajouter/", views.add, name="desk-add"),
    path(DESK + "retirer/", views.remove, name="desk-remove"),
    path(DESK + "retablir/", views.restore, name="desk-restore"),
    path(DESK + "ecarter/", views.leave_out, name="desk-leave-out"),
    path(DESK + "soumettre/", views.submit, name="desk-submit"),
    path(DESK + "valider/", views.validate, name="desk-validate"),
    path(DESK + "renvoyer/", views.send_back, name="desk-return"),
    path(DESK + "signer/", views.sign, name="desk-sign"),
    path(DESK + "embargo/", views.schedule, name="desk-schedule"),
    path(DESK + "publier/", views.publish, name="desk-publish"),
    path(DESK + "rectifier/", views.erratum, name="desk-erratum"),
    path(DESK + "abandonner/", views.abandon, name="desk-abandon"),
    path(
        "seances/<int:meeting_id>/compte-rendu/versions/",
        views.versions,
        name="desk-versions",
    ),
]
