"""Takes the pictures of the documents: the council in preparation, then as it is held."""

import sys

import council
import preparation
from stage import stage

PARTS = {"preparation": preparation.prepare, "council": council.hold}


def main() -> None:
    """Play the parts that are named on the command line, each from the start; else all."""
    for name in sys.argv[1:] or PARTS:
        with stage() as on:
            PARTS[name](on)


if __name__ == "__main__":
    main()
