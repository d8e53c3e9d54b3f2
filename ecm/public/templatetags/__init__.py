"""What the templates of the public site may say of a value."""
