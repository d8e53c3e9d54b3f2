#!/usr/bin/env python3
"""The `ecm` command under the name that Django's tools look for."""

from ecm.__main__ import main

if __name__ == "__main__":
    main()
