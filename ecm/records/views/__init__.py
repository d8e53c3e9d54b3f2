"""The pages of the record, of its extracts and corrections, and of the minutes."""
