"""Room on the disks, and who may read what is on them."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ecm.doctor.findings import Finding, doubt, fault, graver, size, well
from ecm.public import place

LEAST = 500_000_000
SHARE = 0.05
COPIES = 3  # of what arrives: on its way, kept, made readable


def examine() -> Iterator[Finding]:
    """Look at the disks of what is written, and at the rights of what is secret."""
    for path in _disks():
        usage = shutil.disk_usage(path)
        yield of_room(path, usage.free, usage.total)
        yield from of_names(path, os.statvfs(path))
    yield from of_rights(settings.DATA, is_grave=settings.PRODUCTION)
    for path in _secrets():
        yield of_secret(path)
    yield of_account(os.geteuid(), settings.DATA.stat().st_uid)


def _disks() -> list[Path]:
    """Return one folder for each disk that is written to."""
    folders = [settings.DATA, Path(settings.MEDIA_ROOT), place.folder()]
    if settings.IS_ON_SQLITE:
        folders.append(Path(str(settings.DATABASES["default"]["NAME"])).parent)
    there = [folder for folder in folders if folder.exists()]
    return list({folder.stat().st_dev: folder for folder in reversed(there)}.values())


def of_room(path: Path, free: int, total: int) -> Finding:
    """Judge what is free on a disk."""
    sentence = f"{size(free)} libres sous {path}."
    remedy = "Faites de la place : pleins, les actes sont refusés à l'écran."
    if free < LEAST:
        return fault("disk.room", sentence, remedy)
    if free < max(COPIES * settings.LARGEST_FILE, SHARE * total):
        return doubt("disk.room", sentence, remedy)
    return well("disk.room", sentence)


def of_names(path: Path, told: os.statvfs_result) -> Iterator[Finding]:
    """Judge whether the disk can still name new files."""
    if told.f_files and told.f_favail < told.f_files / 100:
        yield doubt(
            "disk.names",
            f"Le disque de {path} ne peut presque plus nommer de fichiers.",
            "df -i ; effacez les petits fichiers inutiles.",
        )


def of_rights(folder: Path, *, is_grave: bool) -> Iterator[Finding]:
    """Judge who may enter the folder of everything."""
    others = folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if others:
        yield graver(
            "rights.folder",
            is_grave,
            f"D'autres comptes que celui de l'application entrent dans {folder}.",
            f"chmod 700 {folder}",
        )
    else:
        yield well(
            "rights.folder", f"Le compte de l'application seul entre dans {folder}."
        )
    keys = folder / "keys"
    if keys.exists() and keys.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield fault(
            "rights.keys", f"D'autres comptes entrent dans {keys}.", f"chmod 700 {keys}"
        )


def of_secret(path: Path) -> Finding:
    """Judge a file that holds a key or a password; its group may be let read it."""
    name = "rights.secret"
    if not path.exists():
        return fault(name, f"{path} manque.", "Remettez-le, ou videz la variable.")
    if path.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP):
        return fault(
            name, f"{path} peut être lu ou changé par d'autres.", f"chmod 640 {path}"
        )
    return well(name, f"{path} n'est lu que de qui le doit.")


def _secrets() -> list[Path]:
    """Return the files of secrets that this installation names, and those that it made."""
    named = [
        Path(value)
        for name, value in os.environ.items()
        if value and name in ("SECRET_KEY_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE")
    ]
    signing = [Path(value) for value in settings.SIGNING.values() if value]
    made = [settings.DATA / "secret-key", settings.DATA / "keys" / "seal.key"]
    return [*named, *signing, *(path for path in made if path.exists())]


def of_account(account: int, owner: int) -> Finding:
    """Judge under whom this runs: what root writes, the application could not."""
    if account == owner:
        return well("rights.account", "Le dossier est à qui lance cette commande.")
    return doubt(
        "rights.account",
        "Cette commande n'est pas lancée sous le compte de l'application.",
        "Lancez-la par le programme de l'exploitation (runuser -u ecm).",
    )
