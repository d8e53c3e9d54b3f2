"""The addresses of what follows a council."""

from django.urls import path

from ecm.followup import views, views_counts

app_name = "followup"
ACT = "suites/actes/<int:pk>/"
DIRECTIVE = "suites/instructions/<int:pk>/"
MEETING = "seances/<int:meeting_id>/suites/"
YEAR = "statistiques/<int:year>"

urlpatterns = [
    path("suites/", views.board, name="board"),
    path("suites/delais/", views_counts.delays, name="delays"),
    path("suites/delais.csv", views_counts.delays_csv, name="delays-csv"),
    path(ACT, views.act, name="act"),
    path(f"{ACT}comparaison/", views.comparison, name="comparison"),
    path(f"{ACT}textes/<int:number>/", views.text, name="text"),
    path(f"{ACT}<slug:step>/", views.act_step, name="act-step"),
    path(DIRECTIVE, views.directive, name="directive"),
    path(f"{DIRECTIVE}preuves/<int:report>/", views.proof, name="proof"),
    path(f"{DIRECTIVE}<slug:step>/", views.directive_step, name="directive-step"),
    path(MEETING, views.former, name="former"),
    path(f"{MEETING}ouvrir/", views.open_follow_up, name="open"),
    path(f"{MEETING}proposer/", views.offer_all, name="offer-all"),
    path(f"{YEAR}/", views_counts.statistics, name="statistics"),
    path(f"{YEAR}.csv", views_counts.statistics_csv, name="statistics-csv"),
    path(f"{YEAR}.pdf", views_counts.statistics_print, name="statistics-pdf"),
]
