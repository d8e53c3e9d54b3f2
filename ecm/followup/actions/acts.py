"""From the adopted text to the Journal officiel: one verb a function, in the act's journal."""

from datetime import date

from django.conf import settings
from django.db import transaction

from ecm import clock
from ecm.domain.act_numbers import Form, number_of
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.followup import ACT, ActState
from ecm.domain.procedure import Office
from ecm.domain.verbs import Verb
from ecm.dossiers.storing import Accepted, accept
from ecm.files.actions import discard
from ecm.files.models import Upload
from ecm.followup.actions.numbering import next_serial, refuse_a_taken_one
from ecm.followup.chain import mandate_on, write_chain
from ecm.followup.files import kept_file
from ecm.followup.models import Act, ActText, Reason, Signatory
from ecm.followup.openings import follow
from ecm.followup.sigles import sigle_on, suffix_on
from ecm.followup.standing import offices_for, standing_today
from ecm.followup.telling import tell_desk, tell_ministry
from ecm.journal.chain import Actor, digest, record
from ecm.journal.held import held
from ecm.meetings.models import Meeting
from ecm.people.models import Ministry

NO_REASON = gettext_noop("Dites pourquoi.")
NO_TEXT = gettext_noop("Aucun texte n'est déposé.")
CHANGED = gettext_noop(
    "Le ministère a déposé un autre texte entre-temps : relisez-le avant de certifier."
)
NOT_HIS_TURN = gettext_noop("Un autre signataire vient avant : suivez l'ordre.")
SIGNED_ALREADY = gettext_noop("Ce signataire a déjà signé.")
NOT_COUNTERSIGNED = gettext_noop("Il manque encore un contreseing.")
NO_MANDATE = gettext_noop("Personne n'exerce cette fonction ce jour-là.")
NO_SUFFIX = gettext_noop(
    "Un signataire n'a pas de sigle : donnez-le à l'acte, ou faites-le inscrire par "
    "l'administrateur."
)
TO_THE_ASSEMBLY = gettext_noop("Un projet de loi est transmis à l'Assemblée.")
NOT_A_BILL = gettext_noop("Seul un projet de loi est transmis à l'Assemblée.")
TOO_EARLY = gettext_noop("Ce jour précède l'étape d'avant.")
TOO_LATE = gettext_noop("Ce jour n'est pas encore venu.")
HAS_SIGNED = gettext_noop("Un signataire a déjà signé : la chaîne ne change plus.")
NOT_CLOSED = gettext_noop("Le suivi s'ouvre quand la séance est close.")


def open_follow_up(actor: Actor, meeting: Meeting) -> None:
    """Open by hand what a closed council leaves to be done, where no record did."""
    offices = standing_today(actor.person_id).offices
    if actor.user_id is None:
        offices = frozenset({Office.SYSTEM})
    ACT.require(offices, Verb.OPEN_ACT)
    with transaction.atomic():
        if meeting.state != "closed":
            raise NotPossible(NOT_CLOSED)
        follow(actor, meeting)


def _step(actor: Actor, act: Act, verb: Verb) -> None:
    """Check the right and the state, and take the act to where `verb` leads."""
    ACT.require(offices_for(actor, act), verb)
    act.state = ACT.after(ActState(act.state), verb)


def refuse_step(actor: Actor, act: Act, verb: Verb) -> None:
    """Raise NotAllowed or NotPossible where the actor could not do `verb` now."""
    ACT.require(offices_for(actor, act), verb)
    ACT.after(ActState(act.state), verb)


def deposit_text(actor: Actor, act: Act, upload: Upload) -> None:
    """Take the finalised text that the ministry brings, beside those it brought before."""
    refuse_step(actor, act, Verb.DEPOSIT_TEXT)
    accepted = accept(upload)  # it takes seconds: before any lock
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.DEPOSIT_TEXT)
        _put(actor, locked, accepted)
        discard(upload)
        tell_desk(locked, "act.deposited")


def _put(actor: Actor, act: Act, accepted: Accepted) -> None:
    last = act.texts.last()
    text = ActText.objects.create(
        act=act, number=last.number + 1 if last else 1, file=kept_file(actor, accepted)
    )
    seal = accepted.kept.sha256
    record(Verb.DEPOSIT_TEXT, actor, act, version=text.pk, digest=seal)


def return_text(actor: Actor, act: Act, *, reason: str) -> None:
    """Send the deposited text back to the ministry, saying why."""
    _require_reason(reason)
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.RETURN_TEXT)
        _record_reason(actor, locked, Verb.RETURN_TEXT, reason)
        tell_ministry(locked, locked.ministry_id, "act.returned")


def certify_text(actor: Actor, act: Act, *, version: int) -> None:
    """Certify the text that was read « conforme à la délibération »."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.CERTIFY_TEXT)
        text = locked.texts.select_related("file").last()
        if text is None:
            raise NotPossible(NO_TEXT)
        if text.pk != version:
            raise NotPossible(CHANGED)
        seal = text.file.sha256
        locked.certified_at, locked.certified_digest = clock.now(), seal
        locked.certified_by_id = actor.person_id
        record(Verb.CERTIFY_TEXT, actor, locked, version=text.pk, digest=seal)


def change_chain(
    actor: Actor, act: Act, places: list[tuple[str, Ministry | None, str]]
) -> None:
    """Write another chain of signatories, until the first of them has signed."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.CHANGE_CHAIN)
        if locked.is_law or locked.signatories.exclude(signed_on=None).exists():
            raise NotPossible(HAS_SIGNED)
        write_chain(locked, places)
        told = ",".join(str(m.pk) if m else post for post, m, _sigle in places)
        record(Verb.CHANGE_CHAIN, actor, locked, places=told)


