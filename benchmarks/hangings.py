"""What hangs on dossiers: opinions asked and given, returns with reasons, late requests."""

from datetime import timedelta

from benchmarks.files import Spread
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier, LateRequest, Opinion, Return, ReturnReason
from ecm.people.models import Ministry, Person

STUDIED = (
    *(DossierState.UNDER_STUDY, DossierState.READY, DossierState.PROPOSED),
    DossierState.SETTLED,
)


def hang(spread: Spread, files: list[Dossier]) -> None:
    """Give some of the dossiers what a real study leaves on them."""
    lodged = [file for file in files if file.lodged_at]
    _consult(spread, [file for file in lodged if file.state in STUDIED])
    _return(spread, [file for file in lodged if file.returns])
    _ask_late(spread, [file for file in lodged if file.is_late])
    _open_to_readers(spread, [file for file in lodged if file.is_confidential])
    _associate(spread, lodged)


def _officer(spread: Spread) -> Person:
    person = spread.chance.choice(spread.government.officers).person
    assert person  # an officer is a person
    return person


def _consult(spread: Spread, files: list[Dossier]) -> None:
    chance = spread.chance
    asked: list[Opinion] = []
    for file in files:
        for ministry in chance.sample(spread.government.ministries, 2):
            if chance.random() < 0.5:
                asked.append(_opinion(spread, file, ministry))
    Opinion.objects.bulk_create(asked, batch_size=500)


def _opinion(spread: Spread, file: Dossier, ministry: Ministry) -> Opinion:
    assert file.lodged_at
    opinion = Opinion(
        dossier=file,
        by_secretariat=True,
        ministry=ministry,
        about="",
        asked_by=_officer(spread),
        asked_at=file.lodged_at + timedelta(days=1),
        due_at=file.lodged_at + timedelta(days=5),
    )
    is_over = file.state != DossierState.UNDER_STUDY
    if is_over or spread.chance.random() < 0.4:
        opinion.verdict = spread.chance.choice(("agree", "agree", "comment", "object"))
        opinion.given_at = opinion.asked_at + timedelta(days=2)
    elif spread.chance.random() < 0.6:
        opinion.due_at = spread.now + timedelta(days=3)
    return opinion


def _return(spread: Spread, files: list[Dossier]) -> None:
    reasons = list(ReturnReason.objects.all())
    returned = Return.objects.bulk_create(
        [
            Return(dossier=file, by=_officer(spread), at=file.changed_at)
            for file in files
            if file.changed_at
        ],
        batch_size=500,
    )
    through = Return.reasons.through
    through.objects.bulk_create(
        [
            through(return_id=back.pk, returnreason_id=reason.pk)
            for back in returned
            for reason in spread.chance.sample(reasons, spread.chance.randint(1, 3))
        ],
        batch_size=500,
    )


def _ask_late(spread: Spread, files: list[Dossier]) -> None:
    requests = []
    for file in files:
        assert file.council_day
        assert file.lodged_at
        is_open = file.council_day == spread.coming[0] and spread.chance.random() < 0.5
        request = LateRequest(
            dossier=file,
            council_day=file.council_day,
            reason="Le bailleur attend la décision avant la fin du mois.",
            asked_by=_officer(spread),
            asked_at=file.lodged_at,
        )
        if not is_open:
            request.granted, request.answered_by = True, _officer(spread)
            request.answered_at = request.asked_at
        requests.append(request)
    LateRequest.objects.bulk_create(requests, batch_size=500)


def _open_to_readers(spread: Spread, files: list[Dossier]) -> None:
    through = Dossier.readers.through
    through.objects.bulk_create(
        [through(dossier_id=file.pk, person_id=_officer(spread).pk) for file in files],
        batch_size=500,
    )


def _associate(spread: Spread, files: list[Dossier]) -> None:
    through = Dossier.associated.through
    links = []
    for file in files:
        if spread.chance.random() < 0.1:
            ministry = spread.chance.choice(spread.government.ministries)
            links.append(through(dossier_id=file.pk, ministry_id=ministry.pk))
    through.objects.bulk_create(links, batch_size=500)
