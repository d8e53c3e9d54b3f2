"""The addresses at which a meeting is made and its agenda prepared."""

from django.urls import path

from ecm.meetings.planning import views
from ecm.meetings.planning.approval import views as approval

AGENDA = "seances/<int:meeting_id>/ordre-du-jour/"
ITEM = AGENDA + "points/<int:item_id>/"
WITHDRAW = "dossiers/<int:dossier_id>/retirer-de-l-ordre-du-jour/"

urlpatterns = [
    path("seances/nouvelle/", views.create, name="create"),
    path(AGENDA, views.agenda, name="agenda"),
    path(AGENDA + "tableau/", views.board, name="agenda-board"),
    path(AGENDA + "construire/", views.build, name="agenda-build"),
    path(
        AGENDA + "dossiers/<int:dossier_id>/inscrire/",
        views.place,
        name="agenda-place",
    ),
    path(AGENDA + "reportes/inscrire/", views.bring, name="agenda-bring-all"),
    path(AGENDA + "reportes/<int:item_id>/inscrire/", views.bring, name="agenda-bring"),
    path(AGENDA + "suggestions/suivre/", views.follow, name="agenda-follow"),
    path(AGENDA + "themes/deplacer/", views.move_theme, name="agenda-theme"),
    path(ITEM + "deplacer/", views.move, name="agenda-move"),
    path(AGENDA + "grouper/", views.regroup, name="agenda-regroup"),
    path(ITEM + "intitule/", views.reword, name="agenda-reword"),
    path(ITEM + "debat/", views.track, name="agenda-track"),
    path(ITEM + "duree/", views.plan, name="agenda-plan"),
    path(ITEM + "retirer/", views.remove, name="agenda-remove"),
    path(AGENDA + "proposer/", approval.propose, name="agenda-propose"),
    path(AGENDA + "remettre/", approval.amend, name="agenda-amend"),
    path(AGENDA + "approuver/", approval.approve, name="agenda-approve"),
    path(AGENDA + "comparer/", approval.compare, name="agenda-compare"),
    path(AGENDA + "versions/<int:number>/", approval.version, name="agenda-version"),
    path(WITHDRAW, views.withdraw, name="dossier-withdraw"),
]
