"""A communiqué in other languages: who translates it, side by side with the French."""
