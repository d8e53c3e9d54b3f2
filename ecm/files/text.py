"""The words of a file, for search: what its pages say, never what its makers hid."""

from pathlib import Path

from ecm.files.checks import Media, in_a_cell

MOST_CHARACTERS = 2_000_000


def text_of(path: Path, media: Media) -> str:
    """Return the words, a form feed between PDF pages; raises Refused when unreadable.

    It takes seconds for a long file: the work of a task, not of a request.
    """
    said = in_a_cell(f"{media}_text", path, most=MOST_CHARACTERS)
    return str(said)
