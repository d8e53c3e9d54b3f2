"""What a file is before it becomes a piece: brought, checked, read, stored."""
