"""The public site, from a published copy: it reads no table and knows nothing secret."""
