"""The addresses of the probes and of the operator's page."""

from django.urls import path

from ecm.watching import views

app_name = "watching"
urlpatterns = [
    path("sante/", views.probe, name="alive"),
    path("pret/", views.probe, name="ready"),
    path("metriques/", views.probe, name="figures"),
    path("exploitation/", views.page, name="page"),
    path("exploitation/etat/", views.now, name="now"),
    path("exploitation/fermer/", views.close, name="close"),
    path("exploitation/message/", views.announce, name="announce"),
    path("exploitation/message/retirer/", views.take_back, name="take-back"),
]
