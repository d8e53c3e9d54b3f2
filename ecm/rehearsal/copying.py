"""Puts a council into the folder of its rehearsal, and takes it out again on the other side.

The two sides are two processes with two databases: neither has the other's.
"""

import json
import os
import shutil
from pathlib import Path

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from ecm.dossiers.models import DossierKind, PieceKind, Requirement, ReturnReason
from ecm.files.store import place
from ecm.meetings.models import Meeting
from ecm.rehearsal.gathering import files_of, gathered

COUNCIL = "conseil.json"
FILES = "files"


def put(meeting: Meeting, folder: Path, *, with_positions: bool = False) -> None:
    """Write what the rehearsal of a meeting needs into `folder`."""
    rows = gathered(meeting, with_positions=with_positions)
    council = folder / COUNCIL
    council.touch(mode=0o600)
    council.write_text(json.dumps(rows, cls=DjangoJSONEncoder), encoding="utf-8")
    for path in files_of(meeting):
        if place(path).exists():
            _bring(place(path), folder / FILES / path)


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError:  # another disk, or a system that keeps links to the owner
        shutil.copyfile(source, target)


def take(folder: Path) -> Meeting:
    """Load the council that `put` wrote into this process's database; return it.

    The kinds that the migrations install give way to those of the installation.
    """
    council = folder / COUNCIL
    rows = json.loads(council.read_text(encoding="utf-8"))
    with transaction.atomic():
        for kinds in (Requirement, DossierKind, PieceKind, ReturnReason):
            kinds._default_manager.all().delete()
        for row in serializers.deserialize("python", rows):
            row.save()
    os.unlink(council)
    return Meeting.objects.select_related("body").get()
