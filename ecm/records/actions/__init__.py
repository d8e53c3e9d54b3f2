"""The acts on the record of decisions, on its extracts and on the minutes."""
