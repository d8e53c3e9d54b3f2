"""Persons, ministries with their dated names, mandates, bodies; it knows of no meeting."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

is_international = RegexValidator(
    r"^\+[1-9][0-9]{7,14}\Z",
    _("Écrivez le numéro avec l'indicatif, sans espaces : +22670123456."),
)


class Civility(models.TextChoices):
    MR = "Monsieur", _("Monsieur")
    MRS = "Madame", _("Madame")


class Person(models.Model):
    """A human being, whatever the posts held."""

    civility = models.CharField(_("civilité"), max_length=10, choices=Civility.choices)
    grade = models.CharField(
        _("grade ou titre"),
        max_length=60,
        blank=True,
        help_text=_("« Capitaine », « Docteur » : écrit avant le nom."),
    )
    given_names = models.CharField(_("prénoms"), max_length=120)
    surname = models.CharField(_("nom"), max_length=120)
    distinction = models.CharField(
        _("distinction honorifique"), max_length=200, blank=True
    )
    email = models.EmailField(
        _("courriel"), blank=True, help_text=_("Où les avis sont envoyés.")
    )
    phone = models.CharField(
        _("téléphone"),
        max_length=16,
        blank=True,
        validators=[is_international],
        help_text=_("« +22670123456 » : les avis pressants y sont envoyés par SMS."),
    )

    class Meta:
        verbose_name = _("personne")
        ordering = ["surname", "given_names"]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname.upper()}"

    @property
    def is_woman(self) -> bool:
        return self.civility == Civility.MRS


class User(AbstractUser):
    """An account: a person's, or a screen's when `person` is empty."""

    person = models.OneToOneField(
        Person,
        verbose_name=_("personne"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
    )

    class Meta:
        verbose_name = _("compte")

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.username


class Ministry(models.Model):
    """A ministry or an institution that submits files; its names change, it stays."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("ministère ou institution")
        verbose_name_plural = _("ministères et institutions")
        ordering = ["code"]

    def __str__(self) -> str:
        latest = self.names.order_by("-valid_from").first()
        return latest.name if latest else self.code

    def name_on(self, day: date) -> "MinistryName | None":
        """Return the name and rank that were valid on `day`."""
        return self.names.valid_on(day).first()


class DatedQuerySet(models.QuerySet["MinistryName"]):
    def valid_on(self, day: date) -> "DatedQuerySet":
        return self.filter(valid_from__lte=day).filter(
            Q(valid_until=None) | Q(valid_until__gte=day)
        )


