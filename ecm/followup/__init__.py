"""What becomes of decisions: the texts they adopted, the instructions they gave."""
