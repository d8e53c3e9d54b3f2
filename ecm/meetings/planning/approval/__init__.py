"""The pages on which an agenda is proposed, handed on, approved, read and compared."""
