"""The press list, and the mail that takes a published communiqué to it."""
