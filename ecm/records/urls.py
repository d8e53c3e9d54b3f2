"""The addresses of the record, of its extracts and corrections, and of the minutes."""

from django.urls import path

from ecm.records.views import corrections, extracts, minutes, record

app_name = "records"

RECORD = "seances/<int:meeting_id>/releve/"
FORMER = f"{RECORD}precedent/"
MINUTES = "seances/<int:meeting_id>/pv/"
EXTRACT = "extraits/<int:pk>/"

urlpatterns = [
    path("releves/", record.listed, name="list"),
    path(RECORD, record.record, name="record"),
    path(f"{RECORD}pdf/", record.pdf, name="pdf"),
    path(f"{RECORD}etablir/", record.draw, name="draw"),
    path(f"{RECORD}lignes/<int:line_id>/", record.reword, name="reword"),
    path(f"{RECORD}remettre/", record.submit, name="submit"),
    path(f"{RECORD}approuver/", record.approve, name="approve"),
    path(f"{RECORD}renvoyer/", record.send_back, name="return"),
    path(f"{RECORD}extraits/", record.issue, name="issue"),
    path(FORMER, corrections.corrections, name="corrections"),
    path(f"{FORMER}lignes/<int:line_id>/", corrections.propose, name="propose"),
    path(f"{FORMER}<int:pk>/adopter/", corrections.adopt, name="correct"),
    path(f"{FORMER}<int:pk>/ecarter/", corrections.drop, name="drop"),
    path(EXTRACT, extracts.extract, name="extract"),
    path(f"{EXTRACT}pdf/", extracts.pdf, name="extract-pdf"),
    path(f"{EXTRACT}recevoir/", extracts.acknowledge, name="acknowledge"),
    path(MINUTES, minutes.minutes, name="minutes"),
    path(f"{MINUTES}pdf/", minutes.pdf, name="minutes-pdf"),
    path(f"{MINUTES}etablir/", minutes.draw, name="minutes-draw"),
    path(f"{MINUTES}passages/<int:passage_id>/", minutes.reword, name="minutes-reword"),
    path(
        f"{MINUTES}passages/<int:passage_id>/clore/",
        minutes.close,
        name="minutes-close",
    ),
    path(
        f"{MINUTES}passages/<int:passage_id>/rouvrir/",
        minutes.reopen,
        name="minutes-reopen",
    ),
    path(f"{MINUTES}relire/", minutes.review, name="minutes-review"),
    path(f"{MINUTES}approuver/", minutes.approve, name="minutes-approve"),
    path(f"{MINUTES}renvoyer/", minutes.send_back, name="minutes-return"),
    path(f"{MINUTES}sceller/", minutes.seal, name="minutes-seal"),
]
