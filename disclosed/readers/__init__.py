"""One reader a file format: bytes → the plain-text form of a letter."""
