"""What members do before the meeting: read the convocation and the pack, mark positions."""
