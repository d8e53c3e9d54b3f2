"""The sigles of the demonstration's ministries, so that its acts can be numbered."""

from datetime import date

from ecm.followup.models import Sigle
from ecm.people.models import Ministry

SIGLES = {
    "guerre": "MGDP",
    "administration": "MATM",
    "securite": "MSECU",
    "economie": "MEF",
    "justice": "MJDHRI",
    "affaires-etrangeres": "MAE",
    "fonction-publique": "MFPTPS",
    "communication": "MCCAT",
    "agriculture": "MARAH",
    "sante": "MS",
    "education": "MEBAPLN",
    "infrastructures": "MID",
}


def load_sigles(since: date) -> None:
    """Give each ministry its sigle, once."""
    for ministry in Ministry.objects.filter(code__in=SIGLES, sigles=None):
        sigle = SIGLES[ministry.code]
        Sigle.objects.create(ministry=ministry, sigle=sigle, valid_from=since)
