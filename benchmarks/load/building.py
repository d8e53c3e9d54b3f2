"""Compiles the generator and the C loop with the compiler of the system."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent
FLAGS = ["-O2", "-std=gnu11", "-Wall", "-Wextra", "-Werror"]
PARTS = {
    "wsload": ["wsload.c", "tablets.c", "dialects.c", "unpack.c", "acts.c", "wire.c"],
    "cserve": ["cserve.c", "wire.c"],
}


class NoCompiler(Exception):
    """There is no C compiler, or it refuses the sources."""


@dataclass(frozen=True)
class Programs:
    """Where the two programs are."""

    wsload: Path
    cserve: Path


def compiler() -> str:
    """Return the system's C compiler; raise NoCompiler in words for its operator."""
    found = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if found is None:
        raise NoCompiler(
            "Il manque un compilateur C : la charge est écrite en C et se compile à la"
            " première mesure.\nSous Debian : sudo apt-get install gcc libc6-dev\n"
            "A C compiler (cc) is missing: the load generator is compiled when first run."
        )
    return found


def build(folder: Path) -> Programs:
    """Compile both programs into `folder`."""
    cc = compiler()
    for name, sources in PARTS.items():
        paths = [str(SOURCES / source) for source in sources]
        done = subprocess.run(
            [cc, *FLAGS, "-o", str(folder / name), *paths, "-ldl"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoCompiler(f"{name} ne se compile pas :\n{done.stderr}")
    return Programs(folder / "wsload", folder / "cserve")
