"""A council in its room: conducting, the list without debate, the floor, who is there."""
