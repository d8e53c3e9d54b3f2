"""The addresses of opinions and observations."""

from django.urls import path

from ecm.dossiers.consulting import views

app_name = "consulting"
OPINIONS = "dossiers/<int:pk>/avis/"
OPINION = OPINIONS + "<int:opinion_id>/"
DISCUSSION = "dossiers/<int:pk>/observations/"

urlpatterns = [
    path("avis-demandes/", views.asked, name="asked"),
    path(OPINIONS, views.opinions, name="opinions"),
    path(OPINIONS + "demander/", views.ask, name="ask"),
    path(OPINION, views.opinion, name="opinion"),
    path(OPINION + "rendre/", views.give, name="give"),
    path(OPINION + "confirmer/", views.confirm, name="confirm"),
    path(OPINION + "redemander/", views.renew, name="renew"),
    path(OPINION + "annuler/", views.cancel, name="cancel"),
    path(DISCUSSION, views.discussion, name="discussion"),
    path(DISCUSSION + "ecrire/", views.observe, name="observe"),
    path(DISCUSSION + "<int:observation_id>/repondre/", views.reply, name="reply"),
]
