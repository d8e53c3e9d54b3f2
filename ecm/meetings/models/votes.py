"""Votes on an item: the register frozen at the opening, what was cast, the sealed result."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.domain.votes import RUNNING, BallotState, Choice, Layer, Majority, Method
from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Seat
from ecm.people.models import Person


class Ballot(models.Model):
    """One vote on an item; a vote that was annulled stays, beside the one that follows."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="ballots"
    )
    number = models.PositiveSmallIntegerField()
    question = models.TextField(_("texte mis aux voix"))
    method = models.CharField(
        _("mode"), max_length=10, choices=[(m.value, m.value) for m in Method]
    )
    majority = models.CharField(
        _("majorité"), max_length=25, choices=[(m.value, m.value) for m in Majority]
    )
    keeps_names = models.BooleanField(
        _("noms gardés"),
        default=False,
        help_text=_("Le vote de chacun figure au procès-verbal."),
    )
    state = models.CharField(max_length=10, default=BallotState.OPEN)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    abstentions = models.PositiveSmallIntegerField(null=True)
    void = models.PositiveSmallIntegerField(_("blancs et nuls"), null=True)
    is_carried = models.BooleanField(null=True)
    checksum = models.CharField(max_length=64, blank=True)
    scan = models.CharField(_("procès-verbal numérisé"), max_length=120, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("vote")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="ballot_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=[s.value for s in sorted(RUNNING)]),
                name="one_vote_at_a_time_on_an_item",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in BallotState]),
                name="ballot_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=BallotState.COUNTED.value) | ~Q(checksum=""),
                name="counted_vote_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.number})"


class Voter(models.Model):
    """A seat of the register: entitled at the opening, whoever sat for it then.

    `receipt` is the SHA-256 that the voter keeps; `sealed` a ballot in its two envelopes,
    emptied when the vote closes; `choice` is empty in a secret vote.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="voters")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    proxy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(help_text=_("L'ordre de l'appel nominal."))
    has_voted = models.BooleanField(default=False)
    choice = models.CharField(
        max_length=10, blank=True, choices=[(c.value, c.value) for c in Choice]
    )
    nonce = models.CharField(max_length=32, blank=True)
    receipt = models.CharField(max_length=64, blank=True)
    sealed = models.TextField(blank=True)
    by_hand = models.BooleanField(default=False)
    cast_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("votant")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "seat"], name="seat_is_registered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.seat}"


class Envelope(models.Model):
    """A sealed ballot without its voter, in the order of its digest: no order of arrival.

    `outer` is emptied when the vote is counted; the digest stays, for the receipts.
    """

    ballot = models.ForeignKey(
        Ballot, on_delete=models.PROTECT, related_name="envelopes"
    )
    digest = models.CharField(max_length=64)
    outer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("enveloppe")
        ordering = ["digest"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "digest"], name="envelope_is_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.digest


class InnerEnvelope(models.Model):
    """What was in the outer envelopes, shuffled: no row leads from one to the other."""

    ballot = models.ForeignKey(
        Ballot, on_delete=models.PROTECT, related_name="inner_envelopes"
    )
    sealed = models.TextField()

    class Meta:
        verbose_name = _("enveloppe intérieure")
        ordering = ["sealed"]

    def __str__(self) -> str:
        return f"{self.ballot}"


class VoteKey(models.Model):
    """The public half of the key to one layer; the private half never leaves its tablet."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="keys")
    layer = models.CharField(max_length=5, choices=[(x.value, x.value) for x in Layer])
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    public = models.JSONField()

    class Meta:
        verbose_name = _("clé d'un vote")
        verbose_name_plural = _("clés d'un vote")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "layer"], name="one_key_per_layer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.layer}"
