"""The demonstration council: real facts of 5 February 2026 among invented persons."""