class MinistryName(models.Model):
    """The name and the protocol rank of a ministry between two reshuffles."""

    ministry = models.ForeignKey(
        Ministry, on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(
        _("nom complet"),
        max_length=250,
        help_text=_("« ministère de l'Economie et des finances », sans article."),
    )
    short_name = models.CharField(_("nom court"), max_length=80)
    precedence = models.PositiveSmallIntegerField(_("rang protocolaire"))
    valid_from = models.DateField(_("à partir du"))
    valid_until = models.DateField(_("jusqu'au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("nom de ministère")
        verbose_name_plural = _("noms de ministère")
        ordering = ["precedence"]
        constraints = [
            models.UniqueConstraint(
                fields=["ministry", "valid_from"], name="ministry_name_starts_once"
            ),
            models.UniqueConstraint(
                fields=["ministry"],
                condition=Q(valid_until=None),
                name="ministry_has_one_current_name",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="ministry_name_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.TextChoices):
    PRESIDENT = "president", _("Président du Faso")
    PRIME_MINISTER = "prime_minister", _("Premier ministre")
    MINISTER_OF_STATE = "minister_of_state", _("Ministre d'Etat")
    MINISTER = "minister", _("Ministre")
    MINISTER_DELEGATE = "minister_delegate", _("Ministre délégué")
    SECRETARY_GENERAL = "secretary_general", _("Secrétaire général du Gouvernement")
    SECRETARIAT = "secretariat", _("Agent du secrétariat général du Gouvernement")
    CHIEF_OF_STAFF = "chief_of_staff", _("Directeur de cabinet")
    MINISTRY_SECRETARY_GENERAL = (
        "ministry_secretary_general",
        _("Secrétaire général de ministère"),
    )
    MINISTRY_OFFICER = "ministry_officer", _("Agent de ministère")
    BODY_SECRETARY = "body_secretary", _("Secrétaire ou membre d'un organe consultatif")


class DatedMandates(models.QuerySet["Mandate"]):
    def held_on(self, day: date) -> "DatedMandates":
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )


class Mandate(models.Model):
    """A person in a post, between two dates."""

    person = models.ForeignKey(
        Person,
        verbose_name=_("personne"),
        on_delete=models.PROTECT,
        related_name="mandates",
    )
    post = models.CharField(_("fonction"), max_length=30, choices=Post.choices)
    title = models.CharField(
        _("titre"),
        max_length=250,
        help_text=_("« Ministre de l'Economie et des finances »"),
    )
    ministry = models.ForeignKey(
        Ministry,
        verbose_name=_("ministère"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    precedence = models.PositiveSmallIntegerField(_("rang protocolaire"), default=999)
    is_spokesperson = models.BooleanField(
        _("porte-parole du gouvernement"), default=False
    )
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu'au"), null=True, blank=True)

    objects = DatedMandates.as_manager()

    class Meta:
        verbose_name = _("mandat")
        ordering = ["precedence", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="mandate_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"


class ActingMandate(models.Model):
    """Intérim: one member of the government acts for another between two dates."""

    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandat suppléé"),
        on_delete=models.PROTECT,
        related_name="acting_mandates",
    )
    acting = models.ForeignKey(
        Person,
        verbose_name=_("intérimaire"),
        on_delete=models.PROTECT,
        related_name="acting_mandates",
    )
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu'au"))
    act = models.CharField(_("acte"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("intérim")
        verbose_name_plural = _("intérims")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="acting_mandate_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acting} ⇢ {self.mandate}"


# The sigle of the council; past ones of other countries are « CM-CI ».
COUNCIL = "CM"


class Quorum(models.TextChoices):
    """How many of the deliberating members must be there, for the bodies that ask it."""

    NONE = "none", _("aucun")
    HALF = "half", _("la moitié")
    MAJORITY = "majority", _("plus de la moitié")
    TWO_THIRDS = "two_thirds", _("les deux tiers")


class Body(models.Model):
    """A body that meets: the Conseil des ministres, the Conseil de cabinet, COTEVAL…"""

    code = models.CharField(
        _("sigle"), max_length=12, unique=True, help_text=_("« CM » dans CM/2026/24")
    )
    name = models.CharField(_("nom"), max_length=120)
    country = models.CharField(_("pays"), max_length=2, default="bf")
    mark_display = models.CharField(
        _("marques montrées aux membres"),
        max_length=10,
        choices=[
            ("nothing", _("rien")),
            ("summary", _("le total")),
            ("names", _("les noms")),
        ],
        default="summary",
    )

    quorum = models.CharField(
        _("quorum"),
        max_length=10,
        choices=Quorum.choices,
        default=Quorum.NONE,
        help_text=_("Part des membres à voix délibérative qui doit être présente."),
    )
    speaking_minutes = models.PositiveSmallIntegerField(
        _("durée d'une intervention"),
        null=True,
        blank=True,
        help_text=_("En minutes ; vide : sans limite."),
    )
    new_speakers_first = models.BooleanField(
        _("la parole d'abord à qui n'a pas parlé"), default=False
    )
    majority = models.CharField(
        _("majorité des votes"),
        max_length=25,
        choices=[
            ("simple", _("plus de voix pour que contre")),
            ("absolute", _("plus de la moitié des exprimés")),
            ("absolute_of_members", _("plus de la moitié des membres")),
            ("two_thirds", _("deux tiers des exprimés")),
            ("two_thirds_of_members", _("deux tiers des membres")),
            ("unanimity", _("unanimité des exprimés")),
        ],
        default="simple",
        help_text=_("Proposée à l'ouverture d'un vote ; le président peut la changer."),
    )
    has_casting_vote = models.BooleanField(
        _("voix prépondérante du président"),
        default=True,
        help_text=_("À égalité dans un vote à découvert, sa voix l'emporte."),
    )
    tablets_work_offline = models.BooleanField(
        _("travail sans réseau"),
        default=True,
        help_text=_("Les tablettes gardent la séance et ses pièces, chiffrées."),
    )

    class Meta:
        verbose_name = _("organe")

    def __str__(self) -> str:
        return self.name

    @property
    def is_council(self) -> bool:
        """Whether it decides on dossiers; the others are asked for their opinion."""
        return self.code == COUNCIL or self.code.startswith(f"{COUNCIL}-")


class Capacity(models.TextChoices):
    """In which capacity somebody sits; `screen` and `anteroom` are walls, not people."""

    PRESIDING = "presiding", _("Président de séance")
    MEMBER = "member", _("Membre")
    SECRETARY = "secretary", _("Secrétaire de séance")
    OBSERVER = "observer", _("Assistant sans voix")
    SCREEN = "screen", _("Écran de la salle")
    ANTEROOM = "anteroom", _("Écran de la salle d'attente")


class BodyMember(models.Model):
    """A mandate that gives a seat in a body."""

    body = models.ForeignKey(
        Body, verbose_name=_("organe"), on_delete=models.CASCADE, related_name="members"
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandat"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    capacity = models.CharField(
        _("qualité"), max_length=12, choices=Capacity.choices, default=Capacity.MEMBER
    )

    class Meta:
        verbose_name = _("membre d'un organe")
        verbose_name_plural = _("membres d'un organe")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "mandate"], name="mandate_sits_once_in_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate} ({self.get_capacity_display()})"
