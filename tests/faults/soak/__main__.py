"""`python -m tests.faults.soak`: what `ecm soak` runs."""

import sys

from tests.faults.soak.running import main

sys.exit(main())
