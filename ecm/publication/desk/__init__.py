"""The desk of the communiqué: from the decisions to the text that the country reads."""