def countersign(actor: Actor, act: Act, *, rank: int, day: date) -> None:
    """Note that the next of the chain has signed, under his mandate of that day."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.COUNTERSIGN_ACT)
        _require_day(day, locked.decided_on)
        waiting = [s for s in locked.signatories.all() if not s.signs_the_act]
        place = next((s for s in waiting if s.rank == rank), None)
        if place is None or place.signed_on is not None:
            raise NotPossible(SIGNED_ALREADY)
        _require_turn(waiting, place, day)
        mandate = _sign_place(place, day)
        record(
            Verb.COUNTERSIGN_ACT,
            actor,
            locked,
            mandate=mandate,
            rank=rank,
            day=day.isoformat(),
        )


def _require_turn(waiting: list[Signatory], place: Signatory, day: date) -> None:
    before = [s.signed_on for s in waiting if s.rank < place.rank]
    if None in before:
        raise NotPossible(NOT_HIS_TURN)
    if any(signed > day for signed in before if signed):
        raise NotPossible(TOO_EARLY)


def _sign_place(place: Signatory, day: date) -> int:
    mandate = mandate_on(place, day)
    if mandate is None:
        raise NotPossible(NO_MANDATE)
    place.mandate, place.signed_on = mandate, day
    place.save(update_fields=["mandate", "signed_on"])
    return mandate.pk


def sign(actor: Actor, act: Act, *, day: date) -> None:
    """Note the signature, and give the act its number of that year in the same breath."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.SIGN_ACT)
        if locked.is_law:
            raise NotPossible(TO_THE_ASSEMBLY)
        _require_countersigned(locked, day)
        locked.signed_on = day
        record(Verb.SIGN_ACT, actor, locked, day=day.isoformat())
        _number(actor, locked, day)


def _require_countersigned(act: Act, day: date) -> None:
    chain = list(act.signatories.all())
    _require_day(day, act.decided_on)
    if any(s.signed_on is None for s in chain if not s.signs_the_act):
        raise NotPossible(NOT_COUNTERSIGNED)
    if any(s.signed_on > day for s in chain if s.signed_on):
        raise NotPossible(TOO_EARLY)
    for place in chain:
        if place.signs_the_act:
            _sign_place(place, day)


def _number(actor: Actor, act: Act, day: date) -> None:
    if not all(sigle_on(s, day) for s in act.signatories.all()):
        raise NotPossible(NO_SUFFIX)
    suffix = suffix_on(act, day)
    _step(actor, act, Verb.NUMBER_ACT)
    serial = next_serial(Form(act.form), day.year)
    _write_number(actor, act, year=day.year, serial=serial, suffix=suffix)


def _write_number(
    actor: Actor, act: Act, *, year: int, serial: int, suffix: str
) -> None:
    form = Form(act.form)
    act.number_year, act.number_serial = year, serial
    act.number = number_of(form, year, serial, suffix, settings.ACT_NUMBERS)
    record(Verb.NUMBER_ACT, actor, act, number=act.number)


def transmit(actor: Actor, act: Act, *, day: date) -> None:
    """Note that a bill went to the Assembly."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.TRANSMIT_ACT)
        if not locked.is_law:
            raise NotPossible(NOT_A_BILL)
        _require_day(day, locked.decided_on)
        locked.transmitted_on = day
        record(Verb.TRANSMIT_ACT, actor, locked, day=day.isoformat())


def number_law(
    actor: Actor, act: Act, *, serial: int, year: int, assembly: str
) -> None:
    """Note the number that the Assembly gave to the law, and by that its vote."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.NUMBER_ACT)
        if not locked.is_law:
            raise NotPossible(NOT_A_BILL)
        refuse_a_taken_one(Form.LAW, year, serial)
        _write_number(actor, locked, year=year, serial=serial, suffix=assembly)


def gazette(actor: Actor, act: Act, *, issue: str, page: int, day: date) -> None:
    """Note where the Journal officiel has the act."""
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.GAZETTE_ACT)
        _require_day(day, locked.signed_on or locked.transmitted_on or day)
        locked.gazette_issue, locked.gazette_page = issue, page
        locked.gazetted_on = day
        facts = {"issue": issue, "page": page, "day": day.isoformat()}
        record(Verb.GAZETTE_ACT, actor, locked, **facts)


def close_act(actor: Actor, act: Act, *, reason: str) -> None:
    """End the follow-up, saying why: done, or given up."""
    _require_reason(reason)
    with held(Act, act.pk, actor) as locked:
        _step(actor, locked, Verb.CLOSE_ACT)
        locked.closed_at = clock.now()
        _record_reason(actor, locked, Verb.CLOSE_ACT, reason)


def _record_reason(actor: Actor, act: Act, verb: Verb, reason: str) -> None:
    entry = record(verb, actor, act, digest=digest(reason))
    Reason.objects.create(act=act, entry=entry.seq, text=reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible(NO_REASON)


def _require_day(day: date, after: date) -> None:
    if day < after:
        raise NotPossible(TOO_EARLY)
    if day > clock.now().date():
        raise NotPossible(TOO_LATE)
