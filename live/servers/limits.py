"""What a live council needs of its server, whichever it is."""

BACKLOG = 4096  # a whole room comes back at once; 50, where daphne stands, refuses some
# A dead tablet is noticed in 25 s.
PING_EVERY, PING_PATIENCE = 10, 15  # seconds
LARGEST = 65536  # bytes of a message that a tablet may send; ours are integers
KEEP_ALIVE = 75  # seconds; longer than what a proxy keeps, so that it closes first
GOING_DOWN = 5  # seconds for what is being answered
