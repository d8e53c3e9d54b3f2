"""What the project claims about speed, each claim runnable by one command."""
