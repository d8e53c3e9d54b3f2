"""The pages on which an agenda is built, amended, compared and approved."""
