"""The State's colours as custom properties of a stylesheet."""

import re
from collections.abc import Mapping

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def custom_properties(state: Mapping[str, str]) -> str:
    """Return the rule that sets them; what is not a colour is left out."""
    rules = "".join(
        f"--state-{name}:{value};"
        for name, value in state.items()
        if COLOUR.fullmatch(value)
    )
    return f":root{{{rules}}}"
