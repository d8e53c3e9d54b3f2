"""The acts on what a council leaves to be done; each is refused to whoever may not know it."""
