"""The documents made from an edition, and from nothing else: one module for each form."""
