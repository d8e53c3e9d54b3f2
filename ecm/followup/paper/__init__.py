"""What is printed of the statistics."""
