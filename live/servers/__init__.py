"""The servers that the hub writes to directly; any other ASGI server works as well."""
