"""What the back office puts on paper."""
