"""Pictures of a PDF's first pages, small enough for a tablet on a poor line."""

from pathlib import Path

from ecm.files.checks import in_a_cell
from ecm.files.confinement import made, scratch

MOST_OCTETS = 100_000
FIRST_PAGES = 3


def pictures_of(path: Path, *, pages: int = FIRST_PAGES) -> list[bytes]:
    """Return the first pages as WebP of at most 100 kB each; raises Refused.

    Give it the sanitised copy: that is what its readers will see.
    """
    with scratch() as folder:
        names = in_a_cell("pictures", path, folder, pages=pages, most=MOST_OCTETS)
        return [made(folder / name, most=MOST_OCTETS).read_bytes() for name in names]
