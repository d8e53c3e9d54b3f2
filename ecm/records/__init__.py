"""What a council leaves in writing for those who govern: its record and its minutes."""
