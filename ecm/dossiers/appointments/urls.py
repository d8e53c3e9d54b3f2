"""The addresses of a dossier's list of appointments, under those of the dossiers."""

from django.urls import path

from ecm.dossiers.appointments import views

LIST = "dossiers/<int:pk>/nominations/"
LINE = LIST + "<int:row_id>/"

urlpatterns = [
    path(LIST, views.show, name="appointments"),
    path(LIST + "apercu/", views.preview, name="appointments-preview"),
    path(LIST + "confirmer/", views.confirm, name="appointments-confirm"),
    path(LIST + "modele/", views.model, name="appointments-model"),
    path(LIST + "telecharger/", views.download, name="appointments-download"),
    path(LIST + "imprimer/", views.show_printed, name="appointments-printed"),
    path(LIST + "ajouter/", views.add, name="appointment-add"),
    path(LINE + "modifier/", views.edit, name="appointment-edit"),
    path(LINE + "retirer/", views.remove, name="appointment-remove"),
]
