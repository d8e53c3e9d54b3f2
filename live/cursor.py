"""The client's whole protocol: one integer."""

MOST_DIGITS = 18  # a longer one is no number of ours, and slow to read


def is_cursor(text: str) -> bool:
    """Tell whether `text` is a sequence number in decimal."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
