"""What can be found by its words: a dossier, and each version that it carries."""

from django.db import models
from django.db.models import Q

from ecm.dossiers.models.dossiers import Dossier
from ecm.dossiers.models.pieces import Version


class Indexed(models.Model):
    """The words of a dossier, or of one version: lower case, without accents.

    The database keeps an index beside it, FTS5 on SQLite and GIN on PostgreSQL (migration
    0008_index_for_each_database). It is a plain copy: a confidential dossier has no words
    here.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="indexed"
    )
    version = models.OneToOneField(
        Version, on_delete=models.CASCADE, null=True, related_name="indexed"
    )
    words = models.TextField()

    class Meta:
        verbose_name = "index"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(version=None),
                name="dossier_is_indexed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.version_id or '-'}"
