"""The addresses of the translations of a communiqué, and of those who make them."""

from django.urls import path

from ecm.publication.translating import views

ALL = "seances/<int:meeting_id>/compte-rendu/traductions/"
ONE = ALL + "<slug:code>/"

urlpatterns = [
    path("traductions/", views.mine, name="translations"),
    path("traductions/traducteurs/", views.translators, name="translators"),
    path(
        "traductions/traducteurs/<int:pk>/retirer/",
        views.revoke,
        name="translator-revoke",
    ),
    path(ALL, views.languages, name="languages"),
    path(ONE, views.translation, name="translation"),
    path(ONE + "bilingue.pdf", views.both, name="translation-both"),
    path(ONE + "texte/", views.write, name="translation-write"),
    path(ONE + "valider/", views.validate, name="translation-validate"),
    path(ONE + "renvoyer/", views.send_back, name="translation-return"),
    path(ONE + "publier/", views.publish, name="translation-publish"),
]
