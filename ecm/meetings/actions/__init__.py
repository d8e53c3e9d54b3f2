"""What may be done at a meeting; each action checks, writes and records in one turn."""
